"""A reader of all that leaves the monitor: what is printed, what adds up to what, what is possible.

The reader has every table of the briefing and every file beside them, knows what adds up to what,
that a hidden count is 1 at least, and which of the hidden are small (where a table gives any number
at all). What is left possible is found by whole-number programming, which shares nothing with how
they were hidden.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from qa.domain.challenge_words import OUTCOMES, WITHDRAWN
from qa.services import monitor_where
from qa.stats.suppression import HIDDEN
from tests.services.leaving_world import GROUPS, STAGES, monitor_of

NOT_THERE = ("nowhere", "twice", "informal", "paused")
"""Numbers that no table gives, and that only help a reader."""


class Document:
    """Its cells by name: what is printed, what is true, and what adds up to what."""

    def __init__(self, printed, true):
        self.names, self.low, self.high, self.true, self.hidden = [], [], [], [], []
        self.sums = []
        self.tables = [(printed, true)]

    def cell(self, name, said, n, least=None):
        """A number of the document; `least` is given where it is no count that is hidden itself."""
        at = len(self.names)
        self.names.append(name)
        known = said != HIDDEN
        is_count = least is None and n > 0
        self.low.append(n if known else ((5 if n > 4 else 1) if is_count else 0))
        self.high.append(n if known else (4 if is_count and n < 5 else np.inf))
        self.hidden.append(not known)
        self.true.append(n)
        if known:
            assert said == f"{n:,}"
        return at

    def adds_up(self, some, *to):
        self.sums.append({**dict.fromkeys(some, 1.0), **dict.fromkeys(to, -1.0)})

    def shows_some_of(self, name):
        """Whether a number is printed in the same table; without any, all that there is is few."""
        there = zip(self.names, self.true, self.hidden, strict=True)
        return any(each[0] == name[0] and n and not is_ for each, n, is_ in there)

    def may_differ(self, at):
        """Whether a reader can take the count for anything but what it is."""
        matrix = np.zeros((len(self.sums), len(self.names)))
        for line, some in enumerate(self.sums):
            for place, sign in some.items():
                matrix[line, place] = sign
        few = [not self.shows_some_of(name) for name in self.names]
        low = np.where(few, np.minimum(self.low, 1), self.low)
        high = np.where(few & np.array(self.hidden), np.inf, self.high)
        for sign in (-1, 1):
            aim = np.zeros(len(self.names))
            aim[at] = sign
            made = milp(
                aim, integrality=np.ones(aim.size), bounds=Bounds(low, high),
                constraints=LinearConstraint(matrix, 0, 0),
            )  # fmt: skip
            if made.x is None or round(made.x[at]) != self.true[at]:
                return True  # None: it has no end
        return False


def column(document, table, name, which, true):
    """A column of counts: its cells, and the total that stands last under 'All'."""
    rows = [row for row in table.rows if row[0] != "All"]
    cells = [
        document.cell((name, row[0], which), row[which], n)
        for row, n in zip(rows, true, strict=True)
    ]
    whole = [row for row in table.rows if row[0] == "All"]
    if not whole:
        return cells, None
    total = document.cell((name, "All", which), whole[0][which], sum(true), least=0)
    document.adds_up(cells, total)
    return cells, total


def shares(document, table, name, frame):
    """Counts and their totals; the rest of each total is nowhere, but follows from both."""
    rests, ours, totals = [], [], []
    rows = [row for row in table.rows if row[0] != "All"]
    for row, n, total in zip(rows, frame["n"], frame["total"], strict=True):
        known = HIDDEN not in row[1:3]
        ours.append(document.cell((name, row[0], "n"), row[1], n))
        totals.append(document.cell((name, row[0], "total"), row[2], total, least=0))
        rest = f"{total - n:,}" if known else HIDDEN
        rests.append(document.cell((name, row[0], "rest"), rest, total - n))
        document.adds_up([ours[-1], rests[-1]], totals[-1])
    return ours, rests, totals


def sums_of(document, table, name, frame, parts):
    """The last row of shares."""
    whole = [row for row in table.rows if row[0] == "All"]
    k, n = sum(frame["n"]), sum(frame["total"])
    said = whole[0][1:3] if whole else (HIDDEN, HIDDEN)
    rest = f"{n - k:,}" if HIDDEN not in said else HIDDEN
    cells = [
        document.cell((name, "All", which), words, true, least=0)
        for which, words, true in zip(("n", "rest", "total"), (said[0], rest, said[1]),
                                      (k, n - k, n), strict=True)
    ]  # fmt: skip
    for some, total in zip(parts, cells, strict=True):
        document.adds_up(some, total)
    return cells


def read(world):
    """The document of a world, with all that a reader knows of it."""
    found = monitor_of(world)
    frames, tables = found.charts, monitor_where.leaving(found)
    document = Document(tables, frames)
    for kind, which in (("raised", 1), ("good", 2)):
        _whole(document, frames, tables, kind, which, world)
    referred = frames["challenge_cafcass"]["n"]
    column(document, tables["challenge_cafcass"], "referred", 1, referred)
    _answers(document, frames, tables)
    _closed(document, frames, tables)
    ages = _open(document, frames, tables)
    _where(document, found, tables, ages)
    return document


def _whole(document, frames, tables, kind, which, world):
    volume = frames["challenge_volume"]
    _, total = column(document, tables["challenge_volume"], "volume", which,
                      volume["n"][which - 1 :: 2])  # fmt: skip
    if total is None:
        return
    if kind == "raised" and tables["challenge_stages"].rows:
        names = [n for n in frames["challenge_stages"]["stage"] if n in STAGES]
        counts = frames["challenge_stages"]["n"][: len(names)]
        _, again = column(document, tables["challenge_stages"], "stages", 1, counts)
        document.adds_up([total], again)
    field = {"raised": "n", "good": "good"}[kind]
    if tables["challenge_funnel"].rows:
        true = frames["challenge_funnel"][field][:3]
        teams, _ = column(document, tables["challenge_funnel"], "teams", which, true)
        elsewhere = sum(n for _, _, t, _, _, n in world[kind] if t is None)
        nowhere = document.cell(("teams", "nowhere", which), HIDDEN, elsewhere, least=0)
        document.adds_up([*teams, nowhere], total)
    if tables["challenge_themes"].rows:
        about = frames["challenge_themes"]
        by_name = dict(zip(about["theme"][::2], about["n"][which - 1 :: 2], strict=True))
        true = [by_name[row[0]] for row in tables["challenge_themes"].rows]
        named, _ = column(document, tables["challenge_themes"], "themes", which, true)
        twice = document.cell(("themes", "twice", which), HIDDEN,
                              sum(true) - document.true[total], least=0)  # fmt: skip
        document.adds_up(named, total, twice)


def _answers(document, frames, tables):
    stages, months = frames["challenge_answers"], frames["challenge_lateness"]
    if not tables["challenge_answers"].rows:
        return
    good, late, due = shares(document, tables["challenge_answers"], "answers", stages)
    sums = sums_of(document, tables["challenge_answers"], "answers", stages, (good, late, due))
    late, good, due = shares(document, tables["challenge_lateness"], "months", months)
    for some, total in zip((good, late, due), sums, strict=True):
        document.adds_up(some, total)


def _closed(document, frames, tables):
    resolved, outcomes = frames["challenge_in_time"], frames["challenge_outcomes"]
    if not tables["challenge_outcomes"].rows:
        return
    words = [w for w in outcomes["outcome"] if w in (*OUTCOMES.values(), WITHDRAWN)]
    counts = dict(zip(words, outcomes["n"], strict=False))
    cells, total = column(document, tables["challenge_outcomes"], "ends", 1, [*counts.values()])
    if not resolved["quarter"]:
        return
    parts = shares(document, tables["challenge_in_time"], "resolved", resolved)
    *_, formal = sums_of(document, tables["challenge_in_time"], "resolved", resolved, parts)
    informal = sum(counts.values()) - sum(resolved["total"]) - counts.get(WITHDRAWN, 0)
    here = document.cell(("ends", "informal", 1), HIDDEN if informal else "0", informal)
    gone = [cells[words.index(WITHDRAWN)]] if WITHDRAWN in words else []
    document.adds_up([*gone, formal, here], total)


def _open(document, frames, tables):
    """What is open by stage and age; the cells of its last row."""
    table, frame = tables["challenge_open"], frames["challenge_open"]
    if not table.rows:
        return None
    wide = len(GROUPS)
    true = np.array(frame["n"]).reshape(-1, wide)
    full = np.vstack([np.column_stack([true, true.sum(1)]), [*true.sum(0), true.sum()]])
    cells = np.array([
        [
            document.cell(("open", i, j), said, int(full[i, j]),
                          least=0 if wide == j or i == len(true) else None)
            for j, said in enumerate(row[1:])
        ]
        for i, row in enumerate(table.rows)
    ])  # fmt: skip
    for line in [*cells, *cells.T]:
        document.adds_up(line[:-1].tolist(), int(line[-1]))
    return cells[-1].tolist()


def _where(document, found, tables, ages):
    """The same by team: the day it ends is cut elsewhere, and paused ones, which no table gives,
    count in. What each theme has covers it."""
    columns = [[], [], [], []]
    for row, said in zip(found.teams, tables["teams"].rows, strict=True):
        whole, over, five, ten = said[1:]
        rest = HIDDEN if HIDDEN in said else f"{row.open - row.over - row.in_ten:,}"
        if ten != HIDDEN:
            assert ten == f"{row.in_ten:,}"
            ten = HIDDEN if five == HIDDEN else f"{row.in_ten - row.in_five:,}"
        parts = [
            document.cell(("where", row.team, which), words, n)
            for which, words, n in zip(
                ("over", "five", "ten", "later"), (over, five, ten, rest),
                (row.over, row.in_five, row.in_ten - row.in_five,
                 row.open - row.over - row.in_ten), strict=True)
        ]  # fmt: skip
        document.adds_up(parts, document.cell(("where", row.team, "all"), whole, row.open, least=0))
        for some, part in zip(columns, parts, strict=True):
            some.append(part)
    every = [cell for some in columns for cell in some]
    total = sum(row.open for row in found.teams)
    cells, _ = column(document, tables["themes"], "about", 1, _of(found, tables, 1))
    more = sum(document.true[cell] for cell in cells) - total
    if cells:
        twice = document.cell(("about", "twice", 1), HIDDEN, more, least=0)
        whole = document.cell(("about", "nowhere", 1), HIDDEN, total, least=0)
        document.adds_up(every, whole)
        document.adds_up(cells, whole, twice)
    if ages is not None:
        shown = sum(document.true[cell] for cell in ages[:-1])
        paused = document.cell(("where", "paused", 0), HIDDEN, total - shown, least=0)
        document.adds_up(columns[0], ages[0])
        document.adds_up(columns[1], ages[1])
        document.adds_up([ages[2], paused], *columns[2], *columns[3])


def _of(found, tables, place):
    """The true counts in a column of the table of themes, row by row as it is printed."""
    by_name = {theme: given[place - 1] for theme, *given in found.themes}
    return [by_name[row[0]] for row in tables["themes"].rows]
