"""My account: who I am here, my sessions, my passphrase."""

import streamlit as st

from pages.ui.page import guard, role_words, saying_refusals, set_title

actor = guard("my_account")
set_title("My account")
with saying_refusals():
    st.markdown(f"{actor.name}: {role_words(actor)}.")
