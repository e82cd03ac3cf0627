"""How it works: drawn from the tables that the program itself obeys."""

import streamlit as st

from pages.ui import how_it_works_parts as parts
from pages.ui.page import guard, saying_refusals, set_title

PARTS = {
    "Who may do what": parts.roles,
    "Statuses and moves": parts.moves,
    "Time limits": parts.limits,
    "Forms": parts.forms,
    "Settings": parts.settings,
    "Measures": parts.measures,
}

actor = guard("how_it_works")
set_title("How it works")
with saying_refusals():
    st.caption("This screen shows the tables that the service itself works by.")
    part = st.selectbox("Show", list(PARTS), key="part", bind="query-params")
    PARTS[part](actor)
