"""The head of the monitor: the sentence, the calls of today and why, what ends soon."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import tables
from pages.ui.challenge_words import mail_link
from pages.ui.screens import BY_KEY
from qa.domain.challenge_words import named
from qa.domain.words import format_date, joined
from qa.services.challenge_lists import Row
from qa.services.monitor import Monitor
from qa.services.monitor_today import Call, Today, headline

AT_FIRST = 5


def draw(found: Monitor, now: Today) -> None:
    """All of it."""
    st.markdown(f"**{headline(found)}**")
    st.markdown("[Download the briefing](#briefing)")
    _today(now)
    st.subheader("About to breach", anchor=False)
    _soon("In the next 5 working days", now.in_five, now.five, "five")
    _soon("In the 5 working days after those", now.in_ten, now.ten, "ten")


def _today(now: Today) -> None:
    st.subheader("Who must act today", anchor=False)
    if not now.calls:
        st.markdown("No day is over and none ends today.")
        return
    st.markdown(order_words(now))
    wants_all = len(now.calls) <= AT_FIRST or st.toggle(
        all_words(len(now.calls), now.waiting), key="today"
    )
    for number, call in enumerate(now.calls if wants_all else now.calls[:AT_FIRST], start=1):
        _call(call, f"{number}. {call.what}: {_name(call.row)}")


def _call(call: Call, words: str) -> None:
    with st.container(gap=None):
        st.page_link(
            str(BY_KEY["challenges"].file),
            label=tables.as_words(words),
            query_params={"id": str(call.row.id)},
        )
        write = f" {mail_link(call.email)}" if call.email and not call.is_own else ""
        st.markdown(f":small[{tables.as_words(call.why)}{write}]")


def order_words(now: Today) -> str:
    """'8 wait: what is yours to do, then the longest overdue.'"""
    own = sum(call.is_own for call in now.calls)
    verb = "waits" if now.waiting == 1 else "wait"
    order = "what is yours to do, then the longest overdue" if own else "the longest overdue first"
    return f"{now.waiting:,} {verb}{f': {order}' if now.waiting > 1 else ''}."


def _soon(words: str, calls: Sequence[Call], counted: int, key: str) -> None:
    st.markdown(f"{words}: **{counted:,}**")
    wants_all = len(calls) <= AT_FIRST or st.toggle(all_words(len(calls), counted), key=key)
    for call in calls if wants_all else calls[:AT_FIRST]:
        name = _name(call.row)
        _call(call, f"{name[:1].upper()}{name[1:]}: {call.what[:1].lower()}{call.what[1:]}")


def all_words(listed: int, counted: int) -> str:
    """What the switch turns on: all, or the first of very many."""
    return f"Show all {counted:,}" if listed == counted else f"Show the first {listed:,}"


def _name(row: Row) -> str:
    child = "child" if len(row.children) == 1 else "children"
    team = f", {row.team}" if row.team else ""
    name = named(row.kind, row.id)
    return f"{name[:1].lower()}{name[1:]} for {child} {joined(list(row.children))}{team}"


def line(row: Row) -> str:
    """A challenge in a list: which, where it stands and the day that comes next."""
    name = _name(row)
    said = [row.stage, row.status_words[:1].lower() + row.status_words[1:]]
    if row.next_on:
        said.append(f"{format_date(row.next_on)}, {row.late_words}")
    return f"{name[:1].upper()}{name[1:]}: {', '.join(part for part in said if part)}"
