"""Submitting a check, and correcting a submitted one as a new version."""

from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import Action, Check, CheckConcern, CheckDomain, Revision
from db.queries import actions as action_queries
from db.queries import checks as queries
from db.queries import risk as risk_queries
from db.queries import summaries
from qa.domain import audits, workflow
from qa.domain.actor import Actor
from qa.domain.check_kinds import noun
from qa.domain.completion import concerns as raised
from qa.domain.completion import missing
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form
from qa.domain.refusals import Refused
from qa.domain.scoring import domain_outcomes
from qa.domain.words import plural
from qa.services import (
    audit_outcome,
    clocks,
    concerns,
    drafts,
    install,
    midways_outcome,
    trail,
    visit_outcome,
)
from qa.services.records import allowed, held, moved, must_be_current, record, said

OUTCOMES = {
    "case_audit": audit_outcome,
    **dict.fromkeys(workflow.MIDWAYS, midways_outcome),
    workflow.REG44: visit_outcome,
}
"""How each kind of check ends: `check_ready`, `put`, `afterwards`, `about` for the trail, and the
FIELDS it sets."""
UNCONFIRMED = {
    workflow.REG44: "Confirm first that this is the right home and that you are independent of it.",
}


@dataclass(frozen=True)
class Submission:
    """What the person adds when submitting."""

    override_reason: str | None = None
    is_good_practice: bool = False
    good_practice_note: str | None = None


NOTHING_ADDED = Submission()


def prepare(actor: Actor, check_id: int, given: Submission) -> None:
    """Keep what is written beside the form before it is submitted: it outlives a refresh."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        if check.status not in workflow.DRAFT:
            raise Refused("This was submitted meanwhile, so it was not saved.")
        check.override_reason = given.override_reason or None
        check.is_good_practice = given.is_good_practice
        check.good_practice_note = given.good_practice_note or None


def submit(actor: Actor, check_id: int, version: int, given: Submission = NOTHING_ADDED) -> None:
    """Submit a draft: it is locked, shared, and its actions open. Refused where it is not ready."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        workflow.move(check.kind, "submit", check.status)
        must_be_current(check, version, f"This {noun(check.kind)}")
        form, facts = install.form(session, check.form_id), drafts.case_facts(check)
        answers = drafts.answers(session, check, form)
        _must_be_ready(session, check, form, facts, answers)
        ends = OUTCOMES[check.kind]
        ends.check_ready(session, actor, check, form, answers, given)
        before = _outcome(check)
        _set_submitted(actor, check)
        ends.put(session, actor, check, form, answers, given)
        opened = _open_actions(session, actor, check)
        summarise(session, check, form, facts, answers)
        revision = queries.revision(session, check.id, check.revision)
        revision.issued_at = actor.now
        change = moved(check, "submit")
        ends.afterwards(session, actor, check, form, answers)
        payload = {
            **ends.about(session, check),
            **change,
            "revision": check.revision,
            "outcome": [before, _outcome(check)],
            "answers": drafts.plain(answers),
            "changed": _changed(session, check, form, answers),
            "actions": opened,
        }
        record(session, actor, "submit", check, payload)


def _changed(session: Any, check: Check, form: Form, answers: Any) -> dict[str, list[Any]]:
    """Old and new of every answer that a later version changes; nothing for the first."""
    if check.revision == 1:
        return {}
    before = drafts.answers(session, check, form, check.revision - 1)
    return trail.changes(drafts.plain(before), drafts.plain(answers))


def correct(actor: Actor, check_id: int, version: int, reason: str) -> int:
    """Open a new version of a submitted check; the earlier one stays readable. Its number."""
    reason = said(reason, "Say what is being corrected and why.")
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "correct", check)
        must_be_current(check, version, f"This {noun(check.kind)}")
        kind = "reissued" if check.status in workflow.ISSUED else "corrected"
        change = moved(check, "correct")
        open_revision(session, actor, check, kind, reason)
        about = OUTCOMES[check.kind].about(session, check)
        payload = {**about, **change, "revision": check.revision, "reason": reason}
        record(session, actor, "correct", check, payload)
        return check.revision


def open_revision(session: Any, actor: Actor, check: Check, kind: str, reason: str) -> None:
    """A new draft revision that starts from the answers of the one before, with days of its own."""
    earlier = queries.revision(session, check.id, check.revision)
    check.revision += 1
    later = Revision(
        check_id=check.id,
        number=check.revision,
        kind=kind,
        reason=reason,
        opened_by_id=actor.person_id,
        opened_at=actor.now,
    )
    session.add(later)
    if check.kind != workflow.REG44:  # a report stays due when it was
        _due_again(session, actor, check)
    session.flush()
    drafts.copy_answers(session, earlier.id, later.id)


def _due_again(session: Any, actor: Actor, check: Check) -> None:
    due, check.due_rule_version = clocks.limit(session, audits.RULE_REPLY, actor.today, actor.today)
    check.due_on, check.due_rule, check.due_explained = due.on, due.rule_id, due.explanation


def summarise(session: Any, check: Check, form: Form, facts: CaseFacts, answers: Any) -> None:
    """Replace the narrow rows that trends count, in the same transaction as the submission."""
    summaries.clear(session, check.id)
    about = {
        "check_id": check.id,
        "kind": check.kind,
        "submitted_on": check.submitted_on,
        "team_id": check.team_id,
        "audit_type": check.audit_type,
    }
    for outcome in domain_outcomes(form, facts, answers):
        positive, counted = drafts.positive_of(outcome)
        if counted:
            session.add(
                CheckDomain(**about, section=outcome.section.id, positive=positive, counted=counted)
            )
    for question in raised(form, facts, answers):
        session.add(CheckConcern(**about, question=question.id, is_capping=question.caps))


def _must_be_ready(session: Any, check: Check, form: Form, facts: CaseFacts, answers: Any) -> None:
    if check.right_child_at is None:
        raise Refused(UNCONFIRMED.get(check.kind, "Confirm first that this is the right child."))
    unanswered = missing(form, facts, answers)
    if unanswered:
        count = plural(len(unanswered), "question still needs", "questions still need")
        raise Refused(f"{count} an answer before this can be submitted.")
    if risk_queries.untold(session, check.id):
        raise Refused(
            "A child may be at risk now. Record who was told, when, and what they will do."
        )
    if drafts.says_at_risk(form, answers) and not risk_queries.of_check(session, check.id):
        raise Refused(
            "You said there is an immediate safety concern. Record under 'A child may be at risk "
            "now' who was told, when, and what they will do."
        )
    without = [question.id for question in concerns.unanswered(session, check, form, answers)]
    if without:
        raise Refused(
            f"{plural(len(without), 'concern needs', 'concerns need')} {_answer_to(check)}: "
            f"{', '.join(without)}. One may answer several."
        )


def _answer_to(check: Check) -> str:
    return "a recommendation" if check.kind == workflow.REG44 else "an action"


def _outcome(check: Check) -> dict[str, Any]:
    return {name: getattr(check, name) for name in OUTCOMES[check.kind].FIELDS}


def _set_submitted(actor: Actor, check: Check) -> None:
    check.submitted_at = actor.now
    check.submitted_on = check.submitted_on or actor.today
    check.agreed_at = check.closed_at = None
    check.filed_on = check.filed_by_id = None  # what was filed before is not this version


def _open_actions(session: Any, actor: Actor, check: Check) -> list[dict[str, Any]]:
    opened = [a for a in action_queries.of_check(session, check.id) if a.status == "draft"]
    for action in opened:
        _open(session, actor, action)
    return [{"id": a.id, "owner_id": a.owner_id, "due_on": a.due_on} for a in opened]


def _open(session: Any, actor: Actor, action: Action) -> None:
    action.status, action.raised_on = "open", actor.today
    action.version += 1
    if action.due_rule:
        due, _ = clocks.limit(session, action.due_rule, actor.today, actor.today)
        action.due_on, action.due_explained = due.on, due.explanation
