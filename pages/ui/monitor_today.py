"""The head of the monitor: the sentence, the calls of today and why, what ends soon."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import tables
from pages.ui.screens import BY_KEY
from qa.domain.words import format_date, joined
from qa.services.challenge_lists import Row
from qa.services.monitor import Monitor
from qa.services.monitor_today import Call, Today, headline


def draw(found: Monitor, now: Today) -> None:
    """All of it."""
    st.markdown(f"**{headline(found)}**")
    _calls(now)
    st.subheader("About to breach", anchor=False)
    _soon("In the next 5 working days", now.in_five, "five")
    _soon("In the 5 working days after those", now.in_ten, "ten")


def _calls(now: Today) -> None:
    st.subheader("Who must act today", anchor=False)
    if not now.calls:
        st.markdown("No day is over and none ends today.")
        return
    if now.waiting > len(now.calls):
        st.markdown(f"The {len(now.calls)} longest overdue of {now.waiting:,}.")
    for number, call in enumerate(now.calls, start=1):
        _call(number, call)


def _call(number: int, call: Call) -> None:
    said = tables.as_words(f"Call {call.whom}: {_name(call.row)}")
    with st.container(gap=None):
        st.page_link(
            str(BY_KEY["challenges"].file),
            label=f"{number}. {said}",
            query_params={"id": str(call.row.id)},
        )
        st.markdown(f":small[{tables.as_words(call.why)}]")


def _name(row: Row) -> str:
    child = "child" if len(row.children) == 1 else "children"
    team = f", {row.team}" if row.team else ""
    return f"challenge {row.id} for {child} {joined(list(row.children))}{team}"


def line(row: Row) -> str:
    """A challenge in a list: which, where it stands and the day that comes next."""
    name = _name(row)
    said = [row.stage, row.status_words[:1].lower() + row.status_words[1:]]
    if row.next_on:
        said.append(f"{format_date(row.next_on)} ({row.late})")
    return f"{name[:1].upper()}{name[1:]}: {', '.join(part for part in said if part)}"


def _soon(words: str, rows: Sequence[Row], key: str) -> None:
    st.markdown(f"{words}: **{len(rows):,}**")
    if rows:
        links = [(line(row), {"id": str(row.id)}) for row in rows]
        tables.link_list("challenges", links, f"all_{key}", at_first=5)
