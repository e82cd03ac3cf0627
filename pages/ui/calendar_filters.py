"""What the calendar shows, kept in the address; and the same as a file to take along."""

import datetime as dt
from functools import partial

import streamlit as st

from pages.ui import lists
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.due_calendar import MAIN, SHOWN, month_code, month_in, next_to
from qa.domain.refusals import Refused
from qa.domain.words import format_month
from qa.services import due_calendar, due_calendar_file, teams
from qa.services.due_calendar import Wanted

MONTH, DAY = "month", "day"
NAVIGATION = (("Previous month", -1), ("Next month", 1))


def wanted(actor: Actor) -> Wanted:
    """The month and the filters, as the address and the boxes say. Raises Refused in words."""
    first = month_in(st.query_params.get(MONTH, ""), actor.today)
    _heading(first, actor.today)
    with st.container(horizontal=True):
        shown = lists.chosen("Show", "show", _others(), any_words=SHOWN[MAIN][0])
        people = due_calendar.iro_choices(actor)
        iro = lists.chosen("IRO or chair", "iro", people, "Everybody") if people else ""
        named = {str(i): name for i, name in teams.choices(actor).items()} if people else {}
        team = lists.chosen("Team", "team", named, "All teams") if people else ""
    return Wanted(first, shown or MAIN, int(team) if team else None, iro, _day(first))


def _others() -> dict[str, str]:
    return {code: words for code, (words, _) in SHOWN.items() if code != MAIN}


def _heading(first: dt.date, today: dt.date) -> None:
    st.subheader(format_month(first), anchor=False)
    with st.container(horizontal=True):
        for words, step in NAVIGATION:
            if target := next_to(first, step):
                st.button(words, key=f"to_{step}", on_click=go_to, args=(target,))
        if first != today.replace(day=1):
            st.button("This month", key="to_today", on_click=go_to, args=(today.replace(day=1),))


def go_to(first: dt.date) -> None:
    """Another month, from its first page."""
    st.query_params[MONTH] = month_code(first)
    st.query_params.pop(DAY, None)
    lists.first_page()


def go_to_day(day: dt.date | None) -> None:
    """List one day of the month, or the whole month again."""
    lists.first_page()
    if day is None:
        st.query_params.pop(DAY, None)
        return
    st.query_params.update({MONTH: month_code(day), DAY: day.isoformat()})


def _day(first: dt.date) -> dt.date | None:
    text = st.query_params.get(DAY, "")
    if not text:
        return None
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(
            "There is no such day. The address names one like this: 2026-12-04."
        ) from None
    return found if found.replace(day=1) == first else None


def files(actor: Actor, asked: Wanted) -> None:
    """The month as it is narrowed, and for an IRO their own of the next six months."""
    st.subheader("Take these dates to Outlook", anchor=False)
    later, address, month = actor_later(), _own_address(), format_month(asked.first)
    may = permissions.can(actor, "export")
    with st.container(horizontal=True):
        if actor.has("iro"):
            _file(
                f"My next {due_calendar_file.MONTHS_AHEAD} months",
                lambda: due_calendar_file.of_mine(later(), address),
                "my-due-dates.ics",
            )
        if may.allowed or not due_calendar.iro_choices(actor):
            _file(
                f"{month}, as shown above",
                lambda: due_calendar_file.of_month(later(), asked, address),
                f"due-{month_code(asked.first)}.ics",
            )
    st.caption(
        "Calendar files (.ics) of what is still owed. They hold the case number, what is due and "
        "why; nothing else about a child. Open a later file to bring the dates up to date: dates "
        "that moved are moved, not added again."
    )


_file = partial(st.download_button, mime="text/calendar", on_click="ignore")


def _own_address() -> str:
    """The service's address as the reader's browser knows it, without the page; '' if unknown."""
    known = st.context.url
    return known.rsplit("/", 1)[0] if isinstance(known, str) else ""
