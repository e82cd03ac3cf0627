"""Beginning a challenge or good practice: by case number, or from another record."""

from collections.abc import Callable

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
    def begin(actor: Actor) -> int:
        child_id = reviews_read.child_numbered(actor, typed(NUMBER))
        kind = st.session_state.get(KIND) or "informal"
        return challenge_drafts.begin(actor, [child_id], kind=kind)

    begun(begin, here=True, is_good=st.session_state.get(KIND) == GOOD)


def begun(begin: Callable[[Actor], int], *, here: bool = False, is_good: bool = False) -> None:
    """For callbacks: begin a draft, then open it (on the screen of challenges, or `here`)."""
    made: list[int] = []
    saved = SAVED_GOOD if is_good else SAVED
    if not do(saved, lambda actor: made.append(begin(actor)), clear=(NUMBER,)):
        return
    if here:
        st.query_params.from_dict({"id": str(made[0])})
    else:
        st.session_state[OPENED] = (made[0], saved)


def go_on() -> None:
    """From another record's page to the draft that was just begun there."""
    challenge_id, saved = st.session_state.pop(OPENED, (None, ""))
    if challenge_id is not None:
        tell(saved)
        going.go("challenges", GOING_ON, {"id": str(challenge_id)})


def button(label: str, key: str, begin: Callable[[Actor], int], *, is_good: bool = False) -> None:
    """A button on another record's page that begins a draft from it (`go_on` leads there)."""
    st.button(label, key=key, on_click=begun, args=(begin,), kwargs={"is_good": is_good})
