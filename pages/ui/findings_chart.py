"""The charts of findings across homes: the sentence, the chart, the visits behind a mark."""

import streamlit as st

from pages.ui import chart_behind, charts, tables
from pages.ui.screens import BY_KEY
from qa.domain.actor import Actor
from qa.domain.findings import EVENTS
from qa.services import findings_records, findings_tables
from qa.services.findings import Findings
from qa.services.findings_records import Record

CHARTS = {
    "visit_safeguarded": "a month and opinion",
    "visit_wellbeing": "a month and opinion",
    "visit_standards": "a home and month",
    "visit_recommendations": "a standard and where they stand",
    "visit_events": "a month",
    "visit_spoken_to": "a month",
}
SCREEN = chart_behind.Screen("_open_findings", tuple(CHARTS), findings_records.mark_words)


def draw_all(actor: Actor, found: Findings) -> None:
    """Every chart, its sentence first."""
    for chart in CHARTS:
        _draw(actor, found, chart)


def _title(found: Findings, chart: str) -> str:
    if chart == "visit_events":
        return f"{EVENTS[found.asked.event]}: events by month"
    return charts.title(chart)


def _draw(actor: Actor, found: Findings, chart: str) -> None:
    frame, title = found.charts[chart], _title(found, chart)
    st.subheader(title, anchor=False)
    st.markdown(tables.as_words(found.words[chart]))
    if not frame:
        return
    chart_behind.draw(SCREEN, chart, chart, frame, f"findings_{chart}", headed=True)
    if chart_behind.is_opened(SCREEN, chart):
        with st.container(border=True):
            _behind(actor, found, chart, title)


def _behind(actor: Actor, found: Findings, chart: str, title: str) -> None:
    frame = found.charts[chart]
    mark = chart_behind.choose(chart, CHARTS[chart], findings_records.marks(chart, frame))
    if mark:
        _records(actor, found, chart, mark)
    made = findings_tables.table(chart, frame)
    tables.show(made.header, made.rows, title)
    if chart == "visit_events" and found.asked.home_id is None:
        each = findings_tables.homes_of(found.rows.events, found.asked, found.homes, actor.today)
        tables.show(each.header, each.rows, f"{EVENTS[found.asked.event]} in each home")
    chart_behind.download(
        actor, chart, title, lambda later: findings_records.csv(later, found.asked, chart)
    )


def _records(actor: Actor, found: Findings, chart: str, mark: str) -> None:
    behind = findings_records.records(actor, found, chart, mark)
    chart_behind.records(chart, mark, behind.summary, behind.rows, _record)


def _record(record: Record) -> None:
    with st.container(gap=None):
        st.page_link(
            str(BY_KEY["visits"].file),
            label=tables.as_words(record.words),
            query_params={"id": str(record.check_id)},
        )
        if record.facts:
            st.markdown(f":small[{' · '.join(map(tables.as_words, record.facts))}]")
