"""Beginning a visit: which home, on which day; the paper form for homes without signal."""

import streamlit as st

from pages.ui.buttons import do
from pages.ui.lists import entry
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound
from qa.domain.visits import ANNOUNCED_WORDS
from qa.domain.words import format_month
from qa.services import coverage, homes, visits

SCREEN = "visits"
NO_HOMES = (
    "You are not appointed to any home. A practice manager or head of service appoints visitors "
    "under Children's homes."
)
PAPER = (
    "No signal in the home? Print the blank form, write on it, and type it in later with the day "
    "of the visit: nothing is counted by the day it is typed in."
)


def own_homes(actor: Actor) -> None:
    """The homes this person visits, with where this month stands, each with its next step."""
    st.subheader(f"Your homes in {format_month(actor.today)}", anchor=False)
    grid = coverage.grid(actor, actor.today, 1)
    mine = {home.id for home in homes.listed(actor) if actor.person_id in home.visitor_ids}
    rows = [row for row in grid.rows if row.home_id in mine]
    if not rows:
        st.info(NO_HOMES)
    for row in rows:
        entry(row.name, SCREEN, {"home": str(row.home_id)}, as_words(row.cells[0].words))


def draw(actor: Actor, home_id: int) -> None:
    """The day and how; then the form opens with what is known filled in."""
    found = homes.opened(actor, home_id)
    if found is None:
        raise NotFound("home")
    home = found.home
    set_title(f"Visit {home.name}")
    st.page_link(str(BY_KEY[SCREEN].file), label="All visits", query_params={})
    st.markdown(as_words(" · ".join(filter(None, (home.provider, home.urn and f"URN {home.urn}")))))
    with st.form("visit-begin", border=False):
        st.date_input(
            "Day of the visit", value=actor.today, max_value=actor.today,
            min_value=home.opened_on, key="visit-day", format="DD/MM/YYYY",
        )  # fmt: skip
        st.radio(
            "Was it announced?", list(ANNOUNCED_WORDS), index=None, key="visit-announced",
            format_func=ANNOUNCED_WORDS.get, horizontal=True,
        )  # fmt: skip
        st.form_submit_button("Begin the visit", type="primary", on_click=_begin, args=(home_id,))
    st.caption(PAPER)


def _begin(home_id: int) -> None:
    made: list[int] = []
    state = st.session_state

    def begin(actor: Actor) -> None:
        on = state.get("visit-day") or actor.today
        made.append(visits.begin(actor, home_id, on, state.get("visit-announced")))

    if do("Everything you enter is saved as you go.", begin):
        st.query_params.clear()
        st.query_params["id"] = str(made[0])
