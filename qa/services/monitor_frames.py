"""From counts of the monitor to the columns of its charts, each with its sentence."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa.domain import quarters
from qa.domain.challenge_words import BESIDE, OUTCOMES, WITHDRAWN
from qa.services import monitor_words
from qa.stats import control_charts, frames, funnel, pareto, survival

Columns = dict[str, list[Any]]
Period = tuple[dt.date, dt.date, dt.date]
GOOD = "good_practice"
BY_QUARTER = ("challenge_volume", "challenge_in_time", "challenge_cafcass")


def made(
    now: Sequence[Any],
    raised: Sequence[Any],
    closed: Sequence[Any],
    referred: Sequence[Any],
    answers: Sequence[Any],
    themes: Sequence[Any],
    teams: Sequence[Any],
    curves: list[Any],
    groups: Mapping[str, str],
    period: Period | None = None,
) -> tuple[dict[str, Columns], dict[str, str]]:
    """(columns by chart, sentence by chart) of rows of `db.challenge_metrics`. `period` (first day,
    last day, today): quarters that it covers in part, and the month that is not over, are called
    so."""
    challenges = [row for row in raised if row.kind != GOOD]
    good = by_quarter(row for row in raised if row.kind == GOOD)
    shared = sum(good.values())
    found = {
        "challenge_open": _open(now, groups),
        "challenge_volume": _volume(by_quarter(challenges), good, by_quarter(referred)),
        "challenge_stages": _beside(frames.parts("stage", _stages(challenges)), shared),
        "challenge_outcomes": _beside(frames.parts("outcome", _outcomes(closed)), shared),
        "challenge_in_time": _in_time(closed, good),
        "challenge_answers": _answers(answers),
        "challenge_themes": _themes(themes),
        "challenge_cafcass": _cafcass(by_quarter(challenges), by_quarter(referred), good),
        "challenge_days": survival.columns(curves),
    }
    if period is not None:
        for name in BY_QUARTER:
            found[name]["quarter"] = [quarters.within(q, *period) for q in found[name]["quarter"]]
    lateness, found["challenge_lateness"] = _lateness(answers, period)
    placed, columns = _funnel(teams)
    found["challenge_funnel"] = columns
    said = {
        "challenge_volume": monitor_words.volume(len_of(challenges), shared),
        "challenge_in_time": monitor_words.in_time(found["challenge_in_time"]),
        "challenge_answers": monitor_words.answers(found["challenge_answers"]),
        "challenge_days": survival.sentence(curves),
        "challenge_lateness": lateness,
        "challenge_funnel": monitor_words.funnel(teams, placed),
        "challenge_themes": monitor_words.themes(found["challenge_themes"]),
    }
    return found, said


def len_of(rows: Iterable[Any]) -> int:
    """How many the rows count in all."""
    return sum(row.n for row in rows)


def by_quarter(rows: Iterable[Any]) -> Counter[str]:
    """How many the rows of months count in each quarter."""
    found: Counter[str] = Counter()
    for row in rows:
        found[quarter(row.month)] += row.n
    return found


def quarter(month: str) -> str:
    """The quarter of a month ('2026-11'), as its first month: '2026-10'."""
    year, number = month.split("-")
    return f"{year}-{(int(number) - 1) // 3 * 3 + 1:02d}"


def _open(now: Sequence[Any], groups: Mapping[str, str]) -> Columns:
    stages = list(dict.fromkeys(row.stage_name for row in now))
    counts: Counter[Any] = Counter()
    for row in now:
        if row.urgency in groups:
            counts[row.stage_name, groups[row.urgency]] += row.n
    return frames.grid("stage", "urgency", stages, list(groups.values()), counts)


def _stages(raised: Sequence[Any]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for row in sorted(raised, key=lambda row: row.stage or 0):
        counts[row.stage_name] += row.n
    return dict(counts)


def _outcomes(closed: Sequence[Any]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for row in closed:
        counts[row.outcome] += row.n
    named = {**OUTCOMES, "withdrawn": WITHDRAWN}
    return {words: counts[code] for code, words in named.items() if counts[code]}


def _volume(raised: Counter[str], good: Counter[str], referred: Counter[str]) -> Columns:
    names = _every({*raised, *good, *referred})
    kinds = (pareto.CHALLENGES, pareto.GOOD_PRACTICE)
    return {
        "quarter": [name for name in names for _ in kinds],
        "kind": [kind for _ in names for kind in kinds],
        "n": [counts[name] for name in names for counts in (raised, good)],
    }


def _beside(found: Columns, shared: int) -> Columns:
    """One row more: the good practice, no part of the whole."""
    if shared:
        for name, value in zip(found, (BESIDE, shared, shared, None), strict=True):
            found[name].append(value)
    return found


def _in_time(closed: Sequence[Any], good: Counter[str]) -> Columns:
    within: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in closed:
        if row.is_formal and row.outcome != "withdrawn":
            within[quarter(row.month)] += row.in_time
            total[quarter(row.month)] += row.n
    names = _every(total)
    beside = [good[name] for name in names]
    counts = [within[q] for q in names], [total[q] for q in names]
    return frames.shares("quarter", names, *counts, good=beside)


def _answers(rows: Sequence[Any]) -> Columns:
    within: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: row.stage):
        within[row.name] += row.in_time
        total[row.name] += row.in_time + row.late
    names = list(total)
    return frames.shares("stage", names, [within[s] for s in names], [total[s] for s in names])


def _themes(rows: Sequence[Any]) -> Columns:
    about = {row.words: row.n for row in rows if row.kind != GOOD and row.n}
    good = {row.words: row.n for row in rows if row.kind == GOOD and row.n}
    return pareto.pareto(about, good)


def _cafcass(raised: Counter[str], referred: Counter[str], good: Counter[str]) -> Columns:
    names = _every({*referred, *raised})
    counts = {"n": referred, "total": raised, "good": good}
    return {"quarter": names, **{key: [found[q] for q in names] for key, found in counts.items()}}


def _lateness(rows: Sequence[Any], period: Period | None = None) -> tuple[str, Columns]:
    """By month; the month that is not over stands last and is not judged, nor part of the mean."""
    late: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for row in rows:
        late[row.month] += row.late
        due[row.month] += row.in_time + row.late
    known = sorted(month for month in due if due[month])
    months = _months(known[0], known[-1]) if known else []
    over = [month for month in months if not _is_open(month, period)]
    counts, totals = [late[m] for m in over], [due[m] for m in over]
    waiting = sum(due[month] > 0 for month in months[len(over) :])
    chart = control_charts.p_chart(counts, totals, waiting=waiting)
    columns = control_charts.columns(over, chart, counts, totals, with_gaps=True)
    columns["unfinished"] = [False] * len(over)
    for month in months[len(over) :]:
        _add_unfinished(columns, month, late[month], due[month])
    said = chart.sentence if over else ""
    left = [monitor_words.not_over(month) for month in months[len(over) :]]
    return " ".join(part for part in (said, *left) if part) or "Nothing was due.", columns


def _is_open(month: str, period: Period | None) -> bool:
    """Whether it is not over, and the period goes on until today."""
    if period is None:
        return False
    _, to_on, today = period
    tomorrow = today + dt.timedelta(days=1)
    return month >= f"{tomorrow:%Y-%m}" and to_on >= today


def _add_unfinished(columns: Columns, month: str, late: int, due: int) -> None:
    centre = columns["centre"][-1] if columns["centre"] else None
    row = (month, late, due, late / due if due else None, centre, None, None, "", "", True)
    for name, value in zip(columns, row, strict=True):
        columns[name].append(value)


def _funnel(teams: Sequence[Any]) -> tuple[Any, Columns]:
    kept = [team for team in teams if team.children]
    counts, totals = [t.raised for t in kept], [t.children for t in kept]
    placed = funnel.funnel(counts, totals)
    columns = funnel.columns([t.team_id for t in kept], [t.team for t in kept], placed, counts)
    beside = [t.good for t in kept]
    columns["good"] = beside + [None] * (len(columns["row"]) - len(beside))
    return (placed if kept else None), columns


def _every(named: Iterable[str]) -> list[str]:
    """From the first quarter named to the last, those in between with nothing too."""
    days = [dt.date.fromisoformat(f"{name}-01") for name in named]
    return frames.quarters_between(min(days), max(days)) if days else []


def _months(first: str, last: str) -> list[str]:
    """From one month to another, both counted."""
    low, high = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(low, high + 1)]
