"""Coverage: homes by month, and whether each month has its visit and its report.

Four statements however many homes and months there are. Whoever sees a home sees that a visit
was made and what became of its report; what it says is for those who may open it.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import coverage as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.coverage import Cell, Life, Seen, State, cell, in_order, sentence, soon_from
from qa.domain.due_calendar import last_of
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import format_month
from qa.domain.working_days import Calendar, add_months
from qa.services import clocks, trail

READERS = ("practice_manager", "head_of_service", "business_support", "reg44_visitor")
SOON = "due_soon_within_working_days"
MOST_MONTHS = 120
HEADER = ("Home", "Month", "State", "Visits", "Due by")


@dataclass(frozen=True)
class Row:
    """One home; its cells in the order of the grid's months."""

    home_id: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """Homes by month, the latest month first, as they stand (or stood) on a day."""

    months: tuple[dt.date, ...]
    rows: tuple[Row, ...]
    as_at: dt.date
    soon_within: int
    is_past: bool = False
    """Whether it is what was known on a past day, and not what stands."""

    @property
    def sentence(self) -> str:
        """The first month in a sentence."""
        first = self.months[0]
        is_now = not self.is_past and first == self.as_at.replace(day=1)
        when = "this month" if is_now else f"in {format_month(first)}"
        return sentence([row.cells[0] for row in self.rows], when)

    def standing(self, state: State) -> list[tuple[str, dt.date]]:
        """Homes and months in a state, the latest month first."""
        found = [(r.name, each.month) for r in self.rows for each in r.cells if each.state is state]
        return sorted(found, key=lambda one: (-one[1].toordinal(), one[0]))


@dataclass(frozen=True)
class Days:
    """What decides when a missing visit is due soon: the day, the calendar, the setting."""

    today: dt.date
    calendar: Calendar
    soon_within: int

    def cells(
        self, life: Life, months: Iterable[dt.date], visits: dict[dt.date, list[Seen]]
    ) -> tuple[Cell, ...]:
        """A home's cells; `visits` by the first day of the month they count for."""
        today, this_month = self.today, self.today.replace(day=1)
        soon = {this_month: soon_from(life, today, self.calendar, self.soon_within)}
        return tuple([cell(m, life, visits.get(m, ()), today, soon.get(m)) for m in months])


def grid(
    actor: Actor, until_month: dt.date, months: int = 12, *,
    home_id: int | None = None, visitor_id: int | None = None,
) -> Grid:  # fmt: skip
    """Homes in scope that this service visits, by month, the latest first; `home_id` only that
    home, `visitor_id` only homes that person was appointed to in these months.

    Raises Refused for other roles.
    """
    must_read(actor)
    asked = span(until_month, months)
    first, last = asked[-1], last_of(asked[0])
    with reading() as session:
        days = days_of(session, actor.today)
        homes = queries.homes(session, actor, first, last, home_id, visitor_id)
        visits = queries.visits(session, actor, first, last, home_id, visitor_id)
    by_home = seen_by_home(visits)
    rows = tuple(
        Row(id_, name, days.cells(Life(opened, closed), asked, by_home.get(id_, {})))
        for id_, name, opened, closed in homes
    )
    return Grid(asked, rows, actor.today, days.soon_within)


def seen_by_home(rows: Iterable[Any]) -> dict[int, dict[dt.date, list[Seen]]]:
    """Visits by home and month, the oldest of a month first (the rows of `queries.visits`)."""
    found: dict[int, dict[dt.date, list[Seen]]] = defaultdict(dict)
    for row in rows:
        of_home, month, seen = found[row[0]], row[1], Seen._make(row[2:])
        if month in of_home:
            of_home[month] = sorted((*of_home[month], seen), key=in_order)
        else:
            of_home[month] = [seen]
    return found


def must_read(actor: Actor) -> None:
    """Raises Refused where no role of the actor's includes the coverage of visits."""
    if not actor.has(*READERS):
        raise Refused("Your role does not include the coverage of visits.")


def days_of(session: Any, on: dt.date) -> Days:
    """The calendar, and the setting in force on the day."""
    values, calendar = clocks.values_and_calendar(session, on)
    return Days(on, calendar, values[SOON])


def span(until_month: dt.date, months: int) -> tuple[dt.date, ...]:
    """The first days of so many months, the latest first. Raises Refused."""
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(f"Choose between 1 and {MOST_MONTHS} months.")
    last = until_month.replace(day=1)
    return tuple(add_months(last, -n) for n in range(months))


def choices(actor: Actor) -> tuple[dict[str, str], dict[str, str]]:
    """What the grid can be narrowed to: homes in scope, and their visitors; ids as text with
    names, a name that occurs twice with its number."""
    must_read(actor)
    with reading() as session:
        homes = queries.homes(session, actor, dt.date.min, dt.date.max)
        visitors = queries.visitor_names(session, actor)
    return _named(homes), _named(visitors)


def _named(rows: Iterable[Any]) -> dict[str, str]:
    found = [(row.id, row.name) for row in rows]
    times = Counter(name for _id, name in found)
    return {str(id_): f"{name} (no. {id_})" if times[name] > 1 else name for id_, name in found}


def export(actor: Actor, found: Grid) -> bytes:
    """The grid as a CSV file, a line for each home and month. Raises Refused."""
    permissions.require(actor, "export")
    with writing() as session:
        lines = [line for row in found.rows for line in _lines(row)]
        about = {"rows": len(lines), "until": found.months[0], "as_at": found.as_at}
        trail.record(session, actor, "export", "coverage", None, about)
    return csv_bytes(HEADER, lines)


def _lines(row: Row) -> list[tuple[object, ...]]:
    return [
        (
            row.name, format_month(each.month), each.state.value,
            "; ".join(each.visit_words), each.due_on or "",
        )
        for each in row.cells
    ]  # fmt: skip
