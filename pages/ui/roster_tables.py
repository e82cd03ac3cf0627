"""What a roster would change, child by child, in tables that open on request."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.tables import show
from qa.domain.words import plural
from qa.services.roster import refused_csv
from qa.services.roster_values import RosterPlan

MOST_ROWS = 200
REFUSED_FILE = "refused-rows.csv"
REFUSED = ("Sheet", "Row", "Column", "Value", "Reason")


def draw(plan: RosterPlan) -> None:
    """Refused rows first, then everything else that has an entry."""
    refused(plan)
    for title, header, rows in _tables(plan):
        if rows:
            with st.expander(f"{title} ({len(rows):,})"):
                _show(title, header, rows)


def refused(plan: RosterPlan, *, expanded: bool = True) -> None:
    """The refused cells, and all of them as a file."""
    if not plan.refusals:
        return
    rows = [(c.sheet, str(c.row), c.column, c.value, c.reason) for c in plan.refusals]
    with st.expander(f"Refused: {plural(len(plan.annex.refused_rows), 'row')}", expanded=expanded):
        _show("Cells that could not be read", REFUSED, rows)
    st.download_button(
        "Download what was refused", data=lambda: refused_csv(plan).encode("utf-8-sig"),
        mime="text/csv", file_name=REFUSED_FILE, on_click="ignore",
    )  # fmt: skip


def _show(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    show(header, rows[:MOST_ROWS], title)
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows):,}.")


def _tables(plan: RosterPlan) -> list[tuple[str, Sequence[str], list[tuple[str, ...]]]]:
    """(title, header, rows) of each table."""
    changed = [(row.case_number, row.what) for row in plan.changed]
    left = [(row.case_number, f"List {row.list_number}") for row in plan.leaving]
    waiting = [(r.case_number, f"List {r.list_number}", r.reason) for r in plan.not_loaded]
    teams = [(team.name, str(team.children)) for team in plan.new_teams]
    return [
        ("New children", ("Child",), _one_column(plan.new)),
        ("Children with changes", ("Child", "What changes"), changed),
        ("No longer on a list", ("Child", "List"), left),
        ("Row refused, so not updated", ("Child",), _one_column(plan.not_updated)),
        ("On hold, so not changed", ("Child",), _one_column(plan.on_hold)),
        ("Row refused and not known, so not loaded", ("Child", "List", "Reason"), waiting),
        (
            "Reviews that differ from the register",
            ("Child", "What differs"),
            list(plan.contradictions),
        ),
        ("Teams not known", ("Team", "Children"), teams),
        ("New social workers, people without an account", ("Name",), _one_column(plan.new_workers)),
    ]


def _one_column(values: Sequence[str]) -> list[tuple[str, ...]]:
    return [(value,) for value in values]
