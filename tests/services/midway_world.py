"""A looked-after child with a held review, the IRO whose child it is, and how to fill a midway
review in."""

import datetime as dt
from types import SimpleNamespace

from db.engine import reading, writing
from db.models import Child, ChildStatus, Review, ReviewDecision, SiblingGroup
from qa.domain.answers import Answer, AnswerRow
from qa.domain.completion import applicable
from qa.services import answers, checks, drafts, duties, install, midways, submission
from tests.services import makers
from tests.services.audit_world import version, world

CARE_FROM = dt.date(2025, 2, 3)
REVIEWED = dt.date(2026, 8, 12)
SEEN = dt.date(2026, 10, 22)
IN_CARE = {"legal_status": "C2", "last_visit_on": SEEN.isoformat(), "last_health_on": "2026-06-01"}
ON_PLAN = {"latest_category": "neglect", "previous_plans": 1, "last_visit_on": "2026-10-16",
           "seen_alone": "yes"}  # fmt: skip
DAY = Answer(rows=(AnswerRow("date", date=SEEN), AnswerRow("seen_alone", number=1),
                   AnswerRow("bedroom_seen", number=0)))  # fmt: skip
PAIR = Answer(rows=(AnswerRow("done", number=2), AnswerRow("total", number=3)))
SCALES = Answer(rows=(AnswerRow("now", number=6, text="The chair"),
                      AnswerRow("before", number=4, text="The conference")))  # fmt: skip
GOALS = Answer(rows=(AnswerRow("g1", text="Home is clean", reference="some"),))
BY_TYPE = {
    "yes_no_partly_na": Answer("Y"), "yes_no_na": Answer("Y"), "grade4": Answer("G"),
    "number_pair": PAIR, "date_plus_flags": DAY, "scale_pair_0_10": SCALES,
    "item_progress": GOALS, "free_text": Answer("She is settled and safe."),
    "date": Answer(SEEN.isoformat()), "rag": Answer("G"),
}  # fmt: skip
CHOICES = {"M0.1": "file", "P0.1": "file", "M2.5": "in_place", "M3.1": "stable", "M4.4": "none",
           "M5.1": "none", "P3.3": "all", "P4.3": "none", "P5.3": "not_indicated",
           "M7.3": "no_action", "P6.3": "no_action"}  # fmt: skip


def midway_world() -> SimpleNamespace:
    """The world of audits; its IRO reviews a looked-after girl with a brother in care too."""
    w = world()
    group = makers.made(SiblingGroup(made_on=makers.START))
    w.girl = looked_after(w, "L-2001", sibling_group_id=group)
    w.boy = looked_after(w, "L-2002", sibling_group_id=group, birth_month=dt.date(2015, 6, 1))
    return w


def looked_after(w: SimpleNamespace, number: str, **about) -> int:
    """A child in care who was reviewed, of the first IRO's caseload."""
    child_id = makers.child(number, w.team, **about)
    status(child_id, "cla", IN_CARE, CARE_FROM)
    makers.link(child_id, "iro", w.iro.person_id)
    makers.link(child_id, "social_worker", w.worker)
    reviewed(child_id)
    return child_id


def status(child_id: int, code: str, facts: dict, from_on: dt.date = CARE_FROM) -> None:
    """A status with what the children list says of it."""
    as_at = dt.date(2026, 11, 2)
    makers.made(
        ChildStatus(child_id=child_id, status=code, from_on=from_on, as_at=as_at, facts=facts)
    )


def reviewed(child_id: int, kind: str = "cla_review", on: dt.date = REVIEWED) -> int:
    """A meeting that was held, with two decisions of which one is done."""
    review_id = makers.made(
        Review(child_id=child_id, kind=kind, met_on=on, source="hand", recorded_at=makers.NOW)
    )
    for place, done in ((1, dt.date(2026, 9, 1)), (2, None)):
        text = "Begin life-story work" if done is None else "Book the dentist"
        makers.made(
            ReviewDecision(review_id=review_id, position=place, text=text, done_on=done,
                           by_on=dt.date(2026, 10, 1))
        )  # fmt: skip
    refreshed(child_id)
    return review_id


def refreshed(*child_ids: int) -> None:
    """What is due about these children, worked out."""
    with writing() as session:
        duties.refresh(session, child_ids, makers.TODAY)


def begun(w: SimpleNamespace, child_id: int | None = None) -> int:
    """The girl's midway review, begun by her IRO."""
    return midways.begin(w.iro, child_id or w.girl)


def fill(actor, check_id: int, **other: str) -> None:
    """Confirm the child and answer everything as well as can be, unless said otherwise."""
    checks.confirm_right_child(actor, check_id)
    view = checks.view(actor, check_id)
    for question in applicable(view.form, drafts.case_facts(view.check)):
        given = other.get(question.id.replace(".", "_"))
        usual = BY_TYPE.get(question.type) or Answer(CHOICES.get(question.id))
        answer = Answer(given, evidence="Seen on page 12.") if given else usual
        if question.show_if is None:
            answers.save(actor, check_id, question.id, answer, typed_on_version=0)


def submitted(w: SimpleNamespace, child_id: int | None = None, **other: str) -> int:
    """A midway review filled in and submitted by the IRO."""
    check_id = begun(w, child_id)
    fill(w.iro, check_id, **other)
    submission.submit(w.iro, check_id, version(check_id))
    return check_id


def installed_again() -> None:
    """The released forms, where a test made its store by hand."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)


def child(child_id: int) -> Child:
    """The child as it stands."""
    with reading() as session:
        return session.get(Child, child_id)
