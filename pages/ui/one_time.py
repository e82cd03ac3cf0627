"""A one-time passphrase, shown once to the administrator who made it."""

import streamlit as st

from pages.ui.tables import as_words

KEPT = "_one_time"


def keep(name: str, passphrase: str) -> None:
    """Keep it for the next run of this session."""
    st.session_state[KEPT] = (name, passphrase)


def show() -> None:
    """Show it, once."""
    kept = st.session_state.pop(KEPT, None)
    if kept:
        name, passphrase = kept
        st.success(
            f"One-time passphrase for {as_words(name)}. Give it to them in person or by "
            "telephone; it is shown only now, and they choose their own when they sign in."
        )
        st.code(passphrase, language=None, wrap_lines=True)
