"""The parts of How it works: a table for each, nothing said that is not in the tables."""

import streamlit as st

from pages.ui.tables import show
from qa.domain.actor import ROLES, Actor
from qa.domain.words import format_date
from qa.services import how_it_works as tables


def _table(table: tables.Table, alt: str) -> None:
    header, rows = table
    show(header, rows, alt)


def roles(actor: Actor) -> None:
    """What each role reads and may do; then each act and who may."""
    mine = next(iter(actor.role_names), next(iter(ROLES)))
    role = st.selectbox(
        "Role", list(ROLES), format_func=ROLES.get, index=list(ROLES).index(mine), key="role"
    )
    st.subheader("Reads", anchor=False)
    _table(tables.reads(role), ROLES[role])
    st.subheader("May do", anchor=False)
    _table(tables.may(role), ROLES[role])
    st.markdown(
        "Roles add up in one person. A child restricted to named people does not exist for "
        "anybody else, whatever their role."
    )
    st.subheader("Every act", anchor=False)
    _table(tables.who_may(), "Who may at all; the conditions stand above")


def moves(_actor: Actor) -> None:
    """Statuses and moves of each kind of record."""
    for kind, words in tables.KINDS.items():
        st.subheader(words, anchor=False)
        _table(tables.statuses(kind), "Statuses")
        _table(tables.moves(kind), "Moves")


def limits(actor: Actor) -> None:
    """Time limits with their sources, one group at a time."""
    groups = tables.time_limits(actor)
    st.markdown(
        "Working days are Monday to Friday, less England's bank holidays and the council's own "
        "closure days. The starting day is day 0."
    )
    group = st.selectbox("Group", list(groups), key="group", bind="query-params")
    _table(groups[group], f"Time limits: {group}")


def forms(actor: Actor) -> None:
    """Forms, their versions and questions."""
    versions = {version.title: version for version in tables.forms(actor)}
    chosen = versions[st.selectbox("Form and version", list(versions), key="form")]
    if chosen.form.guidance:
        st.markdown(chosen.form.guidance)
    st.caption(f"Fingerprint {chosen.form.digest[:16]}, from {format_date(chosen.from_on)}.")
    _table(chosen.questions(), "Questions, in the order asked")


def settings(actor: Actor) -> None:
    """Settings with today's values."""
    _table(tables.settings_table(actor), "Settings and their values today")


def measures(_actor: Actor) -> None:
    """What is counted, and how to read it."""
    _table(tables.measures(), "Measures and how they are counted")
