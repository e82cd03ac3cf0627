"""The plan of visits: who is due where this month and next, and what each visitor has to do."""

import streamlit as st

from pages.ui import tables
from pages.ui.coverage_filters import Wanted
from qa.domain.actor import Actor
from qa.domain.coverage import Cell
from qa.domain.words import format_date, format_month
from qa.services import visit_plan
from qa.services.visit_plan import Load, Place, Plan, who

LOAD = ("Visitor", "Homes this month", "Visits still due", "Visits done", "Due next month",
        "Unannounced in 12 months")  # fmt: skip


ABOUT = "This month and next as they stand today, whichever month the grid ends with."
NARROWED = "Of the home and visitor chosen above alone, the load of each visitor too."


def draw(actor: Actor, asked: Wanted) -> None:
    """Homes with their visitors, then visitors with their load."""
    found = visit_plan.plan(actor, home_id=asked.home_id, visitor_id=asked.visitor_id)
    st.subheader("Who visits where", anchor=False)
    st.caption(f"{ABOUT} {NARROWED}" if asked.is_narrowed else ABOUT)
    if not found.places:
        st.info("No home has to be visited this month or next.")
    else:
        _places(found)
    st.subheader("Load of each visitor" if found.is_whole else "Your load", anchor=False)
    st.markdown(f"**Unannounced visits since {format_date(found.since)}: {found.share.words}.**")
    if not found.loads:
        st.info("Nobody is appointed to a home, and nobody visited one in these months.")
        return
    tables.show(LOAD, [_load(each) for each in found.loads], "Visitors by name")
    st.caption(
        "A home with two visitors counts with both. Visits done: homes of theirs that have their "
        "visit of this month, whoever made it. Part announced visits are not counted as "
        "unannounced."
    )


def _places(found: Plan) -> None:
    this, following = format_month(found.this_month), format_month(found.next_month)
    header = ("Home", this, f"Visitor in {this}", f"Visitor in {following}", "Note")
    tables.show(header, [_place(each) for each in found.places], "This month and next, by home")


def _place(place: Place) -> tuple[str, ...]:
    then = who(place.next_by) if place.next else "the home is closed then"
    now = who(place.now_by) if place.now.counts else ""
    notes = "; ".join(note.rstrip(".") for note in place.notes)
    return place.name, _stands(place.now), now, then, notes


def _stands(cell: Cell) -> str:
    return cell.words if cell.counts else "not open this month"


def _load(load: Load) -> tuple[str, ...]:
    counts = (load.homes, load.due, load.done, load.next_due)
    return (load.name, *(f"{n:,}" for n in counts), load.share.words)
