"""Boxes of a draft challenge, each saved by itself when it is left; a refusal keeps what is typed.

What was changed from somewhere else meanwhile is never overwritten: both stand on screen.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui.challenge_words import pre
from pages.ui.page import actor_for_save
from qa.domain.leaks import warnings
from qa.domain.refusals import Refused, Stale
from qa.services import challenge_drafts
from qa.services.challenge_view_rows import ChallengeView

EARLIEST = dt.date(1990, 1, 1)
YEAR = dt.timedelta(days=366)
YES_NO = {True: "Yes", False: "No"}


def text(view: ChallengeView, field: str, label: str) -> None:
    """A box of text; what looks like a name or a number is warned about."""
    key = _begin(view, field, view.said.get(field) or "")
    typed = st.text_area(label, key=key, on_change=_save, args=(view.id, field), height="content")
    for sentence in warnings(typed or ""):
        st.warning(sentence)
    _troubles(view, field)


def day(
    view: ChallengeView, field: str, label: str, *, earliest: dt.date = EARLIEST,
    latest: dt.date | None = None,
) -> None:  # fmt: skip
    """A day; what is stored widens the range, so that it can always be shown."""
    stored = view.said.get(field)
    key = _begin(view, field, stored)
    days = [each for each in (stored, st.session_state[key]) if isinstance(each, dt.date)]
    st.date_input(
        label, key=key, format="DD/MM/YYYY", on_change=_save, args=(view.id, field),
        min_value=min([earliest, *days]), max_value=max([latest or earliest + 5 * YEAR, *days]),
    )  # fmt: skip
    _troubles(view, field)


def flag(view: ChallengeView, field: str, label: str) -> None:
    """Yes or no; nothing is guessed."""
    choice(view, field, label, YES_NO)


def choice(view: ChallengeView, field: str, label: str, words: Mapping[Any, str]) -> None:
    """One of a few answers."""
    key = _begin(view, field, view.said.get(field))
    codes = list(words)
    if st.session_state[key] not in codes:
        st.session_state[key] = None
    st.radio(
        label, codes, key=key, format_func=words.get, on_change=_save, args=(view.id, field),
        index=None,
    )  # fmt: skip
    _troubles(view, field)


def _key(challenge_id: int, field: str) -> str:
    return f"challenge-{challenge_id}-{field}"


def _begin(view: ChallengeView, field: str, stored: Any) -> str:
    """The key of a box, which holds what is stored until somebody types in it."""
    key = _key(view.id, field)
    if key not in st.session_state:
        st.session_state[key] = stored
        st.session_state[f"was-{key}"] = stored
    return key


def _save(challenge_id: int, field: str) -> None:
    key, state = _key(challenge_id, field), st.session_state
    state.pop(f"trouble-{key}", None)
    try:
        kept = challenge_drafts.save(
            actor_for_save(), challenge_id, field, _given(state[key]), _given(state[f"was-{key}"])
        )
    except Stale as stale:
        state[f"trouble-{key}"] = (str(stale), (stale.theirs,))
    except Refused as refusal:
        state[f"trouble-{key}"] = (str(refusal), None)
    else:
        state[f"was-{key}"] = "" if kept is None and isinstance(state[key], str) else kept


def _given(value: Any) -> Any:
    return None if value == "" else value


def _troubles(view: ChallengeView, field: str) -> None:
    """Why a box is not saved; where it was changed elsewhere, the other text and the choice."""
    key = _key(view.id, field)
    sentence, theirs = st.session_state.get(f"trouble-{key}", ("", None))
    if not sentence:
        return
    st.error(f"Not saved. {sentence}")
    if theirs is None:
        return
    st.markdown("**Saved elsewhere:**")
    pre(_words(theirs[0]))
    with st.container(horizontal=True):
        st.button("Keep mine", key=f"mine-{key}", on_click=_mine, args=(view.id, field))
        st.button("Keep the other", key=f"theirs-{key}", on_click=_theirs, args=(view.id, field))


def _words(value: Any) -> str:
    return YES_NO[value] if isinstance(value, bool) else str(value or "nothing")


def _mine(challenge_id: int, field: str) -> None:
    key = _key(challenge_id, field)
    _sentence, (st.session_state[f"was-{key}"],) = st.session_state[f"trouble-{key}"]
    _save(challenge_id, field)


def _theirs(challenge_id: int, field: str) -> None:
    key, state = _key(challenge_id, field), st.session_state
    _sentence, (theirs,) = state.pop(f"trouble-{key}")
    state[key] = state[f"was-{key}"] = (
        "" if theirs is None and isinstance(state[key], str) else theirs
    )
