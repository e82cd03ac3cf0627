"""The charts of timeliness: each with the records behind a mark and its figures on request."""

from functools import partial

import streamlit as st

from pages.ui import charts, tables
from pages.ui.page import actor_later
from pages.ui.screens import BY_KEY
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import timeliness_records, timeliness_tables
from qa.services.timeliness import Asked, Timeliness
from qa.services.timeliness_records import Record

OPEN = "_open_timeliness"
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
    key = f"timely_{asked.measure}_{chart}"
    charts.draw(name, frame, charts.alt_text(name, frame), key, partial(_clicked, chart, found))
    if chart == "plans":
        st.markdown(found.plans)
    is_open = st.session_state.get(OPEN) == chart or _key(chart) in st.query_params
    words = "Close figures and records" if is_open else "Figures and records behind this chart"
    st.button(words, key=f"open_{chart}", on_click=_turn, args=(chart, is_open))
    if is_open:
        with st.container(border=True):
            _behind(actor, asked, found, chart, charts.title(name))


def _behind(actor: Actor, asked: Asked, found: Timeliness, chart: str, title: str) -> None:
    mark = st.selectbox(
        f"Show the records behind {CHARTS[chart][1]}",
        list(timeliness_records.marks(chart, found.charts[chart])),
        index=None,
        placeholder="Choose, or click a mark in the chart",
        key=_key(chart),
        bind="query-params",
    )
    if mark:
        behind = timeliness_records.records(actor, asked, chart, mark)
        st.markdown(f"**{tables.as_words(mark)}**. {behind.summary}")
        shown = behind.rows
        few = tables.AT_FIRST
        if len(shown) > few and not st.toggle(f"Show all {len(shown)} listed", key=f"all_{chart}"):
            shown = shown[:few]
        for record in shown:
            _record(record)
    _figures(asked, found, chart, title)
    _download(actor, asked, chart, title)


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


def _figures(asked: Asked, found: Timeliness, chart: str, title: str) -> None:
    made = timeliness_tables.table(chart, asked.measure, found.charts[chart])
    tables.show(made.header, made.rows, title)


def _download(actor: Actor, asked: Asked, chart: str, title: str) -> None:
    allowed, later = permissions.can(actor, "export"), actor_later()
    st.download_button(
        "Download as CSV",
        data=lambda: timeliness_records.csv(later(), asked, chart),
        file_name=f"{title.lower().replace(' ', '-')}.csv",
        mime="text/csv",
        key=f"csv_{chart}",
        disabled=not allowed.allowed,
        help=allowed.why or None,
    )
    if allowed.allowed:
        st.caption("The file hides small numbers and what would give them away.")


def _key(chart: str) -> str:
    return f"behind_{chart}"


def _turn(chart: str, was_open: bool) -> None:
    """Open what is behind one chart, or close it; one at a time."""
    st.session_state[OPEN] = None if was_open else chart
    for each in CHARTS:
        if _key(each) in st.session_state:
            st.session_state[_key(each)] = None


def _clicked(chart: str, found: Timeliness, key: str) -> None:
    point = charts.clicked(key)
    mark = None
    if point:
        mark = timeliness_records.mark_words(chart, found.charts[chart], point)
    _turn(chart, was_open=mark is None)
    if mark is None:
        return
    if _key(chart) not in st.session_state:  # not drawn yet, so not bound to the address yet
        st.query_params[_key(chart)] = mark
    st.session_state[_key(chart)] = mark
