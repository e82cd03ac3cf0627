"""What keeps a visit from being finished, besides unanswered questions: each in a sentence."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from db.engine import reading
from db.models import Check, Home, Visit
from db.queries import actions as action_queries
from db.queries import risk as risk_queries
from db.queries import visit_history as history
from db.queries import visits as queries
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.completion import Answers
from qa.domain.forms import Form
from qa.domain.refusals import NotFound
from qa.domain.visit_ready import (
    ahead,
    alerts_needed,
    arrived_at,
    contradictions,
    told_before,
)
from qa.domain.words import format_date
from qa.services import (
    drafts,
    independence,
    install,
    residents,
    visit_alerts,
    visit_begin,
    visit_consents,
    visit_items,
)
from qa.services.records import found

ASKED = {
    visits.SAFEGUARDED: "V4.1: You said that children are not effectively safeguarded.",
    visits.WELLBEING: "V4.2: You said that the home does not promote children's well-being.",
    visits.RISK: "You said that a child may be at risk now.",
}
WHO = (
    "Record who was told and when: the responsible individual, the head of service, and whether "
    "the designated officer (LADO) and a notification under regulation 40 are needed."
)
NO_CONSENT = (
    "V1.5: Case records were opened, so record for each child whose records they were the consent "
    "of the child and of the placing authority: regulation 44(2)(b)."
)
NOT_OPENED = (
    "V1.5: You said that no case records were opened, and consents to open them are recorded. "
    "Answer Yes, or remove the consents."
)
AFTERWARDS = (
    "Where this came to light only after the visit, answer Yes to V4.6 and give under V4.5 what "
    "regulation 44(6) asks for; else withdraw the visit."
)
A_MONTH = dt.timedelta(days=31)
EARLIER = (
    "V0.1: Earlier recommendations of this home have been added since the visit was begun. "
    "Open the section 'Follow-up from the last report' and say what has become of them."
)


def still_open(actor: Actor, check_id: int) -> list[str]:
    """The same for the page, as the draft stands now. The caller has opened it for its reader."""
    with reading() as session:
        check = found(session, actor, check_id)
        form = install.form(session, check.form_id)
        return problems(session, actor, check, form, drafts.answers(session, check, form))


def problems(session: Any, actor: Actor, check: Check, form: Form, answers: Answers) -> list[str]:
    """Contradictions, a day or time that cannot be, consents and alerts that are missing."""
    on_visit = queries.of_check(session, check.id)
    if on_visit is None:
        raise NotFound("visit")
    visit, home = on_visit
    on = visits.visited_on(answers) or visit.visited_on
    return [
        *_day(session, visit, home, answers, on),
        *filter(None, (ahead(answers, on, actor.now),)),
        *contradictions(form, answers, _lived(session, visit, on)),
        *([EARLIER] if visit_items.unlisted(session, check, visit) else []),
        *_as_it_was(session, visit, form, answers),
        *_consents(session, visit, answers, on),
        *_alerts(session, check, answers, on),
        *_recommendations(session, check, on),
    ]


def _day(session: Any, visit: Visit, home: Home, answers: Answers, on: dt.date) -> Iterator[str]:
    """The home was there, the visitor was appointed and independent on the day; a conflict that
    came to light afterwards is told in the report: regulation 44(6)."""
    if why := visit_begin.outside_life(home, on):
        yield f"VH.2: {why}"
    if why := _after_its_report(visit, on):
        yield f"VH.2: {why}"
    link = queries.appointment(session, home.id, visit.visitor_id, on)
    if link is None:
        yield f"VH.2: Nobody was appointed in your name to visit {home.name} on {format_date(on)}."
        return
    why = _barred(session, home.id, visit.visitor_id, on)
    conflict = why and _barred(session, home.id, visit.visitor_id, on, link.basis_kind)
    if why and not conflict:
        yield f"VH.2: {why}"
    elif why and visits.value(answers, visits.CONFLICT) != "Y":
        yield f"VH.7: {why} {AFTERWARDS}"


def _after_its_report(visit: Visit, on: dt.date) -> str:
    """Why a visit was no later than a day: its report was sent out then; '' where it was not."""
    for what, day in (("sent for checking", visit.accuracy_sent_on), ("issued", visit.issued_on)):
        if day and day < on:
            return (
                f"The report of this visit was {what} on {format_date(day)}, so the visit was no "
                f"later than that, and not on {format_date(on)}."
            )
    return ""


def _barred(session: Any, home_id: int, person_id: int, on: dt.date, basis: str = "") -> str:
    """What bars the visitor on the day; with a basis, ties only and not independence run out."""
    found = independence.refusals(session, [home_id], person_id, on, basis or None)
    return found.get(home_id, "")


def _lived(session: Any, visit: Visit, on: dt.date) -> int:
    """How many children are known to have lived in the home at some time since the last visit."""
    before = history.earlier_visits(session, visit.home_id, visit.check_id, on)
    since = before[0].visited_on if before else on - A_MONTH
    stays = residents.everybody(session, visit.home_id)
    return sum(s.from_on <= on and (s.to_on is None or s.to_on >= since) for s in stays)


def _as_it_was(session: Any, visit: Visit, form: Form, answers: Answers) -> Iterator[str]:
    """Earlier recommendations that stand as the last visit left them, without a word of this one:
    the status was filled in, and nothing says that the visitor looked."""
    given = answers.get(visits.EARLIER)
    last = {row.key: row.reference for row in visit_begin.earlier(session, visit).rows}
    for place, row in enumerate(given.rows if given else (), start=1):
        if row.reference and row.reference == last.get(row.key) and not row.text:
            said = form.question(visits.EARLIER).label_of(row.reference)
            yield (
                f'V0.1: Item {place} stands as the last visit left it, "{said}". Say under '
                "Evidence or reason what you saw or were told this time, or choose another status."
            )


def _consents(session: Any, visit: Visit, answers: Answers, on: dt.date) -> Iterator[str]:
    given = queries.consents(session, visit.check_id)
    said = visits.value(answers, visits.CONSENTED)
    if said == "Y" and not given:
        yield NO_CONSENT
    if said == "NA" and given:
        yield NOT_OPENED
    came = {each.id: each.from_on for each in residents.everybody(session, visit.home_id)}
    for consent, letter in given:
        days = {name: getattr(consent, name) for name in visit_consents.WHOSE}
        first = came.get(consent.resident_id, on)
        if why := visit_consents.too_late(letter, first, days, on):
            yield f"V1.5: {why}"


def _alerts(session: Any, check: Check, answers: Answers, on: dt.date) -> Iterator[str]:
    wanted = alerts_needed(answers, bool(risk_queries.of_check(session, check.id)))
    given = {alert.question: alert for alert in queries.alerts(session, check.id)}
    arrived = arrived_at(answers, on)
    for question in sorted(given.keys() - {*wanted, visits.RISK}):
        yield f"{question}: {visit_alerts.LEFT_OVER} Change the opinion, or take the record away."
    for question in wanted:
        alert = given.get(question)
        if alert is None:
            yield f"{ASKED[question]} {WHO}"
            continue
        times = (alert.told_individual_at, alert.told_head_at, alert.lado_at, alert.reg40_at)
        early = [why for at in times if at and (why := told_before(at, arrived))]
        yield from early[:1]


def _recommendations(session: Any, check: Check, on: dt.date) -> Iterator[str]:
    for action in action_queries.of_check(session, check.id):
        if action.kind != "recommendation" or action.status != "draft":
            continue
        if action.consider_by_on is None:
            yield f'V4.3: Give the day by which "{action.text}" must be considered.'
        elif action.consider_by_on < on:
            yield (
                f'V4.3: "{action.text}" was to be considered by '
                f"{format_date(action.consider_by_on)}, before the visit."
            )
