"""A table of numbers that are nearly all 0: one press fills what is still empty. Beside a count
that is not 0 nothing is filled: who had events had children in them."""

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import VALUE, FormToFill, Memory, memory
from qa.domain.answers import AnswerRow, parts
from qa.domain.forms import Question

LABEL = "Enter 0 in the boxes still empty"
LEFT = "Left empty where events are counted."
TABLE = "number_table"


def zeros(form: FormToFill, found: Memory, question: Question) -> None:
    """Under a table of numbers, while a box of it is empty: the button, and what it leaves."""
    if question.type != TABLE:
        return
    empty = _empty(found, question)
    fillable = _fillable(found, question)
    if fillable:
        st.button(
            LABEL, key=f"zeros-{form.key(question.id)}", on_click=_fill, args=(form, question)
        )
    else:
        found.troubles.pop((question.id, VALUE), None)  # of a press: nothing is left to be filled
    if len(fillable) < len(empty):
        st.caption(LEFT)


def _empty(found: Memory, question: Question) -> list[str]:
    """Keys of the boxes with nothing stored and nothing on screen that could not be saved."""
    answer = found.answer(question.id)
    filled = {row.key for row in answer.rows if row.number is not None} if answer else set()
    return [
        each.key for each in parts(question) if each.key not in filled | _unsaved(found, question)
    ]


def _unsaved(found: Memory, question: Question) -> set[str]:
    return {place[0] for at, place in found.troubles if at == question.id}


def _fillable(found: Memory, question: Question) -> list[str]:
    """The empty boxes with nothing but 0 in the other boxes of their row."""
    answer = found.answer(question.id)
    counted = {row.key for row in answer.rows if row.number} if answer else set()
    rows = {_row(key) for key in counted | _unsaved(found, question)}
    return [key for key in _empty(found, question) if _row(key) not in rows]


def _row(key: str) -> str:
    return key.partition(".")[0]


def _fill(form: FormToFill, question: Question) -> None:
    found = memory(form)
    answer = found.answer(question.id)
    rows = tuple(AnswerRow(key, number=0) for key in _fillable(found, question))
    saving.keep(form, question, VALUE, (*(answer.rows if answer else ()), *rows))
