"""Load children: a council's Annex A workbook, dry run first; allocations from a CSV file."""

import streamlit as st

from pages.ui import roster_allocations, roster_load
from pages.ui.page import guard, saying_refusals, set_title
from qa.domain import permissions

actor = guard("roster")
set_title("Load children")
with saying_refusals():
    if not permissions.can(actor, "keep_register").allowed:
        roster_load.draw(actor)
        st.stop()
    children, allocations = st.tabs(["Children from Annex A", "IROs and workers from a CSV file"])
    with children:
        roster_load.draw(actor)
    with allocations:
        roster_allocations.draw(actor)
