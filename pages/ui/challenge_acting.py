"""Doing a move from a callback, so that what was written is never lost when it is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.challenge_words import pre

UNUSED = "What you wrote was not used, because the challenge has moved on. It was:"
TEXTS = ("text", "name", "role", "changed-")
"""Boxes that are typed in; the others are chosen from."""


def key(challenge_id: int, name: str, box: str = "text") -> str:
    """The key of a box of a move."""
    return f"move-{challenge_id}-{name}-{box}"


def text(challenge_id: int, name: str, label: str, *, box: str = "text") -> None:
    """A box of text of a move."""
    st.text_area(label, key=key(challenge_id, name, box), height="content")


def day(challenge_id: int, name: str, label: str, first: dt.date | None, today: dt.date) -> None:
    """The day of a move: today unless changed, never in the future."""
    st.date_input(
        label, value=today, min_value=min(first or today, today), max_value=today,
        key=key(challenge_id, name, "on"), format="DD/MM/YYYY",
    )  # fmt: skip


def written(challenge_id: int, name: str, box: str = "text") -> str:
    """What stands in a box of text."""
    return typed(key(challenge_id, name, box))


def on(challenge_id: int, name: str) -> dt.date | None:
    """The day that stands in the box of a day."""
    value = st.session_state.get(key(challenge_id, name, "on"))
    return value if isinstance(value, dt.date) else None


def move(
    sentence: str, name: str, service: Callable[..., Any], challenge_id: int, *given: Any
) -> None:
    """Do it; a refusal keeps the boxes, and what they hold beside a move that is gone."""
    state, unused, begins = st.session_state, f"unused-{challenge_id}", key(challenge_id, name, "")
    boxes = [str(box) for box in state if str(box).startswith(begins)]
    texts = [box for box in boxes if box.removeprefix(begins).startswith(TEXTS)]
    choices = [box for box in boxes if box not in texts and isinstance(state[box], str)]
    said = [str(state[box]) for box in texts if state[box]]
    if do(sentence, service, challenge_id, *given, clear=texts, unchoose=choices):
        state.pop(unused, None)
    else:
        state[unused] = (name, said)


def not_used(challenge_id: int, names: list[str]) -> None:
    """What was written for a move that can no longer be made, to copy."""
    name, said = st.session_state.get(f"unused-{challenge_id}", ("", []))
    if name and name not in names and said:
        st.info(UNUSED)
        for each in said:
            pre(each)
