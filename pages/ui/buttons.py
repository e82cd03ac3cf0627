"""Buttons that know the policy, and what was just done, said on the next run."""

import functools
import time
from collections.abc import Callable, Iterable
from dataclasses import astuple, is_dataclass
from typing import Any, NamedTuple

import streamlit as st

from pages.ui import kept
from pages.ui.page import actor_for_save
from qa.domain.actor import Actor
from qa.domain.permissions import Decision
from qa.domain.refusals import Refused

_SAID = "_just_done"
_REFUSED = "_just_refused"
_PRESSED = "_just_pressed"
TWICE_WITHIN = 2.0
"""Seconds after a success is said in which the same press again is the second half of a double
one; before it is said nobody presses again because of what they read."""
UNSAID = 10.0
"""Seconds after which a success that no page has said is too long ago all the same."""
SAID = "said"
"""The key of the place in which the outcome stands: it stays in sight (see `style`)."""


class _Press(NamedTuple):
    """A press that was done: what it ran and with what, what came of it and is said of it, since
    when (monotonic) it is done or said. `service`: as `_what` tells one from another."""

    service: Any
    given: tuple[Any, ...]
    result: Any
    said: str
    at: float
    is_said: bool = False


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
    second half of a double press does nothing again: what the first half did is said once more.
    """
    clear, forget, unchoose = list(clear), list(forget), list(unchoose)
    before = _just_done(service)
    try:
        kept.must_be_whole([*clear, *forget])
        actor = actor_for_save()
        if before and before.given == given:
            said = before.said
        else:
            said = _run(sentence, service, actor, given)
    except Refused as refusal:
        if before and (_is_emptied([*clear, *unchoose]) or _is_rest(given, before.given)):
            done(before.said)
        else:
            st.session_state[_REFUSED] = str(refusal)
        return False
    kept.let_go(actor, [*clear, *forget])
    _take_away(clear, unchoose, forget)
    done(said)
    return True


def make(sentence: str, service: Callable[..., Any], *given: Any, **then: Any) -> Any:
    """As `do`, for a use case that makes something: what it gave back, also where it was not run
    again because a press was double; None where it was refused."""
    return st.session_state[_PRESSED].result if do(sentence, service, *given, **then) else None


def _run(sentence: str, service: Callable[..., Any], actor: Actor, given: tuple[Any, ...]) -> str:
    result = service(actor, *given)
    said = sentence or str(result)
    st.session_state[_PRESSED] = _Press(_what(service), given, result, said, time.monotonic())
    return said


def _just_done(service: Callable[..., Any]) -> _Press | None:
    """The last press, where it ran this use case and was done a moment ago."""
    before = st.session_state.get(_PRESSED)
    if before is None or before.service != _what(service):
        return None
    within = TWICE_WITHIN if before.is_said else UNSAID
    return before if time.monotonic() - before.at <= within else None


def _what(service: Any) -> Any:
    """What tells a use case from others. One that was put together for its press alone, a partial
    or an inner function, is known by its code and by what it is bound to; what it reads besides,
    such as boxes, must be given to `do`, or two different presses look like a double one."""
    if isinstance(service, functools.partial):
        return _what(service.func), service.args, service.keywords
    if "<" not in getattr(service, "__qualname__", ""):
        return service
    bound = tuple(cell.cell_contents for cell in service.__closure__ or ())
    return service.__module__, service.__code__, bound, service.__defaults__


def _is_emptied(keys: Iterable[str]) -> bool:
    """Whether this press brings nothing but what the last one emptied."""
    keys = list(keys)
    return bool(keys) and not any(st.session_state.get(key) for key in keys)


def _is_rest(now: Any, then: Any) -> bool:
    """Whether this is what was given then, as far as the first half has not emptied it."""
    if is_dataclass(now) and type(now) is type(then):
        return _is_rest(astuple(now), astuple(then))
    if isinstance(now, list | tuple) and isinstance(then, list | tuple):
        return len(now) == len(then) and all(map(_is_rest, now, then))
    return now == then or not now


def _take_away(clear: Iterable[str], unchoose: Iterable[str], forget: Iterable[str]) -> None:
    for key in clear:
        if key in st.session_state:
            st.session_state[key] = _empty(st.session_state[key])
    for key in unchoose:
        st.session_state[key] = None
    for key in forget:
        st.session_state.pop(key, None)


def _empty(value: Any) -> Any:
    if isinstance(value, str | bool | list | tuple):
        return type(value)()
    return None


def say_what_happened() -> None:
    """The outcome of the last press, on top of the page and in sight wherever one has scrolled to,
    in a place of its own: what is unfolded below stays unfolded when the sentence is gone again."""
    refused, said = (st.session_state.pop(key, None) for key in (_REFUSED, _SAID))
    with st.container(key=SAID if refused or said else None):
        if refused:
            st.error(refused)
        if said:
            st.success(said)
            _note_as_said(said)


def _note_as_said(said: str) -> None:
    press = st.session_state.get(_PRESSED)
    if press is not None and not press.is_said and press.said == said:
        st.session_state[_PRESSED] = press._replace(at=time.monotonic(), is_said=True)


def typed(key: str) -> str:
    """What stands in a text box."""
    return kept.typed(key)
