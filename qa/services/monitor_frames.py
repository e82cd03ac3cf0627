"""From counts of the monitor to the columns of its charts, each with its sentence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from qa.domain.challenge_words import OUTCOMES, WITHDRAWN
from qa.domain.words import plural
from qa.stats import control_charts, frames, funnel, pareto, survival

Columns = dict[str, list[Any]]
GOOD = "good_practice"


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
) -> tuple[dict[str, Columns], dict[str, str]]:
    """(columns by chart, sentence by chart) of rows of `db.challenge_metrics`."""
    challenges = [row for row in raised if row.kind != GOOD]
    found = {
        "challenge_open": _open(now, groups),
        "challenge_stages": frames.parts("stage", _stages(challenges)),
        "challenge_outcomes": frames.parts("outcome", _outcomes(closed)),
        "challenge_in_time": _in_time(closed),
        "challenge_answers": _answers(answers),
        "challenge_themes": _themes(themes),
        "challenge_cafcass": _cafcass(challenges, referred),
        "challenge_days": survival.columns(curves),
    }
    chart, columns = _lateness(answers)
    found["challenge_lateness"] = columns
    placed, columns = _funnel(teams)
    found["challenge_funnel"] = columns
    words = {
        "challenge_in_time": _in_time_words(found["challenge_in_time"]),
        "challenge_answers": _answers_words(found["challenge_answers"]),
        "challenge_days": survival.sentence(curves),
        "challenge_lateness": chart.sentence if chart is not None else "Nothing was due.",
        "challenge_funnel": funnel.sentence([t.team for t in teams if t.children], placed)
        if placed is not None
        else "No team has children today.",
        "challenge_themes": _themes_words(found["challenge_themes"]),
    }
    return found, words


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


def _in_time(closed: Sequence[Any]) -> Columns:
    within: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in closed:
        if row.is_formal and row.outcome != "withdrawn":
            within[quarter(row.month)] += row.in_time
            total[quarter(row.month)] += row.n
    names = sorted(total)
    return frames.shares("quarter", names, [within[q] for q in names], [total[q] for q in names])


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


def _cafcass(raised: Sequence[Any], referred: Sequence[Any]) -> Columns:
    asked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in referred:
        asked[quarter(row.month)] += row.n
    for row in raised:
        total[quarter(row.month)] += row.n
    names = sorted({*asked, *total})
    return {
        "quarter": names,
        "n": [asked[q] for q in names],
        "total": [total[q] for q in names],
    }


def _lateness(rows: Sequence[Any]) -> tuple[Any, Columns]:
    late: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for row in rows:
        late[row.month] += row.late
        due[row.month] += row.in_time + row.late
    months = [month for month in sorted(due) if due[month]]
    counts, totals = [late[m] for m in months], [due[m] for m in months]
    chart = control_charts.p_chart(counts, totals)
    return (chart if months else None), control_charts.columns(months, chart, counts, totals)


def _funnel(teams: Sequence[Any]) -> tuple[Any, Columns]:
    kept = [team for team in teams if team.children]
    counts, totals = [t.raised for t in kept], [t.children for t in kept]
    placed = funnel.funnel(counts, totals)
    columns = funnel.columns([t.team_id for t in kept], [t.team for t in kept], placed, counts)
    return (placed if kept else None), columns


def _in_time_words(found: Columns) -> str:
    n, total = sum(found["n"]), sum(found["total"])
    if not total:
        return "No formal challenge was resolved in this period."
    return (
        f"{n:,} of {plural(total, 'formal challenge')} ({n / total:.0%}) resolved within the "
        "working days in all."
    )


def _answers_words(found: Columns) -> str:
    n, total = sum(found["n"]), sum(found["total"])
    if not total:
        return "No answer was due in this period."
    return f"{n:,} of {plural(total, 'answer')} ({n / total:.0%}) came by the day they were due."


def _themes_words(found: Columns) -> str:
    named = pareto.most(found)
    if not named:
        return "No challenge was raised in this period."
    return f"{plural(len(named), 'theme')} of challenges make up four fifths of all that was named."
