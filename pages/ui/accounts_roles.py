"""Roles of a person: those held, each with a way to end it, and a form to give another."""

import datetime as dt

import streamlit as st

from pages.ui.days import ANY_DAY
from pages.ui.page import saying_refusals, tell
from pages.ui.tables import as_words
from qa.domain.actor import ROLES, Actor
from qa.services import roles, teams
from qa.services.accounts import AccountRow
from qa.services.roles import FOR_TEAMS, NewRole

EVERY_TEAM = "Every team"


def draw(actor: Actor, row: AccountRow) -> None:
    """What is held or was, then the form."""
    held = roles.of_person(actor, row.person_id)
    if not held:
        st.markdown("No role yet: this person can sign in but open hardly anything.")
    for role in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{role.words}, {role.dates}")
            is_over = role.to_on is not None and role.to_on <= actor.today
            if not is_over and st.button("End today", key=f"end_role_{role.id}"):
                with saying_refusals():
                    roles.end(actor, role.id, actor.today)
                    tell(f"{as_words(role.words)} ends today.")
                    st.rerun()
    with st.form("give_role", clear_on_submit=True):
        new = role_boxes(actor.today)
        pressed = st.form_submit_button("Give this role")
    if pressed:
        with saying_refusals():
            roles.give(actor, row.person_id, new)
            tell(f"{as_words(row.name)} is given the role: {ROLES[new.role]}.")
            st.rerun()


def role_boxes(today: dt.date) -> NewRole:
    """Widgets for a role, its team and its dates."""
    role = st.selectbox("Role", list(ROLES), format_func=ROLES.__getitem__)
    names = {None: EVERY_TEAM} | {team.id: team.name for team in teams.list_teams()}
    team_id = st.selectbox("Team (for a team manager)", list(names), format_func=names.__getitem__)
    first, last = st.columns(2)
    from_on = first.date_input("From", today, **ANY_DAY)
    to_on = last.date_input("Last day, if known", None, **ANY_DAY)
    return NewRole(role, from_on, to_on, team_id if role in FOR_TEAMS else None)
