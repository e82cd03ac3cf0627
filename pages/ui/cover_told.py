"""Children handed over who are not recorded as told of their new IRO or chair."""

import streamlit as st

from pages.ui.buttons import do
from pages.ui.days import ANY_DAY
from pages.ui.lists import entry
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date, plural
from qa.services import handover
from qa.services.handover import NotTold


def draw(actor: Actor) -> None:
    """The list, and recording one child as told."""
    found = handover.not_told(actor)
    if not found:
        st.info("Every child who was handed over is recorded as told of the new IRO or chair.")
        return
    st.markdown(f"**{plural(len(found), 'child', 'children')} not recorded as told**")
    record(actor, found)
    for each in found:
        since = f"new IRO or chair {each.iro} since {format_date(each.since)}"
        entry(f"Child {each.case_number}", "children", {"id": str(each.child_id)}, as_words(since))


def record(actor: Actor, found: list[NotTold]) -> None:
    """When one of these children was told."""
    said = {each.item_id: f"Child {each.case_number}, now with {each.iro}" for each in found}
    st.selectbox("Child", list(said), format_func=said.get, key="told-item")
    st.date_input("Told on", value=actor.today, key="told-on", **ANY_DAY)
    st.button("Record as told", type="primary", on_click=_told)


def _told() -> None:
    state = st.session_state
    do("Recorded as told.", handover.told, state["told-item"], state["told-on"])
