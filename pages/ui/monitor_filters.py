"""What the monitor is asked for: period and team, kept in the address."""

import datetime as dt

import streamlit as st

from pages.ui.filters import CHOOSE, EVERY_TEAM
from qa.domain.actor import Actor
from qa.services import trends
from qa.services.monitor import Filters, covered, team_names
from qa.services.trends import CUSTOM, PERIODS, last_months

OWN_TEAMS = "All my teams"


def chosen(actor: Actor) -> Filters:
    """What the reader chose. Raises Refused where the dates make no period."""
    left, right = st.columns(2)
    with left:
        words = {**PERIODS, CUSTOM: CHOOSE}
        period = st.selectbox(
            "Period of the charts",
            list(words),
            format_func=words.__getitem__,
            key="period",
            bind="query-params",
        )
    with right:
        everything = OWN_TEAMS if covered(actor) else EVERY_TEAM
        names = {None: everything, **team_names(actor)}
        team = st.selectbox(
            "Team", list(names), format_func=names.__getitem__, key="team", bind="query-params"
        )
    dates = _dates(actor.today) if period == CUSTOM else ()
    asked = trends.filters(actor, period, dates)
    return Filters(asked.from_on, asked.to_on, team)


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
