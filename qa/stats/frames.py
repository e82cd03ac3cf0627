"""From counts to the columns that charts draw and tables print, with intervals where shares are.

Columns by name, every list of one length; no rows where there is nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.stats.intervals import wilson


def shares(
    key: str, names: Sequence[Any], counts: npt.ArrayLike, totals: npt.ArrayLike, **more: Any
) -> dict[str, list[Any]]:
    """`key`, n, total, share, and low and high of its 95 % interval; a total of 0 has no share and
    no interval (None). `more` are further columns."""
    n, total = np.asarray(counts, int), np.asarray(totals, int)
    if not n.size:
        return {name: [] for name in (key, *more, "n", "total", "share", "low", "high")}
    low, high = wilson(n, total)
    known = total > 0
    share = np.divide(n, total, out=np.zeros(n.shape), where=known)
    made = {"share": share, "low": low, "high": high}
    return {
        key: list(names),
        **{name: list(column) for name, column in more.items()},
        "n": n.tolist(),
        "total": total.tolist(),
        **{name: np.where(known, x, None).tolist() for name, x in made.items()},
    }


def parts(key: str, counts: Mapping[str, int]) -> dict[str, list[Any]]:
    """`key`, n, total (the same in every row) and share of one whole, in the order given."""
    total = sum(counts.values())
    return {
        key: list(counts),
        "n": list(counts.values()),
        "total": [total] * len(counts),
        "share": [n / total if total else 0.0 for n in counts.values()],
    }


def grid(
    row: str, column: str, rows: Sequence[str], names: Sequence[str], counts: Mapping
) -> dict[str, list[Any]]:
    """`row`, `column`, n and total (of the row): every pair once, 0 where `counts`, by the pair,
    has none."""
    pairs = [(one, other) for one in rows for other in names]
    totals = {one: sum(counts.get((one, other), 0) for other in names) for one in rows}
    return {
        row: [one for one, _ in pairs],
        column: [other for _, other in pairs],
        "n": [counts.get(pair, 0) for pair in pairs],
        "total": [totals[one] for one, _ in pairs],
    }


def quarter(day: dt.date) -> str:
    """The quarter of a day by its first month: '2026-10' for October to December 2026."""
    return f"{day.year:04d}-{(day.month - 1) // 3 * 3 + 1:02d}"


def quarters_between(from_on: dt.date, to_on: dt.date) -> list[str]:
    """Every quarter from that of one day to that of another, both counted."""
    first, last = (day.year * 4 + (day.month - 1) // 3 for day in (from_on, to_on))
    return [f"{q // 4:04d}-{q % 4 * 3 + 1:02d}" for q in range(first, last + 1)]
