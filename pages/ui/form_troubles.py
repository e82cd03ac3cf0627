"""What is on screen and not in the store: why, and, where two saved, both to choose from."""

import html
from typing import Any

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import EVIDENCE, VALUE, FormToFill, Memory, Place, Trouble
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
    with st.container(border=True):
        said = f"{trouble.sentence} Your answer is not saved. Choose which one to keep."
        st.html(f'<p class="form-error" role="alert">{html.escape(said)}</p>')
        mine, theirs = st.columns(2)
        stored = trouble.theirs.answer if trouble.theirs else EMPTY
        key = form.key(question.id, place)
        with mine:
            _one("Yours, on this screen", _words(question, place, trouble.mine))
            st.button(
                "Keep mine",
                key=f"mine-{key}",
                on_click=saving.keep_mine,
                args=(form, question, place),
            )
        with theirs:
            _one("Saved", _words(question, place, saving.held(question, stored, place)))
            st.button(
                "Keep the saved one",
                key=f"theirs-{key}",
                on_click=saving.keep_theirs,
                args=(form, question, place),
            )


def _one(heading: str, words: str) -> None:
    st.html(f'<strong>{heading}</strong><p class="form-theirs" dir="auto">{html.escape(words)}</p>')


def _words(question: Question, place: Place, raw: Any) -> str:
    """What a box holds, in words."""
    if raw in (None, "", ()):
        return "(empty)"
    if place == EVIDENCE or (isinstance(raw, str) and question.type in ("free_text", "text")):
        return str(raw)
    if place == VALUE and isinstance(raw, list | tuple):
        return "; ".join(question.label_of(code) for code in raw if isinstance(code, str))
    if place != VALUE and place[1] == "number" and question.type == "date_plus_flags":
        return "Yes" if raw else "No"
    return question.label_of(raw) if isinstance(raw, str) else f"{raw}"


def any_again(found: Memory) -> bool:
    """Whether something waits to be tried again that no text box tries by itself."""
    return any(trouble.again and not trouble.tag for trouble in found.troubles.values())
