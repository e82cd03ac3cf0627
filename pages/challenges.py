"""Challenges: the list, a draft, or one record by its address."""

import streamlit as st

from pages.ui import challenge_list, challenge_page, challenge_print
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("challenges")
with saying_refusals():
    say_what_happened()
    challenge_id = query_id("challenge")
    if challenge_id is None:
        challenge_list.draw(actor)
    elif st.query_params.get("view") == "print":
        challenge_print.draw(actor, challenge_id)
    else:
        challenge_page.draw(actor, challenge_id)
