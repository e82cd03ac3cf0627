"""Shares of a count, with the interval that says how sure we can be."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Share:
    """`count` of `total`, with the ends of its interval; all shares from 0 to 1."""

    count: int
    total: int
    share: float
    low: float
    high: float


def wilson(
    counts: npt.ArrayLike, totals: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper ends of Wilson's score interval, for arrays of one shape.

    Where a total is 0 nothing is known: from 0 to 1. Raises ValueError for a count above its
    total or below 0. Wilson 1927; Newcombe 1998, method 3.
    """
    from statsmodels.stats.proportion import proportion_confint

    n, k = np.broadcast_arrays(np.asarray(totals, float), np.asarray(counts, float))
    if np.any(k < 0) or np.any(k > n):
        raise ValueError("a count lies between 0 and its total")
    known = np.where(n > 0, n, 1.0)
    low, high = proportion_confint(k, known, alpha=1 - confidence, method="wilson")
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def share(count: int, total: int, confidence: float = CONFIDENCE) -> Share:
    """One share with its interval. Raises ValueError when `total` is 0: there is no share."""
    if total == 0:
        raise ValueError("there is no share of nothing")
    low, high = wilson([count], [total], confidence)
    return Share(count, total, count / total, float(low[0]), float(high[0]))
