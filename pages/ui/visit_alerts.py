"""A 'No' to an opinion, or a child at risk: who was told, and when, at once."""

import datetime as dt

import streamlit as st

from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from pages.ui.visit_boxes import chosen, day, do_in, key, of, refused_in, say_in, text, text_of
from pages.ui.visit_boxes import time as time_of
from qa import clock
from qa.domain.actor import Actor
from qa.domain.visits import RISK
from qa.domain.words import LONDON, format_moment
from qa.services import risk, visit_alerts, visit_panels
from qa.services.visit_alerts import LADO, LEFT_OVER, REG40, AlertGiven
from qa.services.visits import VisitView

AT_ONCE = (
    "**Telephone now, today.** The responsible individual and the head of service are told the "
    "same day. Then record here who was told and when. The report cannot be finished before."
)
WHO = {
    "ri": "the responsible individual", "head": "the head of service",
    "lado": "the designated officer",
}  # fmt: skip
MOMENTS = ("ri", "head", "lado", "reg40")
BOXES = ("ri", "head", "note", "lado", "reg40",
         *(f"{who}-{part}" for who in MOMENTS for part in ("day", "time")))  # fmt: skip
REG40_DONE = {
    "notified": "the home notified Ofsted", "asked": "you asked the home to notify Ofsted",
}  # fmt: skip


def draw(actor: Actor, shown: VisitView, question: str) -> None:
    """What was recorded, or the boxes; where the opinion is not No, only what is left of one."""
    check_id = shown.check_view.check.id
    view = visit_panels.read(actor, check_id)
    say_in(question)
    recorded = next((a for a in view.alerts if a.question == question), None)
    if not _is_asked(actor, check_id, view, question):
        if recorded is not None:
            _left_over(check_id, question, recorded)
        return
    if recorded is None:
        st.error(AT_ONCE)
    words = "Who was told, and when" if recorded else "Record who was told, and when"
    with st.expander(words, expanded=recorded is None or question != RISK):
        if recorded is not None:
            st.markdown(as_listed(recorded))
            if not st.toggle("Correct it", key=f"alert-{question}-correct"):
                return
        _boxes(actor, shown, question, recorded)


def _left_over(check_id: int, question: str, recorded: object) -> None:
    st.warning(f"{LEFT_OVER} Change the opinion back, or take the record away.")
    st.markdown(as_listed(recorded))
    st.button(
        "Take the record away", key=f"alert-{question}-away", on_click=do_in,
        args=(question, "Taken away. The history keeps it.", visit_alerts.remove, check_id,
              question),
    )  # fmt: skip
    refused_in(question)


def _is_asked(actor: Actor, check_id: int, view: visit_panels.Panels, question: str) -> bool:
    if question == RISK:
        return bool(risk.of_check(actor, check_id))
    given = view.answers.get(question)
    return given is not None and given.value == "N"


def as_listed(alert: object) -> str:
    """What was recorded, as a list in Markdown."""
    lado = LADO[alert.lado] + (f", {format_moment(alert.lado_at)}" if alert.lado_at else "")
    reg40 = REG40[alert.reg40] + (f", {format_moment(alert.reg40_at)}" if alert.reg40_at else "")
    return (
        f"- Responsible individual: {as_words(alert.told_individual)}, "
        f"{format_moment(alert.told_individual_at)}\n"
        f"- Head of service: {as_words(alert.told_head)}, {format_moment(alert.told_head_at)}\n"
        f"- Designated officer (LADO): {lado}\n"
        f"- Notice under regulation 40: {reg40}"
        + (f"\n- {as_words(alert.note)}" if alert.note else "")
    )


def _boxes(actor: Actor, shown: VisitView, question: str, recorded: object | None) -> None:
    check_id, field = shown.check_view.check.id, f"alert-{question}"
    boxes = of(actor, check_id)
    start = shown.home.responsible_individual or ""
    name = recorded.told_individual if recorded else start
    text(actor, check_id, f"{field}/ri", "Responsible individual: name", start=name, line=True)
    _moment(boxes, question, "ri", recorded and recorded.told_individual_at)
    name = recorded.told_head if recorded else ""
    text(actor, check_id, f"{field}/head", "Head of service: name", start=name, line=True)
    _moment(boxes, question, "head", recorded and recorded.told_head_at)
    lado = _choice("Was the designated officer (LADO) told?", LADO, boxes, f"{field}/lado",
                   recorded and recorded.lado)  # fmt: skip
    if lado == "told":
        _moment(boxes, question, "lado", recorded and recorded.lado_at)
    reg40 = _choice("Is a notice to Ofsted under regulation 40 due?", REG40, boxes,
                    f"{field}/reg40", recorded and recorded.reg40)  # fmt: skip
    if reg40 in REG40_DONE:
        words = REG40_DONE[reg40]
        _moment(boxes, question, "reg40", recorded and recorded.reg40_at, words)
    note = (recorded.note if recorded else "") or ""
    text(actor, check_id, f"{field}/note", "Anything to add (optional)", start=note)
    st.button("Record who was told", key=f"alert-{question}-put", type="primary", on_click=_put,
              args=(check_id, question))  # fmt: skip
    refused_in(question)


def _choice(
    label: str, codes: dict[str, str], boxes: Boxes, field: str, stored: str | None
) -> str | None:
    settings = chosen(boxes, field, codes, stored)
    return st.radio(label, list(codes), format_func=codes.get, index=None, **settings)


def _moment(
    boxes: Boxes, question: str, who: str, stored: dt.datetime | None, words: str = ""
) -> None:
    now, at = clock.now().astimezone(LONDON), stored and stored.astimezone(LONDON)
    field, said = f"alert-{question}/{who}", words or f"{WHO[who]} was told"
    left, right = st.columns(2)
    on = day(boxes, f"{field}-day", at.date() if at else now.date())
    left.date_input(f"Day on which {said}", **on, **ANY_DAY)
    when = time_of(boxes, f"{field}-time", at.time() if at else None)
    right.time_input(f"Time at which {said}", value=None, step=300, **when)


def _at(check_id: int, question: str, who: str) -> dt.datetime | None:
    field, state = f"alert-{question}/{who}", st.session_state
    day, time = (state.get(key(check_id, f"{field}-{part}")) for part in ("day", "time"))
    if day is None or time is None:
        return None
    return dt.datetime.combine(day, time, LONDON).astimezone(dt.UTC)


def _put(check_id: int, question: str) -> None:
    field, state = f"alert-{question}", st.session_state
    told = {who: _at(check_id, question, who) for who in MOMENTS}
    given = AlertGiven(
        question=question,
        told_individual=text_of(check_id, f"{field}/ri"), told_individual_at=told["ri"],
        told_head=text_of(check_id, f"{field}/head"), told_head_at=told["head"],
        lado=state.get(key(check_id, f"{field}/lado")) or "", lado_at=told["lado"],
        reg40=state.get(key(check_id, f"{field}/reg40")) or "", reg40_at=told["reg40"],
        note=text_of(check_id, f"{field}/note"),
    )  # fmt: skip
    boxes = [key(check_id, f"{field}/{name}") for name in BOXES]
    if do_in(question, "Who was told is recorded.", visit_alerts.put, check_id, given,
             forget=boxes):  # fmt: skip
        state[f"alert-{question}-correct"] = False
