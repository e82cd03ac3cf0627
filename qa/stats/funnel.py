"""Funnel limits: how far from the rest a small or large group may lie by chance. No ranking.

Exact limits of the binomial (shares) and Poisson (rates) distributions, interpolated between whole
counts: Spiegelhalter 2005, Funnel plots for comparing institutional performance, appendix A.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.domain.words import joined, plural

FEW = 5  # of whom a rate is given
LEVELS = (0.95, 0.998)
_CURVE_POINTS = 60
TOO_FEW, WITHIN = "too few to say", "within the limits"
PLACES = (
    "below the 99.8% limit",
    "below the 95% limit",
    WITHIN,
    "above the 95% limit",
    "above the 99.8% limit",
    TOO_FEW,
)


@dataclass(frozen=True)
class Funnel:
    """Groups against what is usual for their size; arrays have one entry a group.

    `value` is the share, or the rate per `per`; nan where the total is 0. `limits` has four
    columns: 99.8 % low, 95 % low, 95 % high, 99.8 % high. `places` says in words where each lies.
    """

    kind: str
    per: float
    centre: float
    totals: np.ndarray
    value: np.ndarray
    limits: np.ndarray
    places: tuple[str, ...]


def funnel(
    counts: npt.ArrayLike, totals: npt.ArrayLike, kind: str = "rate", per: float | None = None
) -> Funnel:
    """Counts of groups over their totals against the mean of all groups.

    `kind` is 'rate' (events among children, may pass the total; per 100 unless said) or 'share'
    (of 1 unless said). Raises ValueError for negative counts, or a share above 1.
    """
    k, n = np.asarray(counts, float), np.asarray(totals, float)
    if k.shape != n.shape or k.ndim != 1 or np.any(k < 0) or np.any(n < 0):
        raise ValueError("counts and totals are two lists of one length, none below 0")
    if kind == "share" and np.any(k > n):
        raise ValueError("a count lies between 0 and its total")
    scale = per or (100.0 if kind == "rate" else 1.0)
    mean = float(k.sum() / n.sum()) if n.sum() else 0.0
    value = np.divide(k, n, out=np.full(n.shape, np.nan), where=n > 0) * scale
    edges = limits(n, mean, kind) * scale
    places = tuple(_place(*row) for row in zip(value, edges, n, strict=True))
    if (n >= FEW).sum() < 2:  # nothing to compare with
        places = (TOO_FEW,) * n.size
    return Funnel(kind, scale, mean * scale, n, value, edges, places)


def limits(totals: npt.ArrayLike, mean: float, kind: str = "rate") -> np.ndarray:
    """For each total the 99.8 % low, 95 % low, 95 % high and 99.8 % high limits, as a share or a
    rate per one. A total of 0 has limits of nan."""
    n = np.asarray(totals, float)[:, None]
    tails = np.array([(1 - LEVELS[1]) / 2, (1 - LEVELS[0]) / 2])
    points = np.concatenate([tails, 1 - tails[::-1]])[None, :]
    count = _quantile(np.where(n > 0, n, 1.0), mean, points, kind)
    return np.where(n > 0, count / np.where(n > 0, n, 1.0), np.nan)


def columns(ids: Sequence[Any], names: Sequence[str], found: Funnel, counts: npt.ArrayLike) -> dict:
    """What the funnel of the gallery draws: a row for each group with anybody in it, in the order
    given (row 'team'), then the curves of the limits (row 'limit', no team).

    row, team_id, team, n, children, rate, place, centre, low998, low95, high95, high998.
    """
    kept = np.flatnonzero(found.totals > 0)
    teams, n = len(kept), np.asarray(counts, int)
    grid = _grid(found.totals[kept] if teams > 1 else np.array([]))
    edges = np.concatenate([found.limits[kept], _grid_limits(grid, found)])
    line: list[None] = [None] * grid.size
    rows = {
        "row": ["team"] * teams + ["limit"] * grid.size,
        "team_id": [ids[i] for i in kept] + line,
        "team": [names[i] for i in kept] + line,
        "n": n[kept].tolist() + line,
        "children": [*found.totals[kept].tolist(), *grid.tolist()],
        "rate": found.value[kept].tolist() + line,
        "place": [found.places[i] for i in kept] + line,
        "centre": [found.centre] * (teams + grid.size),
    }
    names_of = ("low998", "low95", "high95", "high998")
    return {**rows, **{name: edges[:, i].tolist() for i, name in enumerate(names_of)}}


def sentence(names: Sequence[str], found: Funnel, noun: str = "team") -> str:
    """Which groups lie outside the limits, in words; never which is first or last."""
    by_place = {
        place: [n for n, p in zip(names, found.places, strict=True) if p == place]
        for place in PLACES
    }
    judged = len(names) - len(by_place[TOO_FEW])
    large = int((found.totals >= FEW).sum())
    if not judged and large:
        of_size = "" if len(names) == 1 else f" with {FEW} or more"
        one = names[int(np.argmax(found.totals))]
        return f"{one} is the only {noun} here{of_size}, so there is nothing to compare it with."
    if not judged:
        return f"No {noun} is large enough to say."
    outside = [
        f"{joined(by_place[place])} {'is' if len(by_place[place]) == 1 else 'are'} {place}"
        for place in PLACES[:2] + PLACES[3:5]
        if by_place[place]
    ]
    few = len(by_place[TOO_FEW])
    rest = f" {plural(few, noun)} with fewer than {FEW} not judged." if few else ""
    if not outside:
        return f"The {plural(judged, noun)} differ no more than chance would explain.{rest}"
    return f"{'; '.join(outside)}. The others differ no more than chance would explain.{rest}"


def _place(value: float, edges: np.ndarray, total: float) -> str:
    if total < FEW:
        return TOO_FEW
    low998, low95, high95, high998 = edges
    if value < low998 or value > high998:
        return PLACES[0] if value < low998 else PLACES[4]
    if value < low95 or value > high95:
        return PLACES[1] if value < low95 else PLACES[3]
    return WITHIN


def _quantile(n: np.ndarray, mean: float, points: np.ndarray, kind: str) -> np.ndarray:
    """The interpolated count r - a: r the least whole count whose chance of r or fewer is at least
    the point, a how far down the step from r - 1 the point lies. Not below 0."""
    from scipy.special import bdtr, pdtr

    def chance(r: np.ndarray) -> np.ndarray:
        found = bdtr(r, n.astype(int), mean) if kind == "share" else pdtr(r, n * mean)
        return np.where(r < 0, 0.0, found)

    top = n if kind == "share" else n * mean + 10 * np.sqrt(n * mean) + 20
    low, high = np.broadcast_arrays(np.full_like(n, -1.0), np.ceil(top))
    low, high = np.repeat(low, points.size, 1), np.repeat(high, points.size, 1)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        enough = chance(middle) >= points
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    under = chance(high - 1)
    step = chance(high) - under
    part = np.divide(chance(high) - points, step, out=np.zeros_like(step), where=step > 0)
    return np.maximum(high - part, 0.0)


def _grid(totals: np.ndarray) -> np.ndarray:
    if not totals.size:
        return np.array([])
    last = max(totals.max() * 1.05, FEW + 1)
    return np.unique(np.round(np.geomspace(FEW, last, _CURVE_POINTS)))


def _grid_limits(grid: np.ndarray, found: Funnel) -> np.ndarray:
    if not grid.size:
        return np.empty((0, 4))
    return limits(grid, found.centre / found.per, found.kind) * found.per
