"""How a submitted audit ends: its grade, replies, and whether it is drawn for moderation."""

from typing import Any

from db.models import Check
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.completion import Answers
from qa.domain.forms import Form
from qa.domain.scoring import cap_applies, check_cap
from qa.services import clocks, drafts, settings
from qa.stats.sampling import moderation_reason

FIELDS = ("auditor_grade", "moderated_grade", "final_grade", "override_outcome",
          "override_reason", "moderation_why")  # fmt: skip


def check_ready(
    _session: Any, _actor: Actor, check: Check, form: Form, answers: Answers, given: Any
) -> None:
    """Raises Refused where the grade is capped and no reason for an override is given."""
    check_cap(form, drafts.case_facts(check), answers, given.override_reason)


def put(session: Any, actor: Actor, check: Check, form: Form, answers: Answers, given: Any) -> None:
    """Set the grades, the days for replies and moderation, and why it is moderated."""
    capped = cap_applies(form, drafts.case_facts(check), answers)
    check.auditor_grade = answers[form.grade_question.id].grade
    check.moderated_grade, check.final_grade = None, check.auditor_grade
    check.override_reason = given.override_reason if capped else None
    check.override_outcome = "claimed" if capped else None
    check.is_good_practice = given.is_good_practice
    check.good_practice_note = given.good_practice_note or None
    check.moderation_why = "override" if capped else _drawn(session, actor, check)
    reply, _ = clocks.limit(session, audits.RULE_REPLY, actor.today, actor.today)
    moderation, _ = clocks.limit(session, audits.RULE_MODERATION, actor.today, actor.today)
    check.reply_due_on, check.moderation_due_on = reply.on, moderation.on


def _drawn(session: Any, actor: Actor, check: Check) -> str | None:
    values = settings.values(session, actor.today)
    why = moderation_reason(
        check.auditor_grade, check.id, values["moderation_share"], values["moderation_seed"]
    )
    return {"Inadequate": "inadequate", "Outstanding": "outstanding", None: None}.get(why, "sample")


def afterwards(*_of_check: Any) -> None:
    """Nothing else follows from an audit's submission."""


def about(*_of_check: Any) -> dict[str, Any]:
    """Nothing besides what every entry of the trail says."""
    return {}
