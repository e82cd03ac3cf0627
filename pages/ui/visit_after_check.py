"""The factual-accuracy check of a report: when it was sent to whom, and what came back."""

import html

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from qa.services import visit_after
from qa.services.visits import VisitView

NO_COMMENTS = "What they said (leave empty if there were no comments)"


def draw(boxes: Boxes, view: VisitView) -> None:
    """What came back, and the boxes for whoever may record it before the issue."""
    visit, check = view.visit, view.check_view.check
    if view.may_read and visit.accuracy_returned_on:
        _comments(visit.accuracy_comments)
    if check.status != "submitted" or not view.decisions["distribute_visit"].allowed:
        return
    is_sent = visit.accuracy_sent_on is not None
    is_back = visit.accuracy_returned_on is not None
    if not is_back or visit.accuracy_revision != check.revision:
        name = "Correct to whom it was sent" if is_sent and not is_back else (
            "Send the report for the factual-accuracy check")  # fmt: skip
        with st.expander(name, expanded=not is_sent and not visit.issued_on):
            _send(boxes, view)
    if is_sent and (view.may_read or not is_back):
        name = "Correct what came back" if is_back else "Record what came back"
        with st.expander(name, expanded=not is_back):
            _back(boxes, view)


def _comments(said: str | None) -> None:
    st.markdown("What came back of the check:" if said else "The check came back without comments.")
    if said:
        st.html(f'<p dir="auto" style="white-space:pre-wrap">{html.escape(said)}</p>')


def _send(boxes: Boxes, view: VisitView) -> None:
    check, key = view.check_view.check, f"check-{view.check_view.check.id}"
    again = " What came back before stays on the history." if view.visit.accuracy_by else ""
    st.caption(
        f"Version {check.revision}, usually to the registered manager. The check is about facts; "
        f"the visitor keeps the last word.{again}"
    )
    to = view.visit.accuracy_sent_to or view.home.registered_manager or ""
    kept.text(boxes, "check/to", "Sent to", key=f"{key}-to", start=to, line=True)
    st.date_input("Sent on", boxes.actor.today, key=f"{key}-on", **ANY_DAY)
    st.button("Record that it was sent", on_click=_sent, args=(check.id, check.version))


def _sent(check_id: int, version: int) -> None:
    key = f"check-{check_id}"
    do("Recorded: the report was sent for checking.", visit_after.send_check, check_id, version,
       typed(f"{key}-to"), st.session_state.get(f"{key}-on"),
       clear=(f"{key}-to",))  # fmt: skip


def _back(boxes: Boxes, view: VisitView) -> None:
    check, key = view.check_view.check, f"back-{view.check_view.check.id}"
    visit = view.visit
    by, role = visit.accuracy_by or "", visit.accuracy_role or ""
    comments = visit.accuracy_comments or ""
    kept.text(boxes, "back/by", "Checked by (name)", key=f"{key}-by", start=by, line=True)
    kept.text(boxes, "back/role", "Their role", key=f"{key}-role", start=role, line=True)
    kept.text(boxes, "back/said", NO_COMMENTS, key=f"{key}-said", start=comments)
    st.date_input("Came back on", boxes.actor.today, key=f"{key}-on", **ANY_DAY)
    st.button("Record what came back", on_click=_came, args=(check.id, check.version))


def _came(check_id: int, version: int) -> None:
    key = f"back-{check_id}"
    boxes = (f"{key}-by", f"{key}-role", f"{key}-said")
    do("Recorded. The visitor changes the report, or issues it as it is.",
       visit_after.return_check, check_id, version, *map(typed, boxes),
       st.session_state.get(f"{key}-on"), clear=boxes)  # fmt: skip
