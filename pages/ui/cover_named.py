"""Cover: naming who acts for an absent colleague, and ending it early."""

import datetime as dt

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import act_button, do, typed
from pages.ui.children_reason import reason_box
from pages.ui.days import ANY_DAY
from pages.ui.tables import show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import cover

WEEK = dt.timedelta(days=6)


def draw(actor: Actor) -> None:
    """What runs and is to come; then naming cover."""
    st.markdown(
        "Named cover acts for an absent colleague between two days, both included. What the "
        "cover does is recorded in their own name."
    )
    found = cover.listed(actor)
    _list(found)
    _end(actor, [row for row in found if row.can_end])
    st.subheader("Name cover", anchor=False)
    _name(actor)


def _list(found: list[cover.CoverRow]) -> None:
    if not found:
        st.info("No cover runs, is to come, or has ended in the last 90 days.")
        return
    rows = [
        (row.absent, row.cover, format_date(row.from_on), format_date(row.to_on), row.stands)
        for row in found
    ]
    show(("Absent", "Covered by", "From", "To", "Stands"), rows, "Cover, the latest first")


def _end(actor: Actor, running: list[cover.CoverRow]) -> None:
    if not running or not permissions.can(actor, "cover").allowed:
        return
    said = {
        row.id: f"{row.cover} for {row.absent}, until {format_date(row.to_on)}" for row in running
    }
    with st.expander("End a cover early"):
        st.selectbox("Cover", list(said), format_func=said.get, key="cover-id")
        st.button("End it today", on_click=_do_end)


def _do_end() -> None:
    do("The cover has ended.", cover.end, st.session_state["cover-id"])


def _name(actor: Actor) -> None:
    people = {each.id: each.label for each in cover.colleagues(actor)}
    for label, key in (("Who is absent", "absent"), ("Who covers", "covering")):
        st.selectbox(
            label, list(people), index=None, format_func=people.get, key=key,
            placeholder="Choose a colleague",
        )  # fmt: skip
    st.date_input(
        "First and last day", value=(actor.today, actor.today + WEEK), key="cover-days", **ANY_DAY
    )
    reason_box(kept.of(actor, f"person:{actor.person_id}"), "Why", "cover-why")
    act_button("Name cover", permissions.can(actor, "cover"), type="primary", on_click=_do_name)


def _do_name() -> None:
    state = st.session_state
    first, *rest = state["cover-days"]
    given = (state.get("absent") or 0, state.get("covering") or 0, first, *(rest or [first]))
    do("Cover was named.", cover.name_cover, *given, typed("cover-why"), clear=("cover-why",))
