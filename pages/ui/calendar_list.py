"""Below the month: its due dates day by day, each with a link and the sentence that explains it."""

from itertools import groupby

import streamlit as st

from pages.ui.calendar_filters import go_to_day
from pages.ui.lists import pager
from pages.ui.my_work import TONES
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.words import format_long_date, format_month
from qa.services.due_calendar import Month, Wanted
from qa.services.due_calendar_entries import Entry

SIZE = 30
LIST = "#due-dates"


def draw(wanted: Wanted, found: Month) -> None:
    """One day's, or the month's page by page; nothing where nothing falls due."""
    if wanted.day:
        about = f"Due on {format_long_date(wanted.day)} ({found.listed:,})"
        st.subheader(about, anchor=LIST[1:])
        whole = f"List all of {format_month(wanted.first)}"
        st.button(whole, key="whole_month", on_click=go_to_day, args=(None,))
        if not found.listed:
            st.markdown("Nothing falls due on this day with these filters.")
    elif found.listed:
        st.subheader("Day by day", anchor=LIST[1:])
    for on, entries in groupby(found.entries, key=lambda entry: entry.due_on):
        if not wanted.day:
            st.markdown(f"#### {format_long_date(on)}")
        for entry in entries:
            _entry(entry)
    pager(found.listed, SIZE)


def _entry(entry: Entry) -> None:
    state = entry.state[:1].upper() + entry.state[1:]
    tone = TONES[entry.group] if entry.group else "gray"
    facts = [f":{tone}[**{state}**]", *(["statutory"] if entry.statutory else [])]
    facts += [as_words(entry.iro), as_words(entry.team)]
    with st.container(gap=None):
        st.page_link(
            str(BY_KEY["children"].file),
            label=as_words(f"{entry.words}: child {entry.case_number}"),
            query_params={"id": str(entry.child_id)},
        )
        st.markdown(f":small[{' · '.join(facts)}]")
        st.markdown(f":small[{as_words(entry.explanation)}.]")
