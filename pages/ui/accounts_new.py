"""A form that makes an account, for somebody the roster brought or somebody new."""

import streamlit as st

from pages.ui import one_time
from pages.ui.accounts_roles import role_boxes
from pages.ui.page import saying_refusals
from qa.domain.actor import Actor
from qa.services import accounts, people
from qa.services.accounts import NewPerson

NEW = "Somebody not listed"


def draw(actor: Actor) -> None:
    """Who it is for, the username, the first role."""
    known = {None: NEW} | {one.id: one.label for one in people.without_account()}
    chosen = st.selectbox("Who is it for?", list(known), format_func=known.__getitem__)
    with st.form("new_account"):
        person: int | NewPerson = chosen if chosen is not None else _new_person()
        username = st.text_input("Username", autocomplete="off", max_chars=80)
        role = role_boxes(actor.today)
        pressed = st.form_submit_button("Make the account", type="primary")
    if pressed:
        with saying_refusals():
            passphrase = accounts.create(actor, username, person, [role])
            one_time.keep(known[chosen] if chosen is not None else person.name, passphrase)
            st.rerun()


def _new_person() -> NewPerson:
    return NewPerson(
        st.text_input("Name", max_chars=200),
        st.text_input("Job title", max_chars=200),
        st.text_input("E-mail address", max_chars=254),
    )
