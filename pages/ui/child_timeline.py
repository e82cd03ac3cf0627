"""One line of time of everything that happened to a child; the filter stands in the address."""

import streamlit as st

from pages.ui.lists import chosen, page_number, pager
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.timeline import KINDS, Event
from qa.domain.words import format_date, format_moment, format_time, plural
from qa.services import timeline

NOT_KEPT = "when it was recorded was not kept"


def draw(actor: Actor, child_id: int) -> None:
    """The filter, then a page of events, the latest first."""
    st.subheader("Timeline", anchor=False)
    kind = chosen("Show", "kind", KINDS, "Everything")
    kinds = (kind,) if kind in KINDS else ()
    offset = (page_number() - 1) * timeline.PAGE
    found = timeline.of_child(actor, child_id, kinds, offset)
    if not found.total:
        st.markdown("Nothing is recorded that you may read.")
        return
    st.markdown(f"**{plural(found.total, 'entry', 'entries')}**, the latest first")
    for event in found.events:
        _event(actor, event)
    pager(found.total, timeline.PAGE)


def _event(actor: Actor, event: Event) -> None:
    words = as_words(f"{_when(event)}: {event.title}")
    with st.container(gap=None):
        if event.record_id and event.screen in BY_KEY and BY_KEY[event.screen].opens_for(actor):
            page, query = str(BY_KEY[event.screen].file), {"id": str(event.record_id)}
            st.page_link(page, label=words, query_params=query)
        else:
            st.markdown(f"**{words}**")
        for said in filter(None, (event.about, event.text)):
            st.markdown(as_words(said))
        st.markdown(f":small[{_facts(event)}]")


def _when(event: Event) -> str:
    at = f" at {format_time(event.at)}" if event.at else ""
    return f"{format_date(event.on)}{at}"


def _facts(event: Event) -> str:
    recorded = f"recorded {format_moment(event.recorded_at)}" if event.recorded_at else NOT_KEPT
    by = f" · {as_words(event.who)}" if event.who else ""
    part = "owner" if event.kind == "action" else "told"
    told = f" · {part}: {as_words(event.told)}" if event.told else ""
    return f"{recorded[:1].upper()}{recorded[1:]}{by}{told}"
