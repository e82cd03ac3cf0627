"""What leaves the program from a finished audit: documents, the copy for the record, its filing."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from pages.ui import downloads
from pages.ui.buttons import act_button, do
from pages.ui.days import ANY_DAY
from pages.ui.page import SIGNED_OUT, current_cookie
from qa import clock
from qa.domain import workflow
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import documents, filing, sessions
from qa.services.checks import CheckView

WHEN_AGREED = "The copy for the child's record is made, and marked as filed, once this is agreed."
Document = Callable[[Actor, int], tuple[str, bytes]]


def draw(actor: Actor, view: CheckView) -> None:
    """Downloads, then the copy for the child's record and whether it is filed."""
    if view.check.submitted_on is None:
        return
    if view.answers is not None:
        st.subheader("Download", anchor=False)
        if len(view.revisions) > 1:
            st.caption("Both documents are of the latest version.")
        _downloads(actor, view)
    copy_and_filing(actor, view)


def copy_and_filing(actor: Actor, view: CheckView) -> None:
    """The copy for the child's record, and whether it is on the case system."""
    st.subheader("The child's record", anchor=False)
    if not workflow.is_final(view.check.kind, view.check.status):
        st.markdown(WHEN_AGREED)
        return
    if view.answers is not None:
        _copy(actor, view)
    _filed(actor, view)


def _downloads(actor: Actor, view: CheckView) -> None:
    may = documents.may_download(actor, view)
    offered = (
        ("Download the audit (Word)", "audit", documents.audit_word),
        ("Download the feedback sheet (Word)", "feedback", documents.feedback_word),
    )
    with st.container(horizontal=True):
        for label, name, document in offered:
            downloads.button(
                label,
                _on_demand(document, view.check.id),
                documents.file_name(view, name),
                documents.WORD,
                may,
                key=f"download-{name}",
            )
    downloads.below(may)


def _on_demand(document: Document, check_id: int) -> Callable[[], bytes]:
    """The document, made at the click for whoever this browser is signed in as then.

    Streamlit calls this outside the script, where there are no cookies: the cookie is the one the
    page was drawn for, asked of the session table again at the click.
    """
    cookie = current_cookie()

    def make() -> bytes:
        signed_in = sessions.check(cookie, clock.now(), clock.today())
        if signed_in is None or signed_in.must_change:
            raise Refused(SIGNED_OUT)
        return document(signed_in.actor, check_id)[1]

    return make


def _copy(actor: Actor, view: CheckView) -> None:
    if st.toggle("Copy for the child's record", key="copy-shown"):
        st.caption("Use the copy button in the corner of the text, then paste it.")
        st.code(filing.copy_text(actor, view.check.id), language=None, wrap_lines=True)


def _filed(actor: Actor, view: CheckView) -> None:
    check = view.check
    if check.filed_on is not None:
        by = view.names.get(check.filed_by_id or 0, "somebody not known")
        st.markdown(f"Filed on the case system on {format_date(check.filed_on)} by {by}.")
        return
    may = view.decisions["file"]
    st.markdown("Not filed on the case system yet.")
    if may.allowed:
        st.date_input("When was it filed?", value=actor.today, key="filed-on", **ANY_DAY)
    act_button("Mark as filed", may, on_click=_mark, args=(check.id,))


def _agreed_on(view: CheckView) -> dt.date | None:
    moment = view.check.agreed_at
    return moment.astimezone(clock.LONDON).date() if moment else view.check.submitted_on


def _mark(check_id: int) -> None:
    on = st.session_state.get("filed-on")
    if not isinstance(on, dt.date):
        st.session_state["_just_refused"] = "Enter the day it was filed."
        return
    do("Marked as filed.", filing.mark, [check_id], on)
