"""How a submitted visit ends: its figures and opinions, where earlier recommendations stand."""

from collections.abc import Iterator
from typing import Any

from db.models import Check, Visit, VisitEvent, VisitStandard
from db.queries import visits as queries
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.answers import chosen
from qa.domain.completion import Answers
from qa.domain.forms import Form
from qa.domain.refusals import Refused
from qa.services import answers as stored
from qa.services import clocks, install, residents, visit_begin, visit_items, visit_ready

FIELDS = ()
"""Of the check itself nothing: a visit's outcome stands in its Visit row, and in `about`."""
SAID = ("arrived", "left", "on_roll", "present", "offered", "accepted", "safeguarded",
        "wellbeing", "is_conflict_found", "report_due_on")  # fmt: skip


def check_ready(
    session: Any, actor: Actor, check: Check, form: Form, answers: Answers, _given: Any
) -> None:
    """Raises Refused with every contradiction, missing alert and missing consent, in words."""
    found = visit_ready.problems(session, actor, check, form, answers)
    if found:
        raise Refused(" ".join(found))


def put(
    session: Any, actor: Actor, check: Check, form: Form, answers: Answers, _given: Any
) -> None:
    """Keep what lists, figures and coverage read; replaces what an earlier version kept."""
    if actor.person_id != check.assignee_id:
        raise Refused(visit_begin.IN_PERSON)
    visit, _home = queries.of_check(session, check.id)
    _move_day(session, actor, check, visit, answers)
    residents.bring_up_to_date(session, actor, visit.home_id, visit.visited_on, ends=False)
    _set_figures(visit, answers)
    queries.clear_figures(session, check.id)
    session.add_all([*_standards(check, visit, form, answers), *_events(check, visit, answers)])
    visit_items.put(session, actor, check, visit, answers)


def afterwards(*_of_check: Any) -> None:
    """Nothing else follows: the report is issued by the visitor, when it is."""


def about(session: Any, check: Check) -> dict[str, Any]:
    """What the trail's entry says of the visit besides."""
    visit, _home = queries.of_check(session, check.id)
    said = {name: getattr(visit, name) for name in SAID}
    return {**visit_begin.about(visit), **said}


def of_version(
    session: Any, check: Check, visit: Visit, number: int
) -> tuple[Visit, list[VisitStandard], list[VisitEvent]]:
    """The figures of a visit by a version that is not the one finished last; nothing is kept."""
    form, answers = install.form(session, check.form_id), _answers(session, check.id, number)
    then = queries.dates_of(visit)
    _set_figures(then, answers)
    found = _standards(check, then, form, answers), _events(check, then, answers)
    return then, *map(list, found)


def _answers(session: Any, check_id: int, number: int) -> Answers:
    return {key: each.answer for key, each in stored.load(session, check_id, number).items()}


def _move_day(session: Any, actor: Actor, check: Check, visit: Visit, answers: Answers) -> None:
    """The day of the form is the day of the visit: month, basis and due date follow it."""
    on = visits.visited_on(answers) or visit.visited_on
    if on == visit.visited_on:
        return
    due, version = clocks.limit(session, visits.RULE_REPORT, on, actor.today)
    visit.visited_on, visit.month = on, visits.month_of(on)
    visit.report_due_on, visit.report_due_rule = due.on, due.rule_id
    visit.report_due_rule_version, visit.report_due_explained = version, due.explanation
    check.due_on, check.due_rule, check.due_explained = due.on, due.rule_id, due.explanation
    check.due_rule_version = version
    link = queries.appointment(session, visit.home_id, visit.visitor_id, on)
    visit.basis = visit_begin.basis_words(link) if link else visit.basis


def _set_figures(visit: Visit, answers: Answers) -> None:
    there, spoken = (visits.numbers(answers, q) for q in (visits.PRESENT, visits.SPOKEN_TO))
    visit.arrived, visit.left = visits.times(answers)
    visit.announced = visits.value(answers, visits.ANNOUNCED)
    visit.present, visit.on_roll = there.get("done"), there.get("total")
    visit.accepted, visit.offered = spoken.get("done"), spoken.get("total")
    visit.safeguarded = visits.value(answers, visits.SAFEGUARDED)
    visit.wellbeing = visits.value(answers, visits.WELLBEING)
    visit.is_conflict_found = visits.value(answers, visits.CONFLICT) == "Y"


def _standards(check: Check, visit: Visit, form: Form, answers: Answers) -> Iterator[VisitStandard]:
    for question in form.questions:
        standard, met = visits.standard_of(question.id), chosen(answers.get(question.id))
        if standard and met:
            yield VisitStandard(
                check_id=check.id,
                home_id=visit.home_id,
                month=visit.month,
                standard=standard,
                met=min(met),
            )


def _events(check: Check, visit: Visit, answers: Answers) -> Iterator[VisitEvent]:
    counted = visits.numbers(answers, visits.EVENTS)
    for event in dict.fromkeys(key.partition(".")[0] for key in counted):
        yield VisitEvent(
            check_id=check.id,
            home_id=visit.home_id,
            month=visit.month,
            event=event,
            events=counted.get(f"{event}.events") or 0,
            children=counted.get(f"{event}.children") or 0,
        )
