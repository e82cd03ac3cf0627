"""What is on screen beside what was saved meanwhile from somewhere else, to choose from."""

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

NOTHING = "(empty)"


def choose(
    key: str,
    sentence: str,
    mine: str,
    theirs: str,
    keep: tuple[Callable[..., None], Callable[..., None]],
    args: tuple[Any, ...],
) -> None:
    """Draw both with a button each. `keep`: what mine and theirs call; `args`: what with."""
    with st.container(border=True):
        said = f"{sentence} Your answer is not saved. Choose which one to keep."
        st.html(f'<p class="form-error" role="alert">{html.escape(said)}</p>')
        left, right = st.columns(2)
        with left:
            _one("Yours, on this screen", mine)
            st.button("Keep mine", key=f"mine-{key}", on_click=keep[0], args=args)
        with right:
            _one("Saved", theirs)
            st.button("Keep the saved one", key=f"theirs-{key}", on_click=keep[1], args=args)


def _one(heading: str, words: str) -> None:
    shown = html.escape(words or NOTHING)
    st.html(f'<strong>{heading}</strong><p class="form-theirs" dir="auto">{shown}</p>')
