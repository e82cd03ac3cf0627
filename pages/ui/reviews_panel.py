"""The reviews of a child in short, for the child's page and the head of the register."""

import streamlit as st

from pages.ui.lists import entry
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.services import reviews_read
from qa.services.reviews_read import Register


def draw(child_id: int, actor: Actor) -> None:
    """The last meeting, what is due next and why, and where the register is. Raises NotFound."""
    register = reviews_read.summary(actor, child_id)
    held = [row for row in register.meetings if row.given.was_held]
    if held:
        st.markdown(f"**Last:** {held[0].words}, {as_words(held[0].timing.words.lower())}.")
    else:
        st.markdown("No review or conference is recorded yet.")
    due(register)
    count = f"{len(register.meetings)} recorded"
    entry("Register of reviews and conferences", "reviews", {"child": str(child_id)}, count)


def due(register: Register) -> None:
    """What meetings and midway reviews are due, each with the sentence of its date."""
    if not register.running:
        st.markdown("No meeting is due: no period of care and no protection plan is known to run.")
    for owed in register.running:
        st.markdown(f"**{owed.words}:** {owed.lateness}  \n:small[{as_words(owed.explanation)}]")
