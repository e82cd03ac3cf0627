"""Answers of several boxes: numbers, tables, dates, lists of items, several choices."""

import itertools
import uuid

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import VALUE, FormToFill, Memory
from pages.ui.widgets_box import Bound, draw
from pages.ui.widgets_text import text
from qa.domain.answers import NONE, Part, parts
from qa.domain.forms import Option, Question

SIDE_BY_SIDE = 4
SHORT = ("whole", "time")
"""Boxes that are narrow enough to stand two and two on a telephone."""


def boxes(form: FormToFill, found: Memory, question: Question) -> None:
    """Every box of a composite, one row of the form on a line."""
    for _key, of_row in itertools.groupby(parts(question), lambda part: part.key):
        _line(form, found, question, list(of_row))


def grid(form: FormToFill, found: Memory, question: Question) -> None:
    """Number boxes, several on a line where the screen is wide enough; a table keeps its rows."""
    every = parts(question)
    on_a_line = len(question.groups) if question.rows and question.groups else SIDE_BY_SIDE
    is_short = all(part.kind in SHORT for part in every)
    with st.container(key=f"{'pairs' if is_short else 'boxes'}-{form.key(question.id)}"):
        for first in range(0, len(every), on_a_line):
            some = list(every[first : first + on_a_line])
            _line(form, found, question, some, columns=max(on_a_line, SIDE_BY_SIDE - 1))


def _line(
    form: FormToFill, found: Memory, question: Question, of_row: list[Part], columns: int = 0
) -> None:
    places = st.columns(columns or len(of_row), vertical_alignment="bottom")
    for column, part in zip(places, of_row, strict=False):
        with column:
            _part(form, found, question, part)


def _part(form: FormToFill, found: Memory, question: Question, part: Part) -> None:
    place = (part.key, part.field)
    bound = Bound(form, found, question, place, label=part.label, hide_label=False)
    if part.kind == "text":
        text(bound, rows=1, line=question.type != "item_progress")
    else:
        draw(bound, "select" if part.kind == "choice" else part.kind)


def choices(form: FormToFill, found: Memory, question: Question) -> None:
    """Any number of options, as check boxes; one that stands alone clears the others."""
    stored = saving.held(question, found.answer(question.id), VALUE)
    keys = {
        option.code: form.key(question.id, ("tick", option.code)) for option in question.options
    }
    given = {
        option.code: _tick(form, found, question, option, keys, option.code in stored)
        for option in question.options
    }
    now = tuple(code for code, ticked in given.items() if ticked)
    if now != tuple(stored):
        saving.reconcile(form, question, VALUE, list(now))


def _tick(
    form: FormToFill,
    found: Memory,
    question: Question,
    option: Option,
    keys: dict[str, str],
    stored: bool,
) -> bool:
    key = keys[option.code]
    before = found.shown.get(key)
    known = key in st.session_state
    if known and before is not None and st.session_state[key] == before and stored != before:
        st.session_state[key] = stored
    found.shown[key] = stored

    def changed() -> None:
        if st.session_state[key]:
            _clear_others(question, option, keys)
        now = [code for code, each in keys.items() if st.session_state.get(each)]
        saving.keep(form, question, VALUE, now or None)

    start = {} if known else {"value": stored}
    return st.checkbox(option.label, key=key, on_change=changed, **start)


def _clear_others(question: Question, ticked: Option, keys: dict[str, str]) -> None:
    for option in question.options:
        if option.code != ticked.code and (ticked.alone or option.alone):
            st.session_state[keys[option.code]] = False


def items(form: FormToFill, found: Memory, question: Question) -> None:
    """One block for each item; the person's own lists can be added to."""
    stored = found.answer(question.id)
    own = question.type == "item_progress"
    if question.none_label and not (stored and stored.rows):
        _declare_none(form, found, question, bool(stored and stored.value == NONE))
    if stored and stored.value == NONE:
        return
    kept = [row.key for row in stored.rows] if stored else []
    extra = [key for key in found.new_items.get(question.id, []) if key not in kept]
    for number, key in enumerate([*kept, *extra], start=1):
        _item(form, found, question, key, number, own)
    if own and st.button("Add a goal", key=f"add-{form.key(question.id)}"):
        found.new_items.setdefault(question.id, []).append(uuid.uuid4().hex[:12])
        found.redraw = True


def _item(
    form: FormToFill, found: Memory, question: Question, key: str, number: int, own: bool
) -> None:
    with st.container(border=True):
        if not own:
            st.markdown(f"**{number}.** {form.item_label(question, key)}")
        for part in parts(question, key):
            _part(form, found, question, part)
        if own and st.button(f"Remove goal {number}", key=f"remove-{form.key(question.id)}-{key}"):
            _remove(form, found, question, key)


def _remove(form: FormToFill, found: Memory, question: Question, key: str) -> None:
    stored = found.answer(question.id)
    rows = tuple(row for row in (stored.rows if stored else ()) if row.key != key)
    found.new_items[question.id] = [k for k in found.new_items.get(question.id, []) if k != key]
    saving.keep(form, question, VALUE, rows)
    found.redraw = True


def _declare_none(form: FormToFill, found: Memory, question: Question, stored: bool) -> None:
    key = form.key(question.id, ("tick", NONE))

    def changed() -> None:
        saving.keep(form, question, VALUE, NONE if st.session_state[key] else None)

    start = {} if key in st.session_state else {"value": stored}
    st.checkbox(question.none_label, key=key, on_change=changed, **start)
