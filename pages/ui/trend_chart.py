"""One chart of the trends page: itself, the records behind a mark, the figures on request."""

from functools import partial

import streamlit as st

from pages.ui import charts, tables
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import trend_records, trend_tables
from qa.services.trends import Filters, Trends

BEHIND = "Show the records behind"
OPEN = "_open_chart"
CHARTS = {
    "month": ("grade_share_by_month", "a month and grade"),
    "team": ("grade_share_by_team", "a team and grade"),
    "domain": ("domain_team_heatmap", "a team and domain"),
    "question": ("critical_no", "a question"),
    "age": ("open_actions_by_age", "an age"),
}
EMPTY = {
    "month": "No audits have a grade in this period.",
    "team": "No audits have a grade in this period.",
    "domain": "No answers were counted in this period.",
    "question": "No critical question was answered No in this period.",
    "age": "No action of an audit is open.",
}


def draw(actor: Actor, asked: Filters, found: Trends, chart: str) -> None:
    """The chart and, once asked for, what is behind it; a sentence where there is nothing."""
    frame, (name, _) = found.charts[chart], CHARTS[chart]
    if not frame:
        st.subheader(charts.title(name), anchor=False)
        st.markdown(EMPTY[chart])
        return
    alt = charts.alt_text(name, frame)
    charts.draw(name, frame, alt, f"chart_{chart}", partial(_clicked, chart, found))
    is_open = st.session_state.get(OPEN) == chart or _key(chart) in st.query_params
    words = "Close figures and records" if is_open else "Figures and records behind this chart"
    st.button(words, key=f"open_{chart}", on_click=_turn, args=(chart, is_open))
    if is_open:
        with st.container(border=True):
            _behind(actor, asked, chart, found)


def _behind(actor: Actor, asked: Filters, chart: str, found: Trends) -> None:
    mark = st.selectbox(
        f"{BEHIND} {CHARTS[chart][1]}",
        list(trend_records.marks(chart, found.charts[chart])),
        index=None,
        placeholder="Choose, or click a mark in the chart",
        key=_key(chart),
        bind="query-params",
    )
    if mark:
        _records(actor, asked, chart, mark)
    _figures(actor, asked, chart, found)


def _records(actor: Actor, asked: Filters, chart: str, mark: str) -> None:
    behind = trend_records.records(actor, asked, chart, mark)
    st.markdown(f"**{tables.as_words(mark)}**. {behind.summary}")
    links = [(", ".join(r.cells), {"id": str(r.check_id)}) for r in behind.rows]
    tables.link_list("case_audits", links, f"all_{chart}")


def _figures(actor: Actor, asked: Filters, chart: str, found: Trends) -> None:
    title = charts.title(CHARTS[chart][0])
    made = trend_tables.table(chart, found.charts[chart])
    tables.show(made.header, made.rows, title)
    allowed, later = permissions.can(actor, "export"), actor_later()
    st.download_button(
        "Download as CSV",
        data=lambda: trend_records.csv(later(), asked, chart),
        file_name=f"{title.lower().replace(' ', '-')}.csv",
        mime="text/csv",
        key=f"csv_{chart}",
        disabled=not allowed.allowed,
        help=allowed.why or None,
    )
    if allowed.allowed:
        st.caption("The file hides counts under 5 and what would give them away.")


def _key(chart: str) -> str:
    return f"behind_{chart}"


def _turn(chart: str, was_open: bool) -> None:
    """Open what is behind one chart, or close it; one at a time."""
    st.session_state[OPEN] = None if was_open else chart
    for each in CHARTS:
        if _key(each) in st.session_state:
            st.session_state[_key(each)] = None


def _clicked(chart: str, found: Trends, key: str) -> None:
    point = charts.clicked(key)
    mark = trend_records.mark_words(chart, found.charts[chart], point) if point else None
    _turn(chart, was_open=mark is None)
    if mark is None:
        return
    if _key(chart) not in st.session_state:  # not drawn yet, so not bound to the address yet
        st.query_params[_key(chart)] = mark
    st.session_state[_key(chart)] = mark
