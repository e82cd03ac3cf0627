"""A warning two minutes before the session ends, with a way to stay signed in.

It asks the server how long is left (which is no use of the session) and needs no run of a script.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
WARN_SECONDS = 120


def _text(name: str) -> str:
    return (HERE / name).read_text("utf-8")


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "qa_expiry", html=_text("expiry.html"), css=_text("expiry.css"), js=_text("expiry.js")
    )


def watch(account_id: int | None) -> None:
    """Watch over the session of this account for as long as the page is open."""
    with st.container(key="expiry"):
        _component()(key="expiry_watch", data={"warn": WARN_SECONDS, "who": account_id})
