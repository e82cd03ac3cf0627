"""A month as it was known on a past day, from the history alone."""

import datetime as dt

import streamlit as st

from pages.ui import coverage_grid
from pages.ui.coverage_filters import Wanted, months
from pages.ui.lists import chosen
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.due_calendar import last_of, month_in
from qa.domain.words import format_date, format_month
from qa.services import coverage_rebuild

WORDS = "Show a month as it was known on a past day"
ABOUT = (
    "Put together from the history alone, as it stood at the end of that day. A home is in it "
    "from the day on which the history first held it, under the name it had then."
)
NARROWED = (
    "Of the home and visitor chosen above alone, by the appointments as they are known today."
)
NOTHING = "The history held no home that had to be visited in {month} by the end of {day}."


def draw(actor: Actor, asked: Wanted) -> None:
    """On request: which month, known on which day, and the table."""
    st.subheader("As it was known then", anchor=False)
    if not st.toggle(WORDS, key="then", bind="query-params"):
        return
    with st.container(horizontal=True):
        month = month_in(chosen("Month", "of", months(actor.today), "This month"), actor.today)
        as_at = _day(actor.today, min(last_of(month), actor.today))
    found = coverage_rebuild.rebuilt(
        actor, month, as_at, only_home=asked.home_id, visitor_id=asked.visitor_id
    )
    st.caption(f"{ABOUT} {NARROWED}" if asked.is_narrowed else ABOUT)
    if not found.rows:
        st.info(NOTHING.format(month=format_month(month), day=format_date(as_at)))
        return
    st.markdown(f"**{as_words(found.sentence)}**")
    coverage_grid.draw(found, f"{format_month(month)} as it was known on {format_date(as_at)}")


def _day(today: dt.date, usual: dt.date) -> dt.date:
    given = st.date_input(
        "Known on", value=None, max_value=today, format="DD/MM/YYYY", key="known",
        bind="query-params", help="Where no day is given: the last day of the month, or today.",
    )  # fmt: skip
    return given if isinstance(given, dt.date) else usual
