"""One chart of the trends page: itself, the records behind a mark, the figures on request."""

import streamlit as st

from pages.ui import chart_behind, charts, tables
from qa.domain.actor import Actor
from qa.services import trend_records, trend_tables
from qa.services.trends import Filters, Trends

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


SCREEN = chart_behind.Screen("_open_chart", tuple(CHARTS), trend_records.mark_words)


def draw(actor: Actor, asked: Filters, found: Trends, chart: str) -> None:
    """The chart and, once asked for, what is behind it; a sentence where there is nothing."""
    frame, (name, _) = found.charts[chart], CHARTS[chart]
    if not frame:
        st.subheader(charts.title(name), anchor=False)
        st.markdown(EMPTY[chart])
        return
    chart_behind.draw(SCREEN, chart, name, frame, f"chart_{chart}")
    if chart_behind.is_opened(SCREEN, chart):
        with st.container(border=True):
            _behind(actor, asked, chart, found)


def _behind(actor: Actor, asked: Filters, chart: str, found: Trends) -> None:
    frame, (name, what) = found.charts[chart], CHARTS[chart]
    mark = chart_behind.choose(chart, what, trend_records.marks(chart, frame))
    if mark:
        _records(actor, asked, chart, mark)
    made, title = trend_tables.table(chart, frame), charts.title(name)
    tables.show(made.header, made.rows, title)
    chart_behind.download(actor, chart, title, lambda later: trend_records.csv(later, asked, chart))


def _records(actor: Actor, asked: Filters, chart: str, mark: str) -> None:
    behind = trend_records.records(actor, asked, chart, mark)
    st.markdown(f"**{tables.as_words(mark)}**. {behind.summary}")
    links = [(", ".join(r.cells), {"id": str(r.check_id)}) for r in behind.rows]
    tables.link_list("case_audits", links, f"all_{chart}")
