"""The figures behind each chart of the monitor as a table, for the screen or for publication, in
which small numbers are hidden and with them what they could be worked out from."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from qa.domain.challenge_words import BESIDE
from qa.domain.quarters import words as quarter_words
from qa.domain.urgency import Group
from qa.domain.words import format_month
from qa.services import monitor_hiding
from qa.services.trend_tables import Table
from qa.services.trend_words import percent
from qa.stats.suppression import HIDDEN, Hidden, shown
from qa.stats.suppression_tables import shares_shown

Columns = Mapping[str, list[Any]]
Rows = Iterator[tuple[str, ...]]
RANGE = "Likely range (95%)"
NONE, GOOD, NOT_OVER = "–", "Good practice", "Not over yet"
TOLD_AGAIN = ("challenge_in_time", "challenge_cafcass", "challenge_stages", "challenge_outcomes")


def table(chart: str, frame: Columns, hide: Any = None) -> Table:
    """The figures of a chart, all of them or with those that `monitor_hiding` says hidden."""
    header, rows = MAKERS[chart]
    if not frame or not next(iter(frame.values())):
        return Table(header, ())
    return Table(header, tuple(rows(frame, hide)))


def leaving(charts: Mapping[str, Columns], hide: Mapping[str, Any]) -> dict[str, Table]:
    """The figures of every chart as they may leave the building, with what `monitor_hiding` says
    hidden. Good practice then stands only beside the numbers raised, the themes and the teams: told
    again over fewer quarters, it would give away there what is hidden here."""
    made = {chart: table(chart, frame, hide[chart]) for chart, frame in charts.items()}
    made["challenge_themes"] = by_what_is_shown(made["challenge_themes"])
    return {**made, **{chart: _without_good(made[chart]) for chart in TOLD_AGAIN if chart in made}}


def by_what_is_shown(made: Table) -> Table:
    """Counts in the order of those that are shown, the most first, then by name: where a row
    stands says nothing of what is hidden in it."""

    def place(row: tuple[str, ...]) -> tuple[list[float], str]:
        counts = (0.5 if said == HIDDEN else float(said.replace(",", "")) for said in row[1:])
        return [-n for n in counts], row[0]

    return Table(made.header, tuple(sorted(made.rows, key=place)))


def _without_good(made: Table) -> Table:
    kept = [place for place, name in enumerate(made.header) if name != GOOD]
    rows = [tuple(row[i] for i in kept) for row in made.rows if row[0] != BESIDE]
    return Table(tuple(made.header[i] for i in kept), tuple(rows))


def month_words(month: str) -> str:
    """'2026-10' → 'October 2026'."""
    return format_month(dt.date.fromisoformat(f"{month}-01"))


def _column(counts: Sequence[int], hide: Hidden | None) -> list[str]:
    """Counts in words, and at last their total."""
    masks = (*hide.counts, hide.total) if hide else [False] * (len(counts) + 1)
    return shown([*counts, sum(counts)], masks)


def _open(frame: Columns, hide: np.ndarray | None) -> Rows:
    stages = list(dict.fromkeys(frame["stage"]))
    counts = np.array(monitor_hiding.grid(frame), int)
    rows = np.column_stack([counts, counts.sum(axis=1)])
    full = np.vstack([rows, rows.sum(axis=0)])
    masks = np.zeros(full.shape, bool) if hide is None else hide
    for name, line, mask in zip([*stages, "All"], full.tolist(), masks.tolist(), strict=True):
        yield (name, *shown(line, mask))


def _in_time(frame: Columns, hide: np.ndarray | None) -> Rows:
    """Quarters with good practice beside, which is no part of what was resolved."""
    for row, beside in zip(_SHARES(frame, hide), _column(frame["good"], None), strict=True):
        yield (*row, beside)


def _volume(frame: Columns, hide: tuple[Hidden, Hidden] | None) -> Rows:
    found = monitor_hiding.quarters(frame)
    columns = [
        _column([pair[which] for pair in found.values()], hide[which] if hide else None)
        for which in range(2)
    ]
    yield from zip([*map(quarter_words, found), "All"], *columns, strict=True)


def shares_of(key: str, words: Callable[[str], str] = str, last: str = "") -> Callable[..., Rows]:
    """Rows of name, n, total, share and a last column: its range, or the column named `last`."""

    def rows(frame: Columns, hide: np.ndarray | None) -> Rows:
        masks = np.zeros((len(frame["n"]) + 1, 3), bool) if hide is None else hide
        given = shares_shown(frame["n"], frame["total"], masks)
        for place, (name, said) in enumerate(zip(frame[key], given, strict=False)):
            hidden = said[2] == HIDDEN
            more = " (so far)" if _is_unfinished(frame, place) else ""
            yield (f"{words(name)}{more}", *said, _last(frame, place, last, hidden))
        if not last:
            yield ("All", *given[-1], NONE)

    return rows


def _is_unfinished(frame: Columns, place: int) -> bool:
    return "unfinished" in frame and bool(frame["unfinished"][place])


def _last(frame: Columns, place: int, last: str, hidden: bool) -> str:
    if hidden:
        return HIDDEN
    if last and not frame["total"][place]:
        return NONE
    if last and _is_unfinished(frame, place):
        return NOT_OVER
    if last:
        return (frame[last][place] or "as usual").capitalize()
    if frame["low"][place] is None:
        return NONE
    return f"{percent(frame['low'][place])} to {percent(frame['high'][place])}"


def _parts(key: str) -> Callable[..., Rows]:
    def rows(frame: Columns, hide: Hidden | None) -> Rows:
        named = monitor_hiding.parts(frame, key)
        *given, total = _column(list(named.values()), hide)
        whole = sum(named.values())
        for (name, n), said in zip(named.items(), given, strict=True):
            hidden = HIDDEN in (said, total)
            yield name, said, HIDDEN if hidden else percent(n / whole if n else 0.0)
        yield "All", total, NONE
        yield BESIDE, f"{sum(frame['n']) - whole:,}", NONE

    return rows


def _themes(frame: Columns, hide: tuple[Hidden, Hidden] | None) -> Rows:
    found = monitor_hiding.themes(frame)
    columns = [
        _column([pair[which] for pair in found.values()], hide[which] if hide else None)
        for which in range(2)
    ]
    yield from zip(found, *columns, strict=False)


def _cafcass(frame: Columns, hide: tuple[Hidden, Hidden] | None) -> Rows:
    names = [*map(quarter_words, frame["quarter"]), "All"]
    masks = (*(hide or (None, None)), None)
    columns = [_column(frame[k], m) for k, m in zip(("n", "total", "good"), masks, strict=True)]
    yield from zip(names, *columns, strict=True)


def _days(frame: Columns, hide: Hidden | None) -> Rows:
    """Where half is not reached and small numbers are hidden, how many were resolved so far, which
    stands behind a colon, is not said either."""
    medians = dict(zip(frame["stage"], frame["median"], strict=True))
    counts = dict(zip(frame["stage"], frame["n"], strict=True))
    given = _column(list(counts.values()), hide)
    for (stage, words), n in zip(medians.items(), given, strict=False):
        median = words if hide is None else words.partition(":")[0]
        yield stage, n, HIDDEN if n == HIDDEN else median[:1].upper() + median[1:]


def _funnel(frame: Columns, hide: tuple[Hidden, Hidden, Hidden] | None) -> Rows:
    children = [round(n) for n in frame["children"]]
    for at, place in enumerate(monitor_hiding.teams(frame)):
        masks = [hidden.counts[at] for hidden in hide] if hide else [False] * 3
        given = shown((frame["n"][place], frame["good"][place], children[place]), masks)
        said = (HIDDEN, HIDDEN)
        if not (masks[0] or masks[2]):
            found = frame["place"][place]
            said = (f"{frame['rate'][place]:.1f}", found[:1].upper() + found[1:])
        yield frame["team"][place], *given, *said


_SHARES = shares_of("quarter", quarter_words)
MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Columns, int], Rows]]] = {
    "challenge_open": (("Stage", *map(str, Group), "All"), _open),
    "challenge_in_time": (
        ("Quarter", "Within the limit", "Resolved", "Share", RANGE, GOOD),
        _in_time,
    ),
    "challenge_volume": (("Quarter", "Challenges", "Good practice"), _volume),
    "challenge_days": (("Stage reached", "Formal challenges", "Half were resolved"), _days),
    "challenge_stages": (("Stage reached", "Challenges", "Share"), _parts("stage")),
    "challenge_answers": (("Stage", "In time", "Due", "Share", RANGE), shares_of("stage")),
    "challenge_themes": (("Theme", "Challenges", "Good practice"), _themes),
    "challenge_outcomes": (("Outcome", "Challenges", "Share"), _parts("outcome")),
    "challenge_cafcass": (("Quarter", "Referred to Cafcass", "Challenges raised", GOOD), _cafcass),
    "challenge_lateness": (
        ("Month", "Late", "Due", "Share late", "Compared with usual"),
        shares_of("month", month_words, "signal"),
    ),
    "challenge_funnel": (
        (
            "Team", "Challenges", "Good practice", "Children", "Per 100 children",
            "Compared with all",
        ),
        _funnel,
    ),
}  # fmt: skip
