"""What somebody enters about a review or conference, and what of it cannot be.

Every refusal is a row of REFUSALS: a function of what is given and what is known of the child that
says why not, in the words of the person who enters it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from qa.domain.refusals import Refused
from qa.domain.reviews import (
    CONFERENCE_TYPES,
    CONFERENCES,
    KINDS,
    PARTICIPATION,
    VIEWS_BY,
    age_problem,
)
from qa.domain.words import format_date, format_month

SERIES = {
    "cla_review": ("cla_review",),
    "short_break_review": ("short_break_review",),
    "cp_review": ("icpc", "cp_review"),
}
"""The meetings that follow one another, by the kind the next one is."""
SERIES_OF = {kind: series for series, kinds in SERIES.items() for kind in kinds}
STATUS_OF = {"cla_review": "cla", "short_break_review": "cla", "cp_review": "cp"}
"""The status a child has to have for a meeting; an initial conference comes before the plan."""
TYPES_OF = {
    "icpc": ("initial", "pre_birth", "transfer_in", "reconvened"),
    "cp_review": ("review", "early", "reconvened"),
}
IRO_PART = (
    "not_quorate_reason", "was_seen_alone", "not_alone_reason", "views_by", "views_note",
)  # fmt: skip
"""What only the IRO, the chair or a practice manager sees and writes, with the decisions."""


@dataclass(frozen=True)
class DecisionGiven:
    """One decision: what, by which day, and the day it was done."""

    text: str
    by_on: dt.date | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True)
class ReviewGiven:
    """A review or conference as it was entered: the fields of `db.models.Review`."""

    kind: str
    met_on: dt.date | None
    was_held: bool = True
    conference_type: str | None = None
    is_quorate: bool | None = None
    not_quorate_reason: str = ""
    participation: str | None = None
    was_seen_alone: bool | None = None
    not_alone_reason: str = ""
    views_by: str | None = None
    views_note: str = ""
    child_told_on: dt.date | None = None
    decisions: tuple[DecisionGiven, ...] = ()


@dataclass(frozen=True)
class Period:
    """A stretch of being looked after or on a plan; None: not known, or still running."""

    from_on: dt.date | None
    to_on: dt.date | None = None
    is_short_breaks: bool | None = None


@dataclass(frozen=True)
class Met:
    """A meeting that is already recorded."""

    kind: str
    met_on: dt.date
    was_held: bool = True
    is_quorate: bool | None = None
    recorded: str = ""
    """How it came here: 'entered by hand by Ann Example'."""


@dataclass(frozen=True)
class Known:
    """What is known of the child and the day. `periods`: by status, 'cla' and 'cp'."""

    today: dt.date
    born: dt.date | None = None
    is_unborn: bool = False
    periods: dict[str, tuple[Period, ...]] = field(default_factory=dict)
    others: tuple[Met, ...] = ()
    reads_text: bool = True
    """Whether the writer also writes the part of the IRO or chair."""


def refuse(given: ReviewGiven, known: Known) -> None:
    """Raise `Refused` with the first thing that cannot be."""
    for rule in REFUSALS:
        if why := rule(given, known):
            raise Refused(why)


def running_then(given: ReviewGiven, known: Known) -> Iterator[Period]:
    """The periods of the meeting's status that held its day. A review conference comes after the
    first day of the plan (CIN Census)."""
    day = given.met_on
    for period in known.periods.get(STATUS_OF.get(given.kind, ""), ()):
        begun = period.from_on is None or (
            period.from_on < day if given.kind == "cp_review" else period.from_on <= day
        )
        if begun and (period.to_on is None or day <= period.to_on):
            yield period


def _kind(given: ReviewGiven, _known: Known) -> str:
    if given.kind not in KINDS:
        return "Choose what kind of meeting it was."
    if given.conference_type and given.kind not in CONFERENCES:
        return "Only a conference has a type of conference."
    if given.conference_type and given.conference_type not in TYPES_OF[given.kind]:
        words = CONFERENCE_TYPES.get(given.conference_type, given.conference_type)
        return f"“{words}” is not a type of {KINDS[given.kind].lower()}."
    return ""


def _day(given: ReviewGiven, known: Known) -> str:
    if given.met_on is None:
        return "Enter the date of the meeting."
    if given.met_on > known.today:
        return (
            f"{format_date(given.met_on)} is in the future. Record a meeting once its day has come."
        )
    return ""


def _twice(given: ReviewGiven, known: Known) -> str:
    for other in known.others:
        if (other.kind, other.met_on) == (given.kind, given.met_on):
            how = f" ({other.recorded})" if other.recorded else ""
            return (
                f"A {KINDS[given.kind].lower()} of {format_date(given.met_on)} is already "
                f"recorded for this child{how}. Open that one to change it."
            )
    return ""


def _period(given: ReviewGiven, known: Known) -> str:
    status = STATUS_OF.get(given.kind)
    if status is None or any(True for _ in running_then(given, known)):
        return ""
    what = "protection plan" if status == "cp" else "period of care"
    periods = known.periods.get(status, ())
    if not periods:
        return f"No {what} is known for this child, so there is nothing to review."
    later = [p.from_on for p in periods if p.from_on and p.from_on >= given.met_on]
    if not later:
        return ""  # after the end: kept, with a query
    begun, earlier = format_date(min(later)), len(later) < len(periods)
    day = format_date(given.met_on)
    if status == "cp" and given.met_on in later:
        return (
            f"The protection plan began on {begun}: a review conference comes after that day (the "
            "CIN Census takes any other date as an error). Was it the initial conference?"
        )
    if earlier:
        return (
            f"No {what} was running on {day}: the one before had ended, the next began on {begun}."
        )
    began = f"The {what} began on {begun}"
    return f"{began}, after {day}, and none before it is known. Check the date."


def _participation(given: ReviewGiven, known: Known) -> str:
    code = given.participation
    if not code:
        return ""
    if code not in PARTICIPATION:
        return f"{code} is not a participation code. They are PN0 to PN7."
    if not given.was_held:
        return "A meeting that was not held has no participation code."
    if known.is_unborn:
        return "An unborn child has no participation code."
    if known.born and given.met_on < known.born:
        born = format_month(known.born)
        return (
            f"The child was born in {born}, after the meeting, so there is no participation code."
        )
    return age_problem(code, known.born, given.met_on)


def _quorate(given: ReviewGiven, known: Known) -> str:
    if given.is_quorate is not None and given.kind not in CONFERENCES:
        return "Only a conference is quorate or not."
    if given.is_quorate is False and known.reads_text and not given.not_quorate_reason:
        return (
            "Not quorate: say why it went ahead without enough agencies, or what the chair decided."
        )
    return ""


def _alone_and_views(given: ReviewGiven, known: Known) -> str:
    if given.views_by and given.views_by not in VIEWS_BY:
        return "Choose how the child's views came."
    if not known.reads_text:
        return ""
    if given.was_seen_alone is False and not given.not_alone_reason:
        return "Say why the IRO or chair did not speak with the child alone beforehand."
    if given.views_by == "other" and not given.views_note:
        return "Say in which other way the child's views came."
    return ""


def _told(given: ReviewGiven, known: Known) -> str:
    if given.child_told_on is None:
        return ""
    if given.child_told_on < given.met_on:
        return "The child cannot have been told the outcome before the day of the meeting."
    if given.child_told_on > known.today:
        return "The day the child was told the outcome is in the future. Enter it once it has come."
    return ""


def _decisions(given: ReviewGiven, known: Known) -> str:
    for each in given.decisions if known.reads_text else ():
        if each.by_on and each.by_on < given.met_on:
            return f"A decision is to be done on the day of the meeting or later: {each.text}"
        if each.done_on and not given.met_on <= each.done_on <= known.today:
            return f"A decision was done between the day of the meeting and today: {each.text}"
    return ""


REFUSALS: tuple[Callable[[ReviewGiven, Known], str], ...] = (
    _kind,
    _day,
    _twice,
    _period,
    _participation,
    _quorate,
    _alone_and_views,
    _told,
    _decisions,
)
