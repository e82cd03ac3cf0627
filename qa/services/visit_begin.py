"""What must be true of a visitor, a home and a day before a visit counts, and what of it is known
already when it begins."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.models import Check, Home, HomeVisitor, Revision, Visit
from db.queries import answers as answer_queries
from db.queries import checks as check_queries
from db.queries import visit_history as history
from db.queries import visits as queries
from qa.domain import homes, permissions, visits
from qa.domain.actor import Actor
from qa.domain.answers import NONE, Answer, AnswerRow
from qa.domain.independence import not_then
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.domain.workflow import REG44
from qa.services import answers as stored
from qa.services import clocks, independence, install, residents
from qa.services.records import record

ACT = "begin_visit"
IN_PERSON = (
    "The visitor does this in person: independence and opinion are their own (regulations 43 and "
    "44). What was typed is saved."
)


def home_to_visit(session: Any, actor: Actor, home_id: int, on: dt.date) -> Home:
    """The home, held for this transaction. Raises NotFound."""
    home = queries.home_to_visit(session, actor, home_id, on)
    if home is None:
        raise NotFound("home")
    return home


def must_be_day_of_home(home: Home, on: dt.date, today: dt.date) -> None:
    """Refuse a day in the future or outside the home's life, in words."""
    if on > today:
        raise Refused(f"{format_date(on)} is in the future. A visit is recorded once it was made.")
    if why := outside_life(home, on):
        raise Refused(why)


def outside_life(home: Home, on: dt.date) -> str:
    """Why a home was not there to be visited on a day; '' where it was."""
    if home.opened_on and on < home.opened_on:
        return (
            f"{home.name} opened on {format_date(home.opened_on)}: there was no visit to it on "
            f"{format_date(on)}."
        )
    if home.closed_on and on > home.closed_on:
        return (
            f"{home.name} closed on {format_date(home.closed_on)}: there was no visit to it on "
            f"{format_date(on)}."
        )
    return ""


def appointed(session: Any, actor: Actor, home: Home, on: dt.date) -> HomeVisitor:
    """The appointment under which this person visits the home on a day.

    Raises Refused: not appointed (or not on that day), tied to the home (regulation 43(3), the
    rule by name), or independence that was not confirmed for that day. Cover does not count.
    """
    if actor.has("reg44_visitor"):
        held = [
            (each.from_on, each.to_on)
            for each in queries.appointments(session, home.id, actor.person_id)
        ]
        if why := not_then(held, on, actor.today):
            raise Refused(why)
    facts = independence.facts_of_home(session, actor, home.id, on)
    permissions.require(actor, ACT, facts)
    return queries.appointment(session, home.id, actor.person_id, on)


def about(visit: Visit) -> dict[str, Any]:
    """What every entry of the trail about a visit says of it: coverage is rebuilt from these."""
    names = ("home_id", "month", "visited_on", "announced", "visitor_id")
    return {name: getattr(visit, name) for name in names}


def begun(
    session: Any, actor: Actor, link: HomeVisitor, visited_on: dt.date, announced: str | None
) -> Check:
    """A new visit with what is known of it answered, in the caller's transaction."""
    due, version = clocks.limit(session, visits.RULE_REPORT, visited_on, actor.today)
    check = _check(session, actor, link.home_id, (due, version))
    visit = Visit(
        check_id=check.id,
        home_id=link.home_id,
        visitor_id=actor.person_id,
        month=visits.month_of(visited_on),
        visited_on=visited_on,
        announced=announced,
        basis=basis_words(link),
        report_due_on=due.on,
        report_due_rule=due.rule_id,
        report_due_rule_version=version,
        report_due_explained=due.explanation,
    )
    session.add(visit)
    session.flush()
    living = residents.bring_up_to_date(session, actor, link.home_id, visited_on)
    _put_in_known(session, actor, check, visit, living)
    record(session, actor, "start", check, _begun_payload(check, visit))
    return check


def say_how_announced(
    session: Any, actor: Actor, check: Check, visit: Visit, announced: str
) -> None:
    """What was chosen at the beginning, for a visit begun before without it: an answer that its
    form has stands."""
    saved = stored.load(session, check.id, check.revision).get(visits.ANNOUNCED)
    if saved is not None and saved.answer.value:
        return
    revision = check_queries.revision(session, check.id, check.revision)
    put_answer(session, actor, revision.id, visits.ANNOUNCED, Answer(announced))
    before, visit.announced = visit.announced, announced
    payload = {**about(visit), "announced": [before, announced]}
    record(session, actor, "change", check, payload)


def _check(session: Any, actor: Actor, home_id: int, limit: tuple[Any, str]) -> Check:
    form_id, _form = install.form_in_force(session, visits.FORM, actor.today)
    due, version = limit
    check = Check(
        kind=REG44,
        form_id=form_id,
        home_id=home_id,
        assignee_id=actor.person_id,
        allocated_by_id=actor.person_id,
        allocated_on=actor.today,
        due_on=due.on,
        due_rule=due.rule_id,
        due_rule_version=version,
        due_explained=due.explanation,
        status="in_progress",
        started_at=actor.now,
    )
    session.add(check)
    session.flush()
    opened = {"kind": "first", "opened_by_id": actor.person_id, "opened_at": actor.now}
    session.add(Revision(check_id=check.id, number=1, **opened))
    session.flush()
    return check


def _begun_payload(check: Check, visit: Visit) -> dict[str, Any]:
    changed = {n: [None, getattr(check, n)] for n in ("kind", "form_id", "assignee_id", "status")}
    pinned = {n: [None, getattr(visit, n)] for n in ("basis", "report_due_on")}
    return {**about(visit), **changed, **pinned}


def basis_words(link: HomeVisitor) -> str:
    """The basis of independence as it is pinned on a visit."""
    return f"{homes.BASES[link.basis_kind]}. {link.basis}"


def _put_in_known(
    session: Any, actor: Actor, check: Check, visit: Visit, residents: Sequence[Any]
) -> None:
    """Answer what is known of the visit already, in its first version."""
    revision = check_queries.revision(session, check.id, check.revision)
    for question_id, answer in _known(session, visit, residents).items():
        put_answer(session, actor, revision.id, question_id, answer)


def _known(session: Any, visit: Visit, residents: Sequence[Any]) -> dict[str, Answer]:
    authorities = sorted({resident.placing_authority for resident in residents})
    given = {
        visits.MONTH: Answer(f"{visit.month:%Y-%m}"),
        visits.DAY: Answer(visit.visited_on.isoformat()),
        visits.PRESENT: Answer(rows=(AnswerRow("total", number=len(residents)),)),
        visits.EARLIER: earlier(session, visit),
    }
    if visit.announced:
        given[visits.ANNOUNCED] = Answer(visit.announced)
    if authorities:
        given[visits.AUTHORITIES] = Answer("; ".join(authorities))
    return given


def earlier(session: Any, visit: Visit) -> Answer:
    """One row for each earlier recommendation that is not settled, with where it last stood."""
    found = history.earlier_recommendations(
        session, visit.home_id, visit.check_id, visit.visited_on
    )
    rows = tuple(AnswerRow(str(action.id), reference=last) for action, last, *_said in found)
    return Answer(rows=rows) if rows else Answer(NONE)


def put_answer(
    session: Any, actor: Actor, revision_id: int, question_id: str, answer: Answer
) -> None:
    """Store an answer in place of what is stored, without asking what the person saw."""
    connection = session.connection()
    values = {
        "value": answer.value,
        "grade": answer.grade,
        "evidence": answer.evidence,
        "saved_at": actor.now,
        "saved_by_id": actor.person_id,
        "saved_in": actor.sign_in_id,
    }
    place = {"revision_id": revision_id, "question": question_id}
    rows = [
        {"key": r.key, "number": r.number, "text": r.text, "on": r.date, "reference": r.reference}
        for r in answer.rows
    ]
    answer_queries.put(connection, place, values, rows)
