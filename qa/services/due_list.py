"""What falls due about the children a person may see, most urgent first, a page at a time."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from db.engine import reading
from db.queries import due_list as queries
from db.queries.due_list import Days, Narrowed, Segment
from qa.domain.actor import Actor
from qa.domain.duties import KINDS, MEETINGS, MIDWAYS
from qa.domain.urgency import ORDER, Group, day_words, edges, lateness_words
from qa.domain.workflow import DRAFT
from qa.domain.workflow import MIDWAYS as MIDWAY_CHECKS
from qa.domain.working_days import Calendar, add_working_days
from qa.services import clocks, duties, settings

COUNTED_UP_TO = 1_000
"""A group is counted this far and no further: a long list costs no more than a short one."""
NOBODY_OWN = -1


@dataclass(frozen=True)
class Wanted:
    """The filters: kinds of duty (keys of duties.KINDS), teams, IROs, `mine`: those of the reader
    and of whom they cover; `groups`: these only."""

    kinds: tuple[str, ...] = (*MEETINGS, *MIDWAYS)
    team_ids: tuple[int, ...] = ()
    iro_ids: tuple[int, ...] = ()
    child_ids: tuple[int, ...] = ()
    mine: bool = False
    groups: tuple[Group, ...] = tuple(Group)


@dataclass(frozen=True)
class Count:
    """How many, or that there are more than are counted."""

    number: int
    and_more: bool = False

    def __str__(self) -> str:
        """'12' or '1,000 or more'."""
        return f"{self.number:,} or more" if self.and_more else f"{self.number:,}"


@dataclass(frozen=True)
class DueRow:
    """One thing due, in words; `draft_check_id`: the midway review being written for it;
    `is_combined`: another row of the page is answered by the same midway review."""

    id: int
    child_id: int
    case_number: str
    kind: str
    words: str
    is_statutory: bool
    started_on: dt.date
    until_on: dt.date | None
    due_on: dt.date
    on_time_until: dt.date
    group: Group
    lateness: str
    day: str
    explanation: str
    iro: str | None
    iro_id: int | None
    team: str | None
    team_id: int | None
    draft_check_id: int | None = None
    draft_by_id: int | None = None
    is_combined: bool = False


@dataclass(frozen=True)
class DuePage:
    """One page of the list and how many each group holds."""

    rows: list[DueRow]
    counts: dict[Group, Count]
    total: Count


def page(actor: Actor, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> DuePage:
    """One page: by group, statutory before local, then by the day from which it is late.

    A group is counted, and can be paged through, up to COUNTED_UP_TO of each sort.
    """
    with reading() as session:
        calendar = clocks.working_calendar(session)
        at = days_of(session, actor.today, calendar)
        segments, narrowed = tuple(_segments(wanted)), _narrowed(actor, wanted)
        counted = queries.counts(session, actor, segments, narrowed, at, COUNTED_UP_TO)
        read = partial(queries.rows, session, actor)
        found = list(_page(read, segments, counted, narrowed, at, limit, offset))
        said = duties.explain(session, [row for _group, row in found])
        ids = {row.child_id for _group, row in found if row.kind in MIDWAYS}
        drafts = queries.drafts(session, actor, ids, MIDWAY_CHECKS, DRAFT) if ids else {}
    made = [_row(actor, group, row, said, drafts, calendar) for group, row in found]
    return DuePage(_combined(made), _by_group(segments, counted), _sum(counted))


def _combined(rows: list[DueRow]) -> list[DueRow]:
    """A child both looked after and on a plan owes two midway reviews that are one checklist."""
    owed = Counter(row.child_id for row in rows if row.kind in MIDWAYS)
    return [
        replace(row, is_combined=row.kind in MIDWAYS and owed[row.child_id] > 1) for row in rows
    ]


def days_of(session: Any, today: dt.date, calendar: Calendar) -> Days:
    """Where the groups begin and end today, by the settings in force."""
    values = settings.values(session, today)
    edge = edges(
        today,
        calendar,
        values["critical_after_working_days"],
        values["due_soon_within_working_days"],
    )
    longest = max(days for _from, days in settings.history(session, duties.TOLERANCE))
    return Days(today, edge, add_working_days(calendar, today, longest))


def _segments(wanted: Wanted) -> Iterator[Segment]:
    """Each group, statutory kinds before local ones, in the order of the list."""
    for group in sorted(Group, key=ORDER.__getitem__):
        if group not in wanted.groups:
            continue
        for statutory in (True, False):
            kinds = tuple(k for k in wanted.kinds if KINDS[k].is_statutory == statutory)
            if kinds:
                yield group, kinds


def _narrowed(actor: Actor, wanted: Wanted) -> Narrowed:
    iros = wanted.iro_ids
    if wanted.mine:
        own = actor.selves & set(iros) if iros else actor.selves
        iros = tuple(sorted(own)) or (NOBODY_OWN,)
    return Narrowed(wanted.team_ids, iros, wanted.child_ids)


def _page(
    read: Callable[..., Any],
    segments: tuple[Segment, ...],
    counted: Any,
    narrowed: Narrowed,
    at: Days,
    limit: int,
    offset: int,
) -> Iterator[tuple[Group, Any]]:
    for segment, count in zip(segments, counted, strict=True):
        rows = min(limit, count - offset)
        if rows > 0:
            yield from ((segment[0], row) for row in read(segment, narrowed, at, rows, offset))
            limit -= rows
        offset = max(0, offset - count)


def _row(
    actor: Actor, group: Group, row: Any, said: dict[int, str], drafts: Any, calendar: Calendar
) -> DueRow:
    draft = drafts.get(row.child_id) if row.kind in MIDWAYS else None
    return DueRow(
        id=row.id,
        child_id=row.child_id,
        case_number=row.case_number,
        kind=row.kind,
        words=KINDS[row.kind].words,
        is_statutory=KINDS[row.kind].is_statutory,
        started_on=row.started_on,
        until_on=row.until_on,
        due_on=row.due_on,
        on_time_until=row.on_time_until,
        group=group,
        lateness=lateness(row.due_on, row.on_time_until, actor.today, calendar),
        day=day_words(row.due_on, row.on_time_until, actor.today),
        explanation=said[row.id],
        iro=row.iro,
        iro_id=row.iro_id,
        team=row.team,
        team_id=row.team_id,
        draft_check_id=draft.id if draft else None,
        draft_by_id=draft.assignee_id if draft else None,
    )


def lateness(due_on: dt.date, on_time_until: dt.date, today: dt.date, calendar: Calendar) -> str:
    """'due in 2 working days', '3 working days late', or, while the tolerance runs, how long it
    is still on time. Lateness counts from the last day that was on time."""
    if today <= due_on or on_time_until == due_on:
        return lateness_words(due_on, today, calendar)
    if today <= on_time_until:
        left = lateness_words(on_time_until, today, calendar)
        return left.replace("due", "still on time if done", 1)
    return lateness_words(on_time_until, today, calendar)


def _by_group(segments: tuple[Segment, ...], counted: Any) -> dict[Group, Count]:
    groups = dict.fromkeys(group for group, _kinds in segments)
    return {
        group: _sum([n for (of, _kinds), n in zip(segments, counted, strict=True) if of is group])
        for group in groups
    }


def _sum(numbers: Any) -> Count:
    return Count(sum(numbers), any(n >= COUNTED_UP_TO for n in numbers))
