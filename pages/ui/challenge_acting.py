"""Doing a move from a callback, so that what was written is never lost when it is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import do, typed
from pages.ui.challenge_words import pre
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.kept_memory import Held
from qa.domain.actor import Actor
from qa.services import unsent

UNUSED = "What you wrote was not used, because the challenge has moved on. It was:"
TEXTS = ("text", "name", "role", "changed-", "asked-name", "asked-role")
"""Boxes that are typed in; the others are chosen from."""


def key(challenge_id: int, name: str, box: str = "text") -> str:
    """The key of a box of a move."""
    return f"move-{challenge_id}-{name}-{box}"


def boxes_of(actor: Actor, challenge_id: int) -> Boxes:
    """What this person has typed into the boxes of a challenge and not sent."""
    return kept.of(actor, f"challenge:{challenge_id}")


def text(boxes: Boxes, name: str, label: str, *, box: str = "text", line: bool = False) -> None:
    """A box of text of a move; what is typed is kept until the move is made."""
    challenge_id = int(boxes.place.partition(":")[2])
    kept.text(boxes, f"{name}/{box}", label, key=key(challenge_id, name, box), line=line)


def day(challenge_id: int, name: str, label: str, today: dt.date) -> None:
    """The day of a move: today unless changed; one that cannot be is refused in words."""
    st.date_input(label, value=today, key=key(challenge_id, name, "on"), **ANY_DAY)


def written(challenge_id: int, name: str, box: str = "text") -> str:
    """What stands in a box of text."""
    return typed(key(challenge_id, name, box))


def on(challenge_id: int, name: str) -> dt.date | None:
    """The day that stands in the box of a day."""
    value = st.session_state.get(key(challenge_id, name, "on"))
    return value if isinstance(value, dt.date) else None


def move(
    sentence: str, name: str, service: Callable[..., Any], challenge_id: int, *given: Any
) -> None:
    """Do it; a refusal keeps the boxes with what they hold."""
    state, begins = st.session_state, key(challenge_id, name, "")
    boxes = [str(box) for box in state if str(box).startswith(begins)]
    texts = [box for box in boxes if box.removeprefix(begins).startswith(TEXTS)]
    choices = [box for box in boxes if box not in texts and isinstance(state[box], str)]
    if not do(sentence, service, challenge_id, *given, clear=texts, unchoose=choices):
        kept.refused(texts)


def not_used(boxes: Boxes, names: list[str]) -> None:
    """What was written for moves that cannot be made now, to copy or to throw away."""
    left = {
        field: each
        for field, each in boxes.stored.items()
        if each.text and field.partition("/")[0] not in names
    }
    gone = [h for h in kept.refused_at(boxes.place) if h.field.partition("/")[0] not in names]
    texts = dict.fromkeys([each.text for each in left.values()] + [each.refused for each in gone])
    if not texts:
        return
    st.info(UNUSED)
    for each in texts:
        pre(each)
    versions = {field: each.version for field, each in left.items()}
    st.button("Throw it away", key="not-used", on_click=_throw_away, args=(boxes, versions, gone))


def _throw_away(boxes: Boxes, versions: dict[str, int], gone: list[Held]) -> None:
    if do("Thrown away.", unsent.clear, boxes.place, versions):
        for held in gone:
            held.sent = True
