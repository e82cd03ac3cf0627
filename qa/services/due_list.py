"""What falls due about the children a person may see, most urgent first, a page at a time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import due_list as queries
from db.queries.due_list import Asked, Days
from qa.domain.actor import Actor
from qa.domain.duties import KINDS, MEETINGS, MIDWAYS
from qa.domain.urgency import ORDER, Group, edges, lateness_words
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
    and of whom they cover; `group`: one group only."""

    kinds: tuple[str, ...] = (*MEETINGS, *MIDWAYS)
    team_ids: tuple[int, ...] = ()
    iro_ids: tuple[int, ...] = ()
    child_ids: tuple[int, ...] = ()
    mine: bool = False
    group: Group | None = None


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
    """One thing due, in words; `draft_check_id`: the midway review being written for it."""

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
    explanation: str
    iro: str | None
    iro_id: int | None
    team: str | None
    team_id: int | None
    draft_check_id: int | None = None
    draft_by_id: int | None = None


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
        segments = list(_segments(actor, wanted))
        counted = queries.counts(session, actor, segments, at, COUNTED_UP_TO)
        found = _page(session, actor, segments, counted, at, limit, offset)
        said = duties.explain(session, [row.Duty for _group, row in found])
        ids = {row.Duty.child_id for _group, row in found}
        drafts = queries.drafts(session, actor, ids, MIDWAY_CHECKS, DRAFT) if ids else {}
    made = [_row(actor, group, row, said, drafts, calendar) for group, row in found]
    return DuePage(made, _by_group(segments, counted), _sum(counted))


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


def _segments(actor: Actor, wanted: Wanted) -> Iterator[tuple[Group, Asked]]:
    iros = wanted.iro_ids
    if wanted.mine:
        iros = tuple(sorted(actor.selves & set(iros) if iros else actor.selves)) or (NOBODY_OWN,)
    for group in sorted(Group, key=ORDER.__getitem__):
        if wanted.group not in (None, group):
            continue
        for statutory in (True, False):
            kinds = tuple(k for k in wanted.kinds if KINDS[k].is_statutory == statutory)
            if kinds:
                yield group, Asked(kinds, wanted.team_ids, iros, wanted.child_ids)


def _page(
    session: Any,
    actor: Actor,
    segments: list[tuple[Group, Asked]],
    counted: Any,
    at: Days,
    limit: int,
    offset: int,
) -> list[tuple[Group, Any]]:
    found: list[tuple[Group, Any]] = []
    for (group, asked), count in zip(segments, counted, strict=True):
        wanted = min(limit - len(found), count - offset)
        if wanted > 0:
            rows = queries.rows(session, actor, group, asked, at, wanted, offset)
            found += [(group, row) for row in rows]
        offset = max(0, offset - count)
        if len(found) >= limit:
            break
    return found


def _row(
    actor: Actor, group: Group, row: Any, said: dict[int, str], drafts: Any, calendar: Calendar
) -> DueRow:
    duty = row.Duty
    draft = drafts.get(duty.child_id) if duty.kind in MIDWAYS else None
    return DueRow(
        id=duty.id,
        child_id=duty.child_id,
        case_number=row.case_number,
        kind=duty.kind,
        words=KINDS[duty.kind].words,
        is_statutory=KINDS[duty.kind].is_statutory,
        started_on=duty.started_on,
        until_on=duty.until_on,
        due_on=duty.due_on,
        on_time_until=duty.on_time_until,
        group=group,
        lateness=lateness(duty.due_on, duty.on_time_until, actor.today, calendar),
        explanation=said[duty.id],
        iro=row.iro,
        iro_id=duty.iro_id,
        team=row.team,
        team_id=duty.team_id,
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


def _by_group(segments: list[tuple[Group, Asked]], counted: Any) -> dict[Group, Count]:
    groups = dict.fromkeys(group for group, _asked in segments)
    return {
        group: _sum([n for (of, _asked), n in zip(segments, counted, strict=True) if of is group])
        for group in groups
    }


def _sum(numbers: Any) -> Count:
    return Count(sum(numbers), any(n >= COUNTED_UP_TO for n in numbers))
