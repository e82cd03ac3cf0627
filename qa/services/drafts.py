"""The answers of a check as the rules read them: stored ones, and those that live elsewhere."""

from collections.abc import Iterable
from typing import Any

from db.models import Action, Check
from db.queries import actions as action_queries
from db.queries import revisions as queries
from qa.domain.answers import Answer, actions_answer
from qa.domain.completion import Answers
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form
from qa.domain.scoring import SectionOutcome, section_score
from qa.services import answers as stored

RISK_QUESTIONS = frozenset({"Z5"})
"""Questions about an immediate concern: a risk flag answers them, not an action."""


def case_facts(check: Check) -> CaseFacts:
    """What the check pinned of its subject."""
    return CaseFacts.pinned(check.case_types, check.age_years)


def answers(
    session: Any, check: Check, form: Form, revision: int | None = None
) -> dict[str, Answer]:
    """Every answer of a revision (the latest unless given); lists of actions counted in."""
    saved = stored.load(session, check.id, revision or check.revision)
    found = {key: each.answer for key, each in saved.items()}
    return with_actions(form, found, action_queries.of_check(session, check.id))


def with_actions(
    form: Form, found: dict[str, Answer], actions: Iterable[Action]
) -> dict[str, Answer]:
    """The same, with the number of a check's actions standing for each list of actions."""
    return with_count(form, found, sum(map(was_raised, actions)))


def with_count(form: Form, found: dict[str, Answer], count: int) -> dict[str, Answer]:
    """The same where the number is known."""
    lists = [q.id for q in form.questions if q.type == "actions"]
    return found | {i: actions_answer(found.get(i), count) for i in lists}


def was_raised(action: Action) -> bool:
    """Not taken back; a recommendation that was not accepted afterwards was raised all the same."""
    refused = action.kind == "recommendation" and action.verified_note
    return action.status != "withdrawn" or bool(refused)


def says_at_risk(form: Form, found: Answers) -> bool:
    """Whether an answer says that somebody may be at risk now."""
    return any(
        i in found and found[i].value in form.question(i).concern
        for i in RISK_QUESTIONS
        if form.has(i)
    )


def copy_answers(session: Any, from_revision_id: int, to_revision_id: int) -> None:
    """Start a revision from the answers of another; authors and moments stay as they were."""
    queries.copy_answers(session, from_revision_id, to_revision_id)


def plain(found: Answers) -> dict[str, Any]:
    """The answers as JSON values, for the trail."""
    return {key: _plain(answer) for key, answer in sorted(found.items())}


def _plain(answer: Answer) -> dict[str, Any]:
    kept = {"value": answer.value, "grade": answer.grade, "evidence": answer.evidence}
    rows = [[r.key, r.number, r.text, r.date, r.reference] for r in answer.rows]
    return {k: v for k, v in {**kept, "rows": rows}.items() if v not in (None, [])}


def positive_of(outcome: SectionOutcome) -> tuple[float, int]:
    """How many answers of a section count, and how many of them are positive (Partly a half)."""
    counted = sum(outcome.grades.values()) + outcome.yes + outcome.partly + outcome.no
    score = section_score(outcome)
    return (round(score * counted, 1) if score is not None else 0.0), counted
