"""The form to allocate an audit: the child first, then who can audit this file."""

import datetime as dt

import streamlit as st

from pages.ui.buttons import do
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words
from qa.domain import audits
from qa.domain.actor import Actor
from qa.domain.scoring import grade_label
from qa.domain.words import format_date
from qa.services import allocation
from qa.services.allocation import Order, Subject

BOXES = ("order-auditor", "order-type", "order-route", "order-period", "order-due", "order-earlier")


def draw(actor: Actor) -> None:
    """Find the child by number; then the rest of the order."""
    number = st.text_input(
        "Case number of the child", key="child", bind="query-params",
        help="As it stands in the case system. Never a name.",
    )  # fmt: skip
    if not (number or "").strip():
        st.caption("Then choose an auditor, the audit's type and the period audited.")
        return
    subject = allocation.subject(actor, number.strip())
    _child(subject)
    _order(actor, subject)


def _child(subject: Subject) -> None:
    last = subject.last_audit
    audited = (
        f"last audited on {format_date(last.submitted_on)} ({grade_label(last.final_grade)})"
        if last
        else "not audited before"
    )
    team, worker = as_words(subject.team or "no team"), as_words(subject.worker or "not known")
    st.markdown(
        f"**Child {subject.case_number}**: {subject.age}, {subject.statuses}, {team}; "
        f"social worker {worker}; {audited}."
    )
    for name, due_on in subject.open_audits:
        due = format_date(due_on)
        st.warning(f"{as_words(name)} has an unfinished audit of this file, due {due}.")
    if subject.audited_within_a_year:
        st.warning("This file was audited within the last 12 months.")


def _order(actor: Actor, subject: Subject) -> None:
    found = allocation.candidates(actor, subject.child_id)
    free = {c.person_id: c.name for c in found if not c.why_not}
    st.selectbox(
        "Auditor", list(free), index=None, format_func=free.get, key="order-auditor",
        placeholder="Choose an auditor",
    )  # fmt: skip
    _why_not([c for c in found if c.why_not], bool(free))
    kind = st.selectbox(
        "Audit type", list(audits.AUDIT_TYPES), format_func=audits.AUDIT_TYPES.get,
        key="order-type",
    )  # fmt: skip
    if kind in ("re_audit", "dual"):
        _earlier(subject)
    st.selectbox(
        "How was the file chosen?", list(audits.SAMPLE_ROUTES), key="order-route",
        format_func=audits.SAMPLE_ROUTES.get,
    )  # fmt: skip
    st.date_input(
        "Period audited",
        value=(allocation.usual_start(actor.today), actor.today),
        key="order-period",
        **ANY_DAY,
    )
    st.date_input(
        "Due (leave empty for 15 working days from today)", value=None, key="order-due", **ANY_DAY
    )
    st.button("Allocate the audit", type="primary", on_click=_send,
              args=(subject.child_id, subject.case_number))  # fmt: skip


def _why_not(ruled_out: list[allocation.Candidate], some_free: bool) -> None:
    if not ruled_out:
        if not some_free:
            st.info("Nobody holds the role of IRO, chair or auditor. An administrator gives it.")
        return
    reasons = {c.why_not for c in ruled_out}
    if not some_free and len(reasons) == 1:
        st.error(reasons.pop())
        return
    with st.expander(f"{len(ruled_out)} who cannot audit this file, and why"):
        for one in ruled_out:
            st.markdown(f"- **{as_words(one.name)}**: {one.why_not}")


def _earlier(subject: Subject) -> None:
    words = {
        a.id: f"{format_date(a.submitted_on)}, {grade_label(a.final_grade)}"
        for a in subject.earlier_audits
    }
    st.selectbox(
        "Which earlier audit does it follow?", list(words), format_func=words.get,
        key="order-earlier", index=0 if words else None, placeholder="There is none",
    )  # fmt: skip


def _send(child_id: int, number: str) -> None:
    state = st.session_state
    period = state.get("order-period") or ()
    days: tuple[dt.date, ...] = tuple(period) if isinstance(period, tuple | list) else (period,)
    order = Order(
        child_id=child_id,
        assignee_id=state.get("order-auditor") or 0,
        audit_type=state.get("order-type") or "full",
        sample_route=state.get("order-route") or "random",
        period_from_on=days[0] if days else None,
        period_to_on=days[1] if len(days) > 1 else None,
        due_on=state.get("order-due"),
        linked_check_id=state.get("order-earlier"),
    )
    said = f"The audit of child {number} was allocated and stands in the auditor's work."
    do(said, allocation.allocate, order, clear=("child",), forget=BOXES)  # fmt: skip
