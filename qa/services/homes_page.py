"""One home as a screen shows it: its facts, who visits it, who is tied to it, who lives there."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.queries import homes as queries
from db.queries import residents as resident_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.permissions import Decision
from qa.domain.refusals import NotFound
from qa.services import independence, residents

SEE_TIES = ("practice_manager", "head_of_service", "business_support")


@dataclass(frozen=True)
class HomeFacts:
    """What the register holds of a home."""

    id: int
    version: int
    name: str
    urn: str
    provider: str
    provider_kind: str
    registered_manager: str
    manager_id: int | None
    responsible_individual: str
    capacity: int | None
    opened_on: dt.date | None
    closed_on: dt.date | None
    is_visited: bool
    host_authority: str


@dataclass(frozen=True)
class VisitorRow:
    """An appointment; `refusal` says why the visitor may not visit today, where that is so."""

    id: int
    person_id: int
    name: str
    basis_kind: str
    basis: str
    from_on: dt.date
    to_on: dt.date | None
    independent_until_on: dt.date | None
    refusal: str = ""

    def is_over(self, on: dt.date) -> bool:
        """Whether it has ended before a day."""
        return self.to_on is not None and self.to_on < on


@dataclass(frozen=True)
class TieRow:
    """What ties a person to the home."""

    id: int
    person_id: int
    name: str
    kind: str
    from_on: dt.date
    to_on: dt.date | None
    note: str


@dataclass(frozen=True)
class Living:
    """A child of the home by letter ('' where none is given yet); the number only for who may see
    the child."""

    resident_id: int | None
    letter: str
    child_id: int | None
    case_number: str
    placing_authority: str
    from_on: dt.date | None
    to_on: dt.date | None
    is_ours: bool = True
    """A child of this council, by the roster; else entered by hand."""


@dataclass(frozen=True)
class HomePage:
    """A home's page. `residents` hold letters, gone ones too; `placed` are without one yet."""

    home: HomeFacts
    visitors: tuple[VisitorRow, ...]
    ties: tuple[TieRow, ...]
    residents: tuple[Living, ...]
    placed: tuple[Living, ...]
    decisions: Mapping[str, Decision]


def page(session: Any, actor: Actor, home_id: int) -> HomePage:
    """The page, or NotFound for a home that this person may not see."""
    home = queries.one(session, actor, home_id)
    if home is None:
        raise NotFound("home")
    lettered = residents.everybody(session, home_id)
    placed = {row.child_id for row in queries.placed(session, actor, [home_id], actor.today)} - {
        each.child_id for each in lettered if each.lives_there(actor.today)
    }
    shown, waiting = _children(session, actor, lettered, placed)
    kept, begin = permissions.can(actor, "keep_register"), _begin(session, actor, home_id)
    return HomePage(
        _facts(home),
        tuple(_visitors(session, actor, home_id)),
        tuple(_ties(session, actor, home_id)),
        shown,
        waiting,
        {
            "keep_register": kept,
            "allocate": permissions.can(actor, "allocate"),
            "keep_residents": kept if kept.allowed else begin,
            "begin_visit": begin,
        },
    )


def _begin(session: Any, actor: Actor, home_id: int) -> Decision:
    return permissions.can(
        actor, "begin_visit", independence.facts_of_home(session, actor, home_id, actor.today)
    )


def _facts(home: Any) -> HomeFacts:
    words = {
        name: getattr(home, name) or ""
        for name in ("urn", "provider", "registered_manager", "responsible_individual",
                     "host_authority")
    }  # fmt: skip
    same = ("id", "version", "name", "provider_kind", "manager_id", "capacity", "opened_on",
            "closed_on", "is_visited")  # fmt: skip
    return HomeFacts(**words, **{name: getattr(home, name) for name in same})


def _visitors(session: Any, actor: Actor, home_id: int) -> list[VisitorRow]:
    return [
        VisitorRow(link.id, link.person_id, name, link.basis_kind, link.basis, link.from_on,
                   link.to_on, link.independent_until_on, _barred(session, actor, link, name))
        for link, name in queries.visitors(session, [home_id])
    ]  # fmt: skip


def _barred(session: Any, actor: Actor, link: Any, name: str) -> str:
    """Why the visitor cannot visit today; another visitor reads only that it is so."""
    if link.from_on > actor.today or (link.to_on is not None and link.to_on < actor.today):
        return ""
    home_id = link.home_id
    why = independence.refusals(session, [home_id], link.person_id, actor.today).get(home_id, "")
    if not why or link.person_id == actor.person_id or actor.has(*SEE_TIES):
        return why
    return f"{name} cannot visit this home today (regulation 43(3))."


def _ties(session: Any, actor: Actor, home_id: int) -> list[TieRow]:
    """A visitor sees no more than their own: what ties others is not theirs to know."""
    sees_all = actor.has(*SEE_TIES)
    return [
        TieRow(tie.id, tie.person_id, name, tie.kind, tie.from_on, tie.to_on, tie.note or "")
        for tie, name in queries.ties(session, home_id)
        if sees_all or tie.person_id == actor.person_id
    ]


def _children(
    session: Any, actor: Actor, lettered: Sequence[residents.Resident], placed: set[int]
) -> tuple[tuple[Living, ...], tuple[Living, ...]]:
    ours = {each.child_id for each in lettered if each.child_id is not None} | placed
    exist = resident_queries.existing_for(session, actor, ours)
    numbers = resident_queries.numbers(session, actor, ours)
    shown = tuple(
        Living(each.id, each.letter, each.child_id if each.child_id in numbers else None,
               numbers.get(each.child_id, "") if each.child_id else "", each.placing_authority,
               each.from_on, each.to_on, each.child_id is not None)
        for each in lettered
        if each.child_id is None or each.child_id in exist
    )  # fmt: skip
    waiting = tuple(
        Living(None, "", child_id if child_id in numbers else None, numbers.get(child_id, ""),
               residents.OUR_COUNCIL, None, None)
        for child_id in sorted(placed & exist)
    )  # fmt: skip
    return shown, waiting
