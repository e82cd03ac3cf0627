"""The copy for the child's record: a finished check as plain text, nothing left blank."""

from collections.abc import Iterator, Sequence

from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.answers import to_text
from qa.domain.check_kinds import BY_WHOM
from qa.domain.completion import visible
from qa.domain.forms import Question
from qa.domain.midways import NEXT_STEPS
from qa.domain.scoring import grade_label
from qa.domain.words import LONDON, format_date, format_moment
from qa.domain.workflow import STATUSES
from qa.services.checks import CheckView
from qa.services.follow_ups import FollowUpView

MODERATED = {
    "agreed": "agreed with the grade",
    "changed": "changed the grade",
    "returned": "returned it",
}
Lines = Iterator[str]


def text_of(view: CheckView, actor: Actor, steps: Sequence[FollowUpView] = ()) -> str:
    """Headings underlined, then questions with their answers and evidence, actions, replies."""
    parts = [_head(view), _grade(view), *_sections(view), _actions(view), _steps(steps)]
    parts += [_replies(view)]
    parts += [_moderation(view), _foot(view, actor)]
    blocks = ("\n".join(lines) for lines in map(list, parts) if lines)
    return "\n\n".join(blocks) + "\n"


def _titled(title: str, lines: Lines, mark: str = "-") -> Lines:
    found = list(lines)
    if found:
        yield title
        yield mark * len(title)
        yield from found


def _head(view: CheckView) -> Lines:
    check = view.check
    subject = f"Child: {view.child.case_number}" if view.child else ""
    period = _period(check)
    facts = (
        subject,
        f"Team: {view.team}" if view.team else "",
        f"Audit type: {audits.AUDIT_TYPES.get(check.audit_type, '')}" if check.audit_type else "",
        f"Period looked at: {period}" if period else "",
        f"{BY_WHOM[check.kind]}: {_name(view, check.assignee_id)}",
        f"Submitted: {format_date(check.submitted_on)}" if check.submitted_on else "",
    )
    return _titled(view.form.title, (line for line in facts if line), "=")


def _period(check: object) -> str:
    days = (getattr(check, "period_from_on", None), getattr(check, "period_to_on", None))
    if all(days):
        return f"{format_date(days[0])} to {format_date(days[1])}"
    return next((format_date(day) for day in days if day), "")


def _grade(view: CheckView) -> Lines:
    check = view.check
    if check.final_grade is None:
        return
    moderated = check.moderated_grade is not None
    said = "" if moderated else " (not moderated)"
    yield f"Overall grade: {grade_label(check.final_grade)}{said}"
    if moderated and check.moderated_grade != check.auditor_grade:
        yield f"The auditor's grade: {grade_label(check.auditor_grade)}"
    if check.override_reason:
        yield f"Why the cap was overridden ({check.override_outcome}): {check.override_reason}"


def _sections(view: CheckView) -> Iterator[Lines]:
    answers = view.answers or {}
    shown = visible(view.form, view.facts, answers)
    for section in view.form.sections:
        asked = [q for q in shown if q.section == section.id and q.type != "actions"]
        lines = (line for question in asked for line in _answer(view, question))
        yield _titled(f"{section.id}. {section.title}", lines)


def _answer(view: CheckView, question: Question) -> Lines:
    answer = (view.answers or {}).get(question.id)
    said = to_text(question, answer)
    if not said and not (answer and answer.evidence):
        return
    yield f"{question.id} {question.text}"
    if said:
        yield f"  {_indented(said)}"
    if answer and answer.evidence:
        yield f"  Evidence: {_indented(answer.evidence)}"


def _indented(text: str) -> str:
    return "\n  ".join(line.rstrip() for line in text.strip().splitlines())


def _actions(view: CheckView) -> Lines:
    lines = (
        f"{number}. {_indented(action.text)} Owner: {_name(view, action.owner_id)}. "
        f"Due: {format_date(action.due_on)}. {STATUSES['action'][action.status]}."
        for number, action in enumerate(view.actions, start=1)
    )
    return _titled("Actions", lines)


def _steps(steps: Sequence[FollowUpView]) -> Lines:
    lines = (
        f"{NEXT_STEPS[step.kind]}, called for on {format_date(step.made_on)}: "
        + (f"{format_date(step.done_on)}, {step.done_note}" if step.done_on else "open.")
        for step in steps
    )
    return _titled("What the conclusion called for", lines)


def _replies(view: CheckView) -> Lines:
    def said() -> Lines:
        for reply in view.replies:
            part = audits.PARTS[reply.part]
            if reply.stance == "silence":
                yield f"{part}: no reply within the time for it."
                continue
            stance = audits.STANCES.get(reply.stance, reply.stance).lower()
            words = f": {_indented(reply.comments)}" if reply.comments else "."
            yield f"{part}, {format_date(_day(reply.recorded_at))}, {stance}{words}"

    return _titled("Replies", said())


def _moderation(view: CheckView) -> Lines:
    def said() -> Lines:
        for decided in view.moderations:
            grade = f" to {grade_label(decided.grade)}" if decided.outcome == "changed" else ""
            reasons = f": {_indented(decided.reasons)}" if decided.reasons else "."
            who = _name(view, decided.moderator_id)
            what = f"{MODERATED[decided.outcome]}{grade}"
            yield f"{who} {what}, {format_date(_day(decided.decided_at))}{reasons}"

    return _titled("Moderation", said())


def _foot(view: CheckView, actor: Actor) -> Lines:
    yield f"Version {view.revision}. Copied by {actor.name} on {format_moment(actor.now)}."


def _day(moment: object) -> object:
    return moment.astimezone(LONDON).date()


def _name(view: CheckView, person_id: int | None) -> str:
    return view.names.get(person_id or 0, "not known")
