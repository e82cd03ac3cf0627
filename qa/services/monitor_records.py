"""The challenges behind a mark of the monitor, and its figures as a file."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from db.engine import reading, writing
from db.metrics import Slice
from db.queries import challenge_behind as queries
from db.queries import challenge_lists as lists
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.challenge_words import BESIDE, OUTCOMES, WITHDRAWN
from qa.domain.quarters import words as quarter_words
from qa.domain.refusals import Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import plural
from qa.services import clocks, monitor_where, settings, trail
from qa.services.challenge_lists import dressed
from qa.services.monitor import GROUPS, Filters, days_of, monitor, slice_of
from qa.services.monitor_tables import month_words
from qa.services.monitor_where import MOST, Records

FIELDS = {
    "challenge_open": ("stage", "urgency"),
    "challenge_in_time": ("quarter",),
    "challenge_days": ("stage",),
    "challenge_stages": ("stage",),
    "challenge_answers": ("stage",),
    "challenge_themes": ("theme", "kind"),
    "challenge_outcomes": ("outcome",),
    "challenge_cafcass": ("quarter",),
    "challenge_lateness": ("month",),
    "challenge_funnel": ("team_id",),
    "challenge_volume": ("quarter", "kind"),
}
WHOLE = ("challenge_in_time", "challenge_answers", "challenge_lateness")
"""Charts of shares: behind a mark stands everything that it is a share of."""
MONTHS = {"month": 1, "quarter": 3}
WHERE = ("teams", "themes")
"""Tables that no chart stands beside."""
Point = Mapping[str, Any]


def marks(chart: str, frame: Mapping[str, list[Any]]) -> dict[str, Point]:
    """Every mark with challenges behind it, by the words it is called and kept in addresses."""
    found = {}
    for point in _points(chart, frame):
        if _counted(chart, point):
            found.setdefault(_words(chart, point), point)
    return found


def mark_words(chart: str, frame: Mapping[str, list[Any]], clicked: Point) -> str | None:
    """What the mark is called whose fields a click gave."""
    for words, point in marks(chart, frame).items():
        if all(point[field] == clicked.get(field) for field in FIELDS[chart]):
            return words
    return None


def records(actor: Actor, asked: Filters, chart: str, mark: str) -> Records:
    """The challenges behind a mark, at most `MOST`. Raises Refused for no mark."""
    point = marks(chart, monitor(actor, asked).charts[chart]).get(mark)
    if point is None:
        raise Refused("There is nothing behind this mark with the filters as they are now.")
    with reading() as session:
        what = _narrowed(slice_of(session, actor, asked), point)
        known = clocks.working_calendar(session)
        more = days_of(known, actor.today, settings.values(session, actor.today))
        values = {**what.values, **more, **_codes(point)}
        query = queries.behind(actor, what.shape, chart, point).params(values)
        total = lists.count_of(session, query)
        rows = dressed(session, actor, lists.rows(session, query, MOST))
    return Records(tuple(rows), _summary(_counted(chart, point), total, chart, _noun(point)))


def csv(actor: Actor, asked: Filters, chart: str) -> bytes:
    """A chart's figures as CSV, small numbers hidden; the export is on the trail."""
    permissions.require(actor, "export")
    if chart not in (*FIELDS, *WHERE):
        raise Refused("There is no such chart.")
    found = monitor(actor, asked)
    small = settings.current(actor.today)["small_number"]
    made = monitor_where.leaving(found, small)[chart]
    with writing() as session:
        payload = {"chart": chart, "filters": asdict(asked)}
        trail.record(session, actor, "export", "monitor", None, payload)
    return csv_bytes(made.header, made.rows)


def _points(chart: str, frame: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    rows = [dict(zip(frame, row, strict=True)) for row in zip(*frame.values(), strict=True)]
    return [row for row in rows if chart != "challenge_funnel" or row["row"] == "team"]


def _codes(point: Point) -> dict[str, str]:
    """What the store calls what the mark says in words."""
    groups = {words: code for code, words in GROUPS.items()}
    ends = {words: code for code, words in {**OUTCOMES, "withdrawn": WITHDRAWN}.items()}
    return {
        "group": groups.get(point.get("urgency"), ""),
        "outcome": ends.get(point.get("outcome"), ""),
    }


def _counted(chart: str, point: Point) -> int:
    return int(point["total" if chart in WHOLE else "n"] or 0)


def _narrowed(what: Slice, point: Point) -> Slice:
    """The slice of the mark's own month or quarter."""
    field = next((name for name in MONTHS if name in point), None)
    if field is None:
        return what
    first = dt.date.fromisoformat(f"{point[field][:7]}-01")
    month = first.month + MONTHS[field] - 1
    last = first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
    return replace(what, from_on=max(first, what.from_on), to_on=min(last, what.to_on))


def _noun(point: Point) -> str:
    is_good = BESIDE in point.values() or point.get("kind") == "Good practice"
    return "good-practice alert" if is_good else "challenge"


def _summary(counted: int, total: int, chart: str, noun: str) -> str:
    if not total:
        return f"There are no {noun}s behind this mark that you may read."
    said = plural(total, noun)
    if total > MOST:
        said += f", the first {MOST} listed"
    if counted > total and chart not in ("challenge_answers", "challenge_lateness"):
        said += f". The figure counts {counted - total:,} more that you may not read"
    return f"{said}."


def _words(chart: str, point: Point) -> str:
    return ": ".join(SAID.get(f, str)(point[f]) for f in NAMED.get(chart, FIELDS[chart]))


NAMED = {"challenge_funnel": ("team",)}
SAID: dict[str, Callable[[Any], str]] = {
    "quarter": quarter_words,
    "month": month_words,
    "urgency": str.lower,
    "kind": str.lower,
}
