"""Who is asked to answer: whoever holds the stage's role, a colleague, or a name and a role."""

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import typed
from pages.ui.kept import Boxes
from qa.domain.actor import Actor
from qa.services import challenge_choices
from qa.services.challenge_asked import Asked

USUAL, OTHER = 0, -1
HOLDER = "Whoever holds the role of this stage, as recorded for the child"
"""The same at every stage: a browser sends the words of a choice, not its value, so words that
changed with the stage would be those of no choice."""


def asked(actor: Actor, key: str, boxes: Boxes, move: str = "raise") -> None:
    """The boxes of a move; `key` begins the key of each. What is typed is kept meanwhile."""
    people = challenge_choices.to_ask(actor)
    words = {USUAL: HOLDER} | people
    words[OTHER] = "Somebody who has no account here"
    chosen = st.selectbox(
        "Who is asked to answer?", list(words), format_func=words.get, key=f"{key}-who"
    )
    if chosen == OTHER:
        for part in ("name", "role"):
            field = f"{move}/asked-{part}"
            kept.text(boxes, field, part.capitalize(), key=f"{key}-{part}", line=True)


def ask(key: str) -> Asked:
    """What the boxes hold."""
    chosen = st.session_state.get(f"{key}-who") or USUAL
    if chosen == OTHER:
        return Asked(name=typed(f"{key}-name"), role=typed(f"{key}-role"))
    return Asked(person_id=chosen) if chosen != USUAL else Asked()
