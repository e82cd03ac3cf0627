"""Whether a person may visit a home on a day: what is known of both, judged by regulation 43."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from db.engine import reading
from db.queries import facts as links
from db.queries import independence as queries
from qa.domain.actor import Actor
from qa.domain.independence import from_roles, from_ties, run_out, sentence
from qa.domain.permissions import Facts

PARTS = {"iro": "reviews", "social_worker": "plans", "team_manager": "supervises"}
Known = Mapping[tuple[str, int | None], Sequence[Any]]
"""What is known, by what it is and of which home."""


def refusals(
    session: Any,
    home_ids: Collection[int],
    person_id: int,
    on: dt.date,
    basis_kind: str | None = None,
) -> dict[int, str]:
    """Why this person may not visit these homes on a day; only homes with a refusal. One statement.

    `basis_kind`: of an appointment that is not made yet; else that of the one that runs.
    Source: SI 2015/541 regulation 43(3) and (4).
    """
    if not home_ids:
        return {}
    known = _sorted(queries.known(session, home_ids, person_id, on))
    person = next((each.words for each in known[queries.PERSON, None]), None)
    if person is None:
        return {}
    said = {
        home_id: _refusal(known, home, person, on, basis_kind)
        for home_id in sorted(home_ids)
        for home in known[queries.HOME, home_id]
    }
    return {home_id: why for home_id, why in said.items() if why}


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


def _sorted(rows: Iterable[Any]) -> Known:
    found: dict[tuple[str, int | None], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.what, row.home_id].append(row)
    return found


def _refusal(known: Known, home: Any, person: str, on: dt.date, basis_kind: str | None) -> str:
    running = known[queries.APPOINTMENT, home.home_id]
    basis = basis_kind or next((each.words for each in running), "no_tie")
    said = sentence(person, home.words, _bars(known, home, person), basis)
    if not said and basis_kind is None:
        return _lapsed(person, home.words, running, on)
    return said


def _bars(known: Known, home: Any, person: str) -> set[str]:
    ties = (each.words for each in known[queries.TIE, home.home_id])
    roles = (each.words for each in known[queries.ROLE, None])
    found = _through_children(known, home.home_id) | from_ties(ties, home.kind)
    return found | from_roles(roles, home.kind) | _by_name(known, home, person)


def _lapsed(person: str, home: str, running: Iterable[Any], on: dt.date) -> str:
    until = [each.day for each in running]
    if not until or None in until or max(until) >= on:
        return ""
    return run_out(person, home, max(until))


def _by_name(known: Known, home: Any, person: str) -> set[str]:
    """The manager is known as a person, the responsible individual by name only."""
    said, found = _key(person), set()
    [who] = known[queries.PERSON, None]
    if home.number == who.id or said == _key(home.manager):
        found.add("manages")
    if said == _key(home.individual):
        found.add("responsible_individual")
    return found


def _key(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _through_children(known: Known, home_id: int) -> set[str]:
    """What bars the person through the children placed there, whoever may see those children."""
    own = [(PARTS[each.words], each.number) for each in known[queries.OWN, home_id]]
    managed = [("supervises", each.number) for each in known[queries.SUPERVISES, home_id]]
    every = [*own, *managed]
    openly = {bar for bar, is_restricted in every if not is_restricted}
    return openly or ({"connection"} if every else set())
