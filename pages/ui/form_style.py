"""The little styling that Streamlit's theme cannot say, for forms."""

import functools
from pathlib import Path

import streamlit as st


@functools.cache
def _css() -> str:
    return Path(__file__).with_name("form.css").read_text("utf-8")


def style() -> None:
    """Put the styles on the page."""
    st.html(f"<style>{_css()}</style>")
