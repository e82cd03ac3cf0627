"""Beginning a challenge or good practice: by case number, or from another record."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui import going
from pages.ui.buttons import do, typed
from pages.ui.page import tell
from qa.domain.actor import Actor
from qa.domain.challenge_words import KINDS
from qa.services import challenge_drafts, reviews_read

NUMBER, KIND = "challenge-number", "challenge-kind"
OPENED = "_challenge_begun"
GOING_ON = "Go on to what you began"
SAVED = "Everything you enter is saved as you go. Nobody else sees it until you raise it."
SAVED_GOOD = "Everything you enter is saved as you go. Nobody else sees it until you share it."
GOOD = "good_practice"


def new(actor: Actor) -> None:
    """A form that begins a draft about one child, by case number."""
    with st.expander("Raise a challenge or share good practice"):
        st.text_input("Case number of the child", key=NUMBER)
        st.radio("What is it?", list(KINDS), format_func=KINDS.__getitem__, key=KIND)
        st.button("Begin", on_click=_begin)


def _begin() -> None:
    kind = st.session_state.get(KIND) or "informal"
    begun(_numbered, typed(NUMBER), kind, is_good=kind == GOOD)
    if opened := st.session_state.pop(OPENED, None):
        st.query_params.from_dict({"id": str(opened[0])})


def _numbered(actor: Actor, number: str, kind: str) -> int:
    child_id = reviews_read.child_numbered(actor, number)
    return challenge_drafts.begin(actor, [child_id], kind=kind)


def begun(begin: Callable[..., int], *given: Any, is_good: bool = False) -> None:
    """For callbacks: begin a draft by a use case, which `go_on` opens then; pressed twice at once
    one draft is begun."""
    saved = SAVED_GOOD if is_good else SAVED
    do(saved, _begun, begin, given, saved, clear=(NUMBER,))


def _begun(actor: Actor, begin: Callable[..., int], given: tuple[Any, ...], saved: str) -> None:
    st.session_state[OPENED] = (begin(actor, *given), saved)


def go_on() -> None:
    """From another record's page to the draft that was just begun there."""
    challenge_id, saved = st.session_state.pop(OPENED, (None, ""))
    if challenge_id is not None:
        tell(saved)
        going.go("challenges", GOING_ON, {"id": str(challenge_id)})


def button(
    label: str, key: str, begin: Callable[..., int], *given: Any, is_good: bool = False
) -> None:
    """A button on another record's page that begins a draft from it (`go_on` leads there)."""
    st.button(label, key=key, on_click=begun, args=(begin, *given), kwargs={"is_good": is_good})
