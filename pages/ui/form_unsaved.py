"""What somebody typed into a form that was locked meanwhile: kept on screen to be copied."""

import streamlit as st

from pages.ui.form_memory import Memory

WHY = (
    "Not saved: the form was locked while you were writing. Copy what you typed; it stays on this "
    "screen until you leave or reload it."
)


def draw(check_id: int) -> None:
    """The texts of this browser session that could not be saved, each with a copy button."""
    texts = _texts(check_id)
    if texts:
        st.warning(WHY)
    for text in texts:
        st.code(text, language=None, wrap_lines=True)


def _texts(check_id: int) -> list[str]:
    found = []
    for key, kept in st.session_state.items():
        if str(key).startswith(f"form-{check_id}.") and isinstance(kept, Memory):
            found += [trouble.mine for trouble in kept.troubles.values()]
    return [text for text in found if isinstance(text, str) and text.strip()]
