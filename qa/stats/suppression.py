"""Small numbers hidden for publication, and with them whatever would give them away.

Counts of 1 to 4 are hidden (primary). A reader who knows the total can work a hidden count out by
taking away, or where the hidden counts together leave only one answer, or can tell that it is small
since there is too little left for it to be large; then the next smallest is hidden as well
(complementary), at last the total. A count of 0 is shown.

What holds of every line whose total is shown: whoever knows the total, and that every hidden count
is 1 at least, cannot rule out of any of them that it is 5 or more. So what the hidden counts come
to together, which is the total less the others, is never small itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST = 5
HIDDEN = "not given"
NOTE = f"Numbers under {LEAST} are not given, nor are others from which they could be worked out."


@dataclass(frozen=True)
class Hidden:
    """Which counts are hidden, and whether their total is."""

    counts: tuple[bool, ...]
    total: bool


def suppress(counts: Sequence[int], least: int = LEAST, was: Hidden | None = None) -> Hidden:
    """What to hide of counts that stand beside their total, and what `was` hides already."""
    n = np.asarray(counts, int)
    checked(n)
    table = np.append(n, n.sum()).astype(int)
    hidden = is_small(table, least)
    if was is not None:
        hidden |= (*was.counts, was.total)
    protect_line(table, hidden, least)
    return Hidden(tuple(hidden[:-1].tolist()), bool(hidden[-1]))


def suppress_together(
    lists: Sequence[Sequence[int]], least: int = LEAST, hidden: Sequence[Hidden] = ()
) -> list[Hidden]:
    """What to hide of lists of counts that break the same whole down, one way each. As long as the
    total is shown no list tells anything of another; where one cannot keep it, nothing is left.
    `hidden` is hidden in any case."""
    begun = hidden or [None] * len(lists)
    found = [suppress(one, least, was) for one, was in zip(lists, begun, strict=True)]
    if not any(one.total for one in found):
        return found
    return [Hidden(tuple(n > 0 for n in one), total=True) for one in lists]


def suppress_cover(counts: Sequence[int], total: int, least: int = LEAST) -> Hidden:
    """What to hide of counts that may overlap and together cover `total`, which is shown: what the
    others do not reach must be among the hidden, and may be more than small ones can hold."""
    n = np.asarray(counts, int)
    checked(n)
    hidden = np.append(is_small(n, least), False)
    while hidden.any() and total - n[~hidden[:-1]].sum() >= (least - 1) * int(hidden.sum()):
        if (hidden[:-1] & (n >= least)).any() or not hide_next(np.append(n, total), hidden):
            break
    return Hidden(tuple(hidden[:-1].tolist()), bool(hidden[-1]))


def shown(counts: Sequence[int], hidden: Sequence[bool]) -> list[str]:
    """Counts as they may leave the building: '12', '0', 'not given'."""
    return [HIDDEN if hide else f"{n:,}" for n, hide in zip(counts, hidden, strict=True)]


def published(counts: Sequence[int], least: int = LEAST) -> tuple[list[str], str]:
    """Counts and their total in words, ready for publication."""
    hidden = suppress(counts, least)
    return shown(counts, hidden.counts), shown([sum(counts)], [hidden.total])[0]


def share_hidden(n: int, total: int, least: int = LEAST) -> bool:
    """Whether a share (n of total) gives a small number away: n, or the rest, is 1 to 4."""
    return 0 < n < least or 0 < total - n < least or 0 < total < least


def checked(counts: np.ndarray) -> None:
    """Raises ValueError for a count below 0."""
    if np.any(counts < 0):
        raise ValueError("counts are not below 0")


def is_small(values: np.ndarray, least: int) -> np.ndarray:
    """Where there is one below `least`, and not 0."""
    return (values > 0) & (values < least)


def protect_line(
    values: np.ndarray, hidden: np.ndarray, least: int, masks: np.ndarray | None = None
) -> None:
    """Hide more of one line, whose last entry is the sum of the others, until no small count in it
    can be worked out from it. Changes `hidden`; `masks` are the lines of its table."""
    while _given_away(values, hidden, least) and hide_next(values, hidden, masks):
        pass


def _given_away(values: np.ndarray, hidden: np.ndarray, least: int) -> bool:
    """Whether a hidden count must be small, or a small one has one possible value."""
    return _must_be_small(values, hidden, least) or _has_one_value(values, hidden, least)


def _must_be_small(values: np.ndarray, hidden: np.ndarray, least: int) -> bool:
    """Whether the total leaves too little for one of the hidden to be large, all others being 1."""
    others = int(hidden[:-1].sum()) - 1
    rest = int(values[:-1][hidden[:-1]].sum())
    return not hidden[-1] and others >= 0 and rest - others < least


def _has_one_value(values: np.ndarray, hidden: np.ndarray, least: int) -> bool:
    """Whether a hidden small count has one possible value, for a reader who also knows which of
    the hidden are small."""
    small = hidden & is_small(values, least)
    if hidden[-1] or not small.any():
        return bool(hidden[-1] and small[-1] and hidden.sum() == 1)
    others = int(hidden.sum()) - 1
    large = int(hidden.sum()) - int(small.sum())
    rest = int(values[:-1][hidden[:-1]].sum())
    most_of_others = np.inf if large else (least - 1) * others
    least_of_others = (int(small.sum()) - 1) + least * large
    low, high = max(1, rest - most_of_others), min(least - 1, rest - least_of_others)
    return low >= high


def hide_next(values: np.ndarray, hidden: np.ndarray, masks: np.ndarray | None = None) -> bool:
    """Hide the smallest count still shown (not 0), first where another of its own column is hidden
    already; the total last. False if there is none."""
    free = np.flatnonzero(~hidden[:-1] & (values[:-1] > 0))
    if free.size:
        alone = np.zeros(free.size) if masks is None else ~masks[:, free].any(axis=0)
        hidden[free[np.lexsort((values[free], alone))[0]]] = True
        return True
    was, hidden[-1] = bool(hidden[-1]), True
    return not was
