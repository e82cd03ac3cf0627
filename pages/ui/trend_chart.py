"""One chart of the trends page: itself, the records behind a mark, the figures on request."""

from functools import partial

import streamlit as st

from pages.ui import charts, tables
from pages.ui.page import actor_for_save
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import trend_records, trend_tables
from qa.services.trends import Filters, Trends

BEHIND = "Show the records behind"
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
    """The chart with all that belongs to it; a sentence where there is nothing to draw."""
    frame, (name, noun) = found.charts[chart], CHARTS[chart]
    if not frame:
        st.subheader(charts.title(name), anchor=False)
        st.markdown(EMPTY[chart])
        return
    alt = charts.alt_text(name, frame)
    charts.draw(name, frame, alt, f"chart_{chart}", partial(_clicked, chart, found))
    words = st.selectbox(
        f"{BEHIND} {noun}",
        list(trend_records.marks(chart, frame)),
        index=None,
        placeholder="Choose, or click a mark in the chart",
        key=_key(chart),
        on_change=partial(_only, chart),
        bind="query-params",
    )
    if words:
        _records(actor, asked, chart, words)
    _figures(actor, asked, chart, found)


def _records(actor: Actor, asked: Filters, chart: str, words: str) -> None:
    behind = trend_records.records(actor, asked, chart, words)
    with st.container(border=True):
        st.markdown(f"**{tables.as_words(words)}**. {behind.summary}")
        links = [(", ".join(r.cells), {"id": str(r.check_id)}) for r in behind.rows]
        tables.link_list("case_audits", links, f"all_{chart}")


def _figures(actor: Actor, asked: Filters, chart: str, found: Trends) -> None:
    shown = st.expander("Figures behind this chart", key=f"figures_{chart}", on_change="rerun")
    if not shown.open:
        return
    with shown:
        title = charts.title(CHARTS[chart][0])
        made = trend_tables.table(chart, found.charts[chart])
        tables.show(made.header, made.rows, title)
        allowed = permissions.can(actor, "export")
        st.download_button(
            "Download as CSV",
            data=lambda: trend_records.csv(actor_for_save(), asked, chart),
            file_name=f"{title.lower().replace(' ', '-')}.csv",
            mime="text/csv",
            key=f"csv_{chart}",
            disabled=not allowed.allowed,
            help=allowed.why or None,
        )
        if allowed.allowed:
            st.caption(
                "In the file, counts under 5 and what they could be worked out from are hidden."
            )


def _key(chart: str) -> str:
    return f"behind_{chart}"


def _clicked(chart: str, found: Trends, key: str) -> None:
    point = charts.clicked(key)
    st.session_state[_key(chart)] = (
        trend_records.mark_words(chart, found.charts[chart], point) if point else None
    )
    _only(chart)


def _only(chart: str) -> None:
    """One list at a time: the one asked for last."""
    if st.session_state.get(_key(chart)) is not None:
        for other in CHARTS:
            if other != chart and _key(other) in st.session_state:
                st.session_state[_key(other)] = None
