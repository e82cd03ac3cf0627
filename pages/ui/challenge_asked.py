"""Who is asked to answer: whoever holds the stage's role, a colleague, or a name and a role."""

import streamlit as st

from pages.ui import kept, kept_choices
from pages.ui.buttons import typed
from pages.ui.kept import Boxes
from qa.services import challenge_choices
from qa.services.challenge_asked import Asked

USUAL, OTHER = 0, -1
HOLDER = "Whoever holds the role of this stage, as recorded for the child"
"""The same at every stage: a browser sends the words of a choice, not its value, so words that
changed with the stage would be those of no choice."""


def asked(boxes: Boxes, key: str, move: str = "raise", field: str = "raise/who") -> None:
    """The boxes of a move; `key` begins the key of each. What is typed is kept meanwhile, and so
    is the choice, under `field`."""
    people = challenge_choices.to_ask(boxes.actor)
    words = {USUAL: HOLDER} | people
    words[OTHER] = "Somebody who has no account here"
    chosen = st.selectbox(
        "Who is asked to answer?", list(words), format_func=words.get,
        **kept_choices.of(boxes, field, f"{key}-who", words, USUAL),
    )  # fmt: skip
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
