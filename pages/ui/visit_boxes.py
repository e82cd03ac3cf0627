"""Boxes of text in the panels of a visit, and the outcome of a press beside the panel it was in."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from pages.ui import kept, kept_choices
from pages.ui.buttons import do, say_what_happened, typed
from pages.ui.kept import Boxes
from qa.domain.actor import Actor

_WHERE = "visit-panel"
PLACE = "check:"


def key(check_id: int, field: str) -> str:
    """The key of a box in the session's state; `field` such as "recommend/text"."""
    return f"visit-{check_id}-{field.replace('/', '-')}"


def of(actor: Actor, check_id: int) -> Boxes:
    """What is kept for the boxes of a visit: one read for all that are drawn together."""
    return kept.of(actor, f"{PLACE}{check_id}")


def text(
    actor: Actor, check_id: int, field: str, label: str, *, start: str = "", line: bool = False
) -> None:
    """A box of text of this visit, kept while one types; it begins with `start`."""
    kept.text(of(actor, check_id), field, label, key=key(check_id, field), start=start, line=line)


def text_of(check_id: int, field: str) -> str:
    """What stands in a box."""
    return typed(key(check_id, field))


def chosen(boxes: Boxes, field: str, codes: Iterable[Any], start: Any = None) -> dict[str, Any]:
    """The settings of a box to choose from, which keeps what was chosen as `text` keeps a text."""
    return kept_choices.of(boxes, field, _key(boxes, field), codes, start)


def day(boxes: Boxes, field: str, start: dt.date | None) -> dict[str, Any]:
    """The settings of a box of a day, likewise."""
    return kept_choices.of_day(boxes, field, _key(boxes, field), start)


def time(boxes: Boxes, field: str, start: dt.time | None) -> dict[str, Any]:
    """The settings of a box of a time, likewise."""
    return kept_choices.of_time(boxes, field, _key(boxes, field), start)


def _key(boxes: Boxes, field: str) -> str:
    return key(int(boxes.place.removeprefix(PLACE)), field)


def do_in(
    panel: str, sentence: str, service: Callable[..., Any], *given: Any,
    button: object = "", **then: Any,
) -> bool:  # fmt: skip
    """As `do`, and `say_in` the same panel says how it went, or `refused_in` why not; if it did.
    `button`: which one it was, where a panel has several."""
    is_done = do(sentence, service, *given, **then)
    st.session_state[_WHERE] = panel if is_done else f"{panel}/{button}"
    return is_done


def refused_in(panel: str, button: object = "") -> None:
    """Beside a button of a panel: why its last press was refused."""
    say_in(f"{panel}/{button}")


def say_in(panel: str) -> None:
    """The outcome of the last press, where it was pressed in this panel."""
    if st.session_state.get(_WHERE) == panel:
        say_what_happened()
