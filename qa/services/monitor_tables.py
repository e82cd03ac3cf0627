"""The figures behind each chart of the monitor as a table, for the screen or for publication, in
which small numbers are hidden and with them what they could be worked out from."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from qa.domain.challenge_words import BESIDE
from qa.domain.urgency import Group
from qa.domain.words import format_month
from qa.services.trend_tables import Table
from qa.services.trend_words import percent
from qa.stats import suppression
from qa.stats.suppression import HIDDEN

Columns = Mapping[str, list[Any]]
Rows = Iterator[tuple[str, ...]]
RANGE = "Likely range (95%)"
NONE, GOOD = "–", "Good practice"
TOLD_AGAIN = ("challenge_in_time", "challenge_cafcass", "challenge_stages", "challenge_outcomes")


def table(chart: str, frame: Columns, *, leaving: bool = False, small: int = 5) -> Table:
    """The figures of a chart; `leaving` the building, those under `small` are hidden. Good practice
    then stands only beside the numbers raised and the themes: told again over fewer quarters, it
    would give away there what is hidden here."""
    header, rows = MAKERS[chart]
    if not frame or not next(iter(frame.values())):
        return Table(header, ())
    made = Table(header, tuple(rows(frame, small if leaving else 0)))
    return _without_good(made) if leaving and chart in TOLD_AGAIN else made


def _without_good(made: Table) -> Table:
    kept = [place for place, name in enumerate(made.header) if name != GOOD]
    rows = [tuple(row[i] for i in kept) for row in made.rows if row[0] != BESIDE]
    return Table(tuple(made.header[i] for i in kept), tuple(rows))


def quarter_words(first_month: str) -> str:
    """'2026-10' → 'October to December 2026'."""
    first = dt.date.fromisoformat(f"{first_month}-01")
    last = first.replace(month=first.month + 2)
    return f"{format_month(first).split()[0]} to {format_month(last)}"


def month_words(month: str) -> str:
    """'2026-10' → 'October 2026'."""
    return format_month(dt.date.fromisoformat(f"{month}-01"))


def _open(frame: Columns, least: int) -> Rows:
    stages = list(dict.fromkeys(frame["stage"]))
    counts = np.array(frame["n"], int).reshape(len(stages), len(Group))
    hidden = suppression.suppress_table(counts, least) if least else None
    rows = np.column_stack([counts, counts.sum(axis=1)])
    full = np.vstack([rows, rows.sum(axis=0)])
    masks = hidden if hidden is not None else np.zeros(full.shape, bool)
    for name, line, mask in zip([*stages, "All"], full.tolist(), masks.tolist(), strict=True):
        yield (name, *suppression.shown(line, mask))


def _in_time(frame: Columns, least: int) -> Rows:
    """Quarters with good practice beside, hidden by itself: it is no part of what was resolved."""
    good, total = suppression.published(frame["good"], least)
    for row, beside in zip(_SHARES(frame, least), [*good, total], strict=True):
        yield (*row, beside)


def _volume(frame: Columns, least: int) -> Rows:
    counts = np.array(frame["n"], int).reshape(-1, 2)
    columns = []
    for column in counts.T.tolist():
        given, total = suppression.published(column, least)
        columns.append([*given, total])
    yield from zip([*map(quarter_words, frame["quarter"][::2]), "All"], *columns, strict=True)


def shares_of(key: str, words: Callable[[str], str] = str, last: str = "") -> Callable[..., Rows]:
    """Rows of name, n, total, share and a last column: its range, or the column named `last`."""

    def rows(frame: Columns, least: int) -> Rows:
        given = suppression.published_shares(frame["n"], frame["total"], least)
        for place, (name, said) in enumerate(zip(frame[key], given, strict=False)):
            hidden = said[2] == HIDDEN
            yield (words(name), *said, _last(frame, place, last, hidden))
        if not last:
            yield ("All", *given[-1], NONE)

    return rows


def _last(frame: Columns, place: int, last: str, hidden: bool) -> str:
    if hidden:
        return HIDDEN
    if last:
        return (frame[last][place] or "as usual").capitalize()
    if frame["low"][place] is None:
        return NONE
    return f"{percent(frame['low'][place])} to {percent(frame['high'][place])}"


def _parts(key: str) -> Callable[..., Rows]:
    def rows(frame: Columns, least: int) -> Rows:
        named = dict(zip(frame[key], frame["n"], strict=True))
        good = named.pop(BESIDE, 0)
        given, total = suppression.published(list(named.values()), least)
        whole = sum(named.values())
        for (name, n), said in zip(named.items(), given, strict=True):
            hidden = HIDDEN in (said, total)
            yield name, said, HIDDEN if hidden else percent(n / whole if n else 0.0)
        yield "All", total, NONE
        yield BESIDE, _few(good, least), NONE

    return rows


def _themes(frame: Columns, least: int) -> Rows:
    pairs: dict[str, dict[str, int]] = {}
    for theme, kind, n in zip(frame["theme"], frame["kind"], frame["n"], strict=True):
        pairs.setdefault(theme, {})[kind] = n
    for theme, found in pairs.items():
        yield theme, *(_few(found.get(k, 0), least) for k in ("Challenges", "Good practice"))


def _few(n: int, least: int) -> str:
    return HIDDEN if 0 < n < least else f"{n:,}"


def _cafcass(frame: Columns, least: int) -> Rows:
    names = [*map(quarter_words, frame["quarter"]), "All"]
    columns = []
    for column in (frame["n"], frame["total"], frame["good"]):
        given, total = suppression.published(column, least)
        columns.append([*given, total])
    yield from zip(names, *columns, strict=True)


def _days(frame: Columns, least: int) -> Rows:
    seen = {}
    for place in range(len(frame["stage"])):
        seen.setdefault(frame["stage"][place], (frame["n"][place], frame["median"][place]))
    given, _ = suppression.published([n for n, _ in seen.values()], least)
    for (stage, (_, median)), n in zip(seen.items(), given, strict=True):
        yield stage, n, HIDDEN if n == HIDDEN else median[:1].upper() + median[1:]


def _funnel(frame: Columns, least: int) -> Rows:
    teams = [place for place, row in enumerate(frame["row"]) if row == "team"]
    given, _ = suppression.published([frame["n"][place] for place in teams], least)
    good, _ = suppression.published([frame["good"][place] for place in teams], least)
    for place, n, beside in zip(teams, given, good, strict=True):
        children = _few(round(frame["children"][place]), least)
        said = (HIDDEN, HIDDEN)
        if HIDDEN not in (n, children):
            found = frame["place"][place]
            said = (f"{frame['rate'][place]:.1f}", found[:1].upper() + found[1:])
        yield frame["team"][place], n, beside, children, *said


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
