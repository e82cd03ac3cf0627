"""The charts of timeliness: each with the records behind a mark and its figures on request."""

import streamlit as st

from pages.ui import chart_behind, charts, tables
from pages.ui.screens import BY_KEY
from qa.domain.actor import Actor
from qa.services import timeliness_records, timeliness_tables
from qa.services.timeliness import Asked, Timeliness
from qa.services.timeliness_records import Record

CHARTS = {
    "month": ("{measure}_by_month", "a month and state"),
    "team": ("{measure}_by_team", "a team and state"),
    "late": ("{measure}_late", "a team and lateness"),
    "plans": ("plans_by_length", "a length"),
}
EMPTY = {
    "month": "Nothing was counted in this period.",
    "team": "Nothing was counted in this period.",
    "late": "Nothing is overdue now.",
    "plans": "No child protection plan is open today.",
}


SCREEN = chart_behind.Screen("_open_timeliness", tuple(CHARTS), timeliness_records.mark_words)


def draw_all(actor: Actor, asked: Asked, found: Timeliness) -> None:
    """The charts of the measure, then how long plans have been open."""
    for chart in found.charts:
        _draw(actor, asked, found, chart)


def _draw(actor: Actor, asked: Asked, found: Timeliness, chart: str) -> None:
    frame, name = found.charts[chart], CHARTS[chart][0].format(measure=asked.measure)
    if not frame:
        st.subheader(charts.title(name), anchor=False)
        st.markdown(EMPTY[chart])
        return
    chart_behind.draw(SCREEN, chart, name, frame, f"timely_{asked.measure}_{chart}")
    if chart == "plans":
        st.markdown(found.plans)
    if chart_behind.is_opened(SCREEN, chart):
        with st.container(border=True):
            _behind(actor, asked, found, chart, charts.title(name))


def _behind(actor: Actor, asked: Asked, found: Timeliness, chart: str, title: str) -> None:
    frame = found.charts[chart]
    mark = chart_behind.choose(chart, CHARTS[chart][1], timeliness_records.marks(chart, frame))
    if mark:
        _records(actor, asked, chart, mark)
    made = timeliness_tables.table(chart, asked.measure, frame)
    tables.show(made.header, made.rows, title)
    chart_behind.download(
        actor, chart, title, lambda later: timeliness_records.csv(later, asked, chart)
    )


def _records(actor: Actor, asked: Asked, chart: str, mark: str) -> None:
    behind = timeliness_records.records(actor, asked, chart, mark)
    chart_behind.records(chart, mark, behind.summary, behind.rows, _record)


def _record(record: Record) -> None:
    with st.container(gap=None):
        st.page_link(
            str(BY_KEY["children"].file),
            label=tables.as_words(record.words),
            query_params={"id": str(record.child_id)},
        )
        st.markdown(f":small[{' · '.join(map(tables.as_words, record.facts))}]")
        if record.explanation:
            st.markdown(f":small[{tables.as_words(record.explanation)}.]")
