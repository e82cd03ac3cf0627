"""What timeliness is asked for: measure, period and team, kept in the address."""

import datetime as dt

import streamlit as st

from pages.ui.filters import CHOOSE, EVERY_TEAM
from qa.domain.actor import Actor
from qa.domain.timeliness import DEFAULT, MEASURES
from qa.services.timeliness import Asked, asked, team_names
from qa.services.trends import CUSTOM, PERIODS, last_months


def chosen(actor: Actor) -> Asked:
    """What the reader chose. Raises Refused where the dates make no period."""
    wide, middle, narrow = st.columns([2, 1, 1])
    with wide:
        measure = st.selectbox(
            "Measure",
            list(MEASURES),
            index=list(MEASURES).index(DEFAULT),
            format_func=lambda key: MEASURES[key].words,
            key="measure",
            bind="query-params",
        )
    with middle:
        words = {**PERIODS, CUSTOM: CHOOSE}
        period = st.selectbox(
            "Period", list(words), format_func=words.__getitem__, key="period", bind="query-params"
        )
    with narrow:
        names = {None: EVERY_TEAM, **team_names(actor)}
        team = st.selectbox(
            "Team", list(names), format_func=names.__getitem__, key="team", bind="query-params"
        )
    dates = _dates(actor.today) if period == CUSTOM else ()
    return asked(actor, period, dates, team, measure)


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
