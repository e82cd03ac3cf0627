"""What is on screen and not in the store: why, and, where two saved, both to choose from."""

import html
from typing import Any

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import EVIDENCE, VALUE, FormToFill, Memory, Place, Trouble
from pages.ui.two_texts import choose
from qa.domain.answers import EMPTY
from qa.domain.forms import Question


def troubles(form: FormToFill, found: Memory, question: Question) -> None:
    """Draw every trouble of a question."""
    for (question_id, place), trouble in list(found.troubles.items()):
        if question_id != question.id:
            continue
        if trouble.theirs:
            _choose(form, question, place, trouble)
        elif not trouble.tag:
            _explain(form, question, place, trouble)


def _explain(form: FormToFill, question: Question, place: Place, trouble: Trouble) -> None:
    st.html(f'<p class="form-error" role="alert">Not saved: {html.escape(trouble.sentence)}</p>')
    if trouble.again:
        key = f"again-{form.key(question.id, place)}"
        st.button("Try again", key=key)  # drawing the section again tries every unsaved answer


def _choose(form: FormToFill, question: Question, place: Place, trouble: Trouble) -> None:
    stored = trouble.theirs.answer if trouble.theirs else EMPTY
    choose(
        form.key(question.id, place),
        trouble.sentence,
        _words(question, place, trouble.mine),
        _words(question, place, saving.held(question, stored, place)),
        (saving.keep_mine, saving.keep_theirs),
        (form, question, place),
    )


def _words(question: Question, place: Place, raw: Any) -> str:
    """What a box holds, in words."""
    if raw in (None, "", ()):
        return ""
    if place == EVIDENCE or (isinstance(raw, str) and question.type in ("free_text", "text")):
        return str(raw)
    if place == VALUE and isinstance(raw, list | tuple):
        return "; ".join(question.label_of(code) for code in raw if isinstance(code, str))
    if place != VALUE and place[1] == "number" and question.type == "date_plus_flags":
        return "Yes" if raw else "No"
    return question.label_of(raw) if isinstance(raw, str) else f"{raw}"


def refused(found: Memory, question: Question) -> bool:
    """Whether a box of a question holds what could not be saved, which is said below it. A text
    box says so itself."""
    return any(at == question.id and not t.tag for (at, _place), t in found.troubles.items())


def any_again(found: Memory) -> bool:
    """Whether something waits to be tried again that no text box tries by itself."""
    return any(trouble.again and not trouble.tag for trouble in found.troubles.values())
