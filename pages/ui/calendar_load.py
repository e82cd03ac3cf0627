"""How much of the month falls to each IRO or chair, beside how many children they hold."""

import streamlit as st

from pages.ui import tables
from qa.domain.actor import Actor
from qa.services.due_calendar import Load, Month

HEADER = (
    "IRO or chair", "Reviews and conferences", "Midway reviews", "Other", "Children today"
)  # fmt: skip


def draw(actor: Actor, found: Month) -> None:
    """The table, by name; for a team manager it counts the children of the team."""
    if not found.load:
        return
    st.subheader("What falls to each IRO or chair", anchor=False)
    tables.show(HEADER, [_row(load) for load in found.load], "Due this month, by IRO or chair")
    if not actor.has("practice_manager", "head_of_service", "business_support"):
        st.caption("Counted are the children you may see, and the kinds shown above.")


def _row(load: Load) -> tuple[str, ...]:
    numbers = (load.meetings, load.midways, load.other, load.children)
    return (load.iro, *(f"{n:,}" for n in numbers))
