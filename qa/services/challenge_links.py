"""A challenge begun from another record: linked with it, and filled in with what it says."""

from typing import Any

from db.engine import reading
from db.models import Check
from db.queries import checks as check_queries
from db.queries import follow_ups as follow_up_queries
from db.queries import reviews as review_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.answers import Answer, to_text
from qa.domain.completion import visible
from qa.domain.forms import Form, Question
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import ended
from qa.domain.workflow import MIDWAYS
from qa.services import challenge_drafts, concerns, drafts, install
from qa.services.facts import facts_of_check

KINDS = {"informal_challenge": "informal", "formal_challenge": "formal"}
CONFERENCES = ("icpc", "cp_review")


def from_follow_up(actor: Actor, follow_up_id: int) -> int:
    """The draft that a drifting midway review calls for, linked with both; its id."""
    with reading() as session:
        follow_up = follow_up_queries.one(session, actor, follow_up_id)
        if follow_up is None:
            raise NotFound("record")
        if follow_up.done_on is not None and follow_up.challenge_id is None:
            raise Refused("This has been seen to already.")
        check = check_queries.by_id(session, follow_up.check_id)
        found = _concerns(session, actor, check).get("what_is_wrong") or ""
        said = [follow_up.note if follow_up.note not in found else "", found]
        child_id, kind = follow_up.child_id, KINDS.get(follow_up.kind, "informal")
    fields = {"what_is_wrong": "\n\n".join(part for part in said if part)}
    return challenge_drafts.begin(
        actor, [child_id], kind=kind, source="midway", found_on=check.submitted_on,
        check_id=check.id, follow_up_id=follow_up_id, fields=fields,
    )  # fmt: skip


def from_child(actor: Actor, child_id: int, kind: str = "informal") -> int:
    """A draft about a child, from no other record; its id."""
    return challenge_drafts.begin(actor, [child_id], kind=kind)


def from_check(actor: Actor, check_id: int, kind: str = "informal") -> int:
    """A draft from a finished midway review or audit: linked, with the concerns it found; its id.

    `kind` good_practice takes over what the audit says of good practice.
    """
    with reading() as session:
        check = check_queries.one(session, actor, check_id)
        if check is None or check.child_id is None or check.submitted_on is None:
            raise NotFound("record")
        good = kind == "good_practice"
        fields = (
            {"what_is_wrong": check.good_practice_note}
            if good
            else _concerns(session, actor, check)
        )
    return challenge_drafts.begin(
        actor, [check.child_id], kind=kind,
        source="audit" if check.kind == "case_audit" else "midway",
        found_on=check.submitted_on, check_id=check.id, fields=fields,
    )  # fmt: skip


def from_review(actor: Actor, review_id: int, kind: str = "informal") -> int:
    """A draft from a review or conference; its id."""
    with reading() as session:
        review = review_queries.one(session, actor, review_id)
        if review is None:
            raise NotFound("review")
    source = "conference" if review.kind in CONFERENCES else "review"
    return challenge_drafts.begin(
        actor, [review.child_id], kind=kind, source=source, found_on=review.met_on,
        review_id=review_id,
    )  # fmt: skip


def _concerns(session: Any, actor: Actor, check: Check) -> dict[str, Any]:
    """What the check found wrong, for whoever may read it: each question with its answer in the
    form's words and the comment; of a midway review also what lags behind, and the advice."""
    may = permissions.can(actor, "read_check", facts_of_check(session, check, actor.today))
    if not may.allowed:
        return {}
    form = install.form(session, check.form_id)
    answers = drafts.answers(session, check, form)
    wanted = {question.id for question in concerns.raised(check, form, answers)}
    asked = visible(form, drafts.case_facts(check), answers)
    said = [
        _line(question, answers[question.id])
        for question in asked
        if question.id in answers
        and (question.id in wanted or _shows_drift(check, form, question, answers[question.id]))
    ]
    return {"what_is_wrong": "\n".join(said)} if said else {}


def _shows_drift(check: Check, form: Form, question: Question, answer: Answer) -> bool:
    """Of a midway review: fewer done than were due or decided, and the reviewer's own advice."""
    if check.kind not in MIDWAYS:
        return False
    if question.type == "number_pair":
        counts = {row.key: row.number for row in answer.rows}
        return (counts.get("done") or 0) < (counts.get("total") or 0)
    return question.type == "free_text" and question.id in form.outcome and bool(answer.value)


def _line(question: Question, answer: Answer) -> str:
    """'Overall plan progress: Red.', 'Is the plan clear: No. The panel was put off.'"""
    words = ", ".join(to_text(question, answer).splitlines())
    if question.type == "free_text":
        words = to_text(question, answer).strip()
    said = [ended(f"{question.text.rstrip('?.: ')}: {words}"), ended(answer.evidence or "")]
    return " ".join(part for part in said if part)
