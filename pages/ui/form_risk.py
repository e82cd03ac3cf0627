"""A child may be at risk now: telephone first, then record; a second person records the safety."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import act_button, do, typed
from pages.ui.tables import as_words
from qa import clock
from qa.domain.actor import Actor
from qa.domain.words import format_moment
from qa.services import risk
from qa.services.risk import FlagView, Worry

BOXES = ("risk-worry", "risk-told", "risk-time", "risk-day", "risk-will-do")
TELEPHONE = (
    "**Telephone first**: the child's team manager or the duty team; in an emergency 999. "
    "Then record here who was told, when, and what they will do."
)


def risk_panel(actor: Actor, check_id: int) -> None:
    """On every section of a form: what was raised, and a place to raise it."""
    found = risk.of_check(actor, check_id)
    for each in found:
        _flag(each, writes=True)
    with st.expander("A child may be at risk now", key="risk-panel"):
        st.markdown(TELEPHONE)
        _raise(actor, check_id)


def flags_panel(actor: Actor, check_id: int) -> None:
    """For those who read: what was raised, and whether they may record the child safe."""
    for each in risk.of_check(actor, check_id):
        _flag(each, writes=False)


def _flag(each: FlagView, *, writes: bool) -> None:
    flag = each.flag
    with st.container(border=True):
        safe = flag.safe_at is not None
        st.markdown("**Recorded safe**" if safe else ":red[**A child may be at risk now**]")
        told = (
            f"{as_words(flag.told_whom)} was told on {format_moment(flag.told_at)}"
            if flag.told_whom and flag.told_at
            else "**nobody is recorded as told yet**"
        )
        st.markdown(
            f"{as_words(flag.worry)}\n\nRaised by {each.raised_by} on "
            f"{format_moment(flag.raised_at)}; {told}. "
            f"{f'They will: {as_words(flag.will_do)}.' if flag.will_do else ''}"
        )
        if safe:
            st.markdown(f"{as_words(flag.safe_note or '')} ({format_moment(flag.safe_at)})")
        elif not writes:
            _record_safe(each)
        elif not (flag.told_whom and flag.told_at and flag.will_do):
            _tell(flag.id)


def _record_safe(each: FlagView) -> None:
    flag_id, may = each.flag.id, each.may_record_safe
    if not may.allowed:
        st.caption(may.why)
        return
    st.text_area("How do you know the child is safe, and who did you speak to?", key="safe-note")
    act_button("Record the child as safe", may, on_click=_send_safe, args=(flag_id,))


def _send_safe(flag_id: int) -> None:
    do("Recorded: the child is safe.", risk.record_safe, flag_id, typed("safe-note"),
       clear=("safe-note",))  # fmt: skip


def _raise(actor: Actor, check_id: int) -> None:
    st.text_area("What are you worried about?", key="risk-worry")
    _told_boxes("risk", actor.today)
    st.button("Record it now", key="risk-send", type="primary", on_click=_send, args=(check_id,))


def _told_boxes(prefix: str, today: dt.date) -> None:
    st.text_input("Who did you tell? (name and role)", key=f"{prefix}-told")
    with st.container(horizontal=True):
        st.date_input("On", value=today, max_value=today, key=f"{prefix}-day", format="DD/MM/YYYY")
        st.time_input("At", value=None, key=f"{prefix}-time", step=300)
    st.text_input("What will they do, and by when?", key=f"{prefix}-will-do")


def _worry(prefix: str) -> Worry:
    state = st.session_state
    time, day = state.get(f"{prefix}-time"), state.get(f"{prefix}-day")
    at = dt.datetime.combine(day, time, clock.LONDON) if time and day else None
    return Worry(typed(f"{prefix}-worry"), typed(f"{prefix}-told"), at, typed(f"{prefix}-will-do"))


def _send(check_id: int) -> None:
    do("Recorded. It now heads the lists of the managers.", risk.raise_flag, check_id,
       _worry("risk"), clear=BOXES)  # fmt: skip


def _tell(flag_id: int) -> None:
    st.markdown("Add who was told, when, and what they will do:")
    _told_boxes(f"told{flag_id}", clock.today())
    st.button("Add this", key=f"tell-{flag_id}", on_click=_send_told, args=(flag_id,))


def _send_told(flag_id: int) -> None:
    do("Recorded who was told.", risk.tell, flag_id, _worry(f"told{flag_id}"))
