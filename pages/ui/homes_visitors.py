"""A home's visitors: the basis and dates of their independence; appointing and ending."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.homes import BASES
from qa.domain.words import format_date
from qa.services import home_visitors
from qa.services.homes_page import HomePage, VisitorRow

KINDS = {"no_tie": "No tie: 43(3)", "scrutiny": "Solely scrutiny: 43(4)"}
NEW = "appoint"
HEADER = ("Visitor", "Stands", "From", "To", "Independence until", "Basis", "In words")


def draw(actor: Actor, page: HomePage) -> None:
    """Who visits the home and did; then what a manager may do about it."""
    st.subheader("Visitors", anchor=False)
    if page.visitors:
        show(
            HEADER,
            [_row(actor.today, row) for row in page.visitors],
            "Who visits this home, the latest first",
        )
    else:
        st.info("Nobody is appointed to visit this home. A practice manager or head of service "
                "appoints its independent person.")  # fmt: skip
    for row in page.visitors:
        if row.refusal:
            st.warning(as_words(row.refusal))
    if page.decisions["allocate"].allowed:
        _appoint(actor, page)
        _keep(actor, [row for row in page.visitors if not row.is_over(actor.today)])


def _row(today: dt.date, row: VisitorRow) -> tuple[str, ...]:
    return (
        row.name,
        _stands(today, row),
        format_date(row.from_on),
        format_date(row.to_on) if row.to_on else "",
        format_date(row.independent_until_on) if row.independent_until_on else "no end set",
        KINDS[row.basis_kind],
        row.basis,
    )


def _stands(today: dt.date, row: VisitorRow) -> str:
    if row.is_over(today):
        return "Over"
    if row.from_on > today:
        return "To come"
    return "Cannot visit" if row.refusal else "Visits"


def _appoint(actor: Actor, page: HomePage) -> None:
    people = {each.id: each.label for each in home_visitors.choices(actor)}
    with st.expander("Appoint a visitor"):
        if not people:
            st.info("Nobody holds the role of independent person today. Administrators give it.")
            return
        with st.form("appoint-form"):
            st.selectbox(
                "Visitor", list(people), index=None, format_func=people.get, key=f"{NEW}-person",
                placeholder="Choose a visitor",
            )  # fmt: skip
            st.radio("Basis of independence", list(BASES), format_func=BASES.get,
                     key=f"{NEW}-kind")  # fmt: skip
            st.text_area("In words", key=f"{NEW}-basis", max_chars=2000, height="content",
                         placeholder="For example: works for another council")  # fmt: skip
            st.date_input("First day", actor.today, key=f"{NEW}-from", **ANY_DAY)
            st.date_input("Last day, if known", None, key=f"{NEW}-to", **ANY_DAY)
            st.date_input(
                "Independence confirmed until, the last day included",
                None,
                key=f"{NEW}-until",
                **ANY_DAY,
            )
            st.form_submit_button("Appoint", type="primary", on_click=_do_appoint,
                                  args=(page.home.id,))  # fmt: skip


def _do_appoint(home_id: int) -> None:
    state = st.session_state
    days = [state.get(f"{NEW}-{name}") for name in ("from", "until", "to")]
    given = (state.get(f"{NEW}-person") or 0, typed(f"{NEW}-kind"), typed(f"{NEW}-basis"), *days)
    do("The visitor was appointed.", home_visitors.appoint, home_id, *given,
       clear=[f"{NEW}-{name}" for name in ("basis", "until", "to")],
       unchoose=[f"{NEW}-person"])  # fmt: skip


def _keep(actor: Actor, rows: list[VisitorRow]) -> None:
    if not rows:
        return
    said = {row.id: f"{row.name}, from {format_date(row.from_on)}" for row in rows}
    with st.expander("End an appointment, or confirm independence again"):
        st.selectbox("Appointment", list(said), format_func=said.get, key="visitor-link")
        st.date_input(
            "Day",
            actor.today,
            key="visitor-day",
            help="The last day of the appointment, or the day until which independence "
            "is confirmed; both included.",
            **ANY_DAY,
        )
        with st.container(horizontal=True):
            st.button("End the appointment on that day", on_click=_end)
            st.button("Confirm independence until that day", on_click=_confirm)


def _end() -> None:
    state = st.session_state
    do("The last day of the appointment was recorded.", home_visitors.end,
       state["visitor-link"], state["visitor-day"])  # fmt: skip


def _confirm() -> None:
    state = st.session_state
    do("Independence was confirmed.", home_visitors.confirm,
       state["visitor-link"], state["visitor-day"])  # fmt: skip
