"""Days and choices of a draft challenge, each saved by itself; a refusal keeps what is on screen.

What was changed from somewhere else meanwhile is never overwritten: both stand on screen. A box
that nobody touched here shows what is stored, and what a browser sends again is not lost.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui.autosave.drafts import Trouble
from pages.ui.days import ANY_DAY
from pages.ui.page import actor_for_save
from pages.ui.two_texts import choose
from qa.domain.refusals import Refused, Stale
from qa.domain.words import format_date
from qa.services import challenge_drafts
from qa.services.challenge_view_rows import ChallengeView

YES_NO = {True: "Yes", False: "No"}
NOT_YET = "Some of what you entered is not saved yet; it says so beside it. Put that right first."
BEFORE = "This was something else when the connection was lost."


def day(view: ChallengeView, field: str, label: str) -> None:
    """A day; one that cannot be is refused in words beside it."""
    stored = view.said.get(field)
    key = _begin(view.id, field, stored)
    st.date_input(label, key=key, on_change=_save, args=(view.id, field), **ANY_DAY)
    _settle(view.id, field, {})


def flag(view: ChallengeView, field: str, label: str) -> None:
    """Yes or no; nothing is guessed."""
    choice(view, field, label, YES_NO)


def choice(
    view: ChallengeView, field: str, label: str, words: Mapping[Any, str], under: str = ""
) -> None:
    """One of a few answers. A browser holds an answer by its words: where these may change
    (`under` what they stand), the box is another one, or a word would be taken for its namesake.
    """
    box = f"{field}@{under}" if under else field
    _bring(view.id, field, box)
    key = _begin(view.id, box, view.said.get(field))
    codes = list(words)
    if st.session_state[key] not in codes:
        st.session_state[key] = None
    st.radio(
        label, codes, key=key, format_func=words.get, on_change=_save, args=(view.id, box),
        index=None,
    )  # fmt: skip
    _settle(view.id, box, words)


def without(view: ChallengeView, field: str) -> None:
    """There is nothing to choose for now: what could not be saved of it keeps nobody waiting."""
    for key in _unsaved(view.id, field):
        del st.session_state[key]


def _bring(challenge_id: int, field: str, box: str) -> None:
    """A choice that could not be saved, made under other words, comes along to this box."""
    here, state = _key(challenge_id, box), st.session_state
    for found in _unsaved(challenge_id, field):
        there = found.removeprefix("trouble-")
        if there != here:
            trouble = state.pop(found)
            state[here], state[f"was-{here}"] = trouble.mine, state.get(f"was-{there}")
            state[f"trouble-{here}"] = trouble


def _unsaved(challenge_id: int, field: str) -> list[str]:
    """Where the session keeps what could not be saved of a field, under whichever words."""
    one = f"trouble-{_key(challenge_id, field)}"
    return [key for key in map(str, st.session_state) if key == one or key.startswith(f"{one}@")]


def must_be_saved(challenge_id: int) -> None:
    """Refuse to go on while what is on screen is not stored."""
    beginning = f"trouble-{_key(challenge_id, '')}"
    if any(str(key).startswith(beginning) for key in st.session_state):
        raise Refused(NOT_YET)


def _key(challenge_id: int, field: str) -> str:
    return f"challenge-{challenge_id}-{field}"


def _begin(challenge_id: int, field: str, stored: Any) -> str:
    """The key of a box, which holds what is stored until somebody changes it here."""
    key, state = _key(challenge_id, field), st.session_state
    was = f"was-{key}"
    if key not in state:
        state[key] = stored
    elif was not in state:
        _sent_again(key, state[key], stored)
    elif f"trouble-{key}" not in state and state[key] == state[was]:
        state[key] = stored
    else:
        return key
    state[was] = stored
    return key


def _sent_again(key: str, given: Any, stored: Any) -> None:
    """A browser's own value, in a session that knows nothing of it: the server was restarted."""
    if None not in (given, stored) and given != stored:
        st.session_state[f"trouble-{key}"] = Trouble(BEFORE, given, theirs=(stored,))


def _save(challenge_id: int, field: str) -> None:
    key, state = _key(challenge_id, field), st.session_state
    state.pop(f"trouble-{key}", None)
    given = state[key]
    try:
        kept = challenge_drafts.save(
            actor_for_save(),
            challenge_id,
            field.split("@", maxsplit=1)[0],
            given,
            state[f"was-{key}"],
        )
    except Stale as stale:
        state[f"trouble-{key}"] = Trouble(str(stale), given, theirs=(stale.theirs,))
    except Refused as refusal:
        state[f"trouble-{key}"] = Trouble(str(refusal), given)
    else:
        state[f"was-{key}"] = kept


def _settle(challenge_id: int, field: str, words: Mapping[Any, str]) -> None:
    """Keep what no callback kept; say why a box is not saved, and offer both where two were."""
    key, state = _key(challenge_id, field), st.session_state
    given, was = state[key], state[f"was-{key}"]
    if f"trouble-{key}" not in state and given is not None and given != was:
        _save(challenge_id, field)
        if f"trouble-{key}" not in state:
            st.rerun()
    trouble = state.get(f"trouble-{key}")
    if trouble and trouble.theirs:
        mine, theirs = _words(trouble.mine, words), _words(trouble.theirs[0], words)
        choose(key, trouble.sentence, mine, theirs, (_mine, _theirs), (challenge_id, field))
    elif trouble:
        st.error(f"Not saved. {trouble.sentence}")


def _words(value: Any, words: Mapping[Any, str]) -> str:
    if isinstance(value, dt.date):
        return format_date(value)
    return words.get(value, "")


def _mine(challenge_id: int, field: str) -> None:
    key, state = _key(challenge_id, field), st.session_state
    trouble = state[f"trouble-{key}"]
    state[key], state[f"was-{key}"] = trouble.mine, trouble.theirs[0]
    _save(challenge_id, field)


def _theirs(challenge_id: int, field: str) -> None:
    key, state = _key(challenge_id, field), st.session_state
    state[key] = state[f"was-{key}"] = state.pop(f"trouble-{key}").theirs[0]
