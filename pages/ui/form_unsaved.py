"""What somebody typed into a form that was locked meanwhile: kept on screen to be copied."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.form_memory import Memory

WHY = (
    "Not saved: the form was locked while you were writing. Copy what you typed; it stays on this "
    "screen until you leave or reload it."
)


def draw(check_id: int) -> None:
    """The texts of this browser session that could not be saved, each with a copy button."""
    to_copy(WHY, _texts(check_id))


def to_copy(why: str, typed: Sequence[object]) -> None:
    """What was typed and cannot be saved any more, under the reason; nothing for empty texts."""
    texts = [text for text in typed if isinstance(text, str) and text.strip()]
    if texts:
        st.warning(why)
    for text in texts:
        st.code(text, language=None, wrap_lines=True)


def _texts(check_id: int) -> list[object]:
    found: list[object] = []
    for key, kept in st.session_state.items():
        if str(key).startswith(f"form-{check_id}.") and isinstance(kept, Memory):
            found += [trouble.mine for trouble in kept.troubles.values()]
    return found
