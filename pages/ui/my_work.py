"""What is due, the most urgent first, each line a link to where it is done."""

from itertools import groupby
from typing import Any

import streamlit as st

from pages.ui.lists import entry
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.urgency import Group
from qa.domain.words import format_moment, plural
from qa.services.my_work import Item, MyWork

AT_FIRST = 12
ORDER = "In each group statutory time limits come first, then the earliest day."
TONES = {Group.CRITICAL: "red", Group.OVERDUE: "orange", Group.SOON: "blue", Group.LATER: "gray"}


def draw(actor: Actor, work: MyWork) -> None:
    """At risk, then the four groups, then what waits without a day; only where none of all that
    is there: that nothing is due."""
    if work.at_risk:
        _at_risk(work.at_risk)
    if any(item.statutory for item in work.items):
        st.caption(ORDER)
    for group, items in groupby(work.items, key=lambda item: item.group):
        _group(group, list(items))
    has_days = bool(work.items or work.at_risk)
    if not has_days and not work.notices:
        st.markdown("**Nothing is due to you.**")
        st.markdown(_nothing(actor))
    if work.notices:
        st.subheader("Also waiting" if has_days else "Waiting", anchor=False)
        for notice in work.notices:
            entry(notice.words, notice.screen, notice.address)


def _nothing(actor: Actor) -> str:
    if actor.role_names == ("administrator",):
        return "You keep accounts, forms and settings; case work does not reach this screen."
    return "What is allocated to you, or waits for your answer, will stand here."


def _at_risk(flags: list[Any]) -> None:
    with st.container(border=True):
        st.subheader(f":red[A child may be at risk now] ({len(flags)})", anchor=False)
        for flag in flags:
            about = f"Child {flag.case_number}" if flag.case_number else flag.home
            told = (
                f"{flag.told_whom} was told on {format_moment(flag.told_at)}"
                if flag.told_whom and flag.told_at
                else "nobody is recorded as told yet"
            )
            entry(
                about if flag.home else f"{about}, {flag.team or 'no team'}",
                "visits" if flag.home else "case_audits",
                {"id": str(flag.check_id)},
                f"Raised by {as_words(flag.raised_by)} on {format_moment(flag.raised_at)}; "
                f"{as_words(told)}. "
                "Stays here until a second person records that the child is safe.",
            )


def _group(group: Group, items: list[Item]) -> None:
    st.subheader(f"{group.value} ({len(items)})", anchor=False)
    everything = len(items) <= AT_FIRST or st.toggle(
        f"Show all {plural(len(items), 'item')}", key=f"all-{group.name}"
    )
    for item in items if everything else items[:AT_FIRST]:
        _item(item)


def _item(item: Item) -> None:
    basis = " · statutory" if item.statutory else ""
    late = f":{TONES[item.group]}[**{item.late.capitalize()}**]"
    entry(
        f"{item.what}: {item.about}",
        item.screen,
        item.address,
        f"{late} · {item.day}{basis}",
        why=item.why_due,
        more=as_words(item.against),
    )
