"""Every setting with its value and unit; the closure days."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.settings import BY_KEY, RULES
from qa.domain.words import format_long_date, plural
from qa.services import closure_days, settings

CLOSED = ("closed-days", "closed-why")


def draw(actor: Actor) -> None:
    """What this person may keep: settings, closure days, or both."""
    if permissions.can(actor, "keep_accounts").allowed:
        _settings(actor)
    if permissions.can(actor, "keep_closure_days").allowed:
        _closure_days(actor)


def _settings(actor: Actor) -> None:
    values = settings.current(actor.today)
    rows = [[r.words, str(values[r.key]) or "–", r.unit] for r in RULES]
    show(["Setting", "Now", "Unit"], rows, "Every setting with its value today")
    with st.expander("Change a setting"):
        key = st.selectbox(
            "Setting", list(BY_KEY), format_func=lambda k: BY_KEY[k].words, key="setting-key"
        )
        st.text_input("New value", key=f"setting-value-{key}", value=str(values[key]))
        st.date_input("With effect from", value=actor.today, key="setting-from", **ANY_DAY)
        st.button("Save the setting", type="primary", on_click=_save, args=(key,))


def _save(key: str) -> None:
    value, on = typed(f"setting-value-{key}"), st.session_state.get("setting-from")
    do("The setting was saved.", settings.put, key, value, on)


def _closure_days(actor: Actor) -> None:
    st.subheader("Closure days", anchor=False)
    st.markdown(
        "Days besides weekends and bank holidays on which the council is closed. They are not "
        "working days from the moment they are entered: the clocks of children are worked out "
        "again, and due dates already given to audits and actions stay."
    )
    found = closure_days.listed()
    if not found:
        st.info("No closure day is kept yet.")
    for day in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{format_long_date(day.on)}: {day.reason}")
            if day.on > actor.today:
                st.button(
                    "Take back", key=f"open-{day.id}", type="tertiary", on_click=do,
                    args=("The closure day was taken back.", closure_days.remove, day.id),
                )  # fmt: skip
    st.date_input("Closed from and to", value=(), key="closed-days", **ANY_DAY)
    st.text_input("Reason", key="closed-why", placeholder="For example: Christmas closure")
    st.button("Add closure days", on_click=_add)


def _add() -> None:
    chosen: tuple[dt.date, ...] = tuple(st.session_state.get("closed-days") or ())
    first, last = (chosen[0], chosen[-1]) if chosen else (dt.date.max, dt.date.min)
    said = plural(max(0, (last - first).days + 1) if chosen else 0, "day")
    do(f"Kept as closed: {said}.", closure_days.add, first, last, typed("closed-why"), clear=CLOSED)
