"""Accounts: who can sign in, with which roles; and the teams that roles are held for."""

import streamlit as st

from pages.ui import (
    accounts_list,
    accounts_new,
    accounts_one,
    accounts_people,
    accounts_teams,
    one_time,
)
from pages.ui.page import guard, query_id, saying_refusals, set_title

actor = guard("accounts")
set_title("Accounts")
with saying_refusals():
    one_time.show()
    if (account_id := query_id("account")) is not None:
        accounts_one.draw(actor, account_id)
    elif (person_id := query_id("person", "person")) is not None:
        accounts_people.draw_one(actor, person_id)
    else:
        everybody, new, people, teams = st.tabs(["Accounts", "Add an account", "People", "Teams"])
        with everybody:
            accounts_list.draw(actor)
        with new:
            accounts_new.draw(actor)
        with people:
            accounts_people.draw(actor)
        with teams:
            accounts_teams.draw(actor)
