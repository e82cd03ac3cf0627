"""The visits behind a mark of findings across homes, and the figures as a file."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.engine import reading, writing
from db.queries import visit_findings as queries
from db.queries.trends import page_of
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.findings import FATES, Asked
from qa.domain.recommendations import state_words
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.visits import OPINIONS
from qa.domain.words import format_date, plural
from qa.services import chart_marks, settings, trail
from qa.services.findings import Findings, about, findings, reader
from qa.services.findings_frames import Columns
from qa.services.findings_tables import table
from qa.services.monitor_tables import month_words

MOST = 100
FIELDS = {
    "visit_safeguarded": ("month", "state"),
    "visit_wellbeing": ("month", "state"),
    "visit_standards": ("home_id", "month"),
    "visit_recommendations": ("standard", "fate"),
    "visit_events": ("month",),
    "visit_spoken_to": ("month",),
}
BY = {"visit_events": "total", "visit_spoken_to": "visits"}
"""What says whether anything stands behind a mark, where a count of 0 has visits too."""
CODES = {words: code for code, words in OPINIONS.items()}
Point = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One line of the list: the visit it opens, its words, its facts."""

    check_id: int
    words: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Records:
    """The list behind a mark: the first of them, and how many there are in words."""

    rows: tuple[Record, ...]
    summary: str


def marks(chart: str, frame: Columns) -> dict[str, Point]:
    """Every mark with visits behind it, by the words it is called and kept in addresses."""
    return chart_marks.marks(MARK_WORDS[chart], frame, BY.get(chart, "n"))


def mark_words(chart: str, frame: Columns, clicked: Point) -> str | None:
    """What the mark is called whose fields a click gave."""
    by = BY.get(chart, "n")
    return chart_marks.mark_words(MARK_WORDS[chart], FIELDS[chart], frame, clicked, by)


def records(actor: Actor, found: Findings, chart: str, mark: str) -> Records:
    """The visits behind a mark of what was found, at most `MOST`, of those the reader may read.
    Raises Refused for no mark."""
    point = marks(chart, found.charts[chart]).get(mark)
    if point is None:
        raise Refused("There is nothing behind this mark with the filters as they are now.")
    query = _query(reader(actor), _narrowed(found.asked, point), chart, point, actor.today)
    with reading() as session:
        rows, total = page_of(session, query, MOST)
    noun = "recommendation" if chart == "visit_recommendations" else "visit"
    said = plural(total, noun) + (f", the first {MOST} listed" if total > MOST else "")
    return Records(tuple(_record(chart, row) for row in rows), f"{said}.")


def csv(actor: Actor, asked: Asked, chart: str) -> bytes:
    """A chart's figures as CSV, small numbers hidden; the export is on the trail."""
    permissions.require(actor, "export")
    if chart not in FIELDS:
        raise Refused("There is no such chart.")
    frame = findings(actor, asked).charts[chart]
    small = settings.current(actor.today)["small_number"]
    made = table(chart, frame, leaving=True, small=small)
    with writing() as session:
        payload = {"chart": chart, "filters": about(asked)}
        trail.record(session, actor, "export", "findings", None, payload)
    return csv_bytes(made.header, made.rows)


def _narrowed(asked: Asked, point: Point) -> Asked:
    """The mark's own month, home and standard."""
    if "month" in point:
        month = dt.date.fromisoformat(f"{point['month']}-01")
        asked = replace(asked, first=month, last=month)
    if "home_id" in point:
        return replace(asked, home_id=point["home_id"])
    return replace(asked, standard=point["standard"]) if "standard" in point else asked


def _query(actor: Actor, asked: Asked, chart: str, point: Point, today: dt.date) -> Any:
    if chart in ("visit_safeguarded", "visit_wellbeing"):
        opinion = chart.removeprefix("visit_")
        return queries.behind(actor, asked, queries.said(opinion, CODES[point["state"]]))
    if chart == "visit_recommendations":
        return queries.recommendations_behind(actor, asked, FATES[point["fate"]], today)
    if chart == "visit_events":
        return queries.events_behind(actor, asked)
    more = [queries.asked_to_talk()] if chart == "visit_spoken_to" else []
    return queries.behind(actor, asked, *more)


def _record(chart: str, row: Any) -> Record:
    words = f"{row.home}, {format_date(row.visited_on)}"
    return Record(row.id, words, tuple(_facts(chart, row)))


def _facts(chart: str, row: Any) -> list[str]:
    if chart == "visit_recommendations":
        return [row.text, state_words(row.state, row.consider_by_on, row.due_on)]
    if chart == "visit_events":
        return [plural(row.events, "event"), plural(row.children, "child", "children")]
    if chart == "visit_spoken_to":
        return [f"{row.accepted or 0} of {row.offered} accepted"]
    said = (("safeguarded", row.safeguarded), ("well-being", row.wellbeing))
    return [f"{name}: {OPINIONS[code].lower()}" for name, code in said if code]


def _of_state(point: Point) -> str:
    state = point["state"]
    return f"{month_words(point['month'])}: {state[:1].lower()}{state[1:]}"


def _month(point: Point) -> str:
    return month_words(point["month"])


MARK_WORDS: dict[str, Callable[[Point], str]] = {
    "visit_safeguarded": _of_state,
    "visit_wellbeing": _of_state,
    "visit_standards": lambda p: f"{p['home']}, {month_words(p['month'])}",
    "visit_recommendations": lambda p: f"{p['title']}: {p['fate'].lower()}",
    "visit_events": _month,
    "visit_spoken_to": _month,
}
