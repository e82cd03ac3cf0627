"""A small service with one audit to do: who is who, and how to fill a form in."""

import dataclasses
import datetime as dt
from types import SimpleNamespace

from db.engine import reading, writing
from db.models import Check
from qa.domain.answers import Answer
from qa.domain.completion import applicable
from qa.domain.facts import CaseFacts
from qa.services import action_drafts, allocation, answers, checks, install, moderation, submission
from tests.services import makers

YES = {"grade4": "G", "yes_no_partly_na": "Y", "yes_no_na": "Y"}


def world() -> SimpleNamespace:
    """A team, its worker and manager, a child on a plan, two auditors, two practice managers."""
    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    team_id = makers.team()
    head = makers.holder("Hana Head", "head_of_service")
    manager = makers.holder("Mo Manager", "practice_manager")
    manager2 = makers.holder("Mina Manager", "practice_manager")
    iro = makers.holder("Ira Officer", "iro")
    iro2 = makers.holder("Ivo Officer", "iro")
    boss = makers.holder("Tess Teamlead", "team_manager", team_id=team_id)
    support = makers.holder("Sam Support", "business_support")
    worker = makers.person("Worker 001 (fictional)", boss.person_id)
    child = makers.child("C-1001", team_id)
    makers.status(child, "cp")
    makers.link(child, "social_worker", worker)
    makers.link(child, "team_manager", boss.person_id)
    return SimpleNamespace(
        team=team_id, head=head, manager=manager, manager2=manager2, iro=iro, iro2=iro2,
        boss=boss, support=support, worker=worker, child=child,
    )  # fmt: skip


def allocated(w: SimpleNamespace, **about) -> int:
    """An audit of the child's file for the first auditor."""
    order = {"child_id": w.child, "assignee_id": w.iro.person_id, **about}
    return allocation.allocate(w.manager, allocation.Order(**order))


def fill(actor, check_id: int, **other: str) -> None:
    """Confirm the child and answer everything: Yes and Good unless said otherwise."""
    checks.confirm_right_child(actor, check_id)
    for question, answer in _answers(check_id, other).items():
        answers.save(actor, check_id, question, answer, typed_on_version=0)


def _answers(check_id: int, other: dict[str, str]) -> dict[str, Answer]:
    with reading() as session:
        check = session.get(Check, check_id)
        form = install.form(session, check.form_id)
        facts = CaseFacts.pinned(check.case_types, check.age_years)
    usual = {"S1": "desk", "Z2": "The child is safer than six months ago.", "Z5": "N",
             "Z4": "NONE"}  # fmt: skip
    given = {}
    for question in applicable(form, facts):
        value = other.get(question.id) or usual.get(question.id) or YES.get(question.type)
        if value:
            given[question.id] = Answer(value, evidence="Seen in the record of 3 March.")
    return given


def submitted(w: SimpleNamespace, **other: str) -> int:
    """An audit filled in and submitted by the first auditor."""
    check_id = allocated(w)
    fill(w.iro, check_id, **other)
    submit(w.iro, check_id)
    return check_id


def submit(actor, check_id: int, **given) -> None:
    """Submit a draft as it stands."""
    submission.submit(actor, check_id, version(check_id), submission.Submission(**given))


def agree(who, check_id: int) -> None:
    """Moderated: the grade stands."""
    moderation.moderate(who, check_id, version(check_id), moderation.Verdict("agreed"))


def version(check_id: int) -> int:
    """The lock version as it stands."""
    return makers.row(Check, check_id).version


def status(check_id: int) -> str:
    """Where the check stands."""
    return makers.row(Check, check_id).status


def later(actor, days: int):
    """The same person some days on."""
    return dataclasses.replace(
        actor, today=actor.today + dt.timedelta(days), now=actor.now + dt.timedelta(days)
    )


def action_for(w: SimpleNamespace, check_id: int, *questions: str) -> int:
    """An action on the draft that answers these concerns, owned by the second auditor."""
    wanted = action_drafts.Wanted("See the child alone", w.iro2.person_id, questions=questions)
    return action_drafts.add(w.iro, check_id, wanted)
