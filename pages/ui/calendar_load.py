"""How much of the month falls to each IRO or chair, beside how many children they hold."""

import streamlit as st

from pages.ui import tables
from qa.domain.actor import Actor
from qa.domain.words import plural
from qa.services.due_calendar import Month
from qa.services.due_calendar_days import Load

HEADER = (
    "IRO or chair", "Reviews and conferences", "Midway reviews", "Other", "Children today"
)  # fmt: skip


def draw(actor: Actor, found: Month) -> None:
    """The table, by name; for a team manager it counts the children of the team."""
    if not found.load:
        return
    with st.expander(f"The load of {plural(len(found.load), 'IRO or chair', 'IROs and chairs')}"):
        tables.show(
            HEADER, [_row(load) for load in found.load], "Due in the month, by IRO or chair"
        )
        if not actor.has("practice_manager", "head_of_service", "business_support"):
            st.caption("Only children you may see are counted.")


def _row(load: Load) -> tuple[str, ...]:
    numbers = (load.meetings, load.midways, load.other, load.children)
    return (load.iro, *(f"{n:,}" for n in numbers))
