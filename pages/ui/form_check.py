"""The list of sections, the error summary, and "Check your answers"."""

import streamlit as st

from pages.ui.form_links import links
from pages.ui.form_memory import FormToFill, Memory, answers
from pages.ui.form_routes import CHECK, address, go
from qa.domain.answers import Answer, to_text
from qa.domain.completion import (
    COMPLETED,
    NOT_STARTED,
    SectionProgress,
    missing,
    progress,
    visible,
)
from qa.domain.forms import Question
from qa.domain.words import plural
from qa.reports.plain_text import shortened

NOT_ANSWERED = "Not answered"
LONGEST_QUESTION = 70
"""Characters of a question in the error summary."""


def task_list(form: FormToFill, found: Memory) -> None:
    """Every section with how far it is."""
    every = progress(form.form, form.facts, answers(form, found))
    done = sum(each.status == COMPLETED for each in every)
    st.markdown(f"{done} of {plural(len(every), 'section')} completed")
    tones = {COMPLETED: "done", NOT_STARTED: "todo"}
    items = [
        {
            "id": each.section.id,
            "text": f"{each.section.id}. {each.section.title}",
            "hint": _hint(form, found, each),
            "status": each.status,
            "tone": tones.get(each.status, "begun"),
            "href": address(each.section.id),
        }
        for each in every
    ]
    links("form-tasks", {"kind": "tasks", "items": items}, lambda target: go(form, target))
    st.button(
        "Check your answers",
        type="primary",
        key="form-to-check",
        on_click=go,
        args=(form, CHECK),
    )


def _hint(form: FormToFill, found: Memory, each: SectionProgress) -> str:
    """'3 of 4 answered', and what the page knows of these answers."""
    if not each.asked:
        return "Nothing to ask"
    asked = [question.id for question in form.form.questions if question.section == each.section.id]
    more = form.hint([found.stored[i] for i in asked if i in found.stored])
    return ", ".join(part for part in (f"{each.answered} of {each.asked} answered", more) if part)


def error_summary(form: FormToFill, found: Memory) -> int:
    """What is still missing, each a link to its question; how many there are."""
    wanting = missing(form.form, form.facts, answers(form, found))
    if wanting:
        items = [
            {"id": f"{q.section}/{q.id}", "text": _asked(q, said), "href": address(q.section)}
            for q, said in wanting
        ]
        title = f"There {'is' if len(wanting) == 1 else 'are'} {plural(len(wanting), 'answer')} "
        data = {"kind": "errors", "title": f"{title}still to give", "items": items}
        links("form-errors", data, lambda target: go(form, target))
    return len(wanting)


def _asked(question: Question, said: str) -> str:
    """'C3: Choose an answer. “Is the plan on time?”': what is wanted, and of what."""
    return f"{said} “{shortened(question.text, LONGEST_QUESTION)}”"


def check_answers(form: FormToFill, found: Memory) -> None:
    """All answers to look over, with a link to change each, then what the page puts below."""
    found.show_missing = True
    count = error_summary(form, found)
    given = answers(form, found)
    wanting = {question.id for question, _said in missing(form.form, form.facts, given)}
    shown = visible(form.form, form.facts, given)
    groups = [
        {
            "title": f"{section.id}. {section.title}",
            "rows": [
                _row(question, given.get(question.id), question.id in wanting)
                for question in shown
                if question.section == section.id
            ],
        }
        for section in form.form.sections
    ]
    full = [group for group in groups if group["rows"]]
    links("form-summary", {"kind": "summary", "groups": full}, lambda target: go(form, target))
    if form.draw_submit:
        form.draw_submit(count)


def still_missing(form: FormToFill, count: int) -> None:
    """Beside a button that waits for answers: how many, and the way to the list of them."""
    if count:
        st.markdown(f"{plural(count, 'answer')} still to give.")
        st.button(
            "Show the answers still to give",
            type="tertiary",
            key="form-to-missing",
            on_click=go,
            args=(form, CHECK),
        )


def _row(question: Question, answer: Answer | None, wanting: bool) -> dict[str, object]:
    return {
        "id": f"{question.section}/{question.id}",
        "question": f"{question.id} {question.text}",
        "answer": to_text(question, answer) or NOT_ANSWERED,
        "said": (answer.evidence if answer else "") or "",
        "missing": wanting,
        "href": address(question.section),
    }
