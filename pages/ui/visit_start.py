"""Beginning a visit: which home, on which day; the paper form for homes without signal."""

from typing import Any

import streamlit as st

from pages.ui import visit_documents
from pages.ui.buttons import do
from pages.ui.days import ANY_DAY
from pages.ui.lists import entry
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.coverage import Cell
from qa.domain.visits import ANNOUNCED_WORDS
from qa.domain.words import format_date, format_month
from qa.services import coverage, homes, independence, visits
from qa.services.homes_page import HomePage
from qa.services.visit_work import MAY_NOT
from qa.services.visits import VisitFilter

SCREEN = "visits"
NO_HOMES = (
    "You are not appointed to any home. A practice manager or head of service appoints visitors "
    "under Children's homes."
)
PAPER = (
    "No signal in the home? Print the blank form, write on it, and type it in later with the day "
    "of the visit: nothing is counted by the day it is typed in."
)
EARLIER_DAY = (
    "You may not visit this home today. {} Only a visit that you made on an earlier day, when this "
    "did not stand against it, can still be typed in."
)
SECOND = "A second visit in the same month is allowed; both are kept and the month counts once."


def own_homes(actor: Actor) -> None:
    """The homes this person visits, with where this month stands, each with its next step."""
    st.subheader(f"Your homes in {format_month(actor.today)}", anchor=False)
    cells, drafts = _cells(actor), _drafts(actor)
    mine = [home for home in homes.listed(actor) if actor.person_id in home.visitor_ids]
    barred = independence.against(actor, [home.id for home in mine])
    if not mine:
        st.info(NO_HOMES)
    for home in mine:
        cell, why = cells.get(home.id), barred.get(home.id)
        facts, more = cell.words if cell else "", MAY_NOT.format(why) if why else ""
        entry(f"Visit {home.name}", SCREEN, {"home": str(home.id)}, as_words(facts),
              more=as_words(more))  # fmt: skip
        for row in drafts:
            if row.home_id == home.id:
                _go_on(row)


def _cells(actor: Actor) -> dict[int, Cell]:
    """This month at each home, by the home's id."""
    return {row.home_id: row.cells[0] for row in coverage.grid(actor, actor.today, 1).rows}


def _drafts(actor: Actor) -> list[Any]:
    """Reports that this person is writing."""
    return visits.listed(actor, VisitFilter(mine=True, status="in_progress"))[0]


def _go_on(row: Any) -> None:
    words = f"Go on with the report on the visit of {format_date(row.visited_on)}"
    st.page_link(str(BY_KEY[SCREEN].file), label=words, query_params={"id": str(row.id)})


def draw(actor: Actor, home_id: int) -> None:
    """The day and how; then the form opens with what is known filled in."""
    page = homes.opened(actor, home_id)
    home = page.home
    set_title(f"Visit {home.name}")
    st.page_link(str(BY_KEY[SCREEN].file), label="All visits", query_params={})
    number = f"Ofsted number {home.urn}" if home.urn else ""
    st.markdown(as_words(" · ".join(filter(None, (home.provider, number)))))
    _this_month(actor, home_id)
    may = page.decisions["begin_visit"]
    if not may.allowed:
        st.error(EARLIER_DAY.format(as_words(may.why)) if _is_visitor(actor, page) else may.why)
    if may.allowed or _is_visitor(actor, page):
        _boxes(actor, page)


def _is_visitor(actor: Actor, page: HomePage) -> bool:
    """Whether this person is or was appointed to the home."""
    return any(each.person_id == actor.person_id for each in page.visitors)


def _this_month(actor: Actor, home_id: int) -> None:
    cell = _cells(actor).get(home_id)
    if cell is None:
        return
    st.markdown(f"**{format_month(actor.today)}**: {as_words(cell.words)}")
    for row in _drafts(actor):
        if row.home_id == home_id:
            _go_on(row)
    if cell.visits:
        st.caption(SECOND)


def _boxes(actor: Actor, page: HomePage) -> None:
    with st.form("visit-begin", border=False):
        st.date_input("Day of the visit", value=actor.today, key="visit-day", **ANY_DAY)
        st.radio(
            "Was it announced? (you can answer this later)", list(ANNOUNCED_WORDS),
            index=None, key="visit-announced",
            format_func=ANNOUNCED_WORDS.get, horizontal=True,
        )  # fmt: skip
        st.form_submit_button(
            "Begin the visit", type="primary", on_click=_begin, args=(page.home.id,)
        )
    st.caption(PAPER)
    visit_documents.blank(actor, page.home.id, page.home.name)


def _begin(home_id: int) -> None:
    made: list[int] = []
    state = st.session_state

    def begin(actor: Actor) -> None:
        on = state.get("visit-day") or actor.today
        made.append(visits.begin(actor, home_id, on, state.get("visit-announced")))

    if do("Everything you enter is saved as you go.", begin):
        st.query_params.clear()
        st.query_params["id"] = str(made[0])
