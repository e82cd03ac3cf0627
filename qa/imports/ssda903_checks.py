"""What SSDA903 rows say of each other: births, episodes that overlap, periods of care.

Tables here hold children by place (0 to n - 1), days as numbers; see `ssda903_values`.
Sources: DfE's SSDA903 validation rules, by number where a sentence names one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.imports.ssda903_values import DATES, NOTHING, Notes, Numbers, Table

SPAN = 1 << 20
"""More than any day's number, so that child * SPAN + day orders by child, then day."""
OPEN = SPAN - 1

TWO_BIRTHS = (
    "This number stands with more than one date of birth in these files: two children, or a "
    "mistake. None of its rows is loaded."
)
BEFORE_BIRTH = "This is before the child was born."
TWICE = "The same row stands in this file twice."
CLASH = "Two rows about this child and this day say different things. Neither is loaded."
OVERLAP = "This episode starts before the one before it has ended."
NO_NEXT = (
    "The next episode follows at once (X1), but there is none. The child is taken as still "
    "looked after."
)
GAP = "The next episode follows at once (X1), but the next one starts later."


@dataclass(frozen=True)
class Periods:
    """Periods of being looked after, in order of child and start; `to` is OPEN while one runs.

    `last`: the place of the period's last episode in the table it was made from.
    """

    child: Numbers
    starts: Numbers
    to: Numbers
    last: Numbers


def keys(child: Numbers, days: Numbers) -> Numbers:
    """What orders by child, then day."""
    return child.astype(np.int64) * SPAN + days


def births(tables: Sequence[Table], children: int) -> tuple[Numbers, Numbers]:
    """The day each child was born (NOTHING where no file says it), and who stands with two."""
    first = np.full(children, OPEN, np.int64)
    last = np.full(children, NOTHING, np.int64)
    for table in tables:
        said = table.where(table["DOB"] != NOTHING)
        np.minimum.at(first, said["CHILD"], said["DOB"])
        np.maximum.at(last, said["CHILD"], said["DOB"])
    return np.where(first == OPEN, NOTHING, first), (first != OPEN) & (first != last)


def check_episodes(table: Table, born: Numbers, x1: int, notes: Notes) -> Table:
    """The episodes that can be: sorted by child and start, none overlapping another.

    `born`: by child. `x1`: the number that REC "X1" has.
    """
    birth = born[table["CHILD"]]
    table = notes.refuse(table, table["DECOM"] < birth, "DECOM", BEFORE_BIRTH, DATES)
    table = without_doubles(table, "DECOM", notes)
    table = table.where(np.argsort(keys(table["CHILD"], table["DECOM"]), kind="stable"))
    table = _without_overlaps(table, notes)
    _ask_about_gaps(table, x1, notes)
    return table


def without_doubles(table: Table, day: str, notes: Notes) -> Table:
    """Each child and day once: a repeated row goes, rows that differ go altogether."""
    key = keys(table["CHILD"], table[day])
    order = np.argsort(key, kind="stable")
    if not len(order) or (np.diff(key[order]) > 0).all():
        return table
    begins = np.flatnonzero(np.diff(key[order], prepend=-1) > 0)
    sizes = np.diff(begins, append=len(order))
    differ = np.zeros(len(begins), bool)
    for name, column in table.columns.items():
        if name not in ("row", "DOB"):
            ordered = column[order]
            low, high = (f.reduceat(ordered, begins) for f in (np.minimum, np.maximum))
            differ |= low != high
    clash, repeat = np.zeros(len(order), bool), np.ones(len(order), bool)
    clash[order] = np.repeat(differ, sizes)
    repeat[order[begins]] = False
    notes.refuse(table, clash, day, CLASH, DATES)
    notes.refuse(table, repeat & ~clash, day, TWICE, DATES)
    return table.where(~(clash | repeat))


def _without_overlaps(table: Table, notes: Notes) -> Table:
    for _again in range(20):
        late = _overlapping(table)
        if not late.any():
            return table
        first = np.zeros(len(table), bool)
        places = np.flatnonzero(late)
        first[places[np.unique(table["CHILD"][places], return_index=True)[1]]] = True
        table = notes.refuse(table, first, "DECOM", OVERLAP, DATES)
    return notes.refuse(table, _overlapping(table), "DECOM", OVERLAP, DATES)


def _overlapping(table: Table) -> Numbers:
    """Episodes that start before an earlier one of the same child has ended."""
    ends = keys(table["CHILD"], _ends(table))
    starts = keys(table["CHILD"], table["DECOM"])
    late = np.zeros(len(table), bool)
    late[1:] = starts[1:] < np.maximum.accumulate(ends)[:-1]
    return late


def _ends(table: Table) -> Numbers:
    return np.where(table["DEC"] == NOTHING, OPEN, table["DEC"])


def _ask_about_gaps(table: Table, x1: int, notes: Notes) -> None:
    goes_on = (table["REC"] == x1) & (table["DEC"] != NOTHING)
    followed = np.zeros(len(table), bool)
    followed[:-1] = table["CHILD"][1:] == table["CHILD"][:-1]
    starts = np.full(len(table), NOTHING, np.int64)
    starts[:-1] = table["DECOM"][1:]
    notes.ask(table, goes_on & ~followed, "DEC", NO_NEXT, DATES)
    notes.ask(table, goes_on & followed & (starts > table["DEC"]), "DEC", GAP, DATES)


def periods(table: Table, x1: int, started: int) -> Periods:
    """Contiguous episodes as periods of care; the table is sorted by child and start.

    A period goes on over X1 and while an episode is open. `started`: the number of RNE "S", with
    which a new period begins after a gap.
    """
    if not len(table):
        none = np.empty(0, np.int64)
        return Periods(none, none, none, none)
    child, begins = table["CHILD"], np.ones(len(table), bool)
    goes_on = (table["REC"] == x1) | (table["DEC"] == NOTHING)
    anew = (table["RNE"][1:] == started) & (table["DECOM"][1:] > table["DEC"][:-1])
    begins[1:] = ~((child[1:] == child[:-1]) & goes_on[:-1] & ~anew)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(table)) - 1
    latest = np.ones(len(first), bool)
    latest[:-1] = child[first[1:]] != child[first[:-1]]
    ends = np.where(latest & goes_on[last], OPEN, _ends(table)[last])
    return Periods(child[first], table["DECOM"][first], ends, last)
