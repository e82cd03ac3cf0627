"""Buttons that know the policy, and what was just done, said on the next run."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from pages.ui import kept
from pages.ui.page import actor_for_save
from qa.domain.permissions import Decision
from qa.domain.refusals import Refused

_SAID = "_just_done"
_REFUSED = "_just_refused"
_PRESSED = "_just_pressed"
TWICE_WITHIN = 2.0
"""Seconds after a success in which the same press again is the second half of a double one."""


def act_button(label: str, decision: Decision, **about: Any) -> bool:
    """A button that is disabled, with the refusal as its tooltip, where the policy says no."""
    return st.button(
        label, disabled=not decision.allowed, help=decision.why or None, key=f"do-{label}", **about
    )


def done(sentence: str) -> None:
    """Say what was done, on top of the page, once."""
    st.session_state[_SAID] = sentence


def do(
    sentence: str,
    service: Callable[..., Any],
    *given: Any,
    clear: Iterable[str] = (),
    unchoose: Iterable[str] = (),
    forget: Iterable[str] = (),
) -> bool:
    """For callbacks: run a use case as whoever is signed in now, and say how it went; if it did.

    `sentence`: what to say once it is done; '' says what the use case gives back.
    Once it is done, `clear` empties boxes, ticks and dates, `unchoose` takes back choices, and
    `forget` drops what the page sets anew; a refusal leaves everything as it is. Emptied by a
    value of their own, because the browser would keep what a key merely dropped had held. The
    second half of a double press is refused silently: what the first half did is said again.
    """
    clear, forget, unchoose = list(clear), list(forget), list(unchoose)
    try:
        kept.must_be_whole([*clear, *forget])
        actor = actor_for_save()
        result = service(actor, *given)
    except Refused as refusal:
        if said := _said_by_first_half(service, given, [*clear, *unchoose]):
            done(said)
        else:
            st.session_state[_REFUSED] = str(refusal)
        return False
    kept.let_go(actor, [*clear, *forget])
    for key in clear:
        if key in st.session_state:
            st.session_state[key] = _empty(st.session_state[key])
    for key in unchoose:
        st.session_state[key] = None
    for key in forget:
        st.session_state.pop(key, None)
    done(sentence or str(result))
    st.session_state[_PRESSED] = (service, given, sentence or str(result), time.monotonic())
    return True


def _said_by_first_half(service: Callable[..., Any], given: Any, emptied: list[str]) -> str:
    """What was said a moment ago, where this press is that one again: with what it was given then,
    or with the boxes that it emptied; else ''."""
    before, gave, said, at = st.session_state.get(_PRESSED) or (None, None, "", 0.0)
    if before is not service or time.monotonic() - at > TWICE_WITHIN:
        return ""
    is_emptied = bool(emptied) and not any(st.session_state.get(key) for key in emptied)
    return said if given == gave or is_emptied else ""


def _empty(value: Any) -> Any:
    if isinstance(value, str | bool | list | tuple):
        return type(value)()
    return None


def say_what_happened() -> None:
    """The outcome of the last press, on top of the page, in a place of its own: what is unfolded
    below stays unfolded when the sentence is gone again."""
    with st.container():
        if sentence := st.session_state.pop(_REFUSED, None):
            st.error(sentence)
        if sentence := st.session_state.pop(_SAID, None):
            st.success(sentence)


def typed(key: str) -> str:
    """What stands in a text box."""
    return kept.typed(key)
