"""The records behind a mark of a chart, within what the reader may read; figures as a file."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from db.engine import reading, writing
from db.metrics import Slice
from db.queries import trends as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.audits import AUDIT_TYPES, PRIORITIES
from qa.domain.refusals import Refused
from qa.domain.scoring import GRADE_OF, grade_label
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import format_date, format_month, plural
from qa.services import chart_marks, settings, trail
from qa.services.trend_figures import NO_TEAM, Frame
from qa.services.trend_tables import table
from qa.services.trends import Filters, Trends, slice_of, trends

MOST = 100
FIELDS = {
    "month": ("month", "grade"),
    "team": ("team_id", "grade"),
    "domain": ("team_id", "domain"),
    "question": ("question",),
    "age": ("band",),
}
NUMBER_OF = {grade_label(number): number for number in GRADE_OF}
Point = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One record of the list: the audit it opens, and its cells, the case number first."""

    check_id: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Records:
    """The list behind a mark: how many there are, the first of them, and what is not listed."""

    rows: tuple[Record, ...]
    summary: str


def marks(chart: str, frame: Frame) -> dict[str, Point]:
    """Every mark that has records behind it, by the words it is called and kept in addresses."""
    return chart_marks.marks(MARK_WORDS[chart], frame)


def mark_words(chart: str, frame: Frame, clicked: Point) -> str | None:
    """What the mark is called whose fields a click gave."""
    return chart_marks.mark_words(MARK_WORDS[chart], FIELDS[chart], frame, clicked)


def records(actor: Actor, asked: Filters, chart: str, mark: str) -> Records:
    """The records behind a mark, the latest first, at most `MOST`. Raises Refused for no mark."""
    found = trends(actor, asked)
    point = marks(chart, found.charts[chart]).get(mark)
    if point is None:
        raise Refused("There is nothing behind this mark with the filters as they are now.")
    query = BEHIND[chart](actor, slice_of(actor, asked), point, found)
    with reading() as session:
        rows, total = queries.page_of(session, query, MOST)
    record = _action if chart == "age" else _audit
    return Records(tuple(map(record, rows)), _summary(chart, point, total))


def csv(actor: Actor, asked: Filters, chart: str) -> bytes:
    """A chart's figures as CSV, small numbers hidden; the export is on the trail."""
    permissions.require(actor, "export")
    frame = trends(actor, asked).charts[chart]
    small = settings.current(actor.today)["small_number"]
    made = table(chart, frame, leaving=True, small=small)
    with writing() as session:
        payload = {"chart": chart, "filters": asdict(asked)}
        trail.record(session, actor, "export", "trends", None, payload)
    return csv_bytes(made.header, made.rows)


def _summary(chart: str, point: Point, total: int) -> str:
    noun = "open action" if chart == "age" else "audit"
    if not total:
        return "There are no records behind this mark that you may read."
    said = f"{plural(total, noun)}"
    if total > MOST:
        said += f", the first {MOST} listed"
    hidden = 0 if chart == "domain" else point["n"] - total
    if hidden > 0:
        said += f". The figure counts {hidden:,} more that you may not read"
    return f"{said}."


def _in_month(actor: Actor, what: Slice, point: Point, _: Trends) -> Any:
    first = dt.date.fromisoformat(f"{point['month']}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    part = replace(what, from_on=max(first, what.from_on), to_on=min(last, what.to_on))
    return queries.checks_behind(actor, part, grade=NUMBER_OF[point["grade"]])


def _of_team(actor: Actor, what: Slice, point: Point, _: Trends) -> Any:
    grade, team_id = NUMBER_OF[point["grade"]], point["team_id"]
    if team_id is None:
        return queries.checks_behind(actor, what, grade=grade, no_team=True)
    return queries.checks_behind(actor, _team(what, team_id), grade=grade)


def _of_domain(actor: Actor, what: Slice, point: Point, _: Trends) -> Any:
    part = _team(what, point["team_id"])
    return queries.checks_behind(actor, part, section=point["domain"])


def _of_question(actor: Actor, what: Slice, point: Point, _: Trends) -> Any:
    return queries.checks_behind(actor, what, question=point["question"])


def _of_age(actor: Actor, what: Slice, point: Point, found: Trends) -> Any:
    band = next(b for b in found.bands if b.label == point["band"])
    return queries.actions_behind(actor, what, band.first, band.before)


def _team(what: Slice, team_id: int) -> Slice:
    return replace(what, team_ids=frozenset({team_id}))


def _audit(row: Any) -> Record:
    kind, grade = AUDIT_TYPES.get(row.audit_type, ""), grade_label(row.final_grade)
    cells = (row.case_number, row.team or NO_TEAM, format_date(row.submitted_on), kind, grade)
    return Record(row.id, tuple(cell for cell in cells if cell))


def _action(row: Any) -> Record:
    priority = PRIORITIES.get(row.priority, (row.priority, None))[0]
    due = f"due {format_date(row.due_on)}"
    cells = (row.case_number, row.team or NO_TEAM, due, priority)
    return Record(row.check_id, cells)


def _month_words(point: Point) -> str:
    month = format_month(dt.date.fromisoformat(f"{point['month']}-01"))
    return f"{month}: {point['grade']}"


BEHIND: dict[str, Callable[[Actor, Slice, Point, Trends], Any]] = {
    "month": _in_month,
    "team": _of_team,
    "domain": _of_domain,
    "question": _of_question,
    "age": _of_age,
}
MARK_WORDS: dict[str, Callable[[Point], str]] = {
    "month": _month_words,
    "team": lambda p: f"{p['team']}: {p['grade']}",
    "domain": lambda p: f"{p['team']}: {p['domain']} {p['domain_title']}",
    "question": lambda p: f"{p['question']} {p['title']}",
    "age": lambda p: f"{p['urgency']}: {p['band']}",
}
