"""Choices and days that stand beside a kept text: kept as they are made, and there again with it.

    st.radio("Are you satisfied?", codes, **kept_choices.of(boxes, "judge/verdict", key, codes))

They lie where the texts lie (`qa.services.unsent`), each as a short text of its own field.
"""

import datetime as dt
import functools
import logging
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from pages.ui import kept
from pages.ui.kept import Boxes
from pages.ui.kept_memory import Held, held_at
from pages.ui.page import actor_for_save
from qa.domain.actor import Actor
from qa.domain.refusals import Refused, Stale
from qa.services import unsent

PREFIX = "choice-"
log = logging.getLogger(__name__)


def is_choice(field: str) -> bool:
    """Whether a field holds a choice, not a text that somebody typed."""
    return field.startswith(PREFIX)


def of(
    boxes: Boxes, field: str, key: str, options: Iterable[Any], default: Any = None
) -> dict[str, Any]:
    """The settings of a box to choose from, which holds what was chosen and not sent."""
    by_text = {str(option): option for option in options}
    return _settings(boxes, PREFIX + field, key, by_text.get, default)


def of_day(boxes: Boxes, field: str, key: str, default: dt.date | None) -> dict[str, Any]:
    """The settings of a box of a day, likewise."""
    return _settings(boxes, PREFIX + field, key, dt.date.fromisoformat, default)


def of_time(boxes: Boxes, field: str, key: str, default: dt.time | None) -> dict[str, Any]:
    """The settings of a box of a time of day, likewise."""
    return _settings(boxes, PREFIX + field, key, dt.time.fromisoformat, default)


def let_go(keys: Iterable[str]) -> None:
    """What was chosen here was sent with its text: the next boxes begin anew."""
    chosen = [key for key in keys if (held := held_at(key)) and is_choice(held.field)]
    if chosen:
        kept.let_go(actor_for_save(), chosen)


def _settings(
    boxes: Boxes, field: str, key: str, read: Callable[[str], Any], default: Any
) -> dict[str, Any]:
    state, held, there = st.session_state, held_at(key), boxes.stored.get(field)
    is_another = held is not None and (
        held.sent or (held.place, held.field) != (boxes.place, field)
    )
    if held is None or is_another:
        save = functools.partial(_save, boxes.place, field)
        held = Held(place=boxes.place, field=field, name=f"choice|{key}", save=save)
        state[f"kept-{key}"] = held
    held.version = there.version if there else 0
    found = read(there.text) if there and there.text else None
    is_new_default = found is None and str(state.get(key)) == held.start != str(default)
    if is_another or key not in state or is_new_default:  # else a late run would undo a press
        state[key] = default if found is None else found
    held.start = str(default)
    return {"key": key, "on_change": _keep, "args": (key,)}


def _keep(key: str) -> None:
    """The latest choice of whichever window stands."""
    held, value = held_at(key), st.session_state.get(key)
    if held is None or (value is None and not held.version):
        return
    try:
        actor, text = actor_for_save(), "" if value is None else str(value)
        try:
            held.version = held.save(actor, text, held.version)
        except Stale as stale:
            held.version = held.save(actor, text, stale.theirs.version)
    except Refused as refusal:
        log.warning("what was chosen for %s is on screen and not kept: %s", held.field, refusal)


def _save(place: str, field: str, actor: Actor, text: str, version: int) -> int:
    return unsent.keep(actor, place, field, text, typed_on_version=version)
