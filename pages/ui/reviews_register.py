"""A child's register: what is due and why, every meeting with how late it was, a new entry."""

import streamlit as st

from pages.ui import reviews_form, reviews_panel
from pages.ui.page import set_title
from pages.ui.reviews_boxes import CODES
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words, link_list, show
from qa.domain.actor import Actor
from qa.domain.reviews import KINDS
from qa.domain.words import format_date
from qa.services import reviews_read
from qa.services.reviews_read import Register
from qa.services.reviews_rows import MeetingRow

HEADER = ("Date", "Meeting", "Held", "On time?", "Was due", "Participation", "Child told")


def draw(actor: Actor, child_id: int) -> None:
    """The register of one child, as this reader may see it."""
    register = reviews_read.of_child(actor, child_id)
    set_title(f"Reviews and conferences of child {register.case_number}")
    with st.container(horizontal=True):
        st.page_link(str(BY_KEY["reviews"].file), label="All meetings", query_params={})
        st.page_link(
            str(BY_KEY["children"].file), label=f"Child {as_words(register.case_number)}",
            query_params={"id": str(child_id)},
        )  # fmt: skip
    st.caption(f"Age now: {register.age}")
    st.subheader("What is due", anchor=False)
    reviews_panel.due(register)
    st.subheader("What was held", anchor=False)
    _history(register)
    reviews_form.new(actor, register)


def _history(register: Register) -> None:
    if not register.meetings:
        st.markdown("No review or conference is recorded yet.")
    else:
        show(HEADER, list(map(_cells, register.meetings)), "Meetings, the latest first")
        opens = "Open to read, complete or change" if register.reads_text else "Open to change"
        st.markdown(f"{opens}:")
        links = [(row.words, {"id": str(row.id)}) for row in register.meetings]
        link_list("reviews", links, "every-meeting", at_first=6)
    for owed in register.missed:
        st.markdown(f"**{owed.words}: {owed.lateness}.** :small[{as_words(owed.explanation)}]")


def _cells(row: MeetingRow) -> tuple[str, ...]:
    given = row.given
    held = "Yes" if given.was_held else "No"
    told = format_date(given.child_told_on) if given.child_told_on else "Not yet"
    return (
        format_date(given.met_on),
        KINDS[given.kind],
        f"{held}, not quorate" if given.is_quorate is False else held,
        row.timing.words,
        row.timing.explanation or "No due date",
        CODES[given.participation or ""],
        told if given.was_held else "",
    )
