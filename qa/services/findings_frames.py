"""From counted rows to the columns of the charts of findings across homes. Nothing is read here."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from qa.domain import findings
from qa.domain.findings import CELLS, FATE_OF, FATES, LATE, OVERDUE, Asked
from qa.domain.visits import OPINIONS, STANDARDS
from qa.services.timeliness_figures import state_shares
from qa.services.trend_figures import months_between
from qa.stats import control_charts, frames
from qa.stats.control_charts import ControlChart

Columns = dict[str, list[Any]]


class Rows(NamedTuple):
    """Rows of `db.queries.visit_findings`, by what they count."""

    visits: Sequence[Any]
    standards: Sequence[Any]
    events: Sequence[Any]
    recommendations: Sequence[Any]
    repeated: Sequence[Any]


@dataclass(frozen=True)
class Repeated:
    """One standard recommended at three visits running or more to one home: those visits, the
    earliest first; whether the latest visit of the home is among them."""

    home: str
    standard: str
    visits: tuple[tuple[int, dt.date], ...]
    goes_on: bool


@dataclass(frozen=True)
class Made:
    """Columns by the name of the chart, repeated recommendations, the control chart."""

    charts: Mapping[str, Columns]
    repeated: tuple[Repeated, ...]
    control: ControlChart


def made(rows: Rows, asked: Asked, homes: Mapping[int, str], today: dt.date) -> Made:
    """What the screen draws."""
    months = months_between(asked.first, asked.last)
    control, events = _events(rows.events, asked, today)
    charts = {
        "visit_safeguarded": _opinion(rows.visits, "safeguarded", months, today),
        "visit_wellbeing": _opinion(rows.visits, "wellbeing", months, today),
        "visit_standards": _standards(rows, months, homes),
        "visit_recommendations": _recommendations(rows.recommendations, asked),
        "visit_events": events,
        "visit_spoken_to": _spoken(rows.visits, months),
    }
    return Made(charts, _repeated(rows.repeated, homes), control)


def of_home(rows: Sequence[Any], asked: Asked, home_id: int, today: dt.date) -> ControlChart:
    """The control chart of one home from its own rows of events."""
    return _events(rows, replace(asked, home_id=home_id), today)[0]


@lru_cache(maxsize=512)
def _month(day: dt.date) -> str:
    return day.isoformat()[:7]


def _opinion(visits: Iterable[Any], opinion: str, months: Sequence[str], today: dt.date) -> Columns:
    counts: Counter[tuple[str, str]] = Counter()
    for row in visits:
        _home_id, month, safeguarded, wellbeing, times, *_spoken_to = row
        state = OPINIONS.get(safeguarded if opinion == "safeguarded" else wellbeing)
        if state:
            counts[_month(month), state] += times
    if not counts:
        return {}
    frame = state_shares("month", months, counts, findings.STATES)
    now = _month(today)
    return {**frame, "unfinished": [month == now for month in frame["month"]]}


def _standards(rows: Rows, months: Sequence[str], homes: Mapping[int, str]) -> Columns:
    visits: Counter[tuple[int, str]] = Counter()
    for row in rows.visits:
        visits[row.home_id, _month(row.month)] += row.visits
    found = {(home_id, _month(month)): counts for home_id, month, *counts in rows.standards}
    seen = {home_id for home_id, _ in visits}
    cells = [
        _cell(home_id, homes[home_id], month, visits[home_id, month], found.get((home_id, month)))
        for home_id in homes
        if home_id in seen
        for month in months
    ]
    return _columns(
        ("home_id", "home", "month", "n", "met", "partly", "not_met", "looked", "state", "shape"),
        cells,
    )


def _cell(
    home_id: int, home: str, month: str, visits: int, counts: Sequence[int] | None
) -> tuple[Any, ...]:
    met, partly, not_met = counts or (0, 0, 0)
    state = findings.cell_state(visits, met, partly, not_met)
    looked = met + partly + not_met
    return home_id, home, month, visits, met, partly, not_met, looked, state, CELLS[state]


def _recommendations(rows: Sequence[Any], asked: Asked) -> Columns:
    counts, accepted, total = Counter(), Counter(), Counter()
    for standard, state, n, said_yes in rows:
        counts[standard, FATE_OF[state]] += n
        accepted[standard] += said_yes
        total[standard] += n
    if not total:
        return {}
    names = ("standard", "title", "fate", "n", "total", "accepted", "done", "overdue")
    return _columns(names, [
        (standard, STANDARDS[standard], fate, counts[standard, fate], total[standard],
         accepted[standard], counts[standard, findings.DONE],
         counts[standard, OVERDUE] + counts[standard, LATE])
        for standard in asked.standards
        for fate in FATES
    ])  # fmt: skip


def _events(rows: Sequence[Any], asked: Asked, today: dt.date) -> tuple[ControlChart, Columns]:
    """For each home visited: months with fewer visits are no months with fewer events. Of several
    homes a month that is not over says nothing yet."""
    months = months_between(asked.events_from, asked.last)
    if asked.home_id is None and months[-1] == _month(today):
        months = months[:-1]
    events, children, homes = Counter(), Counter(), Counter()
    for _home_id, day, n, involved in rows:
        month = _month(day)
        events[month] += n
        children[month] += involved
        homes[month] += 1
    counts = np.array([events[m] for m in months], float)
    totals = np.array([homes[m] for m in months], float)
    values = np.divide(counts, totals, out=np.full(counts.shape, np.nan), where=totals > 0)
    baseline = findings.BASELINE if asked.baseline == "first" else None
    good = findings.good_direction(asked.event)
    chart = control_charts.xmr(values, good, baseline=baseline, floor=0)
    frame = control_charts.columns(months, chart, counts, totals)
    frame["children"] = [children[month] for month in frame["month"]]
    return chart, frame if frame["month"] else {}


def _spoken(visits: Iterable[Any], months: Sequence[str]) -> Columns:
    offered, accepted, times = Counter(), Counter(), Counter()
    for _home_id, day, _one, _other, _visits, asked, all_offered, said_yes in visits:
        if asked:
            month = _month(day)
            offered[month] += all_offered
            accepted[month] += said_yes or 0
            times[month] += asked
    known = [month for month in months if times[month]]
    if not any(offered.values()):
        return {}
    return frames.shares(
        "month", known, [accepted[m] for m in known], [offered[m] for m in known],
        visits=[times[m] for m in known],
    )  # fmt: skip


def _repeated(rows: Sequence[Any], homes: Mapping[int, str]) -> tuple[Repeated, ...]:
    """Those that go on first, then by home and standard."""
    found = []
    for (home_id, standard, _run), each in groupby(rows, key=lambda r: tuple(r)[:3]):
        runs = list(each)
        visits = tuple((row.check_id, row.visited_on) for row in runs)
        goes_on = bool(runs[-1].is_latest)
        found.append(Repeated(homes[home_id], STANDARDS[standard], visits, goes_on))
    return tuple(sorted(found, key=lambda r: (not r.goes_on, r.home, r.standard, r.visits[0][1])))


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    if not rows:
        return {}
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
