"""Control charts by the NHS "Making Data Count" rules: is the change more than chance?

The four rules: a point outside the limits; 7 or more points on one side of the mean; 7 points each
higher, or each lower, than the one before; 2 of 3 points on one side in the outer third of the
limits. Limits are three sigma: 2.66 mean moving ranges for individual values (Wheeler 1993),
binomial for shares (Montgomery 2013, 7.2), widened or narrowed between months for p' (Laney 2002).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.stats import control_words as words

ENOUGH = 12  # points before limits are settled
RUN = 7
_D2 = 1.128  # mean moving range of two, in sigmas
_SCREEN = 3.267  # a moving range above so many means is no part of the usual variation
_EPSILON = 1e-9


@dataclass(frozen=True)
class ControlChart:
    """Values in order with their limits; every array has one entry a point.

    `lower` and `upper` are nan where limits are not settled (fewer than 12 points) or the point is
    unknown (nothing to count over). `rules` names the rules each point is part of, `signals` says
    what it means there: concern, improvement, change (no direction is good), or '' for chance.
    """

    values: np.ndarray
    centre: float
    lower: np.ndarray
    upper: np.ndarray
    rules: tuple[tuple[str, ...], ...]
    signals: tuple[str, ...]
    settled: bool
    verdict: str
    sentence: str


def xmr(
    values: npt.ArrayLike,
    good: str = "low",
    noun: str = "month",
    *,
    baseline: int | None = None,
    floor: float = -np.inf,
) -> ControlChart:
    """The chart of individual values, equal steps of time apart; nan is a point not known.

    `good` is low, high or neither. Moving ranges far above the mean are left out of it once. Mean
    and limits are those of the first `baseline` points known, or of all; no limit is below `floor`.
    """
    found = np.asarray(values, float)
    known = found[~np.isnan(found)][:baseline]
    centre = float(known.mean()) if known.size else float("nan")
    sigma = np.full(found.shape, _sigma(known))
    return _judged(found, centre, sigma, good, noun, ends=(floor, np.inf))


def p_chart(
    counts: npt.ArrayLike,
    totals: npt.ArrayLike,
    good: str = "low",
    noun: str = "month",
    *,
    prime: bool = False,
    waiting: int = 0,
) -> ControlChart:
    """The chart of shares `counts` of `totals`; limits follow each total and stay in 0 to 1.

    A total of 0 is a point not known. `prime` is Laney's p': also the variation from point to
    point. `waiting`: points that stand beside because they are not over; they are in no rule and
    no mean, and count only for whether there are enough. Raises ValueError for a count outside its
    total.
    """
    k, n = np.broadcast_arrays(np.asarray(counts, float), np.asarray(totals, float))
    if np.any(k < 0) or np.any(k > n):
        raise ValueError("a count lies between 0 and its total")
    known = n > 0
    shares = np.divide(k, n, out=np.full(n.shape, np.nan), where=known)
    centre = float(k.sum() / n.sum()) if known.any() else float("nan")
    sigma = np.full(n.shape, np.nan)
    sigma[known] = np.sqrt(centre * (1 - centre) / n[known])
    if prime and 0 < centre < 1:
        sigma *= _sigma(((shares - centre) / sigma)[known], screen=False)
    return _judged(shares, centre, sigma, good, noun, ends=(0.0, 1.0), waiting=waiting)


def columns(
    months: Sequence[str],
    chart: ControlChart,
    counts: npt.ArrayLike,
    totals: npt.ArrayLike,
    *,
    with_gaps: bool = False,
) -> dict[str, list]:
    """What the control chart of the gallery draws, one row a month with something to count, or
    with `with_gaps` every month, those with nothing without a share.

    month, n, total, share, centre, low, high (None where not settled), signal, rule (in words).
    """
    said = ["; ".join(words.RULES[rule] for rule in rules) for rules in chart.rules]
    found = {
        "month": list(months),
        "n": np.asarray(counts, int).tolist(),
        "total": np.asarray(totals, int).tolist(),
        "share": [None if np.isnan(x) else x for x in chart.values.tolist()],
        "centre": [chart.centre] * len(months),
        "low": [None if np.isnan(x) else x for x in chart.lower.tolist()],
        "high": [None if np.isnan(x) else x for x in chart.upper.tolist()],
        "signal": list(chart.signals),
        "rule": said,
    }
    kept = [i for i, total in enumerate(found["total"]) if total > 0 or with_gaps]
    return {name: [column[i] for i in kept] for name, column in found.items()}


def _sigma(values: np.ndarray, *, screen: bool = True) -> float:
    ranges = np.abs(np.diff(values))
    if not ranges.size:
        return 0.0
    mean = ranges.mean()
    if screen:
        mean = ranges[ranges <= _SCREEN * mean + _EPSILON].mean()
    return float(mean / _D2)


def _judged(
    values: np.ndarray,
    centre: float,
    sigma: np.ndarray,
    good: str,
    noun: str,
    ends: tuple[float, float] = (-np.inf, np.inf),
    waiting: int = 0,
) -> ControlChart:
    if good not in words.GOOD:
        raise ValueError("good is low, high or neither")
    known = np.flatnonzero(~np.isnan(values))
    settled = known.size > 0 and known.size + waiting >= ENOUGH
    lower, upper = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    rules: list[tuple[str, ...]] = [()] * values.size
    sides = [0] * values.size
    if settled:
        lower[known] = np.maximum(centre - 3 * sigma[known], ends[0])
        upper[known] = np.minimum(centre + 3 * sigma[known], ends[1])
        flags = signals(values[known], centre, sigma[known])
        for place, i in enumerate(known):
            rules[i] = tuple(rule for rule, flag in flags.items() if flag[place])
            sides[i] = next((int(flags[rule][place]) for rule in rules[i]), 0)
    meant = tuple(words.meaning(side, good) for side in sides)
    last = int(known[-1]) if known.size else -1
    verdict = (meant[last] or words.COMMON) if settled else words.TOO_FEW
    sentence = words.sentence(
        rules, sides, meant, last=last, known=known.size, settled=settled, good=good, noun=noun
    )
    return ControlChart(
        values, centre, lower, upper, tuple(rules), meant, settled, verdict, sentence
    )


def signals(values: np.ndarray, centre: float, sigma: np.ndarray) -> dict[str, np.ndarray]:
    """For each rule, most telling first: 1 for points part of a signal upwards, -1 for downwards,
    0 for none. All values are known; `sigma` has one entry a point."""
    slack = _EPSILON * max(1.0, abs(centre))
    apart = values - centre
    side = np.sign(np.where(np.abs(apart) <= slack, 0, apart)).astype(int)
    beyond = np.abs(apart) > 3 * sigma + slack
    outer = (np.abs(apart) > 2 * sigma + slack) & ~beyond
    steps = np.diff(values)
    moves = np.sign(np.where(np.abs(steps) <= slack, 0, steps)).astype(int)
    return {
        "outside": np.where(beyond, side, 0),
        "run": _windows(side, RUN),
        "trend": _trend(moves, values.size),
        "two_of_three": _two_of_three(side, outer),
    }


def _windows(side: np.ndarray, length: int) -> np.ndarray:
    """The side, at each place that is part of `length` or more in a row on that side."""
    found = np.zeros(side.size, int)
    for start in range(side.size - length + 1):
        window = side[start : start + length]
        if abs(window.sum()) == length:
            found[start : start + length] = window[0]
    return found


def _trend(moves: np.ndarray, size: int) -> np.ndarray:
    """A trend of 7 points is 6 moves one way; where two meet, the later one is named."""
    found = np.zeros(size, int)
    for start in range(moves.size - RUN + 2):
        window = moves[start : start + RUN - 1]
        if abs(window.sum()) == RUN - 1:
            found[start : start + RUN] = window[0]
    return found


def _two_of_three(side: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Of three points on one side of the mean, the two or three in the outer third."""
    found = np.zeros(side.size, int)
    for start in range(side.size - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and outer[three].sum() >= 2:
            found[three] = np.where(outer[three], side[three], found[three])
    return found
