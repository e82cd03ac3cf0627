"""Moderation: somebody independent agrees, changes the grade with reasons, or returns the audit."""

from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Check, Moderation
from db.queries import checks as queries
from qa.domain import audits, permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.scoring import GRADE_OF
from qa.services import settlement
from qa.services.facts import facts_of_check
from qa.services.records import allowed, held, moved, must_be_current, record, said
from qa.services.submission import open_revision

CAP = 2
"""Requires improvement: the best grade a capping concern leaves."""


@dataclass(frozen=True)
class Verdict:
    """agreed, changed (to `grade`, 4 to 1) or returned; `override` confirmed or refused."""

    outcome: str
    grade: int | None = None
    override: str | None = None
    reasons: str = ""


def moderate(actor: Actor, check_id: int, version: int, verdict: Verdict) -> None:
    """Decide on a submitted audit. It is final once the replies are in, or their time is over."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "moderate", check)
        must_be_current(check, version, "This audit")
        grade = _grade(check, verdict)
        session.add(
            Moderation(
                check_id=check.id,
                revision=check.revision,
                moderator_id=actor.person_id,
                outcome=verdict.outcome,
                grade=grade,
                override=verdict.override,
                reasons=verdict.reasons.strip() or None,
                decided_at=actor.now,
            )
        )
        if verdict.outcome == "returned":
            change = moved(check, "return")
            open_revision(session, actor, check, "returned", verdict.reasons.strip())
        else:
            change = _apply(check, verdict, grade)
        record(session, actor, "moderate", check, {**change, **_payload(verdict)})
        settlement.settle(session, actor, check)


def queue(actor: Actor, *, limit: int = 100) -> list[tuple[Any, str]]:
    """Audits waiting for moderation, the first due first, each with why this person may not."""
    with reading() as session:
        query = queries.waiting_for_moderation(queries.listed(actor))
        rows = queries.page_of(session, query, limit)
        return [(row, _why_not(session, actor, row.id)) for row in rows]


def _why_not(session: Any, actor: Actor, check_id: int) -> str:
    check = queries.by_id(session, check_id)
    facts = facts_of_check(session, check, actor.today)
    return permissions.can(actor, "moderate", facts).why


def _grade(check: Check, verdict: Verdict) -> int | None:
    if verdict.outcome not in ("agreed", "changed", "returned"):
        raise Refused("Choose whether you agree, change the grade or return the audit.")
    if verdict.outcome == "returned":
        said(verdict.reasons, "Say what the auditor should look at again.")
        return None
    claimed = check.override_outcome == "claimed"
    if claimed and verdict.override not in ("confirmed", "refused"):
        raise Refused(
            "The auditor went above the cap with a reason. Confirm or refuse that as well."
        )
    grade = verdict.grade if verdict.outcome == "changed" else check.auditor_grade
    if verdict.outcome == "changed":
        _check_change(check, verdict)
    if claimed and verdict.override == "refused" and (grade or 0) > CAP:
        raise Refused(
            "Without the override the grade can be Requires improvement or Inadequate. "
            "Change the grade as well."
        )
    return grade


def _check_change(check: Check, verdict: Verdict) -> None:
    if verdict.grade not in GRADE_OF:
        raise Refused("Choose the grade you change it to.")
    if verdict.grade == check.auditor_grade:
        raise Refused("That is the auditor's grade. Choose 'agree', or another grade.")
    said(verdict.reasons, "Give the reasons for changing the grade.")


def _apply(check: Check, verdict: Verdict, grade: int | None) -> dict[str, Any]:
    before = {"moderated_grade": check.moderated_grade, "final_grade": check.final_grade}
    check.moderated_grade = check.final_grade = grade
    if check.override_outcome == "claimed":
        check.override_outcome = verdict.override
    change = moved(check, "moderate")
    return {**change, "grades": [before, {"moderated_grade": grade, "final_grade": grade}]}


def _payload(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "override": verdict.override,
        "reasons": verdict.reasons,
    }


def why_words(why: str | None) -> str:
    """Why an audit is moderated, in words; empty where it was not drawn."""
    return audits.MODERATION_WHY.get(why or "", "")
