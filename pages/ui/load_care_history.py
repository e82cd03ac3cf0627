"""Choose SSDA903 files, see what would happen, say whom to believe, load, see what happened."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from pages.ui import load_care_history_tables as tables
from pages.ui.days import ANY_DAY
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_moment
from qa.services import care_history, care_history_sample
from qa.services.care_history_values import CareHistoryPlan, CareHistoryReport
from qa.services.care_history_words import plan_words, report_words

PLAN, REPORT = "_care_history_plan", "_care_history_report"
Files = dict[str, bytes]
LOADS = ("When", "Who", "Reviews added", "Episodes added", "Children", "Rows refused")


@dataclass(frozen=True)
class _Checked:
    """A plan, and the very files and day that it is about."""

    files: tuple[str, ...]
    as_at: dt.date
    plan: CareHistoryPlan


def draw(actor: Actor) -> None:
    """The whole of it, top to bottom."""
    _what_it_takes()
    _to_try(actor)
    given = st.file_uploader(
        "SSDA903 files (.csv)", key="care-files", accept_multiple_files=True,
        help="Header, Episodes and Reviews: one, two or all three of them",
    )  # fmt: skip
    as_at = st.date_input(
        "The day the files show the children on", value=actor.today, key="care-as-at", **ANY_DAY
    )
    files, ids = _named(given), tuple(sorted(each.file_id for each in given))
    if st.button("Check the files", type="primary", disabled=not files):
        _forget()
        with _progress() as tell:
            plan = care_history.preview(actor, files, as_at, progress=tell)
        st.session_state[PLAN] = _Checked(ids, as_at, plan)
    checked = st.session_state.get(PLAN)
    if checked and (checked.files, checked.as_at) == (ids, as_at):
        _plan(actor, files, as_at, checked.plan)
    elif report := st.session_state.get(REPORT):
        _report(actor, report)
    _loads(actor)


def _what_it_takes() -> None:
    st.markdown(
        "The history of reviews and of being looked after, from the CSV files of the SSDA903 "
        "return: Header, Episodes and Reviews. Which file is which is told by its headers. First "
        "the files are checked and you see what would change; nothing is written until you say so, "
        "and what is recorded here is never overwritten silently. Load the children from Annex A "
        "first."
    )


def _to_try(actor: Actor) -> None:
    """The three files of a fictional set, each made when it is asked for."""
    with st.expander("A fictional set to try"):
        for name in care_history_sample.NAMES:
            st.download_button(
                f"Download {name}", data=lambda name=name: _file_to_try(actor, name),
                mime="text/csv", file_name=f"fictional-{name}", key=f"care-try-{name}",
                on_click="ignore",
            )  # fmt: skip


def _file_to_try(actor: Actor, name: str) -> bytes:
    """The file; a refusal is what the file says, because a download can say nothing else."""
    try:
        return care_history_sample.files_to_try(actor)[name]
    except Refused as refusal:
        return str(refusal).encode()


def _named(given: list) -> Files:
    """The files by name; a second one of the same name gets a number."""
    files: Files = {}
    for n, each in enumerate(given, start=1):
        files[each.name if each.name not in files else f"{each.name} ({n})"] = each.getvalue()
    return files


def _forget() -> None:
    st.session_state.pop(PLAN, None)
    st.session_state.pop(REPORT, None)
    tables.forget()


def _plan(actor: Actor, files: Files, as_at: dt.date, plan: CareHistoryPlan) -> None:
    st.subheader("What would happen", anchor=False)
    _say(plan_words(plan))
    tables.refused(plan)
    tables.queries(plan)
    taken = tables.contradictions(plan)
    if plan.nothing and not (taken.kinds or taken.keys):
        return
    if st.button("Load the care history", type="primary"):
        with _progress() as tell:
            report = care_history.load(actor, files, as_at, taken=taken, progress=tell)
        _forget()
        st.session_state[REPORT] = report
        st.rerun()


def _report(actor: Actor, report: CareHistoryReport) -> None:
    first, *others = report_words(report)
    st.success(as_words(first))
    _say(others)
    tables.refused(report.plan, expanded=False)
    tables.queries(report.plan)
    if BY_KEY["reviews"].opens_for(actor):
        st.page_link(str(BY_KEY["reviews"].file), label="Look at reviews and conferences")


def _say(sentences: list[str]) -> None:
    for sentence in sentences:
        st.markdown(as_words(sentence))


def _loads(actor: Actor) -> None:
    st.subheader("Loaded before", anchor=False)
    found = care_history.loads(actor)
    if not found:
        st.markdown("No care history has been loaded yet.")
        return
    wanted = ("reviews_added", "episodes_added", "children", "refused")
    rows = [
        (format_moment(each.at), each.who, *(f"{each.counts.get(name, 0):,}" for name in wanted))
        for each in found
    ]
    show(LOADS, rows, f"The last {len(rows)} loads" if len(rows) > 1 else "The last load")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[float, str], None]]:
    bar = st.progress(0.0, "Reading the files")
    try:
        yield lambda share, words: bar.progress(min(share, 1.0), words)
    finally:
        bar.empty()
