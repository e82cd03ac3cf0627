"""Where challenges are: the tables of teams and themes, and what is open in one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from db.engine import reading
from db.queries import challenge_behind as queries
from db.queries import challenge_lists as lists
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import plural
from qa.services import monitor_hiding, monitor_tables
from qa.services.challenge_lists import Row, dressed
from qa.services.monitor import Filters, Monitor, TeamRow, slice_of
from qa.services.monitor_hiding import PARTS, Open
from qa.services.trend_tables import Table
from qa.stats import suppression

MOST = 100
NOW = ("Team", "Open", "Overdue", "In 5 days", "In 10 days")
RATE = ("Team", "Raised", "Good practice", "Per 100 children")
THEMES = ("Theme", "Open", "Raised", "Good practice")


@dataclass(frozen=True)
class Records:
    """The list behind a mark or a name: the first of them, and how many there are in words."""

    rows: tuple[Row, ...]
    summary: str


def leaving(found: Monitor, small: int = 5) -> dict[str, Table]:
    """Every table of the monitor as it may leave the building, by chart, and `teams` and `themes`:
    numbers under `small` are hidden in all of them together, since one tells of another."""
    open_now = Open([_parts(row) for row in found.teams], [n for _, n, *_ in found.themes])
    hide = monitor_hiding.hidden(found.charts, open_now, small)
    return {
        **monitor_tables.leaving(found.charts, hide),
        "teams": teams_now(found, hide["teams"]),
        "themes": _themes_leaving(found, hide),
    }


def teams_now(found: Monitor, hide: np.ndarray | None = None) -> Table:
    """What is open in each team and by when it ends. What is hidden of the parts that make up what
    is open is hidden; the 10 days are given only where both their parts are."""
    masks = np.zeros((len(found.teams), PARTS + 1), bool) if hide is None else hide
    rows = []
    for row, (over, five, ten, _, total) in zip(found.teams, masks.tolist(), strict=False):
        counts = [row.open, row.over, row.in_five, row.in_ten]
        rows.append((row.team, *suppression.shown(counts, [total, over, five, five or ten])))
    return Table(NOW, tuple(rows))


def teams_rate(found: Monitor) -> Table:
    """What each team raised in the period, per 100 of its children of today, good practice
    beside."""
    rows = [(row.team, f"{row.raised:,}", f"{row.good:,}", _rate(row)) for row in found.teams]
    return Table(RATE, tuple(rows))


def themes(found: Monitor, hide: Sequence[Sequence[bool]] = ()) -> Table:
    """Open now and raised in the period by theme, the most open first. A challenge may have
    several themes, so they have no total. `hide`: what of each theme."""
    none = (False,) * (len(THEMES) - 1)
    masks = hide or [none] * len(found.themes)
    rows = [
        (words, *suppression.shown(counts, mask))
        for (words, *counts), mask in zip(found.themes, masks, strict=True)
    ]
    return Table(THEMES, tuple(rows))


def _themes_leaving(found: Monitor, hide: Mapping[str, Any]) -> Table:
    """What is raised and shared by theme stands in a chart as well, and is hidden as it is there;
    the order says nothing of what is hidden."""
    named = monitor_hiding.themes(found.charts["challenge_themes"])
    raised, good = (
        dict(zip(named, column.counts, strict=True)) for column in hide["challenge_themes"]
    )
    masks = [
        (is_open, raised.get(row[0], False), good.get(row[0], False))
        for row, is_open in zip(found.themes, hide["themes"].counts, strict=True)
    ]
    return monitor_tables.by_what_is_shown(themes(found, masks))


def teams_open(found: Monitor) -> dict[str, int]:
    """How many are open, by the name of the team; teams with none left out."""
    return {row.team: row.open for row in found.teams if row.open and row.team_id is not None}


def themes_open(found: Monitor) -> dict[str, int]:
    """How many are open, by the words of the theme; themes with none left out."""
    return {words: n for words, n, *_ in found.themes if n}


def behind(actor: Actor, asked: Filters, kind: str, name: str) -> Records:
    """What is open in a team or with a theme (`kind`: team, theme), the most pressing first."""
    if kind not in queries.OPEN_BY:
        raise Refused("There is no such table.")
    with reading() as session:
        what = slice_of(session, actor, asked)
        query = queries.open_by(actor, what.shape, kind, name).params(what.values)
        total = lists.count_of(session, query)
        rows = dressed(session, actor, lists.rows(session, query, MOST))
    more = f", the first {MOST} listed" if total > MOST else ""
    return Records(tuple(rows), f"{plural(total, 'open challenge')}{more}.")


def _parts(row: TeamRow) -> tuple[int, int, int, int]:
    """What is open in a team: overdue, in 5 working days, in the 5 after those, and the rest."""
    return row.over, row.in_five, row.in_ten - row.in_five, row.open - row.over - row.in_ten


def _rate(row: TeamRow) -> str:
    return "no children" if row.per_hundred is None else f"{row.per_hundred:.1f}"
