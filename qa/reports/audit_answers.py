"""The answers of an audit in its Word document: those that raise a concern, then all of them."""

from typing import Any

from qa.domain.answers import chosen, to_text
from qa.domain.completion import concerns
from qa.domain.forms import Question, Section
from qa.reports import word
from qa.reports.audit_words import evidence, shown
from qa.reports.plain_text import has_words
from qa.reports.word import Cell, Line, Strong


def raised_concerns(document: Any, view: Any) -> None:
    """The answers that raise a concern, where there are any."""
    raised = concerns(view.form, view.facts, view.answers)
    if not raised:
        return
    word.heading(document, "Concerns", 2)
    rows = [
        (
            f"{question.id} {question.text}",
            to_text(question, view.answers[question.id]),
            _evidence(view, question),
        )
        for question in raised
    ]
    word.table(document, "Answers that raise a concern", ("Question", "Answer", "Evidence"),
               rows, (5, 3, 6))  # fmt: skip


def asked(view: Any, section: Section) -> list[Question]:
    """The questions of a section that were asked for this child."""
    return [q for q in shown(view) if q.section == section.id]


def every_answer(document: Any, view: Any) -> None:
    """Each section: a table of its coded answers, then its free texts."""
    word.heading(document, "Every answer", 2)
    for section in view.form.sections:
        coded = [q for q in asked(view, section) if q.type != "free_text" and _is_told(view, q)]
        texts = [q for q in asked(view, section) if q.type == "free_text" and _is_told(view, q)]
        if section.part == "closing":
            texts = []  # they stand under the overall judgement
        if coded or texts:
            word.heading(document, f"{section.id}. {section.title}", 3)
        if coded:
            header = ("Question", "Answer", "Evidence")
            rows = [_answer(view, question) for question in coded]
            word.table(document, section.title, header, rows, (6, 3, 6))
        for question in texts:
            word.say(document, [Strong(f"{question.id} {question.text}")], apart=True)
            word.say(document, to_text(question, view.answers[question.id]))


def _is_told(view: Any, question: Question) -> bool:
    if question.type == "actions" and view.actions:
        return False
    return has_words(to_text(question, view.answers.get(question.id)))


def _answer(view: Any, question: Question) -> tuple[Cell, Cell, Cell]:
    answer = view.answers[question.id]
    said: list[Line] = [to_text(question, answer)]
    if chosen(answer) & set(question.concern):
        said.append(Strong("Concern"))
    return f"{question.id} {question.text}", said, _evidence(view, question)


def _evidence(view: Any, question: Question) -> str:
    if question.evidence == "none" or question.type == "actions":
        return "Not asked for"
    written = evidence(view, question)
    return written if written and has_words(written) else "None given"
