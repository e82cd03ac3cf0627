"""Cover and handover: who acts for whom, and work that goes to a colleague."""

import streamlit as st

from pages.ui import cover_handover, cover_named, cover_told
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, saying_refusals, set_title

PARTS = {
    "Cover": cover_named.draw,
    "Handover": cover_handover.draw,
    "Told of the new IRO": cover_told.draw,
}

actor = guard("cover")
set_title("Cover and handover")
with saying_refusals():
    say_what_happened()
    part = st.segmented_control(
        "Part", list(PARTS), default="Cover", key="part", bind="query-params", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    PARTS[part or "Cover"](actor)
