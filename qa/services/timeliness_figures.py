"""From counted rows to what the page of timeliness draws and prints. Nothing is read here.

A frame is columns by name, every list of one length: what a chart draws and a table prints.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.timeliness import MEASURES_OF_MEETINGS
from qa.domain.timeliness import MEASURES, PLAN_BANDS, TIMED, Measure
from qa.services.trend_figures import NO_TEAM, Frame, months_between
from qa.stats.intervals import wilson

CRITICAL, OVERDUE = "Critically overdue", "Overdue"
LATENESS = (CRITICAL, OVERDUE)


@dataclass(frozen=True)
class Plans:
    """Open plans by band, those open 3 months or more, and of these all in time."""

    bands: Mapping[int, int]
    older: int
    in_time: int

    @property
    def total(self) -> int:
        """Plans open today."""
        return sum(self.bands.values())


@dataclass(frozen=True)
class Counts:
    """Everything that was counted: by measure and (month, team, state), and beside it."""

    states: Mapping[str, Counter[tuple[str, int | None, str]]]
    not_counted: Mapping[str, int]
    late: Mapping[str, Counter[tuple[int | None, str]]]
    children: Mapping[str, tuple[int, int]]
    plans: Plans

    def good_of(self, key: str) -> tuple[int, int]:
        """(good, all) of a measure over the whole period."""
        good = MEASURES[key].states[0]
        found = self.states[key]
        return sum(n for (_, _, state), n in found.items() if state == good), found.total()

    def late_now(self, key: str) -> int:
        """How many are overdue today."""
        return self.late[key].total()


def counts_of(
    due: Iterable[Sequence[Any]],
    children: Iterable[Sequence[Any]],
    late: Iterable[Sequence[Any]],
    meetings: Iterable[Sequence[Any]],
    plans: Iterable[Sequence[Any]],
) -> Counts:
    """From the rows of the metrics of `db.timeliness`, in their order of columns."""
    states: dict[str, Counter] = {key: Counter() for key in MEASURES}
    lates: dict[str, Counter] = {key: Counter() for key in TIMED}
    keys = {kind: key for key in TIMED for kind in MEASURES[key].kinds}
    for kind, month, team_id, state, n in due:
        states[keys[kind]][month, team_id, state] += n
    for kind, team_id, critical, n in late:
        lates[keys[kind]][team_id, CRITICAL if critical else OVERDUE] += n
    left = _add_meetings(states, meetings)
    return Counts(
        states,
        left,
        lates,
        {kind: (n, in_time) for kind, n, in_time in children},
        _plans(plans),
    )


def _add_meetings(states: Mapping[str, Counter], rows: Iterable[Sequence[Any]]) -> dict[str, int]:
    """Adds the measures of meetings; how many meetings of each are in neither state."""
    left: Counter[str] = Counter()
    for kind, month, team_id, held, *sums in rows:
        for place, key in enumerate(MEASURES_OF_MEETINGS):
            if kind not in MEASURES[key].kinds:
                continue
            pair = sums[2 * place : 2 * place + 2]
            for state, n in zip(MEASURES[key].states, pair, strict=True):
                if n:
                    states[key][month, team_id, state] += n
            left[key] += held - sum(pair)
    return dict(left)


def _plans(rows: Iterable[Sequence[Any]]) -> Plans:
    found = list(rows)
    return Plans(
        {band: n for band, n, _, _ in found},
        sum(older for _, _, older, _ in found),
        sum(in_time for _, _, _, in_time in found),
    )


def frames(
    counts: Counts,
    key: str,
    teams: Mapping[int, str],
    period: tuple[dt.date, dt.date],
    today: dt.date,
) -> dict[str, Frame]:
    """A frame for each chart of a measure, by the chart's name; empty where there is nothing."""
    measure, found = MEASURES[key], counts.states[key]
    name = _namer(teams)
    made = {
        "month": _by_month(measure, found, months_between(*period), today),
        "team": _by_team(measure, found, name),
    }
    if not measure.of_meetings:
        made["late"] = _late_frame(counts.late[key], name)
    return {**made, "plans": _plan_frame(counts.plans)}


def _namer(teams: Mapping[int, str]) -> Callable[[int | None], str]:
    return lambda team_id: NO_TEAM if team_id is None else teams.get(team_id, NO_TEAM)


def _by_month(measure: Measure, found: Counter, months: Sequence[str], today: dt.date) -> Frame:
    if not found:
        return {}
    by = Counter()
    for (month, _team, state), n in found.items():
        by[month, state] += n
    frame = state_shares("month", months, by, measure.states)
    now = f"{today:%Y-%m}"
    return {**frame, "unfinished": [month == now for month in frame["month"]]}


def _by_team(measure: Measure, found: Counter, name: Callable[[int | None], str]) -> Frame:
    by = Counter()
    for (_month, team_id, state), n in found.items():
        by[team_id, state] += n
    ids = sorted({team_id for team_id, _ in by}, key=lambda i: (i is None, name(i)))
    if not ids:
        return {}
    frame = state_shares("team_id", ids, by, measure.states)
    return {**frame, "team": [name(i) for i in frame["team_id"]]}


def state_shares(
    field: str, keys: Sequence[Any], of: Counter, states: Sequence[str]
) -> dict[str, list[Any]]:
    """One row a key and state: n of the key's total, its share, and of the good state the count
    and the ends of its likely range (95%)."""
    totals = [sum(of[key, state] for state in states) for key in keys]
    goods = [of[key, states[0]] for key in keys]
    low, high = wilson(goods, totals)
    found: dict[str, list[Any]] = {
        c: [] for c in (field, "state", "n", "share", "total", "good", "low", "high")
    }
    for i, key in enumerate(keys):
        for state in states:
            n = of[key, state]
            share = n / totals[i] if totals[i] else 0.0
            row = (key, state, n, share, totals[i], goods[i], float(low[i]), float(high[i]))
            for column, value in zip(found.values(), row, strict=True):
                column.append(value)
    return found


def _late_frame(found: Counter, name: Callable[[int | None], str]) -> Frame:
    ids = sorted({team_id for team_id, _ in found}, key=lambda i: (i is None, name(i)))
    rows = [(i, name(i), urgency, found[i, urgency]) for i in ids for urgency in LATENESS]
    return _columns(("team_id", "team", "urgency", "n"), rows)


def _plan_frame(plans: Plans) -> Frame:
    if not plans.total:
        return {}
    rows = [
        (words, plans.bands.get(i, 0), plans.bands.get(i, 0) / plans.total, plans.total)
        for i, words in enumerate(PLAN_BANDS)
    ]
    return _columns(("band", "n", "share", "total"), rows)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Frame:
    if not rows:
        return {}
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
