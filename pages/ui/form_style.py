"""The little styling that Streamlit's theme cannot say, for forms."""

import streamlit as st

_CSS = """<style>
[class*="st-key-q-"] { padding: 0.75rem 0 1.25rem; border-bottom: 1px solid #b1b4b6; }
[class*="st-key-q-"]:has(.form-error) { border-left: 5px solid #d4351c; padding-left: 0.875rem; }
.form-question { font-size: 1.125rem; font-weight: 600; line-height: 1.35; margin: 0; padding: 0; }
.form-question .number { opacity: 0.75; font-weight: 400; margin-right: 0.375rem; }
.form-guidance, .form-beside { margin: 0.25rem 0 0; line-height: 1.4; opacity: 0.85; }
.form-beside { border-left: 4px solid #1d70b8; padding-left: 0.625rem; opacity: 1; }
.form-error { color: light-dark(#c3260c, #ff9c8f); font-weight: 600; margin: 0.375rem 0 0; }
.form-saved { margin: 0; font-size: 0.875rem; opacity: 0.85; }
.form-caption { margin: 0; opacity: 0.85; }
.form-title { font-size: 1.5rem; font-weight: 700; line-height: 1.3; margin: 0; padding: 0; }
.form-theirs { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; max-height: 20rem;
  overflow-y: auto; }
[class*="st-key-q-"] label[data-baseweb="radio"],
[class*="st-key-q-"] label[data-baseweb="checkbox"]
  { min-height: 2.25rem; }
</style>"""


def style() -> None:
    """Put the styles on the page."""
    st.html(_CSS)
