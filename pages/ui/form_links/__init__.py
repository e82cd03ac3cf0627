"""Links within a form: task list, error summary, answers to check, and landing on a question."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_ROOT = '<div class="root"></div>'


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@functools.cache
def _links() -> Callable[..., Any]:
    css, js = _text("links.css"), _text("links.js")
    return st.components.v2.component("qa_form_links", html=_ROOT, css=css, js=js)


@functools.cache
def _landing() -> Callable[..., Any]:
    return st.components.v2.component("qa_form_landing", js=_text("landing.js"))


def links(key: str, data: Mapping[str, Any], go: Callable[[str], None]) -> None:
    """Draw a list of links. `go` is called with the id of the one that is followed.

    `data`: kind "tasks" (items: id, text, hint, status, tone, href), "errors" (title; items: id,
    text, href) or "summary" (groups: title, rows: id, question, answer, said, missing, href).
    """

    def followed() -> None:
        target = st.session_state[key].get("go")
        if isinstance(target, str):
            go(target)

    _links()(key=key, data=dict(data), on_go_change=followed)


def land(form: str, selector: str, turn: int, boxes: bool, tries: int = 50) -> None:
    """Take the browser to the element at `selector`, once for each `turn`; where `boxes`, to its
    first box, which may come later than itself."""
    data = {"form": form, "selector": selector, "turn": turn, "boxes": boxes, "tries": tries}
    _landing()(key=f"landing-{form}", data=data)
