"""Load an Annex A workbook: choose it, see what would happen, confirm, see what happened."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from pages.ui import roster_tables
from pages.ui.days import ANY_DAY
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.children import LISTS
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import roster, roster_sample
from qa.services.roster_values import RosterPlan, RosterReport
from qa.services.roster_words import plan_words, report_words

PLAN, REPORT = "_roster_plan", "_roster_report"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEXT = ("no_iro", "no_social_worker", "not_updated", "not_loaded")


@dataclass(frozen=True)
class _Checked:
    """A plan, and the very file and day that it is about."""

    file_id: str
    as_at: dt.date
    plan: RosterPlan


def draw(actor: Actor) -> None:
    """The whole of it, top to bottom."""
    _what_it_takes(actor)
    file = st.file_uploader("Annex A workbook (.xlsx)", key="roster-file")
    as_at = st.date_input(
        "The day the file shows the children on", value=actor.today, key="roster-as-at", **ANY_DAY
    )
    if st.button("Check the file", type="primary", disabled=file is None):
        st.session_state.pop(PLAN, None)
        st.session_state.pop(REPORT, None)
        with _progress() as tell:
            plan = roster.preview(actor, file.getvalue(), as_at, progress=tell)
        st.session_state[PLAN] = _Checked(file.file_id, as_at, plan)
    checked = st.session_state.get(PLAN)
    if checked and file and (checked.file_id, checked.as_at) == (file.file_id, as_at):
        _plan(actor, file.getvalue(), as_at, checked.plan)
    elif report := st.session_state.get(REPORT):
        _report(actor, report)


def _what_it_takes(actor: Actor) -> None:
    last = roster.last_as_at(actor)
    newest = f"The newest file loaded is from {format_date(last)}." if last else ""
    st.markdown(
        "Lists 6, 7, 8 and 9 of Ofsted's Annex A, as your case system exports them. First the file "
        "is checked and you see what would change; nothing is written until you say so. "
        f"Postcodes, gender, ethnicity and disability are not read. {newest}"
    )
    st.download_button(
        "Download a fictional workbook to try", data=lambda: _workbook(actor), mime=XLSX,
        file_name=roster_sample.FILE_NAME, on_click="ignore",
    )  # fmt: skip


def _workbook(actor: Actor) -> bytes:
    """The file; a refusal is what the file says, because a download can say nothing else."""
    try:
        return roster_sample.workbook_to_try(actor)
    except Refused as refusal:
        return str(refusal).encode()


def _plan(actor: Actor, data: bytes, as_at: dt.date, plan: RosterPlan) -> None:
    st.subheader("What would happen", anchor=False)
    for sentence in plan_words(plan):
        st.markdown(as_words(sentence))
    roster_tables.draw(plan)
    if plan.nothing:
        return
    create, confirmed = _choices(plan)
    if st.button("Load the children", type="primary", disabled=not confirmed):
        with _progress() as tell:
            report = roster.load(
                actor, data, as_at, create_teams=create, confirmed=confirmed, progress=tell
            )
        del st.session_state[PLAN]
        st.session_state[REPORT] = report
        st.rerun()


def _choices(plan: RosterPlan) -> tuple[bool, bool]:
    create, confirmed = False, True
    if plan.new_teams:
        names = ", ".join(team.name for team in plan.new_teams[:10])
        create = st.checkbox(
            f"Create the teams that are not known: {as_words(names)}", key="roster-create"
        )
    if plan.confirmation:
        st.warning(as_words(plan.confirmation))
        confirmed = st.checkbox("The file is complete: go ahead", key="roster-confirm")
    return create, confirmed


def _report(actor: Actor, report: RosterReport) -> None:
    first, *others = report_words(report)
    st.success(as_words(first))
    for sentence in others:
        st.markdown(as_words(sentence))
    roster_tables.refused(report.plan, expanded=False)
    if BY_KEY["children"].opens_for(actor):
        st.subheader("Look next at these lists", anchor=False)
        for key in NEXT:
            st.page_link(
                str(BY_KEY["children"].file), label=LISTS[key], query_params={"show": LISTS[key]}
            )


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[float, str], None]]:
    bar = st.progress(0.0, "Opening the file")
    try:
        yield lambda share, words: bar.progress(min(share, 1.0), words)
    finally:
        bar.empty()
