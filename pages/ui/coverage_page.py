"""Coverage of visits: the sentence, the grid with its legend, what is missing, then the plan."""

import streamlit as st

from pages.ui import coverage_filters, coverage_grid, coverage_plan, coverage_then
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.coverage import State
from qa.domain.words import format_month, plural
from qa.services import visit_plan
from qa.services.coverage import Grid

AT_FIRST = 10
NO_HOMES = (
    "No home is in the grid. It holds children's homes whose independent person this service "
    "provides, in the months in which they are open: they are kept on Children's homes."
)
NOT_APPOINTED = (
    "You are not appointed to visit a children's home in these months. A practice manager or head "
    "of service appoints visitors on Children's homes."
)


def draw(actor: Actor) -> None:
    """The screen."""
    asked = coverage_filters.wanted(actor)
    found = asked.grid(actor)
    if not found.rows:
        st.info(NO_HOMES if actor.has(*visit_plan.ALL) else NOT_APPOINTED)
    else:
        st.markdown(f"**{as_words(found.sentence)}**")
        _standing(
            found,
            State.OVERDUE,
            "without a visit when the month, or the home's last day in it, was over",
        )
        _standing(found, State.LATE, "whose report is late and not issued yet")
        coverage_grid.draw(found)
        coverage_grid.legend(found)
        coverage_filters.download(actor, asked)
    coverage_plan.draw(actor, asked)
    coverage_then.draw(actor, asked)


def _standing(found: Grid, state: State, words: str) -> None:
    listed = found.standing(state)
    if not listed:
        return
    said = f"{len(listed)} {words} in these {plural(len(found.months), 'month')}"
    everything = len(listed) <= AT_FIRST or st.toggle(
        f"Show all {len(listed)} listed", key=f"all-{state.name}"
    )
    shown = listed if everything else listed[:AT_FIRST]
    lines = "\n".join(f"- {as_words(name)}, {format_month(month)}" for name, month in shown)
    st.markdown(f"{said}:\n\n{lines}")
