"""Teams: the list, with a way to rename, close and open each, and a form to add one."""

import streamlit as st

from pages.ui.page import saying_refusals, tell
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date, plural
from qa.services import teams
from qa.services.teams import TeamRow


def draw(actor: Actor) -> None:
    """Every team, then the form."""
    rows = teams.list_teams(closed_too=True)
    st.markdown(plural(len(rows), "team"))
    for row in rows:
        _team(actor, row)
    with st.form("new_team", clear_on_submit=True):
        name = st.text_input("Name of a new team", max_chars=200)
        pressed = st.form_submit_button("Add the team")
    if pressed:
        with saying_refusals():
            teams.add_team(actor, name)
            tell(f"{as_words(name)} is added.")
            st.rerun()


def _team(actor: Actor, row: TeamRow) -> None:
    closed = f" (closed {format_date(row.closed_on)})" if row.closed_on else ""
    with st.expander(as_words(f"{row.name}{closed}")), saying_refusals():
        name = st.text_input("Name", row.name, max_chars=200, key=f"name_{row.id}")
        with st.container(horizontal=True):
            rename = st.button("Rename", key=f"rename_{row.id}")
            label = "Open again" if row.closed_on else "Close"
            switch = st.button(label, key=f"switch_{row.id}")
        if rename:
            teams.rename_team(actor, row.id, name)
        if switch:
            change = teams.reopen_team if row.closed_on else teams.close_team
            change(actor, row.id)
        if rename or switch:
            tell("The team is changed.")
            st.rerun()
