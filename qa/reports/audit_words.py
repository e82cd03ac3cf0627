"""What both documents about an audit say in the same words.

`view` is what `qa.services.checks.view` gives: a finished audit and all that hangs on it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from qa.domain import audits
from qa.domain.completion import visible
from qa.domain.forms import Question
from qa.domain.scoring import grade_label, movement
from qa.domain.words import format_date, format_moment

FICTIONAL = "Demonstration: every child, person and record here is fictional."
_OVERRIDE = {
    "claimed": "A moderator has still to confirm or refuse this.",
    "confirmed": "The moderator confirmed this.",
    "refused": "The moderator refused this.",
}


@dataclass(frozen=True, slots=True)
class Made:
    """Who had the document made, and when; whether the store holds fictional data."""

    by: str
    at: dt.datetime
    is_fictional: bool = False

    @property
    def foot(self) -> str:
        """For the foot of every page."""
        return f"Downloaded by {self.by} on {format_moment(self.at)}"


def person(view: Any, person_id: int | None) -> str:
    """A person's name, or "not known"."""
    return view.names.get(person_id or 0) or "not known"


def shown(view: Any) -> tuple[Question, ...]:
    """The questions that were asked for this child."""
    return visible(view.form, view.facts, view.answers)


def evidence(view: Any, question: Question) -> str | None:
    """What was written beside an answer."""
    answer = view.answers.get(question.id)
    return answer.evidence if answer else None


def value(view: Any, question_id: str) -> str | None:
    """The stored value of an answer that the form shows: text, or a code."""
    answer = view.answers.get(question_id)
    if answer is None or question_id not in {question.id for question in shown(view)}:
        return None
    return answer.value


def period(view: Any) -> str:
    """The period audited: "5 May 2026 to 5 November 2026", or empty."""
    first, last = view.check.period_from_on, view.check.period_to_on
    return " to ".join(format_date(day) for day in (first, last) if day)


def judgement(view: Any) -> list[str]:
    """Who graded it what, who agreed, and whether it can still change; a sentence each."""
    check = view.check
    auditor = person(view, check.assignee_id)
    found = [f"{auditor}, the auditor, graded it {grade_label(check.auditor_grade)}."]
    found.append(_moderated(view))
    if check.agreed_at:
        found.append(f"The audit was agreed on {format_date(check.agreed_at)}.")
    elif check.reply_due_on:
        asked = format_date(check.reply_due_on)
        found.append(f"It is not agreed yet: replies were asked for by {asked}.")
    return [*found, *_movements(view)]


def _moderated(view: Any) -> str:
    check = view.check
    if check.moderated_grade is None:
        if check.moderation_why:
            why = audits.MODERATION_WHY[check.moderation_why]
            return f"It waits to be moderated, because {_because(why)}."
        return "It was not drawn for moderation."
    decided = [m for m in view.moderations if m.outcome in ("agreed", "changed")]
    who = f"{person(view, decided[-1].moderator_id)}, moderating," if decided else "The moderator"
    on = f" on {format_date(decided[-1].decided_at)}" if decided else ""
    if check.moderated_grade == check.auditor_grade:
        return f"{who} agreed with the grade{on}."
    return f"{who} changed the grade to {grade_label(check.moderated_grade)}{on}."


def _because(why: str) -> str:
    return why if why.startswith(("a ", "the ")) else f"it was {why}"


def _movements(view: Any) -> list[str]:
    return [
        f"It is a re-audit of audit {link.to_check_id}, submitted on "
        f"{format_date(link.submitted_on)}. {movement(link.final_grade, view.check.final_grade)}."
        for link in view.links
        if link.kind == "re_audit" and link.from_check_id == view.check.id and link.submitted_on
    ]


def override(view: Any) -> list[str]:
    """Why a grade that the answers rule out was given all the same, and what became of it."""
    check = view.check
    if not check.override_outcome:
        return []
    said = "Answers of this audit rule out the grade the auditor gave. The auditor's reason:"
    return [
        said,
        check.override_reason or "No reason is stored.",
        _OVERRIDE[check.override_outcome],
    ]
