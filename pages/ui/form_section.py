"""One section of a form on screen: its questions in a fragment of their own."""

import html

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import VALUE, FormToFill, Memory, answers, memory, read_again
from pages.ui.form_routes import anchor, section_in_address
from pages.ui.form_troubles import any_again, refused, troubles
from pages.ui.form_zeros import zeros
from pages.ui.widgets import TEXTS, WIDGETS, evidence
from qa.domain.answers import Answer, lacks
from qa.domain.completion import missing, visible
from qa.domain.forms import Question, Section
from qa.domain.known import with_known
from qa.domain.midways import is_midway
from qa.domain.words import joined
from qa.domain.workflow import REG44
from qa.services.answers import when
from qa.services.drafts import RISK_QUESTIONS

RETRY_SECONDS = 5


def questions(form: FormToFill, section: Section) -> None:
    """The section's questions. While a choice waits to be saved, tries again by itself."""
    again = any_again(memory(form))
    run_every = RETRY_SECONDS if again else None
    st.fragment(_questions, run_every=run_every)(form, section, again)


def _questions(form: FormToFill, section: Section, was_again: bool) -> None:
    found = read_again(form)
    if found.unread:
        st.warning(found.unread)
    given = {question_id: saved.answer for question_id, saved in found.stored.items()}
    wanting = dict(_wanting(form, found))
    for question in visible(form.form, form.facts, given):
        if question.section == section.id:
            _question(form, found, question, wanting.get(question.id, ""))
    moved = section_in_address(form) != section.id
    if found.redraw or moved or any_again(found) != was_again:
        found.redraw = False
        st.rerun()


def _wanting(form: FormToFill, found: Memory) -> list[tuple[str, str]]:
    if not found.show_missing:
        return []
    return [(q.id, said) for q, said in missing(form.form, form.facts, answers(form, found))]


def _question(form: FormToFill, found: Memory, question: Question, wanting: str) -> None:
    with st.container(key=anchor(question.id)):
        answer = found.answer(question.id)
        is_refused = refused(found, question)
        wants = "" if is_refused else lacks(question, answer)
        error = "" if is_refused else wanting.removeprefix(f"{question.id}: ")
        st.html(_heading(form, question, error))
        form.above(question)
        _offer(form, found, question)
        WIDGETS[question.type](form, found, question)
        zeros(form, found, question)
        if question.evidence != "none":
            evidence(form, found, question, "" if wants else error)
        elif question.type not in TEXTS:
            _saved(form, found, question, "" if error else wants, hidden=is_refused)
        if not is_refused:
            _remark(form, question, answer)
        troubles(form, found, question)
    form.below(question)


def _offer(form: FormToFill, found: Memory, question: Question) -> None:
    """A known answer, put in by one click; gone once it is the answer."""
    offer = form.offer(question)
    if offer is None:
        return
    there = saving.held(question, found.answer(question.id), VALUE)
    wanted = with_known(there, offer.raw)
    if wanted != there:
        st.button(
            offer.words,
            key=f"use-{form.key(question.id)}",
            on_click=saving.keep,
            args=(form, question, VALUE, wanted),
        )


def _heading(form: FormToFill, question: Question, error: str) -> str:
    optional = "" if question.required else " (optional)"
    words = [
        '<h3 class="form-question"><span class="number">'
        f"{html.escape(question.id)}</span>{html.escape(question.text)}{optional}</h3>"
    ]
    if question.concern:
        words.append(f'<p class="form-critical">{html.escape(_critical(form, question))}</p>')
    if question.guidance:
        words.append(f'<p class="form-guidance">{html.escape(question.guidance)}</p>')
    beside = form.beside(question)
    if beside:
        words.append(f'<p class="form-beside">{html.escape(beside)}</p>')
    if error:
        words.append(f'<p class="form-error">{html.escape(error)}</p>')
    return "".join(words)


def _critical(form: FormToFill, question: Question) -> str:
    """What an answer that raises a concern asks for, before it is given."""
    said = joined([f"“{question.label_of(code)}”" for code in question.concern]).replace(
        " and ", " or "
    )
    if question.id in RISK_QUESTIONS:
        return f"Critical: {said} asks who was told, when, and what they will do."
    if is_midway(form.form.kind):
        return f"Critical: {said} raises a concern that needs an action or a challenge."
    if form.form.kind == REG44:
        return f"Critical: {said} raises a concern."
    caps = " and rules out Good and Outstanding" if question.caps else ""
    return f"Critical: {said} raises a concern that needs an action{caps}."


def _remark(form: FormToFill, question: Question, answer: Answer | None) -> None:
    said = form.remark(question, answer) if answer else ""
    if said:
        st.html(f'<p class="form-remark" role="status">{html.escape(said)}</p>')


def _saved(
    form: FormToFill, found: Memory, question: Question, wants: str, *, hidden: bool
) -> None:
    """When it was saved; of a half that is, the other half too: one that was refused is not kept
    beyond this session. Nothing where the boxes hold what could not be saved: that is said."""
    saved = None if hidden else found.stored.get(question.id)
    at = when(saved.saved_at, form.reader).removeprefix("at ") if saved else ""
    half = f". {wants}" if saved and saved.answer.rows and wants else ""
    said = html.escape(f"Saved {at}{half}") if at else "&nbsp;"
    st.html(f'<p class="form-saved" role="status">{said}</p>')
