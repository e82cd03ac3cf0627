"""IROs, social workers and team managers for many children at once, from a CSV file."""

import streamlit as st

from pages.ui import roster_tables
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.spreadsheet_safety import csv_bytes
from qa.services.roster_allocations import AllocationReport, load_allocations

REPORT = "_allocation_report"
EXAMPLE = "Case number,IRO,Social worker,Team manager,From\n"


def draw(actor: Actor) -> None:
    """Choose the file, load it, see what came of it."""
    st.markdown(
        "One row for each child: the case number, then who is the IRO or chair, the social worker "
        "or the team manager from which day on. Leave a cell empty to leave that person as is; "
        "without a day it counts from today. People go by username or full name."
    )
    st.download_button(
        "Download an empty file", data=EXAMPLE, mime="text/csv", file_name="allocations.csv",
        on_click="ignore",
    )  # fmt: skip
    file = st.file_uploader("Allocations (.csv)", key="allocation-file")
    if st.button("Record the allocations", type="primary", disabled=file is None):
        st.session_state.pop(REPORT, None)
        st.session_state[REPORT] = load_allocations(actor, file.getvalue())
    if report := st.session_state.get(REPORT):
        _report(report)


def _report(report: AllocationReport) -> None:
    first, *others = report.words
    st.success(as_words(first))
    for sentence in others:
        st.markdown(as_words(sentence))
    if not report.refusals:
        return
    rows = [(str(c.row), c.column, c.value, c.reason) for c in report.refusals]
    header = roster_tables.REFUSED[1:]
    show(header, rows[: roster_tables.MOST_ROWS], "Cells that were refused")
    st.download_button(
        "Download what was refused", data=lambda: csv_bytes(header, rows), mime="text/csv",
        file_name=roster_tables.REFUSED_FILE, key="allocation-refused", on_click="ignore",
    )  # fmt: skip
