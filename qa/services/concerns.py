"""Which concerns of a check still want something done: an action, or a next step that takes
them up. A risk flag answers a question about immediate safety."""

from typing import Any

from db.models import Check
from db.queries import actions as action_queries
from qa.domain import midways, visits
from qa.domain.completion import Answers, concerns
from qa.domain.forms import Form, Question
from qa.domain.workflow import REG44
from qa.services import drafts


def raised(check: Check, form: Form, answers: Answers) -> list[Question]:
    """The questions whose answers raise a concern that calls for an action."""
    found = concerns(form, drafts.case_facts(check), answers)
    others = drafts.RISK_QUESTIONS | (visits.NOT_BY_ACTION if check.kind == REG44 else frozenset())
    return [question for question in found if question.id not in others]


def unanswered(session: Any, check: Check, form: Form, answers: Answers) -> list[Question]:
    """Those of them that no action answers yet, nor the next step of a midway review."""
    if midways.conclusion(form, answers).next_step in midways.TAKES_UP:
        return []
    covered: set[str] = set()
    for action in action_queries.of_check(session, check.id):
        if action.status != "withdrawn":
            covered |= set(action.questions.split("|"))
    return [question for question in raised(check, form, answers) if question.id not in covered]
