"""My account: who I am here, my passphrase, where I am signed in."""

import streamlit as st

from pages.ui.my_account_parts import passphrase_form, sessions_list
from pages.ui.page import guard, role_words, saying_refusals, set_title
from pages.ui.tables import as_words

actor = guard("my_account")
set_title("My account")
with saying_refusals():
    st.markdown(
        f"**{as_words(actor.name)}**: {role_words(actor)}. Your administrator changes roles."
    )
    st.header("Change your passphrase", anchor=False)
    passphrase_form(actor)
    st.header("Where you are signed in", anchor=False)
    sessions_list(actor)
