"""What we knew: the chronology of a child as a Word document, by a moment that may lie back."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from pages.ui.page import actor_later
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import LONDON, format_moment
from qa.services import documents, what_we_knew
from qa.services.child_page import ChildPage

EXPLAINED = (
    "Everything that had happened and been recorded here by a moment, with the day it happened and "
    "when it was recorded; who was told, each challenge and action and its end, gaps, and who "
    "opened the record. That it was downloaded goes on the history."
)


def draw(actor: Actor, page: ChildPage) -> None:
    """The download, with brothers and sisters and an earlier moment on request."""
    may = what_we_knew.may(actor, page.id)
    if not may.allowed:
        return
    st.subheader("What we knew", anchor=False)
    st.markdown(EXPLAINED)
    with_ids = _family(page)
    moment = _moment(actor)
    now = moment is None
    st.download_button(
        "Download what we knew (Word)",
        data=_on_demand(page.id, moment, with_ids),
        file_name=what_we_knew.file_name(page.case_number, moment or actor.now),
        mime=documents.WORD,
        key="what-we-knew",
        help="As it stands at the moment of the click." if now else None,
        on_click="ignore",
    )
    if moment:
        st.caption(f"By {format_moment(moment)}.")


def _family(page: ChildPage) -> tuple[int, ...]:
    if not page.siblings:
        return ()
    numbers = ", ".join(as_words(number) for _id, number in page.siblings)
    if not st.checkbox(f"With brothers and sisters: {numbers}", key="known-family"):
        return ()
    return tuple(sibling_id for sibling_id, _number in page.siblings)


def _moment(actor: Actor) -> dt.datetime | None:
    """The moment chosen; None for now."""
    if not st.checkbox("By an earlier day and time", key="known-earlier"):
        return None
    with st.container(horizontal=True):
        day = st.date_input(
            "Day", value=actor.today, max_value=actor.today, format="DD/MM/YYYY", key="known-day"
        )
        time = st.time_input("Time", value=dt.time(17), key="known-time", step=60)
    if not isinstance(day, dt.date) or time is None:
        return None
    return min(dt.datetime.combine(day, time, LONDON), actor.now)


def _on_demand(
    child_id: int, moment: dt.datetime | None, with_ids: tuple[int, ...]
) -> Callable[[], bytes]:
    """The document, made at the click for whoever this browser is signed in as then."""
    later = actor_later()

    def make() -> bytes:
        try:
            return what_we_knew.word(later(), child_id, moment, with_ids)[1]
        except Refused as refusal:
            return str(refusal).encode()

    return make
