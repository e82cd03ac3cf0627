"""The register of children's homes: found, opened, entered, changed, closed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Home
from db.queries import homes as queries
from db.queries import residents as resident_queries
from qa.domain import homes as rules
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.homes import HomeGiven
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.words import format_date, plural
from qa.services import homes_closing, homes_manager, homes_page, trail

__all__ = ["HomeGiven", "HomeRow", "listed", "may_keep", "opened", "put"]
FIELDS = (
    "name",
    "urn",
    "provider",
    "provider_kind",
    "registered_manager",
    "responsible_individual",
    "capacity",
    "opened_on",
    "closed_on",
    "is_visited",
    "host_authority",
)
REBUILT_FROM = ("name", "urn", "opened_on", "closed_on", "is_visited")
"""Always on the trail when a home is entered: coverage of a past month is rebuilt from them."""


@dataclass(frozen=True)
class HomeRow:
    """A home in the list; `visitors` are those appointed today, `children` who lives there."""

    id: int
    name: str
    urn: str
    provider: str
    capacity: int | None
    opened_on: dt.date | None
    closed_on: dt.date | None
    is_visited: bool
    visitors: tuple[str, ...]
    children: int
    visitor_ids: frozenset[int] = frozenset()


def may_keep(actor: Actor) -> permissions.Decision:
    """Whether this person enters and changes homes."""
    return permissions.can(actor, "keep_register")


def listed(actor: Actor, *, with_closed: bool = False, text: str = "") -> list[HomeRow]:
    """Homes in scope by name, in four reads; a restricted child counts only for who may see it."""
    with reading() as session:
        found = queries.listed(session, actor, text, with_closed)
        ids = [home.id for home in found]
        if not ids:
            return []
        children = Counter(row.home_id for row in queries.placed(session, actor, ids, actor.today))
        children.update(dict(map(tuple, queries.by_hand(session, ids, actor.today))))
        visitors: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for link, name in queries.visitors(session, ids, since=actor.today):
            if link.from_on <= actor.today:
                visitors[link.home_id].append((name, link.person_id))
        return [_row(home, sorted(visitors[home.id]), children[home.id]) for home in found]


def _row(home: Any, visitors: Sequence[tuple[str, int]], children: int) -> HomeRow:
    return HomeRow(
        home.id,
        home.name,
        home.urn or "",
        home.provider or "",
        home.capacity,
        home.opened_on,
        home.closed_on,
        home.is_visited,
        tuple(name for name, _id in visitors),
        children,
        frozenset(person_id for _name, person_id in visitors),
    )


def opened(actor: Actor, home_id: int) -> homes_page.HomePage:
    """One home with its visitors, ties and children by letter, as far as the reader may see."""
    with reading() as session:
        return homes_page.page(session, actor, home_id)


def put(
    actor: Actor, given: HomeGiven, home_id: int | None = None, version: int | None = None
) -> int:
    """Enter a home, or change one on the version it was opened on; its id.

    Placements of the roster with its Ofsted number become its own in the same transaction. A
    change of registered manager moves open recommendations; a closing day ends what must end.
    """
    permissions.require(actor, "keep_register")
    given = rules.checked(given)
    with writing() as session:
        home = _held(session, actor, home_id, version, given)
        _must_be_free(session, given.urn, home_id)
        if home_id is not None:
            _must_hold_its_visits(session, home_id, given)
            _must_hold_its_children(session, home_id, given.closed_on)
        before = {name: getattr(home, name) for name in FIELDS}
        for name in FIELDS:
            setattr(home, name, _kept(getattr(given, name)))
        session.add(home)
        session.flush()
        _record(session, actor, home, before, is_new=home_id is None)
        homes_manager.follow(session, actor, home, before["registered_manager"], given)
        queries.link_placements(session, home.id, given.urn)
        if home.closed_on is not None and home.closed_on != before["closed_on"]:
            homes_closing.end_what_must(session, actor, home)
        return home.id


def _held(
    session: Any, actor: Actor, home_id: int | None, version: int | None, given: HomeGiven
) -> Home:
    if home_id is None:
        return Home()
    home = queries.one(session, actor, home_id, lock=True)
    if home is None:
        raise NotFound("home")
    if home.version != version:
        if all(getattr(home, name) == _kept(getattr(given, name)) for name in FIELDS):
            return home  # what is sent stands already: the second half of a double press
        raise Stale(
            f"{home.name} was changed by somebody else after you opened it. Look at it again "
            "before you save; what you typed is still here.",
            {name: getattr(home, name) for name in FIELDS},
            home.version,
        )
    home.version += 1
    return home


def _kept(value: Any) -> Any:
    return None if value == "" else value


def _must_be_free(session: Any, urn: str, home_id: int | None) -> None:
    other = queries.with_urn(session, urn)
    if other is not None and other.id != home_id:
        raise Refused(f"{other.name} has the Ofsted number {urn} already.")


def _must_hold_its_visits(session: Any, home_id: int, given: HomeGiven) -> None:
    first, last = queries.visits_on_days(session, home_id)
    if first and given.opened_on and first < given.opened_on:
        raise Refused(
            f"The home was visited on {format_date(first)}, so it opened no later than that."
        )
    if last and given.closed_on and last > given.closed_on:
        raise Refused(
            f"The home was visited on {format_date(last)}, so it closed no earlier than that."
        )


def _must_hold_its_children(session: Any, home_id: int, closed_on: dt.date | None) -> None:
    days = resident_queries.by_hand_from_after(session, home_id, closed_on) if closed_on else ()
    if days:
        lives = plural(len(days), "child is", "children are")
        raise Refused(
            f"{lives} entered as living here from after that day, the first from "
            f"{format_date(days[0])}. Correct the first day of whoever came earlier; otherwise "
            "the home closed later."
        )


def _record(session: Any, actor: Actor, home: Home, before: dict[str, Any], is_new: bool) -> None:
    after = {name: getattr(home, name) for name in FIELDS}
    if is_new:
        payload = trail.changes({}, after) | {n: [None, after[n]] for n in REBUILT_FROM}
    else:
        payload = trail.changes(before, after)
    act = "add" if is_new else "change"
    if payload:
        trail.record(session, actor, act, "home", home.id, payload, home_id=home.id)
