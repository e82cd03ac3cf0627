"""What in the answers of a visit contradicts itself: each said in a sentence."""

import datetime as dt
from collections.abc import Iterator, Mapping

from qa.domain import visits
from qa.domain.answers import Answer
from qa.domain.forms import Form
from qa.domain.words import LONDON, format_date, format_moment, format_month, plural

Answers = Mapping[str, Answer]

NOT_INDEPENDENT = (
    "VH.7: You said that you are not independent of this home. Regulation 43(3) rules out that "
    "you visit it: withdraw this visit. Where the conflict came to light only after the visit, "
    "answer Yes to V4.6 and give under V4.5 what regulation 44(6) asks for."
)


def contradictions(form: Form, answers: Answers) -> list[str]:
    """What the answers say that cannot be so together; empty where they agree."""
    return [*_month(answers), *_children(answers), *_events(form, answers), *_independence(answers)]


def _month(answers: Answers) -> Iterator[str]:
    day, month = visits.visited_on(answers), visits.value(answers, visits.MONTH)
    if day and month and f"{day:%Y-%m}" != month:
        said = format_month(dt.date.fromisoformat(f"{month}-01"))
        yield (
            f"VH.1: The visit counts for the month of its own day, {format_date(day)}, and not for "
            f"{said}. Change the month or the day."
        )


def _children(answers: Answers) -> Iterator[str]:
    on_roll = visits.numbers(answers, visits.PRESENT).get("total")
    spoken = visits.numbers(answers, visits.SPOKEN_TO)
    if on_roll is None:
        return
    for key, words in (("total", "offered a private conversation"), ("done", "spoken to")):
        count = spoken.get(key)
        if count is not None and count > on_roll:
            yield (
                f"V1.1: {plural(count, 'child', 'children')} {words} is more than the {on_roll:,} "
                "on roll in VH.5."
            )


def _events(form: Form, answers: Answers) -> Iterator[str]:
    if not form.has(visits.EVENTS):
        return
    counted = visits.numbers(answers, visits.EVENTS)
    for row in form.question(visits.EVENTS).rows:
        events = counted.get(f"{row.code}.events")
        children = counted.get(f"{row.code}.children")
        if events is None or children is None or bool(events) == bool(children):
            continue
        if children:
            yield f"V3.1: {row.label}: children are counted, and no event in which they were."
        elif row.code not in ABOUT_NO_CHILD:
            yield f"V3.1: {row.label}: events are counted, and no child who was involved."


ABOUT_NO_CHILD = frozenset({"incidents", "police", "complaints", "allegations", "medication",
                            "accidents"})  # fmt: skip
"""Events that may involve no child: a neighbour's complaint, an accident to a member of staff."""


def _independence(answers: Answers) -> Iterator[str]:
    declared = visits.value(answers, visits.INDEPENDENT)
    if declared == "N" and visits.value(answers, visits.CONFLICT) != "Y":
        yield NOT_INDEPENDENT


def alerts_needed(answers: Answers, at_risk: bool) -> list[str]:
    """The questions that ask who was told at once: an opinion of 'No', a child at risk."""
    opinions = [
        q for q in (visits.SAFEGUARDED, visits.WELLBEING) if visits.value(answers, q) == "N"
    ]
    return [*opinions, visits.RISK] if at_risk else opinions


def arrived_at(answers: Answers, day: dt.date) -> dt.datetime:
    """The moment of arrival in England's time; the start of the day where it is not given."""
    arrival, _left = visits.times(answers)
    at = dt.time.fromisoformat(arrival) if arrival else dt.time()
    return dt.datetime.combine(day, at, LONDON)


def told_before(moment: dt.datetime, arrived: dt.datetime) -> str:
    """Why a time at which somebody was told cannot be: before the visit; '' where it can."""
    if moment >= arrived:
        return ""
    return (
        f"{format_moment(moment)} is before the visit began ({format_moment(arrived)}). "
        "Check the day and the time."
    )
