"""What leaves the building of the monitor: no hidden count follows from all its tables together.

The reader here has every table of the document, knows what adds up to what, that a hidden count
is 1 at least, and which of the hidden are small (where a table gives any number at all). What is
left possible is found by whole-number programming, which shares nothing with how they were hidden.
"""

from collections import Counter
from types import SimpleNamespace as Row

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from qa.domain.challenge_words import OUTCOMES, WITHDRAWN
from qa.domain.urgency import Group
from qa.services import monitor_frames, monitor_tables
from qa.services.trend_tables import Table
from qa.stats.suppression import HIDDEN

GROUPS = {"overdue": Group.OVERDUE.value, "later": Group.LATER.value}
MONTHS = ("2026-01", "2026-02", "2026-05", "2026-08")
STAGES = ("Informal", "Stage 1", "Stage 2")
TEAMS = ("Alder", "Birch", "Cedar")
THEMES = ("visits", "placement", "plans")
ENDS = (*list(OUTCOMES)[:2], "withdrawn")


NOT_THERE = ("nowhere", "twice", "informal")
"""Numbers that no table gives, and that only help a reader."""


def groups(*choices, most=5):
    """Groups of records that are alike, each with how many it has."""
    return st.lists(st.tuples(*map(st.sampled_from, choices), st.integers(1, 9)), max_size=most)


worlds = st.fixed_dictionaries(
    {
        "raised": groups(MONTHS, STAGES, (*TEAMS, None), THEMES, (None, *THEMES)),
        "good": groups(MONTHS, ("Informal",), (*TEAMS, None), THEMES, (None,), most=3),
        "closed": groups(MONTHS, ENDS, (0, 1), (0, 1)),
        "answers": groups(MONTHS, STAGES, (True, False)),
        "open": groups(STAGES, tuple(GROUPS)),
        "referred": groups(MONTHS, most=3),
        "formal": groups(STAGES, most=3),
    }
)


def themes(found, kind):
    counts = Counter()
    for *_, one, other, n in found:
        for theme in {one, other} - {None}:
            counts[theme] += n
    return [Row(words=theme, kind=kind, n=n, open=0) for theme, n in counts.items()]


def team(place, world):
    by = {k: sum(n for _, _, t, _, _, n in world[k] if t == TEAMS[place]) for k in world_kinds}
    return Row(
        team_id=place, team=TEAMS[place], raised=by["raised"], good=by["good"],
        children=60 if place else 3,
    )  # fmt: skip


world_kinds = ("raised", "good")


def charts(world):
    """The frames of the monitor, as it makes them of what the store counted."""
    raised = [
        Row(month=m, stage=STAGES.index(s), stage_name=s, kind=kind, n=n)
        for which, kind in (("raised", "challenge"), ("good", "good_practice"))
        for m, s, *_, n in world[which]
    ]
    closed = [
        Row(month=m, outcome=end, is_formal=formal, in_time=n * in_time, n=n)
        for m, end, formal, in_time, n in world["closed"]
    ]
    answers = [
        Row(month=m, stage=STAGES.index(s), name=s, in_time=n * good, late=n * (not good))
        for m, s, good, n in world["answers"]
    ]
    now = [Row(stage_name=s, urgency=u, n=n) for s, u, n in world["open"]]
    referred = [Row(month=m, n=n) for m, n in world["referred"]]
    about = themes(world["raised"], "challenge") + themes(world["good"], "good_practice")
    found, _ = monitor_frames.made(
        now,
        raised,
        closed,
        referred,
        answers,
        about,
        [team(p, world) for p in range(3)],
        [],
        GROUPS,
    )
    formal = Counter()
    for stage, n in world["formal"]:
        formal[stage] += n
    days = {"stage": [*formal], "n": [*formal.values()], "median": ["12 days"] * len(formal)}
    return {**found, "challenge_days": days}


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
    frames = charts(world)
    tables = monitor_tables.leaving(frames)
    document = Document(tables, frames)
    for kind, which in (("raised", 1), ("good", 2)):
        _whole(document, frames, tables, kind, which, world)
    _answers(document, frames, tables)
    _closed(document, frames, tables)
    _open(document, frames, tables)
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
    table, frame = tables["challenge_open"], frames["challenge_open"]
    if not table.rows:
        return
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


@given(worlds)
def test_no_small_count_follows_from_all_tables_of_the_document(world):
    document = read(world)
    for at, (name, n) in enumerate(zip(document.names, document.true, strict=True)):
        if 0 < n < 5 and name[1] not in NOT_THERE and name[2] != "rest":
            assert document.hidden[at], name
            assert document.may_differ(at), name


def test_where_a_theme_stands_says_nothing_of_what_is_hidden_of_it():
    header = ("Theme", "Challenges", "Good practice")
    rows = (("a", HIDDEN, "0"), ("c", "1,200", HIDDEN), ("b", "1,200", HIDDEN), ("d", "7", "0"))
    for some in (rows, rows[::-1]):
        made = monitor_tables.by_what_is_shown(Table(header, some))
        assert [row[0] for row in made.rows] == ["b", "c", "d", "a"]


@given(worlds)
def test_themes_leave_in_an_order_that_their_words_alone_give(world):
    made = monitor_tables.leaving(charts(world))["challenge_themes"]
    assert made == monitor_tables.by_what_is_shown(Table(made.header, made.rows[::-1]))
