"""What the events of a timeline are read from: one session, one reader, some children."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.queries import timeline as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.timeline import day_of
from qa.services.timeline_recorded import Recorded, recorded


@dataclass(frozen=True)
class Source:
    """`ids`: the children with the numbers merged into them; `reads_text`: the children of whom
    this reader sees more than dates."""

    session: Any
    actor: Actor
    ids: Sequence[int]
    known_as: Mapping[int, int]
    known: Recorded
    links: Sequence[Any]
    names: Mapping[int, str]
    reads_text: frozenset[int]
    reads_holds: bool
    until: dt.datetime | None = None
    """Corrections after this moment are undone; None: as it stands now."""

    def child(self, number: int | None) -> int:
        """The child that a number is known as."""
        return self.known_as[number or 0]

    def text(self, number: int | None, said: str | None) -> str:
        """What a record about a child says, where this reader reads more than dates."""
        return (said or "") if self.child(number) in self.reads_text else ""

    def name(self, person_id: int | None) -> str:
        """Who that is; '' for nobody."""
        return self.names.get(person_id or 0, "")

    def day(self, moment: dt.datetime) -> dt.date:
        """The day in England on which a moment fell."""
        return day_of(moment)


def as_other(actor: Actor) -> Actor:
    """The same person without the role that reads dates only."""
    others = frozenset(held for held in actor.roles if held.role != "business_support")
    return dataclasses.replace(actor, roles=others)


def source(
    session: Any, actor: Actor, child_ids: Sequence[int], until: dt.datetime | None = None
) -> Source:
    """Read what every kind of event needs. The caller has seen to the scope of the children."""
    known_as = queries.known_as(session, child_ids)
    ids = sorted(known_as)
    trail = queries.recorded(session, ids)
    return Source(
        session=session,
        actor=actor,
        ids=ids,
        known_as=known_as,
        known=recorded(trail, queries.loads(session)),
        links=[*queries.teams(session, ids), *queries.people(session, ids)],
        names=queries.everybody(session),
        reads_text=queries.in_scope(session, as_other(actor), child_ids),
        reads_holds=permissions.can(actor, "place_hold").allowed,
        until=until,
    )
