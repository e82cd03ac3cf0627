"""Feedback for those whose work was audited: what goes well first, on one or two pages.

No grade by question and no league: what is in place, what to change and why, who does what next.
Long texts are shortened to keep it short; the audit itself holds all of them.
"""

from typing import Any

from qa.domain.completion import concerns
from qa.domain.forms import Question, Section
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, joined, plural
from qa.domain.workflow import STATUSES
from qa.reports import word
from qa.reports.audit_words import (
    FICTIONAL,
    Made,
    evidence,
    judgement,
    period,
    person,
    shown,
    value,
)
from qa.reports.plain_text import has_words, shortened
from qa.reports.word import Line, Strong

STRENGTHS, REASON, DISCUSSED = "Z3", "Z2", "Z6"
IN_PLACE, TO_CHANGE, PARTLY = ("O", "G", "Y", "M"), ("N", "I"), ("P", "RI")
STRENGTH, REASONS, NOTE, QUOTE, ACTION = 550, 380, 180, 110, 110
"""Characters at most: so that with five actions two pages hold it."""
MOST_CHANGES = 6


def feedback_sheet(view: Any, made: Made) -> bytes:
    """The feedback sheet as a .docx file. `view` is a readable `CheckView`."""
    document = word.begin(
        f"Feedback on the audit of child {view.child.case_number}",
        author=person(view, view.check.assignee_id),
        at=made.at,
        foot=made.foot,
    )
    if made.is_fictional:
        word.say(document, FICTIONAL)
    _greeting(document, view)
    _strengths(document, view)
    _changes(document, view)
    _next(document, view)
    _overall(document, view)
    return word.save(document)


def _greeting(document: Any, view: Any) -> None:
    check = view.check
    readers = [view.names[i] for i in (check.worker_id, check.manager_id) if i in view.names]
    to = f"For {joined(readers)}, from" if readers else "From"
    word.say(document, f"{to} {person(view, check.assignee_id)}, the auditor.")
    looked = f"It looked at the record from {period(view)}" if period(view) else ""
    talked = value(view, DISCUSSED)
    sentences = [
        f"This audit was submitted on {format_date(check.submitted_on)}.",
        f"{looked}." if looked else "",
        "We talked about it before it was submitted." if talked else "",
        "An audit looks at the work, to see what helps the child and what would help more.",
        "Please talk this sheet over together in supervision.",
    ]
    word.say(document, " ".join(sentence for sentence in sentences if sentence))


def _strengths(document: Any, view: Any) -> None:
    said = shortened(value(view, STRENGTHS), STRENGTH)
    found = [line for line in (_strength(view, s) for s in _domains(view)) if line]
    if not (said or found or view.check.is_good_practice):
        return
    word.heading(document, "What is going well", 2)
    if said:
        word.say(document, said)
    if view.check.is_good_practice:
        note = shortened(view.check.good_practice_note, NOTE)
        word.say(document, [Strong("Marked as good practice, to share with others. "), note])
    word.bullets(document, found)


def _domains(view: Any) -> list[Section]:
    return [section for section in view.form.sections if section.part == "domain"]


def _code(view: Any, question: Question) -> str | None:
    answer = view.answers.get(question.id)
    return answer.value if answer and question.type != "free_text" else None


def _strength(view: Any, section: Section) -> Line | None:
    """A domain's points that are in place, in the auditor's words where there are any."""
    answered = [q for q in shown(view) if q.section == section.id and _counts(view, q)]
    good = [q for q in answered if _code(view, q) in IN_PLACE]
    if not good:
        return None
    count = plural(len(good), "point")
    words = f"all of the {count} looked at are" if len(good) == len(answered) > 1 else f"{count}"
    told = sorted((q for q in good if has_words(evidence(view, q))), key=lambda q: _rank(view, q))
    quote = f": {shortened(evidence(view, told[0]), QUOTE)}" if told else "."
    return [Strong(section.title), f" – {words} in place{quote}"]


def _counts(view: Any, question: Question) -> bool:
    return _code(view, question) in (*IN_PLACE, *TO_CHANGE, *PARTLY)


def _rank(view: Any, question: Question) -> int:
    return IN_PLACE.index(_code(view, question) or "")


def _changes(document: Any, view: Any) -> None:
    wanted = _to_change(view)
    if not wanted:
        return
    word.heading(document, "What to change", 2)
    word.bullets(document, [_change(view, each) for each in wanted[:MOST_CHANGES]])
    if others := wanted[MOST_CHANGES:]:
        ids = joined([question.id for question in others])
        more = plural(len(others), "more point")
        word.say(document, f"The audit itself has {more} to look at: {ids}.")


def _to_change(view: Any) -> list[Question]:
    """Concerns first, then what is not in place, then what is in part; each in the form's order."""
    first = list(concerns(view.form, view.facts, view.answers))
    domains = {section.id for section in _domains(view)}
    others = [q for q in shown(view) if q.section in domains and q not in first]
    missing = [q for q in others if _code(view, q) in TO_CHANGE]
    return [*first, *missing, *(q for q in others if _code(view, q) in PARTLY)]


def _change(view: Any, question: Question) -> Line:
    return [Strong(question.text), f" {shortened(evidence(view, question), QUOTE)}"]


def _next(document: Any, view: Any) -> None:
    if not view.actions:
        return
    word.heading(document, "What happens next", 2)
    rows = [
        (shortened(each.text, ACTION) or "Action", person(view, each.owner_id), _by_when(each))
        for each in view.actions
    ]
    word.table(document, "Actions", ("What", "Who", "By when"), rows, (7, 3, 4))


def _by_when(action: Any) -> list[Line]:
    due = format_date(action.due_on)
    return [due] if action.status == "open" else [due, STATUSES["action"][action.status]]


def _overall(document: Any, view: Any) -> None:
    word.heading(document, "The audit as a whole", 2)
    grade = Strong(f"{grade_label(view.check.final_grade)}.")
    word.say(document, ["The overall grade is ", grade, f" {' '.join(judgement(view))}"])
    word.say(document, shortened(value(view, REASON), REASONS))
