"""What of a review or conference is accepted but deserves a second look: sentences, no refusals."""

from collections.abc import Callable

from qa.domain.review_entry import (
    SERIES,
    SERIES_OF,
    STATUS_OF,
    Known,
    Met,
    ReviewGiven,
    running_then,
)
from qa.domain.reviews import CONFERENCES, KINDS
from qa.domain.words import WEEKDAYS, format_date
from qa.domain.working_days import Calendar

Query = Callable[[ReviewGiven, Known, Calendar], str]
MET, ATTENDED_SILENT = ("PN1", "PN2", "PN3"), ("PN4", "PN7")


def queries_of(given: ReviewGiven, known: Known, calendar: Calendar) -> list[str]:
    """Everything about an accepted entry that somebody should look at again, a sentence each."""
    return [said for query in QUERIES if (said := query(given, known, calendar))]


def _day_off(given: ReviewGiven, _known: Known, calendar: Calendar) -> str:
    day, said = given.met_on, format_date(given.met_on)
    if day.weekday() >= 5:
        weekend = f"{said} is a {WEEKDAYS[day.weekday()]}."
        if given.kind == "icpc":
            return (
                f"{weekend} An initial conference dated on a weekend is an error in the CIN Census."
            )
        return f"{weekend} Check the date."
    if day in calendar.holidays:
        return f"{said} is a bank holiday. Check the date."
    if day in calendar.closure_days:
        return f"{said} is a day on which the council is closed. Check the date."
    return ""


def _order(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    later = [met.met_on for met in _series(given, known) if met.met_on > given.met_on]
    if not later:
        return ""
    return (
        f"A later meeting, of {format_date(min(later))}, is already recorded. Everything due after "
        f"{format_date(given.met_on)} was worked out again."
    )


def _after_the_end(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    status = STATUS_OF.get(given.kind)
    if status is None or any(True for _ in running_then(given, known)):
        return ""
    ended = max(p.to_on for p in known.periods[status] if p.to_on)
    what = "The protection plan" if status == "cp" else "The period of care"
    return f"{what} ended on {format_date(ended)}, before this meeting. Check the date."


def _short_breaks(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    known_of = {p.is_short_breaks for p in running_then(given, known)} - {None}
    if given.kind == "short_break_review" and known_of == {False}:
        return "The child's legal status then was not one of short breaks (V3 or V4)."
    if given.kind == "cla_review" and known_of == {True}:
        return (
            "The child's legal status then was short breaks (V3 or V4). Those are reviewed under "
            "regulation 48: was this a short-breaks review?"
        )
    return ""


def _already_on_a_plan(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    if given.kind != "icpc":
        return ""
    for plan in known.periods.get("cp", ()):
        since = plan.from_on
        if since and since < given.met_on and (plan.to_on is None or given.met_on < plan.to_on):
            return (
                f"The child was on a protection plan from {format_date(since)}. Was this a review "
                "conference?"
            )
    return ""


def _before_birth(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    born = None if known.is_unborn else known.born
    month = given.met_on.replace(day=1)
    if given.conference_type == "pre_birth" and born and month > born:
        return "The child had been born by then, and the conference is entered as before birth."
    return ""


def _no_code(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    if given.kind != "cla_review" or not given.was_held or given.participation:
        return ""
    return (
        "No participation code yet. SSDA903 wants one with every review held (rule 167); add it "
        "before the return."
    )


def _quorate(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    if given.kind not in CONFERENCES:
        return ""
    if given.is_quorate is None and given.was_held:
        return "Whether enough agencies came (quorate) is not recorded."
    before = [met for met in _series(given, known) if met.met_on < given.met_on]
    last = max(before, key=lambda met: met.met_on, default=None)
    if given.is_quorate is False and last and last.is_quorate is False:
        return (
            f"The conference before it, of {format_date(last.met_on)}, was not quorate either: "
            "there should not be two in a row."
        )
    return ""


def _views(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    code, by = given.participation, given.views_by if known.reads_text else None
    if code in MET and by == "none":
        return f"{code} says that the child gave views, and “no views were given” is recorded."
    if code in ATTENDED_SILENT and by and by != "none":
        return f"{code} says that no views were given, and how they came is recorded."
    return ""


def _not_held(given: ReviewGiven, _known: Known, _calendar: Calendar) -> str:
    if given.was_held:
        return ""
    return f"The {KINDS[given.kind].lower()} was not held, so what was due stays due."


def _for_the_iro(given: ReviewGiven, known: Known, _calendar: Calendar) -> str:
    if known.reads_text or given.is_quorate is not False or given.not_quorate_reason:
        return ""
    return "The chair still has to add why it was not quorate."


def _series(given: ReviewGiven, known: Known) -> list[Met]:
    kinds = SERIES[SERIES_OF[given.kind]]
    return [met for met in known.others if met.kind in kinds and met.was_held]


QUERIES: tuple[Query, ...] = (
    _day_off,
    _order,
    _after_the_end,
    _short_breaks,
    _already_on_a_plan,
    _before_birth,
    _no_code,
    _quorate,
    _views,
    _not_held,
    _for_the_iro,
)
