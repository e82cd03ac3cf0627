"""What the trends say, in sentences: counts first, how sure we can be, and what to mind."""

import datetime as dt
import math
from collections.abc import Iterator

from qa.domain.words import format_date, format_month, joined, plural
from qa.services.trend_figures import Counts, Names, Totals
from qa.stats.intervals import Share, wilson

FEW = 5
MOST_NAMED = 4


def percent(part: float) -> str:
    """A share in words: '60%'."""
    return f"{part:.0%}"


def headline(counts: Counts, from_on: dt.date, to_on: dt.date) -> str:
    """How many, how many were Good or better and how sure that is, and what was before."""
    period = f"from {format_date(from_on)} to {format_date(to_on)}"
    now = counts.now
    if not now.submitted:
        return f"No audits were submitted {period}."
    begun = f"{plural(now.submitted, 'audit')} submitted {period}. "
    if now.graded < FEW:
        few = plural(now.graded, "audit has", "audits have")
        return f"{begun}{few} a grade: too few for a share that means anything."
    found, then = _shares(now, counts.before)
    return f"{begun}{_share_words(now, found)} {_compared(found, counts.before, then)}"


def _shares(*totals: Totals) -> list[Share]:
    """The shares of Good or Outstanding, worked out together (each call of its own costs more)."""
    good, graded = [t.good for t in totals], [t.graded for t in totals]
    low, high = wilson(good, graded)
    return [
        Share(k, n, k / n if n else 0.0, float(low[i]), float(high[i]))
        for i, (k, n) in enumerate(zip(good, graded, strict=True))
    ]


def _share_words(now: Totals, found: Share) -> str:
    return (
        f"{percent(found.share)} were graded Good or Outstanding ({now.good:,} of "
        f"{now.graded:,}; the likely range is {percent(found.low)} to {percent(found.high)})."
    )


def _compared(found: Share, before: Totals, then: Share) -> str:
    if before.graded < FEW:
        return "There are too few audits in the period before to compare with."
    was = f"{percent(then.share)} ({before.good:,} of {before.graded:,})"
    low, high = difference(found, then)
    if low <= 0 <= high:
        return (
            f"In the period of the same length before it was {was}: not clearly different, a "
            "change of this size happens by chance."
        )
    way = "Higher" if low > 0 else "Lower"
    return (
        f"{way} than in the period of the same length before, when it was {was}; the change is "
        "larger than chance would explain."
    )


def difference(now: Share, then: Share) -> tuple[float, float]:
    """The interval of `now` less `then`, from their Wilson intervals (Newcombe 1998, method 10)."""
    gap = now.share - then.share
    below = math.hypot(now.share - now.low, then.high - then.share)
    above = math.hypot(now.high - now.share, then.share - then.low)
    return gap - below, gap + above


def notes(counts: Counts, names: Names) -> tuple[str, ...]:
    """What to mind in reading the figures, each a sentence."""
    return tuple(_notes(counts, names))


def _notes(counts: Counts, names: Names) -> Iterator[str]:
    if counts.waiting:
        yield (
            f"{plural(counts.waiting, 'audit is', 'audits are')} not yet moderated and counted "
            "with the auditor's grade, which may still change."
        )
    ungraded = counts.now.submitted - counts.now.graded
    if ungraded:
        yield f"{plural(ungraded, 'audit has', 'audits have')} no grade and no part in the shares."
    versions = [names.versions[i] for i in sorted(counts.form_ids) if i in names.versions]
    if len(versions) > 1:
        yield (
            f"These figures cross versions of the form ({joined(versions)}): questions are joined "
            "by their number, but their wording may have changed."
        )
    yield from _few(counts, names)


def _few(counts: Counts, names: Names) -> Iterator[str]:
    months = sorted({m for m, _ in counts.months})
    small = [m for m in months if sum(counts.months[m, g] for g in range(1, 5)) < FEW]
    said = [format_month(dt.date.fromisoformat(f"{m}-01")) for m in small]
    yield from _few_words(said, "month")
    ids = sorted({i for i, _ in counts.teams}, key=names.team)
    small_teams = [i for i in ids if sum(counts.teams[i, g] for g in range(1, 5)) < FEW]
    yield from _few_words([names.team(i) for i in small_teams], "team")


def _few_words(said: list[str], noun: str) -> Iterator[str]:
    if not said:
        return
    which = joined(said) if len(said) <= MOST_NAMED else f"{len(said)} {noun}s"
    has = "has" if len(said) == 1 else "have"
    yield f"{which} {has} fewer than {FEW} audits: read the shares with care."
