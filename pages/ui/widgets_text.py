"""Text boxes of a form: bound to the store, warning of what may identify a child."""

import functools
from typing import Any

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.autosave import LIMIT, Box, as_draft, text_box
from pages.ui.widgets_box import Bound
from qa.domain import leaks
from qa.services.answers import when

LONG_ROWS, EVIDENCE_ROWS = 5, 2


@functools.lru_cache(maxsize=512)
def _warnings(text: str) -> tuple[str, ...]:
    return leaks.warnings(text)


def text(
    bound: Bound,
    *,
    hint: str = "",
    flag: str = "",
    error: str = "",
    rows: int = LONG_ROWS,
    line: bool = False,
    limit: int = LIMIT,
) -> None:
    """Draw a text box that saves while one types."""
    shown = _box(bound, hint=hint, flag=flag, error=error, rows=rows, line=line, limit=limit)
    draft = text_box(bound.key, shown, _taker(bound))
    acked = bound.found.acks.get(bound.key, ("", 0))[1]
    if draft and draft.sent > acked:
        saving.take(bound.form, bound.question, bound.place, draft)
        bound.found.redraw = True


def _taker(bound: Bound):  # noqa: ANN202 - a callback
    def take() -> None:
        draft = as_draft(st.session_state[bound.key].get("draft"))
        if draft:
            saving.take(bound.form, bound.question, bound.place, draft)

    return take


def _box(bound: Bound, **look: Any) -> Box:
    saved = bound.found.stored.get(bound.question.id)
    stored = bound.stored() or ""
    ack, acked = bound.found.acks.get(bound.key, ("", 0))
    trouble = bound.trouble
    typed = trouble.mine if trouble and isinstance(trouble.mine, str) else stored
    return Box(
        label=bound.label or bound.question.text,
        hide_label=bound.hide_label,
        saved=stored,
        at=when(saved.saved_at, bound.form.reader).removeprefix("at ") if saved else "",
        ack=ack,
        acked=acked,
        problem=trouble.sentence if trouble else "",
        problem_for=trouble.tag if trouble else "",
        final=bool(trouble) and not trouble.again,
        person=bound.form.reader.person_id,
        reset=bound.found.resets.get(bound.key, 0),
        warnings=_warnings(typed),
        **look,
    )
