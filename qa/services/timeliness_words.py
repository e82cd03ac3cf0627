"""What timeliness says, in sentences: counts first, how sure we can be, and what to mind."""

import datetime as dt
from collections.abc import Iterator

from qa.domain.timeliness import MEASURES, NOT_DONE, PLAN_BANDS
from qa.domain.words import format_date, format_month, plural
from qa.services.timeliness_figures import Counts
from qa.services.trend_words import FEW, percent
from qa.stats.intervals import share


def period_words(from_on: dt.date, to_on: dt.date, months: int | None) -> str:
    """'In the 12 months to 22 November 2026' or 'From 1 May to …'."""
    if months:
        return f"In the {plural(months, 'month')} to {format_date(to_on)}"
    return f"From {format_date(from_on)} to {format_date(to_on)}"


def sentence(counts: Counts, key: str, period: str) -> str:
    """How many of how many, how sure that is, and what is overdue now."""
    measure, (good, total) = MEASURES[key], counts.good_of(key)
    late = "" if measure.of_meetings else f"; {_overdue(counts.late_now(key))}"
    if not total:
        return f"{period} there were no {measure.counted}{late}."
    said = measure.said.format(good=f"{good:,}", all=f"{total:,}")
    return f"{period}, {said} ({share_words(good, total)}){late}."


def _overdue(late: int) -> str:
    return f"{late:,} {'is' if late == 1 else 'are'} overdue now" if late else "none is overdue now"


def share_words(count: int, total: int) -> str:
    """'91%, likely range 84% to 95%', or that there are too few to say."""
    if total < FEW:
        return "too few for a share that means anything"
    found = share(count, total)
    ends = f"{percent(found.low)} to {percent(found.high)}"
    return f"{percent(found.share)}, likely range {ends}"


def beside(counts: Counts, key: str) -> str:
    """What belongs beside a measure: done at all, children with all in time, plans in time."""
    found = counts.states[key]
    if key == "midways" and found:
        done = sum(n for (_, _, state), n in found.items() if state != NOT_DONE)
        total = found.total()
        return (
            f"{done:,} of {total:,} were done at all, late ones too ({share_words(done, total)})."
        )
    if key == "cla_reviews" and "cla_review" in counts.children:
        children, in_time = counts.children["cla_review"]
        some = plural(children, "child", "children")
        return (
            f"Of {some} with a review due, {in_time:,} had every one in time "
            f"({share_words(in_time, children)})."
        )
    if key == "cp_reviews" and counts.plans.older:
        plans = counts.plans
        return (
            f"Of {plural(plans.older, 'plan')} open today for 3 months or more, {plans.in_time:,} "
            f"had every review conference in time ({share_words(plans.in_time, plans.older)})."
        )
    return ""


def plans_sentence(counts: Counts) -> str:
    """How many plans are open, and how many of them for 9 months and for 2 years or more."""
    total, bands = counts.plans.total, counts.plans.bands
    if not total:
        return "No child protection plan is open today."
    long, longest = total - bands.get(0, 0), bands.get(len(PLAN_BANDS) - 1, 0)
    plans = "plan is" if total == 1 else "plans are"
    return (
        f"{total:,} child protection {plans} open today: {long:,} for 9 months or more "
        f"({percent(long / total)}), {longest:,} for 2 years or more ({percent(longest / total)})."
    )


def notes(counts: Counts, key: str, to_on: dt.date, today: dt.date) -> tuple[str, ...]:
    """What to mind in reading the figures, each a sentence."""
    return tuple(_notes(counts, key, to_on, today))


def _notes(counts: Counts, key: str, to_on: dt.date, today: dt.date) -> Iterator[str]:
    measure = MEASURES[key]
    if (to_on.year, to_on.month) == (today.year, today.month):
        yield (
            f"{format_month(today)} is not over (in the chart: so far, or *): its figures will "
            "still change."
        )
    if measure.of_meetings:
        yield "Counted by the month in which the meeting was held."
    else:
        yield (
            "Counted by the month in which it was due: done, missed or overdue. What can still be "
            "done on time is not counted yet."
        )
    left = counts.not_counted.get(key, 0)
    if left:
        yield f"{_left(key, left)} not counted."
    if key == "short_breaks":
        yield "Short breaks (legal status V3 or V4) are outside the SSDA903 figures."


def _left(key: str, left: int) -> str:
    meetings = plural(left, "review")
    if key == "participation":
        return f"{meetings} of children under 4 or without a code {_is(left)}"
    if key == "quorate":
        return f"{plural(left, 'conference')} without a note of it {_is(left)}"
    return f"{plural(left, 'meeting')} loaded from a file, which does not say it, {_is(left)}"


def _is(n: int) -> str:
    return "is" if n == 1 else "are"
