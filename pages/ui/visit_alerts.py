"""A 'No' to an opinion, or a child at risk: who was told, and when, at once."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do, say_what_happened, typed
from pages.ui.tables import as_words
from qa import clock
from qa.domain.actor import Actor
from qa.domain.visits import RISK
from qa.domain.words import LONDON, format_moment
from qa.services import risk, visit_alerts, visit_panels
from qa.services.visit_alerts import LADO, REG40, AlertGiven

PHONE = "Telephone first. Then record here who was told and when."


def draw(actor: Actor, check_id: int, question: str) -> None:
    """What was recorded, or the boxes; nothing where the opinion is not No."""
    say_what_happened()
    view = visit_panels.read(actor, check_id)
    if not _is_asked(actor, check_id, view, question):
        return
    recorded = next((a for a in view.alerts if a.question == question), None)
    with st.container(border=True):
        st.markdown(f"**Who was told at once?** {PHONE}")
        if recorded is not None:
            _recorded(recorded)
        with st.expander(
            "Correct it" if recorded else "Record who was told", expanded=not recorded
        ):
            _boxes(check_id, question)


def _is_asked(actor: Actor, check_id: int, view: visit_panels.Panels, question: str) -> bool:
    if question == RISK:
        return bool(risk.of_check(actor, check_id))
    given = view.answers.get(question)
    return given is not None and given.value == "N"


def _recorded(alert: object) -> None:
    lado = LADO[alert.lado] + (f", {format_moment(alert.lado_at)}" if alert.lado_at else "")
    reg40 = REG40[alert.reg40] + (f", {format_moment(alert.reg40_at)}" if alert.reg40_at else "")
    st.markdown(
        f"- For the provider: {as_words(alert.told_individual)}, "
        f"{format_moment(alert.told_individual_at)}\n"
        f"- Head of service: {as_words(alert.told_head)}, {format_moment(alert.told_head_at)}\n"
        f"- Designated officer (LADO): {lado}\n"
        f"- Regulation 40: {reg40}" + (f"\n- {as_words(alert.note)}" if alert.note else "")
    )


def _boxes(check_id: int, question: str) -> None:
    key = f"alert-{question}"
    st.text_input("Responsible individual told: name", key=f"{key}-ri")
    _moment("When was the responsible individual told?", f"{key}-ri")
    st.text_input("Head of service told: name", key=f"{key}-head")
    _moment("When was the head of service told?", f"{key}-head")
    st.radio("Was the designated officer (LADO) told?", list(LADO), index=None, key=f"{key}-lado",
             format_func=LADO.get)  # fmt: skip
    if st.session_state.get(f"{key}-lado") == "told":
        _moment("When was the designated officer told?", f"{key}-lado")
    st.radio("Is a notice under regulation 40 due?", list(REG40), index=None, key=f"{key}-reg40",
             format_func=REG40.get)  # fmt: skip
    if st.session_state.get(f"{key}-reg40") in ("notified", "asked"):
        _moment("When was that?", f"{key}-reg40")
    st.text_area("Anything to add (optional)", key=f"{key}-note")
    st.button("Record who was told", key=f"{key}-put", type="primary", on_click=_put,
              args=(check_id, question))  # fmt: skip


def _moment(words: str, key: str) -> None:
    today = clock.now().astimezone(LONDON).date()
    day, time = st.columns(2)
    day.date_input(f"{words} Day", today, key=f"{key}-day", format="DD/MM/YYYY", max_value=today)
    time.time_input(f"{words} Time", None, key=f"{key}-time", step=300)


def _at(key: str) -> dt.datetime | None:
    day, time = st.session_state.get(f"{key}-day"), st.session_state.get(f"{key}-time")
    if day is None or time is None:
        return None
    return dt.datetime.combine(day, time, LONDON).astimezone(dt.UTC)


def _put(check_id: int, question: str) -> None:
    key, state = f"alert-{question}", st.session_state
    given = AlertGiven(
        question=question,
        told_individual=typed(f"{key}-ri"), told_individual_at=_at(f"{key}-ri"),
        told_head=typed(f"{key}-head"), told_head_at=_at(f"{key}-head"),
        lado=state.get(f"{key}-lado") or "", lado_at=_at(f"{key}-lado"),
        reg40=state.get(f"{key}-reg40") or "", reg40_at=_at(f"{key}-reg40"),
        note=typed(f"{key}-note"),
    )  # fmt: skip
    do("Who was told is recorded.", visit_alerts.put, check_id, given)
