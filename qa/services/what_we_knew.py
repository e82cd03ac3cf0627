"""What we knew about a child by a moment: everything that had happened and been recorded by then.

It leaves the building, so the role that lets a person export must itself let them read the child,
and only what that role reads is in it. The download goes on the trail.
"""

import dataclasses
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import child_page
from db.queries import people as people_queries
from db.queries import timeline as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import PARTS, STATUSES
from qa.domain.history import act_words, noun_words
from qa.domain.permissions import Decision
from qa.domain.refusals import NotFound, Refused
from qa.domain.timeline import Event, day_of, known_by
from qa.services import children, timeline, trail
from qa.services import timeline_recorded as moments
from qa.services import what_we_knew_gaps as gaps
from qa.services.timeline_source import Source, source
from qa.services.what_we_knew_gaps import Then

DATES_ONLY = "business_support"
NO_EXPORT = "What we knew holds what records say, so it is for those who may read and export them."


@dataclass(frozen=True)
class Held:
    """A status, or somebody's part in the case, from a day to a day; `to_on` None: ran then."""

    child_id: int
    status: str
    part: str
    name: str
    from_on: dt.date | None
    to_on: dt.date | None
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def words(self) -> str:
        """What it is: 'Looked after', 'Social worker'."""
        return STATUSES.get(self.status) or {"team": "Team", **PARTS}.get(self.part, self.part)


@dataclass(frozen=True)
class Opening:
    """Who opened or exported which record, and when."""

    at: dt.datetime
    who: str
    what: str


@dataclass(frozen=True)
class Known:
    """One child as it was known by the moment; events the earliest first."""

    case_number: str
    age: str
    statuses: tuple[Held, ...]
    holders: tuple[Held, ...]
    events: tuple[Event, ...]
    gaps: tuple[str, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class WhatWeKnew:
    """The chronology of a child, brothers and sisters after; for whom and when it was made."""

    children: tuple[Known, ...]
    moment: dt.datetime
    made_by: str
    made_at: dt.datetime
    is_fictional: bool


def may(actor: Actor, child_id: int) -> Decision:
    """Whether this person may download it, and if not, why. The child is in their scope."""
    reader = exporter(actor)
    decision = permissions.can(reader, "export")
    if not decision.allowed:
        return Decision(False, NO_EXPORT)
    with reading() as session:
        found = child_page.one(session, reader, child_id)
    return decision if found is not None else Decision(False, NO_EXPORT)


def exporter(actor: Actor) -> Actor:
    """The same person with the roles that let them export what they read."""
    kept = set(permissions.roles_that_may("export")) - {DATES_ONLY}
    roles = frozenset(held for held in actor.roles if held.role in kept)
    return dataclasses.replace(actor, roles=roles)


def word(
    actor: Actor,
    child_id: int,
    moment: dt.datetime | None = None,
    with_ids: Iterable[int] = (),
) -> tuple[str, bytes]:
    """The Word document: file name and .docx. `with_ids`: brothers and sisters to take in.

    Raises NotFound, or Refused in words; a refusal for want of the role goes on the trail.
    """
    from qa.reports.what_we_knew import chronology

    moment = moment or actor.now
    if moment > actor.now:
        raise Refused("Choose a moment up to now: what is still to be known is not known yet.")
    if not may(actor, child_id).allowed:
        trail.refused(actor, "export", "child", child_id, NO_EXPORT)
    found = gathered(actor, child_id, moment, sorted(set(with_ids)))
    made = chronology(found)
    with writing() as session:
        payload = {"document": "what we knew", "by": moment, "with": len(found.children) - 1}
        trail.record(session, actor, "export", "child", child_id, payload, child_id=child_id)
    return file_name(found.children[0].case_number, moment), made


def file_name(case_number: str, moment: dt.datetime) -> str:
    """'what-we-knew-C-1001-2026-11-22.docx'."""
    number = re.sub(r"[^A-Za-z0-9]+", "-", case_number).strip("-") or "child"
    return f"what-we-knew-{number}-{day_of(moment)}.docx"


def gathered(
    actor: Actor, child_id: int, moment: dt.datetime, with_ids: Sequence[int] = ()
) -> WhatWeKnew:
    """Everything the document says, read in a number of reads that does not grow with it."""
    reader = exporter(actor)
    with reading() as session:
        wanted = _children(session, actor, reader, child_id, with_ids)
        read = source(session, reader, [child.id for child in wanted], moment)
        happened = timeline.of_source(read)
        then = Then(moment, tuple(e for e in reversed(happened) if known_by(e, moment)))
        known = _known(read, then, wanted, reader)
        fictional = bool(people_queries.demonstration_accounts(session))
    return WhatWeKnew(known, moment, actor.name, actor.now, fictional)


def _children(
    session: Any, actor: Actor, reader: Actor, child_id: int, with_ids: Sequence[int]
) -> list[Any]:
    if child_page.one(session, actor, child_id) is None:
        raise NotFound("child")
    child = child_page.one(session, reader, child_id)
    if child is None or not permissions.can(reader, "export").allowed:
        raise Refused(NO_EXPORT)
    family = {row.id for row in child_page.siblings(session, reader, child)}
    if not family.issuperset(with_ids):
        raise NotFound("child")
    return [child, *(child_page.one(session, reader, each) for each in with_ids)]


def _known(read: Source, then: Then, wanted: Sequence[Any], reader: Actor) -> tuple[Known, ...]:
    statuses = _grouped(_statuses(read, then))
    holders = _grouped(_holders(read, then))
    openings = _openings(read, then, reader)
    ids = [child.id for child in wanted]
    missing = gaps.of_children(read.session, then, ids, statuses, holders)
    return tuple(
        Known(
            child.case_number,
            children.age(child, reader),
            tuple(statuses[child.id]),
            tuple(holders[child.id]),
            tuple(event for event in then.events if event.child_id == child.id),
            tuple(missing[child.id]),
            tuple(openings[child.id]),
        )
        for child in wanted
    )


def _grouped(rows: Iterable[Held]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        found[row.child_id].append(row)
    return found


def _by_then(at: dt.datetime | None, then: Then) -> bool:
    return at is None or at <= then.moment


def _statuses(read: Source, then: Then) -> list[Held]:
    rows = []
    for row in queries.statuses(read.session, read.ids):
        if _by_then(moments.status_began(read.known, row), then):
            ended = row.to_on and _by_then(moments.status_ended(read.known, row), then)
            facts = moments.facts_by(read.known, row, then.moment)
            rows.append(Held(read.child(row.child_id), row.status, "", "", row.from_on,
                             row.to_on if ended else None, facts))  # fmt: skip
    return gaps.cut(rows, then)


def _holders(read: Source, then: Then) -> list[Held]:
    rows = []
    for row in read.links:
        if _by_then(moments.link_began(read.known, row), then):
            ended = row.to_on and _by_then(moments.link_ended(read.known, row), then)
            rows.append(Held(read.child(row.child_id), "", row.part, row.name, row.from_on,
                             row.to_on if ended else None))  # fmt: skip
    return sorted(gaps.cut(rows, then), key=lambda held: (held.from_on, held.words))


def _openings(read: Source, then: Then, reader: Actor) -> dict[int, list[Opening]]:
    found: dict[int, list[Opening]] = defaultdict(list)
    for entry in queries.openings(read.session, reader, read.ids, then.moment):
        what = f"{noun_words(entry.noun).lower()} {entry.noun_id or ''}".strip()
        said = what if entry.act == "open" else f"{act_words(entry.act).lower()}: {what}"
        found[read.child(entry.child_id)].append(Opening(entry.at, entry.who, said))
    return found
