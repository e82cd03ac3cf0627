"""Where challenges are: the tables of teams and themes, and what is open in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.engine import reading
from db.queries import challenge_behind as queries
from db.queries import challenge_lists as lists
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import plural
from qa.services.challenge_lists import Row, dressed
from qa.services.monitor import Filters, Monitor, TeamRow, slice_of
from qa.services.monitor_tables import by_what_is_shown
from qa.services.trend_tables import Table
from qa.stats import suppression
from qa.stats.suppression import HIDDEN
from qa.stats.suppression_tables import suppress_table

MOST = 100
NOW = ("Team", "Open", "Overdue", "In 5 days", "In 10 days")
RATE = ("Team", "Raised", "Good practice", "Per 100 children")
THEMES = ("Theme", "Open", "Raised", "Good practice")


@dataclass(frozen=True)
class Records:
    """The list behind a mark or a name: the first of them, and how many there are in words."""

    rows: tuple[Row, ...]
    summary: str


def teams_now(found: Monitor, least: int = 0) -> Table:
    """What is open in each team and by when it ends; numbers under `least` hidden."""
    rows = [
        (name, *said) for name, said in zip(_names(found), _now(found.teams, least), strict=True)
    ]
    return Table(NOW, tuple(rows))


def teams_rate(found: Monitor, least: int = 0) -> Table:
    """What each team raised in the period, per 100 of its children of today, good practice beside;
    numbers under `least` hidden."""
    raised, _ = suppression.published([row.raised for row in found.teams], least)
    good, _ = suppression.published([row.good for row in found.teams], least)
    rows = [
        (row.team, n, g, HIDDEN if n == HIDDEN else _rate(row))
        for row, n, g in zip(found.teams, raised, good, strict=True)
    ]
    return Table(RATE, tuple(rows))


def themes(found: Monitor, least: int = 0) -> Table:
    """Open now and raised in the period by theme, the most open first. A challenge may have
    several themes, so they have no total; all there are is known, and they cover it."""
    columns = []
    totals = (found.open, found.raised, found.good_practice)
    for place, total in enumerate(totals, start=1):
        counts = [row[place] for row in found.themes]
        hidden = suppression.suppress_cover(counts, total, least)
        masks = [n > 0 for n in counts] if hidden.total else hidden.counts
        columns.append(suppression.shown(counts, masks))
    rows = zip([words for words, *_ in found.themes], *columns, strict=True)
    made = Table(THEMES, tuple(rows))
    return by_what_is_shown(made) if least else made


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


def _names(found: Monitor) -> list[str]:
    return [row.team for row in found.teams]


def _now(teams: Sequence[TeamRow], least: int) -> list[list[str]]:
    """Open, overdue, in 5 and in 10 days. The parts that make up what is open are hidden so that
    none follows from the others; the 10 days are given only where both their parts are."""
    parts = [(r.over, r.in_five, r.in_ten - r.in_five, r.open - r.over - r.in_ten) for r in teams]
    counts = np.array(parts, int).reshape(-1, 4)
    masks = suppress_table(counts, least) if least else np.zeros((len(parts) + 1, 5))
    rows = []
    for row, (over, five, ten, _, total) in zip(teams, masks.astype(bool).tolist(), strict=False):
        hidden = [total, over, five, five or ten]
        rows.append(suppression.shown([row.open, row.over, row.in_five, row.in_ten], hidden))
    return rows


def _rate(row: TeamRow) -> str:
    return "no children" if row.per_hundred is None else f"{row.per_hundred:.1f}"
