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
import numpy.typing as npt

LEAST = 5
HIDDEN = "not given"
NOTE = f"Numbers under {LEAST} are not given, nor are others from which they could be worked out."


@dataclass(frozen=True)
class Hidden:
    """Which counts are hidden, and whether their total is."""

    counts: tuple[bool, ...]
    total: bool


def suppress(counts: Sequence[int], least: int = LEAST) -> Hidden:
    """What to hide of counts that stand beside their total."""
    n = np.asarray(counts, int)
    _checked(n)
    table = np.append(n, n.sum()).astype(int)
    hidden = _small(table, least)
    _protect_line(table, hidden, least)
    return Hidden(tuple(hidden[:-1].tolist()), bool(hidden[-1]))


def suppress_table(counts: npt.ArrayLike, least: int = LEAST) -> np.ndarray:
    """What to hide of a table that stands with its row totals (last column), column totals (last
    row) and grand total: booleans of the shape with totals added."""
    n = np.asarray(counts, int)
    _checked(n)
    rows = np.column_stack([n, n.sum(axis=1)])
    table = np.vstack([rows, rows.sum(axis=0)])
    hidden = _small(table, least)
    before = -1
    while hidden.sum() != before:
        before = hidden.sum()
        for cells, masks in ((table, hidden), (table.T, hidden.T)):
            for line, mask in zip(cells, masks, strict=True):
                _protect_line(line, mask, least, masks)
                if mask.sum() == 1:  # the other lines would give it away
                    _hide_next(line, mask, masks)
        if hidden.sum() == before:
            _protect_known(table, hidden, least)
    return hidden


def shown(counts: Sequence[int], hidden: Sequence[bool]) -> list[str]:
    """Counts as they may leave the building: '12', '0', 'not given'."""
    return [HIDDEN if hide else f"{n:,}" for n, hide in zip(counts, hidden, strict=True)]


def published(counts: Sequence[int], least: int = LEAST) -> tuple[list[str], str]:
    """Counts and their total in words, ready for publication."""
    hidden = suppress(counts, least)
    return shown(counts, hidden.counts), shown([sum(counts)], [hidden.total])[0]


def published_shares(
    counts: Sequence[int], totals: Sequence[int], least: int = LEAST
) -> list[tuple[str, str, str]]:
    """For each row, and at last for all of them together, the count, its total and its share in
    words, ready for publication. A share stands only beside both its numbers; of 0 there is none.
    """
    k, n = np.asarray(counts, int), np.asarray(totals, int)
    hidden = suppress_table(np.column_stack([k, n - k]).reshape(-1, 2), least)
    pairs = zip([*k.tolist(), int(k.sum())], [*n.tolist(), int(n.sum())], strict=True)
    rows = []
    for (count, total), mask in zip(pairs, hidden, strict=True):
        hide = bool(mask[0] or mask[1])
        share = HIDDEN if hide or mask[2] else f"{count / total:.0%}" if total else "none"
        rows.append((*shown([count, total], [hide, bool(mask[2])]), share))
    return rows


def share_hidden(n: int, total: int, least: int = LEAST) -> bool:
    """Whether a share (n of total) gives a small number away: n, or the rest, is 1 to 4."""
    return 0 < n < least or 0 < total - n < least or 0 < total < least


def _checked(counts: np.ndarray) -> None:
    if np.any(counts < 0):
        raise ValueError("counts are not below 0")


def _small(values: np.ndarray, least: int) -> np.ndarray:
    return (values > 0) & (values < least)


def _protect_line(
    values: np.ndarray, hidden: np.ndarray, least: int, masks: np.ndarray | None = None
) -> None:
    """Hide more of one line, whose last entry is the sum of the others, until no small count in it
    can be worked out from it. Changes `hidden`; `masks` are the lines of its table."""
    while _given_away(values, hidden, least) and _hide_next(values, hidden, masks):
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
    small = hidden & _small(values, least)
    if hidden[-1] or not small.any():
        return bool(hidden[-1] and small[-1] and hidden.sum() == 1)
    others = int(hidden.sum()) - 1
    large = int(hidden.sum()) - int(small.sum())
    rest = int(values[:-1][hidden[:-1]].sum())
    most_of_others = np.inf if large else (least - 1) * others
    least_of_others = (int(small.sum()) - 1) + least * large
    low, high = max(1, rest - most_of_others), min(least - 1, rest - least_of_others)
    return low >= high


def _hide_next(values: np.ndarray, hidden: np.ndarray, masks: np.ndarray | None = None) -> bool:
    """Hide the smallest count still shown (not 0), first where another of its own column is hidden
    already; the total last. False if there is none."""
    free = np.flatnonzero(~hidden[:-1] & (values[:-1] > 0))
    if free.size:
        alone = np.zeros(free.size) if masks is None else ~masks[:, free].any(axis=0)
        hidden[free[np.lexsort((values[free], alone))[0]]] = True
        return True
    was, hidden[-1] = bool(hidden[-1]), True
    return not was


def _protect_known(table: np.ndarray, hidden: np.ndarray, least: int) -> None:
    """Hide one more where rows and columns together give a small count away. Changes `hidden`."""
    places = np.argwhere(hidden)
    if not len(places):
        return
    free = _null_space(table.shape, places)
    fixed = np.abs(free).max(axis=1, initial=0) < 1e-9
    for row, column in places[fixed & _small(table[hidden], least)]:
        lines = ((table[row], hidden[row]), (table[:, column], hidden[:, column]))
        if any(_hide_next(line, mask) for line, mask in lines):
            return
        shown_at = np.argwhere(~hidden & (table > 0))
        if len(shown_at):
            smallest = min(shown_at.tolist(), key=lambda place: table[tuple(place)])
            hidden[tuple(smallest)] = True
            return


def _null_space(shape: tuple[int, int], places: np.ndarray) -> np.ndarray:
    """How the hidden counts may move together with every sum kept: a row for each of them."""
    rows, columns = shape
    sums = np.zeros((rows + columns, len(places)))
    for i, (row, column) in enumerate(places):
        sums[row, i] = -1 if column == columns - 1 else 1
        sums[rows + column, i] = -1 if row == rows - 1 else 1
    _, size, right = np.linalg.svd(sums)
    rank = int((size > 1e-9).sum())
    return right[rank:].T
