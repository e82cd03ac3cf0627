"""Good practice: audits marked as worth sharing, by team and section."""

import streamlit as st

from pages.ui.lists import entry, first_page, page_number, pager
from pages.ui.page import guard, saying_refusals, set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date, plural
from qa.services import good_practice, teams
from qa.services.good_practice import Example


def draw(actor: Actor) -> None:
    """Filters in the address, then the examples, the latest first."""
    with st.container(horizontal=True):
        known = {str(number): name for number, name in teams.choices(actor).items()}
        team = st.selectbox(
            "Team", ["", *known], format_func=lambda t: known.get(t, "Any"), key="team",
            bind="query-params", on_change=first_page,
        )  # fmt: skip
        titles = good_practice.sections(actor)
        section = st.selectbox(
            "Went well throughout", ["", *titles], key="section", bind="query-params",
            on_change=first_page,
            format_func=lambda s: f"{s}. {titles[s]}" if s in titles else "Any section",
        )  # fmt: skip
    offset = (page_number() - 1) * good_practice.PAGE
    found = good_practice.listed(actor, int(team) if team else None, section or "", offset)
    st.markdown(f"**{plural(found.total, 'example')}**")
    if not found.rows:
        st.info("No audit that you may read was marked as good practice with these filters.")
    for row in found.rows:
        _example(row)
    pager(found.total, good_practice.PAGE)


def _example(row: Example) -> None:
    day = format_date(row.submitted_on)
    parts = (row.grade, f"submitted {day}", row.team, f"auditor {row.auditor}")
    facts = " · ".join(part for part in parts if part)
    entry(row.about, "case_audits", {"id": str(row.id)}, as_words(facts))
    if row.note:
        st.markdown(as_words(row.note))
    if row.strong_in:
        st.caption(as_words(f"Every answer positive in: {'; '.join(row.strong_in)}."))


actor = guard("good_practice")
set_title("Good practice")
with saying_refusals():
    draw(actor)
