"""Any form → screens: a list of its sections, one section at a time, then "Check your answers".

A page hands over a `FormToFill` and draws nothing of the form itself:

    fill_in(FormToFill(check_id=…, revision=…, form=…, facts=…, reader=actor))
"""

import html

import streamlit as st

from pages.ui.form_check import check_answers, error_summary, task_list
from pages.ui.form_links import land
from pages.ui.form_memory import FormToFill, Memory, read_again
from pages.ui.form_routes import CHECK, TOP, go, section_in_address
from pages.ui.form_section import questions
from pages.ui.form_style import style
from qa.domain.forms import Section

__all__ = ["FormToFill", "fill_in"]


def fill_in(form: FormToFill) -> None:
    """Draw the part of the form that the address names; every answer is saved as it is given."""
    style()
    found = read_again(form)
    at = section_in_address(form)
    if at == CHECK:
        _heading("Check your answers", form.form.title)
        _back(form)
        _risk(form)
        check_answers(form, found)
    elif at:
        _section(form, found, form.form.section(at))
    else:
        _heading("Sections", form.form.title)
        if form.form.guidance:
            st.markdown(form.form.guidance)
        _risk(form)
        task_list(form, found)
    selector, turn = found.landing
    land(f"{form.check_id}", selector, turn, boxes=selector != TOP)


def _section(form: FormToFill, found: Memory, section: Section) -> None:
    sections = form.form.sections
    number = sections.index(section)
    _heading(
        f"{section.id}. {section.title}",
        f"{form.form.title}: section {number + 1} of {len(sections)}",
    )
    _back(form)
    if found.show_missing:
        error_summary(form, found)
    _risk(form)
    if section.guidance:
        st.markdown(section.guidance)
    questions(form, section)
    _onward(form, number)


def _onward(form: FormToFill, number: int) -> None:
    sections = form.form.sections
    following = sections[number + 1] if number + 1 < len(sections) else None
    target = following.id if following else CHECK
    words = f"Next: {following.title}" if following else "Check your answers"
    with st.container(horizontal=True):
        st.button(words, type="primary", key="form-next", on_click=go, args=(form, target))
        if number:
            before = sections[number - 1]
            st.button(
                f"Previous: {before.title}",
                key="form-previous",
                on_click=go,
                args=(form, before.id),
            )


def _heading(title: str, caption: str) -> None:
    with st.container(key="form-top"):
        st.html(
            f'<p class="form-caption">{html.escape(caption)}</p>'
            f'<h2 class="form-title">{html.escape(title)}</h2>'
        )


def _back(form: FormToFill) -> None:
    st.button(
        "Back to all sections", type="tertiary", key="form-back", on_click=go, args=(form, "")
    )


def _risk(form: FormToFill) -> None:
    if form.draw_risk:
        form.draw_risk()
