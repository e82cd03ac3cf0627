"""A child may be at risk now: telephone first, then record. Stands on every section of a form."""

import datetime as dt
import html

import streamlit as st

from pages.ui import kept
from pages.ui.days import ANY_DAY
from pages.ui.form_style import style
from pages.ui.kept import Boxes
from pages.ui.page import actor_for_save
from qa import clock
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import LONDON, format_moment
from qa.services import risk
from qa.services.risk import FlagView, Worry

TITLE = "A child may be at risk now"
TELEPHONE = (
    "**Telephone first.** Call the child's team manager or the duty team now; if somebody is in "
    "immediate danger, call 999. Then record here who you told, when, and what they will do."
)
RECORDED = (
    "It heads the lists of the team manager, practice manager and head of service until a second "
    "person records the child safe."
)
_REFUSED, _DONE = "risk-refused", "risk-done"


def risk_panel(actor: Actor, check_id: int) -> None:
    """The panel for a check: what was recorded already, and a form to record more."""
    flags = risk.of_check(actor, check_id)
    open_flags = [view for view in flags if view.flag.safe_at is None]
    refused = st.session_state.pop(_REFUSED, None)
    with st.container(key="form-risk"), st.expander(TITLE, expanded=bool(open_flags or refused)):
        if refused:
            st.error(f"Not recorded: {refused}")
        if st.session_state.pop(_DONE, None):
            st.success(f"Recorded. {RECORDED}")
        st.markdown(TELEPHONE)
        boxes = boxes_of(actor, check_id)
        for view in flags:
            _flag(boxes, view)
        if not open_flags:
            _ask(boxes, f"risk-{check_id}", "Record it", check_id, None)


def boxes_of(actor: Actor, check_id: int) -> Boxes:
    """What this person has typed into the panel of a check and not sent."""
    return kept.of(actor, f"check:{check_id}")


def flags_panel(actor: Actor, check_id: int) -> None:
    """The flags of a check for its readers; a second person records here that the child is safe."""
    flags = risk.of_check(actor, check_id)
    if not flags:
        return
    refused = st.session_state.pop(_REFUSED, None)
    style()
    with st.container(key="form-risk"), st.expander(TITLE, expanded=True):
        if refused:
            st.error(f"Not recorded: {refused}")
        boxes = boxes_of(actor, check_id)
        for view in flags:
            _flag(boxes, view)
            if view.flag.safe_at is None:
                _ask_safe(boxes, view)


def _ask_safe(boxes: Boxes, view: FlagView) -> None:
    may, key = view.may_record_safe, f"risk-safe-{view.flag.id}"
    if not may.allowed:
        st.caption(may.why)
        return
    why = "How do you know that the child is safe? Who did you speak to?"
    kept.text(boxes, f"safe/{view.flag.id}", why, key=f"{key}-note")
    st.button(
        "Record that the child is safe", key=key, on_click=_record_safe,
        args=(f"{key}-note", view.flag.id),
    )  # fmt: skip


def _record_safe(key: str, flag_id: int) -> None:
    try:
        kept.must_be_whole([key])
        actor = actor_for_save()
        risk.record_safe(actor, flag_id, kept.typed(key))
    except Refused as refusal:
        st.session_state[_REFUSED] = str(refusal)
    else:
        kept.let_go(actor, [key])


def _flag(boxes: Boxes, view: FlagView) -> None:
    flag = view.flag
    told = f"{flag.told_whom or 'nobody yet'}"
    at = f", {format_moment(flag.told_at)}" if flag.told_at else ""
    lines = (
        ("Recorded", f"{format_moment(flag.raised_at)} by {view.raised_by}"),
        ("Worry", flag.worry),
        ("Told", f"{told}{at}"),
        ("They will", flag.will_do or "not recorded yet"),
        ("Safe", _safe(view)),
    )
    said = "".join(
        f"<div><dt>{name}</dt><dd dir='auto'>{html.escape(words)}</dd></div>"
        for name, words in lines
    )
    st.html(f'<dl class="form-flag">{said}</dl>')
    complete = flag.told_whom and flag.told_at and flag.will_do
    if flag.safe_at is None and not complete and flag.raised_by_id in boxes.actor.selves:
        _ask(boxes, f"risk-flag-{flag.id}", "Add who was told", flag.check_id, flag.id)


def _safe(view: FlagView) -> str:
    flag = view.flag
    if flag.safe_at is None:
        return "Not recorded yet. A second person records it"
    return f"{format_moment(flag.safe_at)}, recorded by {view.safe_by}: {flag.safe_note or ''}"


def _ask(boxes: Boxes, key: str, words: str, check_id: int | None, flag_id: int | None) -> None:
    label = "What are you worried about?" if flag_id is None else "Anything to add to the worry"
    about = f"risk/{flag_id or 'new'}"
    no_names = "No names, addresses or dates of birth."
    kept.text(boxes, f"{about}/worry", label, key=f"{key}-worry", hint=no_names)
    whom = "Who did you tell? Name and role"
    kept.text(boxes, f"{about}/whom", whom, key=f"{key}-whom", line=True)
    day, time = st.columns(2)
    now = clock.now().astimezone(LONDON)
    day.date_input("Day you told them", now.date(), key=f"{key}-day", **ANY_DAY)
    time.time_input("Time you told them", None, key=f"{key}-time", step=300)
    kept.text(boxes, f"{about}/do", "What will they do, and by when?", key=f"{key}-do")
    st.button(words, key=key, type="primary", on_click=_record, args=(key, check_id, flag_id))


def _record(key: str, check_id: int, flag_id: int | None) -> None:
    state = st.session_state
    given = Worry(
        worry=kept.typed(f"{key}-worry"),
        told_whom=kept.typed(f"{key}-whom"),
        told_at=_moment(state[f"{key}-day"], state[f"{key}-time"]),
        will_do=kept.typed(f"{key}-do"),
    )
    boxes = [f"{key}-{box}" for box in ("worry", "whom", "do")]
    try:
        kept.must_be_whole(boxes)
        actor = actor_for_save()
        if flag_id is None:
            risk.raise_flag(actor, check_id, given)
        else:
            risk.tell(actor, flag_id, given)
    except Refused as refusal:
        state[_REFUSED] = str(refusal)
        return
    kept.let_go(actor, boxes)
    state[_DONE] = True


def _moment(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    return dt.datetime.combine(day, time, LONDON) if day and time else None
