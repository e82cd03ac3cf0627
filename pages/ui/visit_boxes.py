"""Boxes of text in the panels of a visit, and the outcome of a press beside the panel it was in."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import do, say_what_happened, typed
from qa.domain.actor import Actor

_WHERE = "visit-panel"


def key(check_id: int, field: str) -> str:
    """The key of a box in the session's state; `field` such as "recommend/text"."""
    return f"visit-{check_id}-{field.replace('/', '-')}"


def text(
    actor: Actor, check_id: int, field: str, label: str, *, start: str = "", line: bool = False
) -> None:
    """A box of text of this visit, kept while one types; it begins with `start`."""
    boxes = kept.of(actor, f"check:{check_id}")
    kept.text(boxes, field, label, key=key(check_id, field), start=start, line=line)


def text_of(check_id: int, field: str) -> str:
    """What stands in a box."""
    return typed(key(check_id, field))


def do_in(panel: str, sentence: str, service: Callable[..., Any], *given: Any, **then: Any) -> bool:
    """As `do`, and `say_in` the same panel says how it went; if it did."""
    st.session_state[_WHERE] = panel
    return do(sentence, service, *given, **then)


def say_in(panel: str) -> None:
    """The outcome of the last press, where it was pressed in this panel."""
    if st.session_state.get(_WHERE) == panel:
        say_what_happened()
