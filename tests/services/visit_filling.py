"""Visits filled in for tests: complete and as good as can be, unless said otherwise."""

import dataclasses
import datetime as dt
from types import SimpleNamespace

from db.engine import reading, writing
from db.models import Check, Revision, Visit, VisitIssue
from db.queries import checks as check_queries
from qa.domain.actor import Actor
from qa.domain.answers import NONE, Answer, AnswerRow, parts, revalidate
from qa.domain.forms import Question
from qa.services import answers as stored
from qa.services import (
    drafts,
    install,
    recommendation_drafts,
    submission,
    visit_begin,
    visits,
)
from qa.services.recommendation_drafts import Recommended
from tests.services import makers

ON = dt.date(2026, 11, 3)
EVENTS = {"incidents": (3, 2), "missing": (1, 1)}
SPECIAL = {
    "VH.3": Answer(rows=(AnswerRow("arrival", text="14:05"), AnswerRow("departure", text="17:30"))),
    "V1.1": Answer(rows=(AnswerRow("done", number=1), AnswerRow("total", number=2))),
    "V1.2": Answer("A likes the garden and wants to cook more often."),
    "V1.4": Answer("daily_logs|incidents|restraint"),
    "V1.5": Answer("NA"),
    "V4.3": Answer(NONE),
    "V4.6": Answer("N"),
}
USUAL = {
    "met4": Answer("M", evidence="Seen in the logs of the month."),
    "opinion3": Answer("Y", evidence="Children say they are safe; the records agree."),
    "yes_no_na": Answer("Y"),
    "yes_no_partly_na": Answer("Y"),
    "free_text": Answer("Nothing to add."),
}


def on_day(actor: Actor, on: dt.date) -> Actor:
    """The same person in the evening of a day."""
    return dataclasses.replace(actor, today=on, now=dt.datetime.combine(on, dt.time(19), dt.UTC))


def evening(w: SimpleNamespace) -> Actor:
    """The visitor in the evening of the day of the visit."""
    return on_day(w.visitor, ON)


def rows(model: type, **about: object) -> list:
    """Rows with these values, in order."""
    with reading() as session:
        return session.query(model).filter_by(**about).order_by(model.id).all()


def begun(
    w: SimpleNamespace, home_id: int | None = None, on: dt.date = ON, by: Actor | None = None,
    announced: str | None = "unannounced",
) -> int:  # fmt: skip
    """A visit begun on its own day, home and independence confirmed."""
    actor = on_day(by or w.visitor, on)
    check_id = visits.begin(actor, home_id or w.oak, on, announced)
    visits.confirm(actor, check_id, True)
    return check_id


def fill(actor: Actor, check_id: int, **other: str | Answer) -> None:
    """Answer everything, in one transaction and with the form's own checks; `V4_1="N"` or
    `V1_1=Answer(…)` says one answer otherwise."""
    given = {key.replace("_", "."): value for key, value in other.items()}
    with writing() as session:
        check = session.get(Check, check_id)
        form = install.form(session, check.form_id)
        revision = check_queries.revision(session, check_id, check.revision)
        saved = stored.load(session, check_id, check.revision)
        for question in form.questions:
            answer = _answer(question, given.get(question.id), saved)
            if answer is not None:
                clean = revalidate(question, answer, today=actor.today)
                visit_begin.put_answer(session, actor, revision.id, question.id, clean)


def _answer(question: Question, given: str | Answer | None, saved: dict) -> Answer | None:
    if isinstance(given, Answer):
        return given
    if given is not None:
        return Answer(given, evidence="Seen and read on the day.")
    if question.stage != "submit" or question.show_if or question.type == "date":
        return None
    held = saved[question.id].answer if question.id in saved else Answer()
    if question.id == "VH.5":
        total = next(row.number for row in held.rows if row.key == "total")
        return Answer(rows=(AnswerRow("done", number=total), AnswerRow("total", number=total)))
    if question.id == "V0.1":
        rows = tuple(
            dataclasses.replace(r, reference=r.reference or "in_progress") for r in held.rows
        )
        return Answer(rows=rows) if rows else Answer(NONE)
    if held.value or held.rows:
        return None
    return SPECIAL.get(question.id) or USUAL.get(question.type) or _numbers(question)


def _numbers(question: Question) -> Answer | None:
    if question.type not in ("counts_by_group", "number_table"):
        return None
    return Answer(rows=tuple(AnswerRow(p.key, number=_number(p.key)) for p in parts(question)))


def _number(key: str) -> int:
    event, _, column = key.partition(".")
    return EVENTS.get(event, (0, 0))[column == "children"] if column else 2


def events(**counts: tuple[int, int]) -> Answer:
    """The answer to V3.1: `missing=(2, 1)` is two events with one child; none of the rest."""
    with reading() as session:
        form = install.form_in_force(session, "reg44_visit", makers.TODAY)[1]
    rows = []
    for part in parts(form.question("V3.1")):
        event, _, column = part.key.partition(".")
        rows.append(AnswerRow(part.key, number=counts.get(event, (0, 0))[column == "children"]))
    return Answer(rows=tuple(rows))


def recommended(
    actor: Actor, check_id: int, standard: str = "12", text: str = "Review the missing response",
    days: int = 28, priority: str = "high",
) -> int:  # fmt: skip
    """A recommendation on a draft; its id."""
    by = actor.today + dt.timedelta(days)
    given = Recommended(text, standard, priority, by)
    return recommendation_drafts.add(actor, check_id, given)


def drafted(
    w: SimpleNamespace, home_id: int | None = None, on: dt.date = ON, by: Actor | None = None,
    standards: tuple[str, ...] = (), announced: str | None = "unannounced",
    **answers: str | Answer,
) -> int:  # fmt: skip
    """A visit filled in on its own day and ready to submit; a recommendation for each standard."""
    actor = on_day(by or w.visitor, on)
    check_id = begun(w, home_id, on, by, announced)
    for standard in standards:
        recommended(actor, check_id, standard)
    if standards:
        answers.setdefault("V4_3", Answer())
    fill(actor, check_id, **answers)
    return check_id


def submit(actor: Actor, check_id: int) -> None:
    """Submit a draft as it stands."""
    submission.submit(actor, check_id, makers.row(Check, check_id).version)


def written(
    w: SimpleNamespace, home_id: int | None = None, on: dt.date = ON, by: Actor | None = None,
    standards: tuple[str, ...] = (), announced: str | None = "unannounced",
    **answers: str | Answer,
) -> int:  # fmt: skip
    """A visit submitted on its own day, with a recommendation for each of `standards`."""
    check_id = drafted(w, home_id, on, by, standards, announced, **answers)
    submit(on_day(by or w.visitor, on), check_id)
    return check_id


def issued(check_id: int, on: dt.date = ON) -> None:
    """Have the report of the version submitted last stand as issued, straight in the store."""
    with writing() as session:
        check, visit = session.get(Check, check_id), visit_in(session, check_id)
        check.status, check.version = "issued", check.version + 1
        visit.issued_on, visit.issued_revision = visit.issued_on or on, check.revision
        by_id = check.assignee_id
        session.add(
            VisitIssue(check_id=check_id, revision=check.revision, issued_on=on, issued_by_id=by_id)
        )


def visit_in(session: object, check_id: int) -> Visit:
    """The row of a visit in a session."""
    return session.query(Visit).filter_by(check_id=check_id).one()


def visit_of(check_id: int) -> Visit:
    """The row of a visit as it stands now."""
    with reading() as session:
        return visit_in(session, check_id)


def revisions(check_id: int) -> list[Revision]:
    """Every version of a visit."""
    with reading() as session:
        return session.query(Revision).filter_by(check_id=check_id).order_by(Revision.number).all()


def current(check_id: int) -> dict[str, Answer]:
    """The answers of the version that is open or was submitted last."""
    with reading() as session:
        check = session.get(Check, check_id)
        return drafts.answers(session, check, install.form(session, check.form_id))


def changed(model: type, record_id: int, **values: object) -> None:
    """Set columns of a row, straight in the store."""
    with writing() as session:
        row = session.get(model, record_id)
        for name, value in values.items():
            setattr(row, name, value)
