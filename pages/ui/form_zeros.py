"""A table of numbers that are nearly all 0: one press fills what is still empty."""

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import VALUE, FormToFill, Memory, memory
from qa.domain.answers import AnswerRow, parts
from qa.domain.forms import Question

LABEL = "Enter 0 in the boxes still empty"
TABLE = "number_table"


def zeros(form: FormToFill, found: Memory, question: Question) -> None:
    """Under a table of numbers, while a box of it is empty: the button."""
    if question.type != TABLE:
        return
    if _empty(found, question):
        st.button(
            LABEL, key=f"zeros-{form.key(question.id)}", on_click=_fill, args=(form, question)
        )
    else:
        found.troubles.pop((question.id, VALUE), None)  # of a press: nothing is left to be filled


def _empty(found: Memory, question: Question) -> list[str]:
    """Keys of the boxes with nothing stored and nothing on screen that could not be saved."""
    answer = found.answer(question.id)
    filled = {row.key for row in answer.rows if row.number is not None} if answer else set()
    unsaved = {place[0] for at, place in found.troubles if at == question.id}
    return [each.key for each in parts(question) if each.key not in filled | unsaved]


def _fill(form: FormToFill, question: Question) -> None:
    found = memory(form)
    answer = found.answer(question.id)
    rows = tuple(AnswerRow(key, number=0) for key in _empty(found, question))
    saving.keep(form, question, VALUE, (*(answer.rows if answer else ()), *rows))
