"""Filters above the figures: always visible, kept in the address so that it can be mailed."""

import datetime as dt

import streamlit as st

from qa.domain.actor import Actor
from qa.domain.audits import AUDIT_TYPES
from qa.services.trends import CUSTOM, PERIODS, Filters, filters, last_months, team_names

EVERY_TEAM, EVERY_TYPE = "All teams", "All types"
CHOOSE = "Choose dates"


def chosen(actor: Actor) -> Filters:
    """What the reader chose. Raises Refused where the dates make no period."""
    period, team, kind = st.columns(3)
    with period:
        code = _period()
    with team:
        team_id = _team(actor)
    with kind:
        audit_type = _audit_type()
    dates = _dates(actor.today) if code == CUSTOM else ()
    return filters(actor, code, dates, team_id, audit_type)


def _period() -> str:
    words = {**PERIODS, CUSTOM: CHOOSE}
    return st.selectbox(
        "Period", list(words), format_func=words.__getitem__, key="period", bind="query-params"
    )


def _team(actor: Actor) -> int | None:
    names = {None: EVERY_TEAM, **team_names(actor)}
    return st.selectbox(
        "Team", list(names), format_func=names.__getitem__, key="team", bind="query-params"
    )


def _audit_type() -> str | None:
    words = {None: EVERY_TYPE, **AUDIT_TYPES}
    return st.selectbox(
        "Audit type", list(words), format_func=words.__getitem__, key="type", bind="query-params"
    )


def _dates(today: dt.date) -> tuple[dt.date, ...]:
    given = st.date_input(
        "First and last day",
        value=last_months(12, today),
        max_value=today,
        format="DD/MM/YYYY",
        key="dates",
        bind="query-params",
    )
    return given if isinstance(given, tuple) else (given,)
