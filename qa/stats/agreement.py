"""How far two people who graded the same files agree."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

GRADES = (1, 2, 3, 4)
ENOUGH_FOR_KAPPA = 30


@dataclass(frozen=True)
class Agreement:
    """Pairs of grades compared: shares from 0 to 1; kappa only where there are enough pairs
    and both used more than one grade."""

    pairs: int
    exact: int
    within_one: int
    kappa: float | None = None
    kappa_low: float | None = None
    kappa_high: float | None = None

    @property
    def exact_share(self) -> float:
        """Share of pairs with the same grade."""
        return self.exact / self.pairs

    @property
    def within_one_share(self) -> float:
        """Share of pairs at most one grade apart."""
        return self.within_one / self.pairs


def agreement(first: npt.ArrayLike, second: npt.ArrayLike) -> Agreement:
    """Compares two arrays of grades 1 to 4, pair by pair.

    Kappa is weighted by the square of the distance (Cohen 1968; Fleiss and Cohen 1973), with a
    95 % interval, from 30 pairs on. Raises ValueError for no pairs or another grade.
    """
    a, b = np.asarray(first, int), np.asarray(second, int)
    if a.shape != b.shape or a.ndim != 1 or not a.size:
        raise ValueError("two lists of grades of one length, not empty")
    if not (np.isin(a, GRADES).all() and np.isin(b, GRADES).all()):
        raise ValueError("grades run from 1 to 4")
    apart = np.abs(a - b)
    counts = (a.size, int((apart == 0).sum()), int((apart <= 1).sum()))
    if a.size < ENOUGH_FOR_KAPPA or np.unique(a).size < 2 or np.unique(b).size < 2:
        return Agreement(*counts)
    return Agreement(*counts, *_weighted_kappa(a, b))


def _weighted_kappa(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    from statsmodels.stats.inter_rater import cohens_kappa

    table = np.zeros((len(GRADES), len(GRADES)))
    np.add.at(table, (a - 1, b - 1), 1)
    found = cohens_kappa(table, wt="quadratic")
    return float(found.kappa), float(found.kappa_low), float(found.kappa_upp)
