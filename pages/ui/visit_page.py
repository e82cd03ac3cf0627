"""One visit: its head, then the form to fill in, or the report and what follows it."""

import streamlit as st

from pages.ui import (
    audit_decide,
    form_unsaved,
    visit_after,
    visit_documents,
    visit_fill,
    visit_read,
)
from pages.ui.audit_page import version
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound
from qa.domain.visits import ANNOUNCED_WORDS
from qa.domain.words import format_date
from qa.services import visits
from qa.services.visits import VisitView

SCREEN = "visits"
UNTIL_ISSUED = ", and a report that was issued stands until the new version is issued"
NOT_FINISHED = "The report is being written. Only its visitor can read it."


def draw(actor: Actor, check_id: int) -> None:
    """The page of one visit, as this reader may see it."""
    view = _opened(actor, check_id)
    shown = view.check_view
    set_title(f"Visit to {view.home.name}, {format_date(view.visit.visited_on)}")
    if not shown.fills_in:
        form_unsaved.draw(check_id)
    _head(view)
    audit_decide.risk_flags(actor, shown)
    if shown.fills_in:
        visit_fill.draw(actor, view)
        return
    visit_after.draw(actor, view)
    visit_documents.downloads(actor, view)
    if view.may_read:
        visit_read.draw(actor, view)
        if not shown.is_draft and shown.decisions["correct"].allowed:
            audit_decide.correct(audit_decide.boxes_of(actor, shown), shown, UNTIL_ISSUED)
    else:
        st.info(_why_no_text(view))


def _opened(actor: Actor, check_id: int) -> VisitView:
    try:
        return visits.view(actor, check_id, version())
    except NotFound:
        form_unsaved.draw(check_id)
        raise


def _why_no_text(view: VisitView) -> str:
    shown = view.check_view
    if shown.check.submitted_on is None:
        return NOT_FINISHED
    return shown.decisions["read_check"].why or "There is no finished version to read yet."


def _head(view: VisitView) -> None:
    shown, visit, home = view.check_view, view.visit, view.home
    is_confirmed = shown.check.right_child_at is not None
    if shown.fills_in and is_confirmed and st.query_params.get("section"):
        return
    with st.container(horizontal=True):
        st.page_link(str(BY_KEY[SCREEN].file), label="All visits", query_params={})
        st.page_link(
            str(BY_KEY["homes"].file), label=as_words(home.name), query_params={"id": str(home.id)}
        )
    visitor = shown.names.get(visit.visitor_id, "")
    parts = [
        f"**{shown.status_words}**",
        ANNOUNCED_WORDS.get(visit.announced or "", ""),
        as_words(f"by {visitor}" if visitor else ""),
        f"Ofsted number {as_words(home.urn)}" if home.urn else "",
    ]
    st.markdown(" · ".join(part for part in parts if part))
    if visit.issued_on:
        st.markdown(f"Issued on {format_date(visit.issued_on)}.")
    else:
        st.markdown(
            f"Report due on **{format_date(visit.report_due_on)}**.\n\n"
            f":small[{as_words(visit.report_due_explained)}]"
        )
