"""How a submitted midway review ends: its conclusion, what that calls for, and the clocks it
stops."""

from typing import Any

from db.models import Check
from qa.domain import midways
from qa.domain.actor import Actor
from qa.domain.completion import Answers
from qa.domain.forms import Form
from qa.services import duties, follow_ups

FIELDS = ("conclusion", "next_step")


def check_ready(*_of_check: Any) -> None:
    """Nothing beyond what every check needs."""


def put(
    _session: Any, _actor: Actor, check: Check, form: Form, answers: Answers, _given: Any
) -> None:
    """Keep the conclusion and the next step where lists and figures find them."""
    concluded = midways.conclusion(form, answers)
    check.conclusion, check.next_step = concluded.rag, concluded.next_step


def afterwards(session: Any, actor: Actor, check: Check, form: Form, answers: Answers) -> None:
    """Open what the next step calls for, and work out anew what is due about the child."""
    follow_ups.open_for(session, actor, check, midways.conclusion(form, answers))
    session.flush()
    duties.refresh(session, [check.child_id], actor.today)


def about(*_of_check: Any) -> dict[str, Any]:
    """Nothing besides what every entry of the trail says."""
    return {}
