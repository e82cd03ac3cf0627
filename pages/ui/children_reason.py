"""A box for a reason, with the warnings about details that would name a child."""

import streamlit as st

from qa.domain.leaks import warnings


def reason_box(label: str, key: str) -> None:
    """A text box; under it what in the text seems to say who a child is."""
    text = st.text_area(label, key=key, max_chars=2000, height="content")
    for sentence in warnings(text or ""):
        st.warning(sentence)
