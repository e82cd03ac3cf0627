"""Where a children's home stands in a month: visited, its report, or the visit that is missing.

CHR regulation 44(1): at least one visit in every calendar month. A home counts for the days on
which it was open (the days of opening and closing among them).
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from qa.domain.coverage_words import HOW, State
from qa.domain.due_calendar import last_of
from qa.domain.words import format_day, plural
from qa.domain.workflow import DRAFT
from qa.domain.working_days import Calendar, add_working_days, is_working_day

WITHDRAWN, STARTED = "withdrawn", "in_progress"


ISSUED = State.ISSUED
VISITED = (State.LATE, State.WRITING, State.ISSUED)


def counts(status: str, is_independent: bool | None) -> bool:
    """Whether a visit covers its month: not one that was withdrawn, nor one begun whose visitor has
    not said, or denies, that they are independent of the home (CHR regulation 43(3)), before a
    finished report tells of a conflict found after the visit (regulation 44(6)).
    `is_independent`: None where they have not said yet."""
    if status == WITHDRAWN:
        return False
    return status != STARTED or is_independent is True


class Life(NamedTuple):
    """The days on which a home is open; None where the first or last is not known."""

    opened_on: dt.date | None = None
    closed_on: dt.date | None = None

    def days_in(self, month: dt.date) -> tuple[dt.date, dt.date] | None:
        """The first and last day of the month on which the home is open; None if there is none."""
        first, last = month, end_of(month)
        if self.opened_on and self.opened_on > first:
            first = self.opened_on
        if self.closed_on and self.closed_on < last:
            last = self.closed_on
        return (first, last) if first <= last else None


@cache
def end_of(month: dt.date) -> dt.date:
    """The last day of a month, worked out once."""
    return last_of(month)


class Seen(NamedTuple):
    """One visit that was not withdrawn; `opens`: whether the reader may open its record;
    `independent`: of one begun, whether its visitor says that they are independent ("Y", "N")."""

    check_id: int
    visited_on: dt.date
    announced: str | None
    status: str
    report_due_on: dt.date | None
    issued_on: dt.date | None
    opens: bool = True
    independent: str | None = "Y"

    @property
    def counts(self) -> bool:
        """Whether it covers its month: see `counts`."""
        return counts(self.status, self.independent == "Y")

    @property
    def begun_words(self) -> str:
        """Of one that does not count: that it is begun, and why it does not."""
        denies = self.independent == "N"
        why = "says that they are not" if denies else "has not said that they are"
        return f"begun, not counted{'' if denies else ' yet'}: its visitor {why} independent of it"

    def state(self, today: dt.date) -> State:
        """Where its report stands today."""
        if self.issued_on is not None:
            return ISSUED
        is_late = self.report_due_on is not None and self.report_due_on < today
        return State.LATE if is_late else State.WRITING

    @property
    def words(self) -> str:
        """'Unannounced, 5 November'."""
        return f"{HOW.get(self.announced or '', 'Visited')}, {format_day(self.visited_on)}"

    def report_words(self, today: dt.date) -> str:
        """What has become of the report: 'report issued 12 November'."""
        if self.issued_on is not None:
            after = self.report_due_on is not None and self.issued_on > self.report_due_on
            late = ", after its limit" if after else ""
            return f"report issued {format_day(self.issued_on)}{late}"
        due = f", due {format_day(self.report_due_on)}" if self.report_due_on else ""
        if self.state(today) is State.LATE:
            return f"report late{due}"
        return f"{'being written' if self.status in DRAFT else 'written, not issued'}{due}"


class Cell(NamedTuple):
    """A home in a month; `due_on` is the last day on which the month's visit can be made, `begun`
    holds visits that do not count yet, or not at all."""

    month: dt.date
    state: State
    visits: tuple[Seen, ...]
    due_on: dt.date | None
    today: dt.date
    begun: tuple[Seen, ...] = ()

    @property
    def words(self) -> str:
        """Everything the cell says, without its shape."""
        none = () if self.visits else (self.none_words,)
        return "; ".join([*none, *self.visit_words])

    @property
    def visit_words(self) -> list[str]:
        """Each visit in words, those that do not count last."""
        return [
            *[f"{v.words}: {v.report_words(self.today)}" for v in self.visits],
            *[f"{v.words}: {v.begun_words}" for v in self.begun],
        ]

    @property
    def none_words(self) -> str:
        """What stands where there is no visit, with its day: 'No visit: overdue since …'."""
        if self.due_on is None or self.state is State.NOT_COUNTED:
            return State.NOT_COUNTED.value
        after = " since" if self.state is State.OVERDUE else ", due by"
        return f"{self.state.value}{after} {format_day(self.due_on)}"

    @property
    def check_ids(self) -> tuple[int, ...]:
        """The visits of the month, oldest first."""
        return tuple(v.check_id for v in self.visits)

    @property
    def is_visited(self) -> bool:
        """Whether the month has its visit, however many there were."""
        return self.state in VISITED

    @property
    def counts(self) -> bool:
        """Whether a visit is owed for this month at all."""
        return self.state is not State.NOT_COUNTED


def cell(
    month: dt.date, life: Life, visits: Sequence[Seen], today: dt.date, soon_from: dt.date | None
) -> Cell:
    """Where a home stands in the month (its first day) on a day.

    `soon_from`: the day from which a missing visit of this month is due soon (see `soon_from`);
    None where the month is not the current one. A visit outside the home's days does not count.
    """
    days = life.days_in(month)
    if not visits:
        state = _missing(days, today, soon_from) if days else State.NOT_COUNTED
        return Cell(month, state, (), days[1] if days else None, today)
    shown = tuple([v for v in visits if v.counts])
    begun = () if len(shown) == len(visits) else tuple([v for v in visits if _is_begun(v)])
    if days is None:
        return Cell(month, State.NOT_COUNTED, shown, None, today, begun)
    first, last = days
    counted = [v.state(today) for v in shown if first <= v.visited_on <= last]
    if not counted:
        state = _missing(days, today, soon_from)
    else:
        state = counted[0] if len(counted) == 1 else min(counted, key=VISITED.index)
    return Cell(month, state, shown, last, today, begun)


def _is_begun(visit: Seen) -> bool:
    return visit.status == STARTED and not visit.counts


def _missing(days: tuple[dt.date, dt.date], today: dt.date, soon: dt.date | None) -> State:
    first, last = days
    if last < today:
        return State.OVERDUE
    is_soon = soon is not None and soon <= today and first <= today
    return State.SOON if is_soon else State.AHEAD


def soon_from(life: Life, today: dt.date, calendar: Calendar, working_days: int) -> dt.date | None:
    """The first of the last so many working days of the current month on which the home is open:
    from then on a missing visit is due soon. None where the home is not open this month."""
    days = life.days_in(today.replace(day=1))
    if days is None:
        return None
    return _counted_back(calendar, days[1], working_days)


@lru_cache(maxsize=64)
def _counted_back(calendar: Calendar, last: dt.date, working_days: int) -> dt.date:
    back = working_days - 1 if is_working_day(calendar, last) else working_days
    return add_working_days(calendar, last, -back)


def in_order(seen: Seen) -> tuple[dt.date, int]:
    """The order of a month's visits: the oldest first."""
    return seen.visited_on, seen.check_id


def sentence(cells: Sequence[Cell], when: str) -> str:
    """'3 of 5 homes visited this month; 1 visit due soon; 1 report late.'"""
    counted = [each for each in cells if each.counts]
    if not counted:
        return f"No home had to be visited {when}."
    visited = sum(each.is_visited for each in counted)
    said = [f"{visited} of {plural(len(counted), 'home')} visited {when}"]
    for state, one, many in (
        (State.OVERDUE, "visit overdue", "visits overdue"),
        (State.SOON, "visit due soon", "visits due soon"),
        (State.LATE, "report late", "reports late"),
        (State.WRITING, "report not issued yet", "reports not issued yet"),
    ):
        if n := sum(each.state is state for each in counted):
            said.append(plural(n, one, many))
    return f"{'; '.join(said)}."
