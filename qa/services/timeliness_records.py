"""The records behind a mark of a chart of timeliness, and its figures as a file."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from db.engine import reading, writing
from db.metrics import Slice
from db.queries import timeliness as queries
from db.queries.trends import page_of
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import KINDS
from qa.domain.refusals import Refused
from qa.domain.reviews import KINDS as MEETINGS
from qa.domain.reviews import PARTICIPATION
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.timeliness import MEASURES, PLAN_BANDS
from qa.domain.words import format_date, format_month, plural
from qa.domain.working_days import Calendar
from qa.services import chart_marks, clocks, duties, settings, trail
from qa.services.due_calendar_entries import state_words
from qa.services.timeliness import Asked, slice_of, timeliness, values_of
from qa.services.timeliness_figures import CRITICAL
from qa.services.timeliness_tables import table
from qa.services.trend_figures import NO_TEAM, Frame

MOST = 100
FIELDS = {
    "month": ("month", "state"),
    "team": ("team_id", "state"),
    "late": ("team_id", "urgency"),
    "plans": ("band",),
}
Point = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One record of the list: the child it opens, its words, its facts, and why it was due then
    ('' of a meeting or a plan)."""

    child_id: int
    words: str
    facts: tuple[str, ...]
    explanation: str = ""


@dataclass(frozen=True)
class Records:
    """The list behind a mark: the first of them, and how many there are in words."""

    rows: tuple[Record, ...]
    summary: str


def marks(chart: str, frame: Frame) -> dict[str, Point]:
    """Every mark that has records behind it, by the words it is called and kept in addresses."""
    return chart_marks.marks(MARK_WORDS[chart], frame)


def mark_words(chart: str, frame: Frame, clicked: Point) -> str | None:
    """What the mark is called whose fields a click gave."""
    return chart_marks.mark_words(MARK_WORDS[chart], FIELDS[chart], frame, clicked)


def records(actor: Actor, wanted: Asked, chart: str, mark: str) -> Records:
    """The records behind a mark, at most `MOST`. Raises Refused for no mark."""
    point = marks(chart, timeliness(actor, wanted).charts[chart]).get(mark)
    if point is None:
        raise Refused("There is nothing behind this mark with the filters as they are now.")
    with reading() as session:
        what, measure = slice_of(session, actor, wanted), MEASURES[wanted.measure]
        query = _query(actor, what, wanted.measure, chart, point)
        values = values_of(session, actor, _narrowed(what, chart, point))
        rows, total = page_of(session, query.params(values), MOST)
        made = _plan if chart == "plans" else _meeting if measure.of_meetings else None
        found = tuple(map(made, rows)) if made else _duties(session, actor, rows)
    return Records(found, _summary(point["n"], total))


def _query(actor: Actor, what: Slice, key: str, chart: str, point: Point) -> Any:
    measure, part = MEASURES[key], _narrowed(what, chart, point)
    if chart == "plans":
        return queries.plans_behind(actor, part, PLAN_BANDS.index(point["band"]))
    no_team = chart in ("team", "late") and point["team_id"] is None
    if chart == "late":
        critical = point["urgency"] == CRITICAL
        return queries.late_behind(actor, part, measure.kinds, critical, no_team)
    if measure.of_meetings:
        place = measure.states.index(point["state"])
        return queries.meetings_behind(actor, part, measure.kinds, key, place, no_team)
    return queries.duties_behind(actor, part, measure.kinds, point["state"], no_team)


def _narrowed(what: Slice, chart: str, point: Point) -> Slice:
    """The slice of one month, or of one team."""
    if chart == "month":
        first = dt.date.fromisoformat(f"{point['month']}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return replace(what, from_on=max(first, what.from_on), to_on=min(last, what.to_on))
    if chart in ("team", "late") and point["team_id"] is not None:
        return replace(what, team_ids=frozenset({point["team_id"]}))
    return what


def _duties(session: Any, actor: Actor, rows: Sequence[Any]) -> tuple[Record, ...]:
    why = duties.explain(session, [row.Duty for row in rows])
    known = clocks.working_calendar(session)
    return tuple(_duty(row, why[row.Duty.id], actor.today, known) for row in rows)


def _duty(row: Any, why: str, today: dt.date, known: Calendar) -> Record:
    duty = row.Duty
    words = f"Child {row.case_number}: {_lower(KINDS[duty.kind].words)}"
    facts = (f"due {format_date(duty.due_on)}", state_words(duty, today, known))
    return Record(duty.child_id, words, (*facts, row.team or NO_TEAM), why)


def _meeting(row: Any) -> Record:
    met = row.Review
    facts = [f"held {format_date(met.met_on)}", row.team or NO_TEAM]
    if met.participation:
        facts.append(f"{met.participation}: {_lower(PARTICIPATION[met.participation])}")
    if met.is_quorate is not None:
        facts.append("quorate" if met.is_quorate else "not quorate")
    if met.child_told_on:
        facts.append(f"told {format_date(met.child_told_on)}")
    words = f"Child {row.case_number}: {_lower(MEETINGS[met.kind])}"
    return Record(met.child_id, words, tuple(facts))


def _plan(row: Any) -> Record:
    begun = f"plan since {format_date(row.ChildStatus.from_on)}"
    return Record(
        row.ChildStatus.child_id, f"Child {row.case_number}", (begun, row.team or NO_TEAM)
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def csv(actor: Actor, wanted: Asked, chart: str) -> bytes:
    """A chart's figures as CSV, small numbers hidden; the export is on the trail."""
    permissions.require(actor, "export")
    frame = timeliness(actor, wanted).charts[chart]
    small = settings.current(actor.today)["small_number"]
    made = table(chart, wanted.measure, frame, leaving=True, small=small)
    with writing() as session:
        payload = {"chart": chart, "filters": asdict(wanted)}
        trail.record(session, actor, "export", "timeliness", None, payload)
    return csv_bytes(made.header, made.rows)


def _summary(counted: int, total: int) -> str:
    if not total:
        return "There are no records behind this mark that you may read."
    said = plural(total, "record")
    if total > MOST:
        said += f", the first {MOST} listed"
    if counted > total:
        said += f". The figure counts {counted - total:,} more that you may not read"
    return f"{said}."


def _month_words(point: Point) -> str:
    month = format_month(dt.date.fromisoformat(f"{point['month']}-01"))
    return f"{month}: {_lower(point['state'])}"


MARK_WORDS: dict[str, Callable[[Point], str]] = {
    "month": _month_words,
    "team": lambda p: f"{p['team']}: {_lower(p['state'])}",
    "late": lambda p: f"{p['team']}: {_lower(p['urgency'])}",
    "plans": lambda p: f"Plans open for {p['band']}",
}
