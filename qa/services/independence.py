"""Whether a person may visit a home on a day: what is known of both, judged by regulation 43."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from db.engine import reading
from db.queries import facts as links
from db.queries import independence as queries
from db.queries import people
from qa.domain.actor import Actor
from qa.domain.independence import from_roles, from_ties, run_out, sentence
from qa.domain.permissions import Facts

PARTS = {"iro": "reviews", "social_worker": "plans", "team_manager": "supervises"}
Bars = dict[int, set[str]]


def refusals(
    session: Any,
    home_ids: Collection[int],
    person_id: int,
    on: dt.date,
    basis_kind: str | None = None,
) -> dict[int, str]:
    """Why this person may not visit these homes on a day; only homes with a refusal.

    `basis_kind`: of an appointment that is not made yet; else that of the one that runs.
    Source: SI 2015/541 regulation 43(3) and (4).
    """
    person = queries.person(session, person_id)
    if person is None or not home_ids:
        return {}
    roles, covered = people.standing(session, person_id, on)
    by_child = _through_children(session, home_ids, person_id, roles, covered, on)
    ties = defaultdict(list)
    for home_id, kind in queries.ties(session, home_ids, person_id, on):
        ties[home_id].append(kind)
    running = _by_home(queries.appointments(session, home_ids, person_id, on))
    found = {}
    for home in queries.homes(session, home_ids):
        bars = by_child[home.id] | from_ties(ties[home.id], home.provider_kind)
        bars |= from_roles((role for role, _team in roles), home.provider_kind)
        bars |= _by_name(home, person)
        said = sentence(person.name, home.name, bars, basis_kind or _basis(running[home.id]))
        if not said and basis_kind is None:
            said = _lapsed(person.name, home.name, running[home.id], on)
        if said:
            found[home.id] = said
    return found


def against(actor: Actor, home_ids: Collection[int]) -> dict[int, str]:
    """What keeps this person from these homes today, by home: nothing where they may visit."""
    with reading() as session:
        return refusals(session, home_ids, actor.person_id, actor.today)


def facts_of_home(session: Any, actor: Actor, home_id: int, on: dt.date) -> Facts:
    """What the policy asks about a home: who visits it that day, and what bars this actor; nothing
    of somebody who does not hold the visitor's role."""
    if not actor.has("reg44_visitor"):
        return Facts(kind="reg44_visit")
    visitors = links.links(session, on, home_ids=[home_id]).get((links.VISITOR, home_id))
    return Facts(
        kind="reg44_visit",
        home_visitor_ids=visitors or frozenset(),
        not_independent=refusals(session, [home_id], actor.person_id, on).get(home_id, ""),
    )


def _by_home(appointments: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in appointments:
        found[each.home_id].append(each)
    return found


def _basis(running: Iterable[Any]) -> str:
    return next((each.basis_kind for each in running), "no_tie")


def _lapsed(person: str, home: str, running: Iterable[Any], on: dt.date) -> str:
    until = [each.independent_until_on for each in running]
    if not until or None in until or max(until) >= on:
        return ""
    return run_out(person, home, max(until))


def _by_name(home: Any, person: Any) -> set[str]:
    """The manager is known as a person, the responsible individual by name only."""
    said, found = _key(person.name), set()
    if home.manager_id == person.id or said == _key(home.registered_manager):
        found.add("manages")
    if said == _key(home.responsible_individual):
        found.add("responsible_individual")
    return found


def _key(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _through_children(
    session: Any,
    home_ids: Collection[int],
    person_id: int,
    roles: Iterable[tuple[str, int | None]],
    covered: Iterable[int],
    on: dt.date,
) -> Bars:
    """What bars the person through the children placed there, whoever may see those children."""
    living = queries.placed(session, home_ids, on)
    parts = _parts(session, person_id, covered, on) if living else {}
    teams = [team_id for role, team_id in roles if role == "team_manager"]
    managed = _children_managed(session, teams, on) if living and teams else frozenset()
    open_bars: Bars = defaultdict(set)
    hidden: Bars = defaultdict(set)
    for home_id, child_id, is_restricted in living:
        bars = set(parts.get(child_id, ()))
        if managed is None or child_id in managed:
            bars.add("supervises")
        (hidden if is_restricted else open_bars)[home_id] |= bars
    for home_id, bars in hidden.items():
        if bars and not open_bars[home_id]:
            open_bars[home_id].add("connection")
    return open_bars


def _parts(
    session: Any, person_id: int, covered: Iterable[int], on: dt.date
) -> dict[int, set[str]]:
    """What the person does for each child: by their own links, by cover, by those they manage."""
    selves, below = {person_id, *covered}, queries.managed(session, person_id)
    found: dict[int, set[str]] = defaultdict(set)
    for child_id, part, linked in queries.works_with(session, selves | below, on):
        if linked in selves:
            found[child_id].add(PARTS[part])
        elif part != "iro":
            found[child_id].add("supervises")
    return found


def _children_managed(session: Any, teams: Iterable[int | None], on: dt.date) -> set[int] | None:
    """Children of the teams the person manages; None means of every team."""
    known = {team for team in teams if team is not None}
    return None if None in set(teams) else queries.in_teams(session, known, on)
