"""A finished audit as a Word document: all that it says and all that was decided about it."""

from collections.abc import Callable, Iterable
from typing import Any

from qa.domain import audits
from qa.domain.ages import age_words
from qa.domain.answers import to_text
from qa.domain.facts import CASE_TYPES
from qa.domain.forms import Question
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, format_moment, joined
from qa.domain.workflow import STATUSES
from qa.reports import word
from qa.reports.audit_answers import asked, every_answer, raised_concerns
from qa.reports.audit_replies import moderations, replies, versions
from qa.reports.audit_words import (
    FICTIONAL,
    Made,
    judgement,
    override,
    period,
    person,
)
from qa.reports.plain_text import has_words
from qa.reports.word import Line, Strong


def audit_document(view: Any, made: Made, flags: Iterable[Any] = ()) -> bytes:
    """The whole audit as a .docx file, the child by case number only.

    `view` is a readable `CheckView`; `flags` the risk flags raised on it (`FlagView`s).
    """
    document = word.begin(
        f"Audit of child {view.child.case_number}",
        author=person(view, view.check.assignee_id),
        at=made.at,
        foot=made.foot,
    )
    if made.is_fictional:
        word.say(document, FICTIONAL)
    _about(document, view)
    _judgement(document, view)
    _at_risk(document, list(flags))
    for part in PARTS:
        part(document, view)
    return word.save(document)


def _about(document: Any, view: Any) -> None:
    check = view.check
    types = [CASE_TYPES[code] for code in check.case_types.split("|") if code in CASE_TYPES]
    facts: list[tuple[str, str | None]] = [
        ("Child", view.child.case_number),
        ("Age", age_words(check.age_years) if check.age_years is not None else None),
        ("Case type", joined(types)),
        ("Team", view.team),
        ("Social worker", view.names.get(check.worker_id or 0)),
        ("Team manager", view.names.get(check.manager_id or 0)),
        ("Audit", f"{view.form.title} {check.id}, version {view.revision}"),
        ("Audit type", audits.AUDIT_TYPES.get(check.audit_type or "")),
        ("How it was chosen", audits.SAMPLE_ROUTES.get(check.sample_route or "")),
        ("Period audited", period(view)),
        ("Auditor", person(view, check.assignee_id)),
        ("Submitted", format_date(check.submitted_on)),
        ("Where it stands", view.status_words),
        ("Filed on the case system", _filed(view)),
    ]
    word.heading(document, "What was audited", 2)
    rows = [(Strong(name), said) for name, said in facts if has_words(said)]
    word.table(document, "What was audited", ("Item", "Details"), rows, (1, 2))


def _filed(view: Any) -> str | None:
    check = view.check
    if check.filed_on is None:
        return None
    return f"{format_date(check.filed_on)}, by {person(view, check.filed_by_id)}"


def _judgement(document: Any, view: Any) -> None:
    word.heading(document, "Overall judgement", 2)
    grade = grade_label(view.check.final_grade)
    word.say(document, ["Overall grade: ", Strong(f"{grade}.")])
    for sentence in judgement(view):
        word.say(document, sentence)
    for sentence in override(view):
        word.say(document, sentence)
    closing = [s for s in view.form.sections if s.part == "closing"]
    for question in (q for section in closing for q in asked(view, section)):
        if question.type == "free_text":
            _text(document, view, question)
    if view.check.is_good_practice:
        word.heading(document, "Marked as good practice", 3)
        word.say(document, view.check.good_practice_note or "Worth sharing with other teams.")


def _text(document: Any, view: Any, question: Question) -> None:
    said = to_text(question, view.answers.get(question.id))
    if has_words(said):
        word.heading(document, question.text, 3)
        word.say(document, said)


def _at_risk(document: Any, flags: list[Any]) -> None:
    if not flags:
        return
    word.heading(document, "A child may be at risk now", 2)
    for each in flags:
        flag = each.flag
        head = f"Raised by {each.raised_by} on {format_moment(flag.raised_at)}."
        word.say(document, [Strong(head)])
        word.say(document, flag.worry)
        if flag.told_at:
            word.say(document, f"Told: {flag.told_whom}, on {format_moment(flag.told_at)}.")
            word.say(document, f"They will: {flag.will_do}")
        if flag.safe_at:
            word.say(
                document, f"Recorded as safe on {format_moment(flag.safe_at)} by {each.safe_by}."
            )
            word.say(document, flag.safe_note or "")
        else:
            word.say(document, "Nobody has recorded yet that the child is safe.")


def _actions(document: Any, view: Any) -> None:
    if not view.actions:
        return
    word.heading(document, "Actions", 2)
    rows = [
        (_action(each), person(view, each.owner_id), _due(each), _standing(view, each))
        for each in view.actions
    ]
    word.table(document, "Actions of this audit", ("Action", "Owner", "Due", "Status"), rows,
               (5, 3, 3, 4))  # fmt: skip


def _action(action: Any) -> list[Line]:
    found: list[Line] = [action.text]
    if has_words(action.evidence_needed):
        found.append(f"What will show that it is done: {action.evidence_needed}")
    if action.questions:
        found.append(f"Answers {joined(action.questions.split('|'))}.")
    return found


def _due(action: Any) -> list[Line]:
    words, _rule = audits.PRIORITIES.get(action.priority, ("", None))
    return [format_date(action.due_on), words]


def _standing(view: Any, action: Any) -> list[Line]:
    found: list[Line] = [Strong(STATUSES["action"][action.status])]
    if action.done_on:
        found.append(f"Done on {format_date(action.done_on)}: {action.evidence}")
    if action.verified_on:
        by = person(view, action.verified_by_id)
        note = f": {action.verified_note}" if has_words(action.verified_note) else "."
        found.append(f"Verified by {by} on {format_date(action.verified_on)}{note}")
    return found


PARTS: tuple[Callable[[Any, Any], None], ...] = (
    raised_concerns, _actions, replies, moderations, every_answer, versions,
)  # fmt: skip
