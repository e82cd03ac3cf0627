"""What findings are asked for: period, home, standard, event, limits, kept in the address."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui.filters import CHOOSE
from qa.domain.actor import Actor
from qa.domain.findings import BASELINES, DEFAULT_EVENT, EVENTS, Asked
from qa.domain.visits import STANDARDS
from qa.services.findings import CUSTOM, PERIODS, asked, home_names
from qa.services.trends import last_months

EVERY_HOME, EVERY_STANDARD = "All homes", "All standards"


def chosen(actor: Actor) -> Asked:
    """What the reader chose. Raises Refused where the dates make no period."""
    left, middle, right = st.columns(3)
    with left:
        period = _box("Period", "period", {**PERIODS, CUSTOM: CHOOSE})
    with middle:
        home = _box("Home", "home", {None: EVERY_HOME, **home_names(actor)})
    with right:
        standard = _box("Quality standard", "standard", {"": EVERY_STANDARD, **STANDARDS})
    left, right = st.columns(2)
    with left:
        event = _box("Event", "event", EVENTS, DEFAULT_EVENT)
    with right:
        baseline = _box("Usual is settled by", "baseline", BASELINES)
    dates = _dates(actor.today) if period == CUSTOM else ()
    return asked(actor, period, dates, home, standard, event, baseline)


def _box(label: str, key: str, words: Mapping[Any, str], first: Any = None) -> Any:
    codes = list(words)
    return st.selectbox(
        label,
        codes,
        index=codes.index(first) if first else 0,
        format_func=words.__getitem__,
        key=key,
        bind="query-params",
    )


def _dates(today: dt.date) -> tuple[dt.date, ...]:
    given = st.date_input(
        "First and last day: their whole months are counted",
        value=last_months(12, today),
        max_value=today,
        format="DD/MM/YYYY",
        key="dates",
        bind="query-params",
    )
    return given if isinstance(given, tuple) else (given,)
