"""What stands beside the questions of a visit: the visits before it, in words and numbers."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.models import Visit
from db.queries import visit_history as history
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.forms import Form
from qa.domain.forms.types import SPECS
from qa.domain.known import Offer
from qa.domain.words import format_date, format_day, joined, plural
from qa.domain.working_days import add_months
from qa.services.answers import SavedAnswer
from qa.services.visits import VisitView

MONTHS = 6
EXAMPLE = "A, B, C"
"""How the form, whose wording is released, speaks of children."""
MET = {option.code: option.label for option in SPECS["met4"].options}


PUT_IN = (visits.MONTH, visits.DAY, visits.ANNOUNCED, visits.AUTHORITIES, visits.EARLIER)
"""Questions that the beginning of a visit answers in full, where that is known."""


@dataclass(frozen=True)
class EventTrend:
    """Events of the visits before this one, the earliest first: for each event, in the order of
    the form, (label, [(events, children) of each visit]); None where a visit did not count it."""

    days: tuple[dt.date, ...]
    rows: tuple[tuple[str, tuple[tuple[int, int] | None, ...]], ...]


@dataclass(frozen=True)
class Beside:
    """Sentences beside questions and answers that one click puts in, by question id; the events
    of the last six months, beside V3.1."""

    words: dict[str, str]
    offers: dict[str, Offer]
    trend: EventTrend


def put_in(view: VisitView) -> dict[str, SavedAnswer]:
    """Answers that stand as the beginning of the visit put them in, by question id: its visitor
    has not touched them since."""
    check, saved = view.check_view.check, view.check_view.saved
    at = check.started_at if view.check_view.revision == 1 else None
    return {q: saved[q] for q in PUT_IN if q in saved and saved[q].saved_at == at}


def beside(actor: Actor, view: VisitView) -> Beside:
    """What is known beside the questions. The caller has opened the visit for its reader."""
    on, form = view.visit.visited_on, view.check_view.form
    day = visits.visited_on(view.check_view.answers or {}) or on
    with reading() as session:
        before = history.earlier_visits(session, view.home.id, view.visit.check_id, on)
        since = add_months(on, -MONTHS)
        recent = [visit for visit in before if visit.visited_on >= since]
        events = history.events_of(session, [visit.check_id for visit in recent])
        last = before[0] if before else None
        standards = history.standards_of(session, last.check_id) if last else []
        heard = history.last_response_on(session, last.check_id) if last else None
    trend = _trend(form, recent[::-1], events)
    words = {**_of_home(view), **_of_last(last, heard, day), **_standards(last, standards)}
    words |= {q: " ".join(filter(None, (words.get(q), said))) for q, said in _letters(view)}
    words |= {visits.ANNOUNCED: _announced(recent), visits.EVENTS: _events(trend)}
    offers = {visits.RESPONSE_ON: Offer(f"Use {format_date(heard)}", heard)} if heard else {}
    return Beside({k: w for k, w in words.items() if w and form.has(k)}, offers, trend)


def _of_home(view: VisitView) -> dict[str, str]:
    letters = [resident.letter for resident in view.residents]
    lived = f"{plural(len(letters), 'child', 'children')} lived there that day"
    consents = [letter for _consent, letter in view.consents]
    return {
        visits.PRESENT: f"{lived}: {joined(letters)}." if letters else "",
        visits.CONSENTED: f"Both consents are recorded for {joined(consents)}." if consents else "",
    }


def _letters(view: VisitView) -> Iterator[tuple[str, str]]:
    """The letters of the children who lived there, beside questions that speak of A, B, C."""
    letters = [resident.letter for resident in view.residents]
    if letters:
        for question in view.check_view.form.questions:
            if EXAMPLE in question.guidance:
                yield question.id, f"Letters of the children who lived there: {joined(letters)}."


def _of_last(last: Visit | None, heard: dt.date | None, day: dt.date) -> dict[str, str]:
    if last is None:
        return {visits.DAY: "No earlier visit to this home is recorded."}
    on = format_date(last.visited_on)
    issued = f" Its report was issued on {format_date(last.issued_on)}." if last.issued_on else ""
    spoken = ""
    if last.accepted is not None and last.offered is not None:
        spoken = f"Last visit, {on}: {last.accepted} of {last.offered} accepted."
    opinions = {
        question: f"Last visit, {on}: {visits.OPINIONS[given]}." if given else ""
        for question, given in (
            (visits.SAFEGUARDED, last.safeguarded),
            (visits.WELLBEING, last.wellbeing),
        )
    }
    response = f"The last response recorded is of {format_date(heard)}." if heard else ""
    days = (day - last.visited_on).days
    before = f"{plural(days, 'day')} before this one" if days > 0 else "no earlier than this one"
    return {
        visits.DAY: f"Last visit: {on}, {before}.",
        visits.RESPONSE_ON: f"Last visit: {on}.{issued} {response}".strip(),
        visits.SPOKEN_TO: spoken,
        **opinions,
    }


def _standards(last: Visit | None, found: Sequence[Any]) -> dict[str, str]:
    if last is None:
        return {}
    on = format_date(last.visited_on)
    return {f"V2.{row.standard}": f"Last visit, {on}: {MET[row.met]}." for row in found}


def _announced(recent: Sequence[Visit]) -> str:
    said = [
        f"{visits.ANNOUNCED_WORDS[visit.announced].lower()} on {format_date(visit.visited_on)}"
        for visit in recent[:3]
        if visit.announced
    ]
    return f"Visits before this one: {joined(said)}." if said else ""


def _trend(form: Form, recent: Sequence[Visit], events: Sequence[Any]) -> EventTrend:
    counted = {(row.check_id, row.event): (row.events, row.children) for row in events}
    asked = form.question(visits.EVENTS).rows if form.has(visits.EVENTS) else ()
    rows = tuple(
        (row.label, tuple(counted.get((visit.check_id, row.code)) for visit in recent))
        for row in asked
    )
    return EventTrend(tuple(visit.visited_on for visit in recent), rows)


def _events(trend: EventTrend) -> str:
    """'In the last six months, at the visits of 6 October and 3 November: missing 2 and 1; …'."""
    if not trend.days:
        return ""
    said = []
    for label, counts in trend.rows:
        numbers = [each[0] for each in counts if each is not None]
        if any(numbers):
            said.append(f"{label.lower()} {joined([str(number) for number in numbers])}")
    days = joined([format_day(day) for day in trend.days])
    what = "; ".join(said) if said else "no events"
    return f"In the six months before, at the visits of {days}: {what}."
