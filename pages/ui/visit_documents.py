"""Downloads about visits: the report, the six-month pack of a home, the form to print.

Each is made at the click, for whoever this browser is signed in as then.
"""

from collections.abc import Callable

import streamlit as st

from pages.ui.downloads import button
from pages.ui.page import actor_later
from qa.domain.actor import Actor
from qa.domain.due_calendar import month_code
from qa.domain.permissions import Decision
from qa.domain.words import format_month
from qa.domain.working_days import add_months
from qa.services import visit_documents, visit_pack
from qa.services.visits import VisitView

ORDERS = {
    "form": "In the order of the form",
    "sccif": "Under the three inspection headings (SCCIF)",
}
MONTHS_BACK = 36
ABOUT_PACK = (
    "What six months of visits found, for the home's review under regulation 45: recommendations "
    "and responses, events, opinions, standards, and what children said."
)


def downloads(actor: Actor, view: VisitView) -> None:
    """The version shown, as Word and PDF, in either order; nothing for who reads dates only."""
    if not view.may_read or view.check_view.check.submitted_on is None:
        return
    st.subheader("Download the report", anchor=False)
    check_id, revision = view.visit.check_id, view.check_view.revision
    order = st.radio("Order of the report", list(ORDERS), format_func=ORDERS.__getitem__,
                     key=f"report-order-{check_id}", horizontal=True)  # fmt: skip
    may, later = visit_documents.may_download(actor, view), actor_later()
    with st.container(horizontal=True):
        for label, ending, mime, report in (
            ("Word", "docx", visit_documents.WORD, visit_documents.report_word),
            ("PDF", "pdf", visit_documents.PDF, visit_documents.report_pdf),
        ):
            _button(
                f"Download the report ({label})", visit_documents.file_name(view, ending), mime,
                lambda report=report: report(later(), check_id, revision, order)[1], may, order,
            )  # fmt: skip


def pack(actor: Actor, home_id: int, home: str = "home") -> None:
    """The six-month pack of a home up to a month, the last full one unless another is chosen;
    nothing for who reads no reports."""
    may, later = visit_pack.may_pack(actor, home_id), actor_later()
    if not may.allowed:
        return
    st.subheader("Six-month evidence pack", anchor=False)
    st.caption(ABOUT_PACK)
    this = actor.today.replace(day=1)
    choices = [add_months(this, -n) for n in range(MONTHS_BACK)]
    until = st.selectbox(
        "Six months up to and with", choices, index=1, format_func=format_month,
        key=f"pack-until-{home_id}",
    )  # fmt: skip
    with st.container(horizontal=True):
        for label, ending, mime, made in (
            ("Word", "docx", visit_documents.WORD, visit_pack.pack_word),
            ("PDF", "pdf", visit_documents.PDF, visit_pack.pack_pdf),
        ):
            _button(
                f"Download the pack ({label})", visit_pack.pack_name(home, until, ending), mime,
                lambda made=made: made(later(), home_id, until)[1], may,
                f"{home_id}-{month_code(until)}",
            )  # fmt: skip


def blank(actor: Actor, home_id: int | None = None, home: str = "") -> None:
    """The form to print; for a home chosen with what is known of it."""
    may, later = visit_pack.may_print(actor, home_id), actor_later()
    _button(
        "Download the form to print (PDF)", visit_pack.blank_name(home), visit_documents.PDF,
        lambda: visit_pack.blank_form(later(), home_id)[1], may, str(home_id or ""),
    )  # fmt: skip


def _button(
    label: str, name: str, mime: str, make: Callable[[], bytes], may: Decision, of: str = ""
) -> None:
    button(label, make, name, mime, may, key=f"download-{label}-{of}")
