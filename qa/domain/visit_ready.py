"""What in the answers of a visit contradicts itself: each said in a sentence."""

import datetime as dt
from collections.abc import Iterator, Mapping

from qa.domain import visits
from qa.domain.answers import Answer
from qa.domain.forms import Form
from qa.domain.words import LONDON, format_date, format_moment, format_month, plural

Answers = Mapping[str, Answer]

BESIDE = (
    "VH.7 says Yes, and V4.6 says that a conflict of interest has come to light since. Leave VH.7 "
    "as it is where you knew of no conflict when you answered it: the report says so, and points "
    "to V4.5."
)

NOT_INDEPENDENT = (
    "VH.7: You said that you are not independent of this home. Regulation 43(3) rules out that "
    "you visit it: withdraw this visit. Where the conflict came to light only after the visit, "
    "answer Yes to V4.6 and give under V4.5 what regulation 44(6) asks for."
)


SLACK = dt.timedelta(minutes=5)
"""How far ahead of the clock a time may be: it is given in steps of five minutes."""


def contradictions(form: Form, answers: Answers, lived: int = 0) -> list[str]:
    """What the answers say that cannot be so together; empty where they agree. `lived`: how many
    children are known to have lived in the home since the visit before."""
    return [
        *_month(answers),
        *_children(answers),
        *_events(form, answers, lived),
        *_independence(answers),
    ]


def ahead(answers: Answers, day: dt.date, now: dt.datetime) -> str:
    """That the visitor came or left later than now, on the visit's own day; '' where not."""
    for verb, at in zip(("arrived", "left"), visits.times(answers), strict=True):
        moment = at and dt.datetime.combine(day, dt.time.fromisoformat(at), LONDON)
        if moment and moment > now + SLACK:
            return (
                f"VH.3: {format_moment(moment)}, when you {verb}, is in the future. A visit is "
                "written down once it was made: change the time, or the day in VH.2."
            )
    return ""


def declared_beside_conflict(answers: Answers) -> str:
    """What to look at again where independence stands beside a conflict found afterwards."""
    stands = visits.value(answers, visits.INDEPENDENT) == "Y"
    return BESIDE if stands and visits.value(answers, visits.CONFLICT) == "Y" else ""


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


def _events(form: Form, answers: Answers, lived: int) -> Iterator[str]:
    if not form.has(visits.EVENTS):
        return
    counted = visits.numbers(answers, visits.EVENTS)
    on_roll = visits.numbers(answers, visits.PRESENT).get("total")
    for row in form.question(visits.EVENTS).rows:
        events = counted.get(f"{row.code}.events")
        children = counted.get(f"{row.code}.children")
        if children and on_roll is not None and children > max(on_roll, lived):
            there = f"{on_roll:,} on roll in VH.5"
            if lived > on_roll:
                there = f"{lived:,} known to have lived in the home since the visit before"
            said = plural(children, "child", "children")
            yield f"V3.1: {row.label}: {said} involved is more than the {there}."
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
        "Check the day and the time here, and when you arrived in VH.3."
    )
