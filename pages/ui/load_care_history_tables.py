"""What was refused, what is asked, what is contradicted, with the choice of whom to believe."""

import streamlit as st

from pages.ui.tables import as_words, show
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.words import plural
from qa.services.care_history import refused_csv
from qa.services.care_history_values import (
    CONTRADICTIONS,
    TAKING,
    CareHistoryPlan,
    Contradiction,
    Taken,
    by_kind,
)

MOST_ROWS = 200
REFUSED_FILE = "refused-rows.csv"
CELLS = ("File", "Row", "Column", "Value", "Reason")
DIFFER = ("Child", "About", "Here", "In the file")
QUERIED = "Rows loaded with a query"
ALL, SOME = "care-all-", "care-some-"


def refused(plan: CareHistoryPlan, *, expanded: bool = True) -> None:
    """The refused rows, and all of them as a file."""
    if not plan.refusals:
        return
    with st.expander(f"Refused: {plural(plan.refused, 'row')}", expanded=expanded):
        _cells("Rows that are not loaded", plan.refusals)
    st.download_button(
        "Download what was refused", data=lambda: refused_csv(plan).encode("utf-8-sig"),
        mime="text/csv", file_name=REFUSED_FILE, key="care-refused", on_click="ignore",
    )  # fmt: skip


def queries(plan: CareHistoryPlan) -> None:
    """The rows that should be looked at, though they are not refused."""
    if plan.queries:
        with st.expander(f"To look at: {plural(plan.asked, 'row')}"):
            _cells("Rows with a query" if plan.nothing else QUERIED, plan.queries)


def contradictions(plan: CareHistoryPlan) -> Taken:
    """Where the files say otherwise, kind by kind; what the person chose to take from them."""
    found = by_kind(plan.contradictions)
    if not found:
        return Taken()
    st.subheader("Where the files say otherwise", anchor=False)
    st.markdown("What is recorded here is kept, unless you choose the file's.")
    kinds, keys = set(), set()
    for kind, rows in found.items():
        with st.expander(f"{CONTRADICTIONS[kind]} ({len(rows):,})"):
            if _kind(kind, rows):
                kinds.add(kind)
            else:
                keys.update(st.session_state.get(SOME + kind, ()))
    _download(plan)
    return Taken(frozenset(kinds), frozenset(keys))


def forget() -> None:
    """Drop the choices: they were about other files."""
    for kind in CONTRADICTIONS:
        st.session_state.pop(ALL + kind, None)
        st.session_state.pop(SOME + kind, None)


def _kind(kind: str, rows: list[Contradiction]) -> bool:
    table = [(row.case_number, row.about, row.ours, row.theirs) for row in rows[:MOST_ROWS]]
    show(DIFFER, table, CONTRADICTIONS[kind])
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows):,}.")
    everything = st.checkbox(
        f"Take the file's for all {len(rows):,}", key=ALL + kind, help=TAKING[kind]
    )
    names = {row.key: as_words(f"{row.case_number} {row.about}") for row in rows[:MOST_ROWS]}
    st.multiselect(
        "Or take the file's only for these", list(names), format_func=names.__getitem__,
        key=SOME + kind, disabled=everything, placeholder="Choose children",
    )  # fmt: skip
    return everything


def _cells(title: str, cells: tuple) -> None:
    rows = [(c.sheet, str(c.row), c.column, c.value, c.reason) for c in cells[:MOST_ROWS]]
    show(CELLS, rows, title)
    if len(cells) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(cells):,}.")


def _download(plan: CareHistoryPlan) -> None:
    header = ("Kind", *DIFFER)
    st.download_button(
        "Download the contradictions",
        data=lambda: csv_bytes(
            header,
            [(CONTRADICTIONS[c.kind], c.case_number, c.about, c.ours, c.theirs)
             for c in plan.contradictions],
        ),
        mime="text/csv", file_name="contradictions.csv", key="care-contradictions",
        on_click="ignore",
    )  # fmt: skip
