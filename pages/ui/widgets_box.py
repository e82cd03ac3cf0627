"""One box on screen, bound to its place in an answer: by kind, from a table."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui import form_saving as saving
from pages.ui.form_memory import VALUE, FormToFill, Memory, Place, Trouble
from qa.domain.forms import Question
from qa.domain.words import format_month

FITS_ON_A_LINE = 50  # characters of all the choices together
MONTHS_BACK = 36
NARROW = 240  # pixels
_UNKNOWN = object()


@dataclass(frozen=True)
class Bound:
    """A box: of which question, where it writes, its label (hidden under a question's heading)."""

    form: FormToFill
    found: Memory
    question: Question
    place: Place = VALUE
    label: str = ""
    hide_label: bool = True

    @property
    def key(self) -> str:
        """Its key in the session's state."""
        return self.form.key(self.question.id, self.place)

    @property
    def trouble(self) -> Trouble | None:
        """Why what it holds is not stored, if it is not."""
        return self.found.troubles.get((self.question.id, self.place))

    def stored(self) -> Any:
        """What is stored for it."""
        return saving.held(self.question, self.found.answer(self.question.id), self.place)

    def settings(self) -> dict[str, Any]:
        """What every Streamlit widget for it is given."""
        visible = "collapsed" if self.hide_label else "visible"
        return {
            "label": self.label or self.question.text,
            "label_visibility": visible,
            "key": self.key,
        }


def draw(bound: Bound, kind: str) -> None:
    """Draw the box of this kind, keep what changes, and settle what a browser sent again."""
    _BOXES[kind](bound)


def _bind(bound: Bound, shape: Callable[[Any], Any], back: Callable[[Any], Any]) -> dict[str, Any]:
    """Starting value and callback of a widget; a change in the store reaches an untouched one.

    `shape`: what is stored → what the widget holds; `back`: the other way.
    """
    key, raw = bound.key, shape(bound.stored())
    before = bound.found.shown.get(key, _UNKNOWN)
    if key in st.session_state:
        if before is not _UNKNOWN and st.session_state[key] == before and raw != before:
            st.session_state[key] = raw
        start = None
    else:
        trouble = bound.trouble
        start = shape(trouble.mine) if trouble else raw
    bound.found.shown[key] = raw

    def changed() -> None:
        saving.keep(bound.form, bound.question, bound.place, back(st.session_state[key]))

    return {"start": start, "on_change": changed}


def _settle(bound: Bound, given: Any) -> None:
    if given != bound.stored():
        saving.reconcile(bound.form, bound.question, bound.place, given)


def _same(value: Any) -> Any:
    return value


def choice(bound: Bound) -> None:
    """One of the question's options; nothing is chosen beforehand."""
    codes = [option.code for option in bound.question.options]
    _radio(bound, codes, bound.question.label_of)


def _radio(bound: Bound, values: list[Any], words: Callable[[Any], str]) -> None:
    tied = _bind(bound, _same, _same)
    start = tied["start"]
    given = st.radio(
        options=values,
        index=values.index(start) if start in values else None,
        format_func=words,
        horizontal=sum(len(words(value)) for value in values) <= FITS_ON_A_LINE,
        on_change=tied["on_change"],
        **bound.settings(),
    )
    _settle(bound, given)


def select(bound: Bound) -> None:
    """One of the question's options from a list: for rows of a table."""
    codes = [option.code for option in bound.question.options]
    _select(bound, codes, bound.question.label_of, _same, _same)


def _select(
    bound: Bound,
    values: list[Any],
    words: Callable[[Any], str],
    shape: Callable[[Any], Any],
    back: Callable[[Any], Any],
) -> None:
    tied = _bind(bound, shape, back)
    start = tied["start"]
    given = st.selectbox(
        options=values,
        index=values.index(start) if start in values else None,
        format_func=words,
        placeholder="Choose",
        on_change=tied["on_change"],
        **bound.settings(),
    )
    _settle(bound, back(given))


def month(bound: Bound) -> None:
    """A month, the latest first."""
    today = bound.form.reader.today
    ahead = 0 if bound.question.past else 12
    count = today.year * 12 + today.month - 1 + ahead
    values = [
        dt.date(n // 12, n % 12 + 1, 1) for n in range(count, count - MONTHS_BACK - ahead, -1)
    ]
    stored = bound.stored()
    if stored and stored not in values:
        values.append(stored)
    _select(bound, values, format_month, _same, _same)


def date(bound: Bound) -> None:
    """A date, typed or picked."""
    tied = _bind(bound, _same, _same)
    given = st.date_input(
        value=tied["start"],
        min_value=dt.date(1900, 1, 1),
        max_value=dt.date(2100, 12, 31),
        format="DD/MM/YYYY",
        on_change=tied["on_change"],
        width=NARROW,
        **bound.settings(),
    )
    _settle(bound, given)


def _as_time(value: Any) -> dt.time | None:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


def time(bound: Bound) -> None:
    """A time of day, in steps of five minutes or typed."""
    tied = _bind(bound, _as_time, _same)
    given = st.time_input(
        value=tied["start"],
        step=300,
        on_change=tied["on_change"],
        width=NARROW,
        **bound.settings(),
    )
    if given != _as_time(bound.stored()):
        _settle(bound, given)


def whole(bound: Bound) -> None:
    """A whole number from 0."""
    tied = _bind(bound, _same, _same)
    given = st.number_input(
        value=tied["start"],
        min_value=0,
        max_value=1_000_000,
        step=1,
        on_change=tied["on_change"],
        width=NARROW,
        **bound.settings(),
    )
    _settle(bound, given)


def scale(bound: Bound) -> None:
    """A point from 0 to 10."""
    _radio(bound, list(range(11)), str)


def flag(bound: Bound) -> None:
    """Yes or no."""
    _radio(bound, [1, 0], lambda value: "Yes" if value else "No")


_BOXES: dict[str, Callable[[Bound], None]] = {
    "choice": choice,
    "select": select,
    "month": month,
    "date": date,
    "time": time,
    "whole": whole,
    "scale": scale,
    "flag": flag,
}
