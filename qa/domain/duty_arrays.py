"""Columns that the duties are worked out from, and how a row of one finds its row in another.

Days are `datetime64[D]`, NaT where there is none; all columns of one set have the same length.
"""

from dataclasses import dataclass

import numpy as np

Column = np.ndarray
SERIES = ("cla", "cp", "short_break")
NEVER = np.datetime64("NaT", "D")
EPOCH = np.datetime64("1900-01-01", "D")
SPAN = 2**18  # days: more than seven centuries


@dataclass(frozen=True)
class Periods:
    """Stretches during which meetings are owed: `series` as an index of SERIES; `earlier`: how
    many meetings are taken to have been held before the first one known."""

    child: Column
    series: Column
    start: Column
    end: Column
    earlier: Column


@dataclass(frozen=True)
class Events:
    """Meetings held, or midway reviews submitted, with their ids."""

    child: Column
    series: Column
    on: Column
    id: Column

    def in_order(self) -> "Events":
        """By child, series and day; of two on one day the first."""
        keys = key(self.series, self.child, self.on)
        if (keys[1:] > keys[:-1]).all():
            return self
        order = np.argsort(keys, kind="stable")
        new = np.ones(len(keys), dtype=bool)
        new[1:] = np.diff(keys[order]) > 0
        first = order[new]
        return Events(self.child[first], self.series[first], self.on[first], self.id[first])


@dataclass(frozen=True)
class Links:
    """Who or what a child was linked with from a day to a day."""

    child: Column
    start: Column
    end: Column
    id: Column

    def at(self, child: Column, on: Column) -> Column:
        """The id linked on each day, of the latest link that covers it; 0 for none."""
        if not len(self.child):
            return np.zeros(len(child), dtype=np.int64)
        none = np.zeros(len(self.child), dtype=np.int64)
        order = np.argsort(key(none, self.child, self.start), kind="stable")
        keys = key(none, self.child, self.start)[order]
        asked = key(np.zeros(len(child), dtype=np.int64), child, on)
        found = order[np.maximum(np.searchsorted(keys, asked, side="right") - 1, 0)]
        begun = (self.child[found] == child) & (self.start[found] <= on)
        holds = begun & (np.isnat(self.end[found]) | (self.end[found] >= on))
        return np.where(holds, self.id[found], 0)


def days(values: list) -> Column:
    """Dates (or None) as a column of days."""
    return np.array(values, dtype="datetime64[D]")


def whole(values: list) -> Column:
    """Whole numbers as a column."""
    return np.array(values, dtype=np.int64)


def key(series: Column, child: Column, on: Column) -> Column:
    """One number that orders rows by child, series and day."""
    return (child * len(SERIES) + series) * SPAN + (on - EPOCH).astype(np.int64)
