"""Time to an end, where some have not ended yet: Kaplan-Meier curves by group.

What is still open counts as long as it was watched (censored), so that slow work is not left out
of the figures because it is unfinished.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.domain.words import plural, working_days_words

_Z95 = 1.959963984540054
_HALF = 0.5 + 1e-12


@dataclass(frozen=True)
class Curve:
    """One group. Arrays have one entry for each day on which anything ended, in order.

    `days` in the unit given; `open_share` still open after that day, with its 95 % band `low` to
    `high`; `at_risk` open just before it; `ended` on it. `median` is the first day by which half
    had ended, None where that is not reached; so are the ends of its interval.
    """

    group: str
    n: int
    events: int
    longest: float
    last_at_risk: int
    days: np.ndarray
    open_share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    ended: np.ndarray
    median: float | None
    median_low: float | None
    median_high: float | None


def kaplan_meier(
    days: npt.ArrayLike,
    ended: npt.ArrayLike,
    groups: Sequence[str] | np.ndarray,
    order: Sequence[str],
) -> list[Curve]:
    """A curve for each group of `order`, also for one with nobody in it or nothing ended.

    `days` to the end, or watched so far where `ended` is False. Raises ValueError for lists of
    different lengths, and days below 0 or unknown. Kaplan and Meier 1958; the band is pointwise,
    on the log(-log) scale (Kalbfleisch and Prentice 1980).
    """
    t, e, g = np.asarray(days, float), np.asarray(ended, bool), np.asarray(groups, object)
    if not t.shape == e.shape == g.shape or t.ndim != 1:
        raise ValueError("days, ended and groups are three lists of one length")
    if not np.all(t >= 0) or not np.isfinite(t).all():
        raise ValueError("days are known and not below 0")
    return [_curve(name, t[g == name], e[g == name]) for name in order]


def at_risk(days: npt.ArrayLike, watched: npt.ArrayLike) -> np.ndarray:
    """How many were still open and watched at the start of each day of `days`, from the length
    each was `watched` (ended or not)."""
    lengths = np.sort(np.asarray(watched, float))
    return lengths.size - np.searchsorted(lengths, np.asarray(days, float), side="left")


def median_words(curve: Curve) -> str:
    """'half were resolved within 12 working days (likely range 9 to 17)', or why not known."""
    if not curve.n:
        return "nothing to count"
    if curve.median is None:
        return f"half not reached: {curve.events:,} of {curve.n:,} resolved so far"
    low = f"{curve.median_low:.0f}" if curve.median_low is not None else "not known"
    high = f"{curve.median_high:.0f}" if curve.median_high is not None else "not reached"
    within = working_days_words(math.ceil(curve.median))
    return f"half were resolved within {within} (likely range {low} to {high})"


def sentence(curves: Sequence[Curve]) -> str:
    """How many are counted, how many of these ended, and the middle of each group. Those that did
    not end are open or were withdrawn: never said to be all open."""
    n, events = sum(c.n for c in curves), sum(c.events for c in curves)
    if not n:
        return "Nothing to count."
    each = "; ".join(f"{c.group}: {median_words(c)}" for c in curves if c.n)
    others = f"{n - events:,} open or withdrawn, counted for as long as they ran"
    said = f"{plural(n, 'challenge')}: {events:,} resolved" + (f", {others}" if n > events else "")
    return f"{said}. {each}."


def columns(curves: Sequence[Curve]) -> dict[str, list[Any]]:
    """What the step chart of the gallery draws: for each group with anybody in it a row at day 0,
    one for each day on which something ended, one at the last day watched.

    stage, place (of the stage, from 0), day, open, low, high (shares), at_risk, ended, n, and
    median (words, the same in every row of a stage).
    """
    found: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for place, curve in enumerate(curves):
        if not curve.n:
            continue
        rows = _rows(curve)
        size = len(rows["day"])
        same = {"stage": curve.group, "place": place, "n": curve.n, "median": median_words(curve)}
        for name in _COLUMNS:
            found[name].extend(rows[name] if name in rows else [same[name]] * size)
    return found


_COLUMNS = ("stage", "place", "day", "open", "low", "high", "at_risk", "ended", "n", "median")


def _curve(group: str, days: np.ndarray, ended: np.ndarray) -> Curve:
    longest = float(days.max()) if days.size else 0.0
    counts = (days.size, int(ended.sum()), longest, int((days == longest).sum()))
    if not counts[1]:
        none = np.array([])
        return Curve(group, *counts, none, none, none, none, none, none, None, None, None)
    from statsmodels.duration.survfunc import SurvfuncRight

    found = SurvfuncRight(days, ended.astype(int))
    times, share = found.surv_times.astype(float), found.surv_prob
    low, high = _band(share, found.surv_prob_se)
    medians = (_first(times, line) for line in (share, low, high))
    at = (found.n_risk, found.n_events)
    return Curve(group, *counts, times, share, low, high, *at, *medians)


def _band(share: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the last one watched has ended the share is 0 and its error unknown: from 0 to the
    upper end of the day before."""
    low, high = np.zeros(share.size), np.ones(share.size)
    inner = share > 0
    s = share[inner]
    width = np.exp(_Z95 * error[inner] / (s * -np.log(s)))
    low[inner], high[inner] = s**width, s ** (1 / width)
    if not inner.all() and inner.any():
        high[~inner] = high[inner][-1]
    return low, high


def _first(times: np.ndarray, line: np.ndarray) -> float | None:
    reached = np.flatnonzero(line <= _HALF)
    return float(times[reached[0]]) if reached.size else None


def _rows(curve: Curve) -> dict[str, list[Any]]:
    days, tail = curve.days.tolist(), []
    if not days or curve.longest > days[-1]:
        tail = [curve.longest]
    shares = {"open": curve.open_share, "low": curve.low, "high": curve.high}
    rows: dict[str, list[Any]] = {}
    for name, array in shares.items():
        steps = [1.0, *array.tolist()]
        rows[name] = [*steps, *(steps[-1] for _ in tail)]
    return {
        **rows,
        "day": [0.0, *days, *tail],
        "at_risk": [
            curve.n,
            *curve.at_risk.astype(int).tolist(),
            *(curve.last_at_risk for _ in tail),
        ],
        "ended": [0, *curve.ended.astype(int).tolist(), *(0 for _ in tail)],
    }
