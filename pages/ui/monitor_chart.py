"""The charts of the monitor: each with its sentence, the challenges behind a mark, its figures."""

from functools import partial

import streamlit as st

from pages.ui import charts, downloads, monitor_today, tables
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import ladder_words, monitor_records, monitor_tables, monitor_words
from qa.services.monitor import Filters, Monitor

OPEN = "_open_monitor"
CHARTS = {
    "challenge_open": "a stage and age",
    "challenge_volume": "a quarter",
    "challenge_in_time": "a quarter",
    "challenge_days": "a stage reached",
    "challenge_stages": "a stage reached",
    "challenge_answers": "a stage",
    "challenge_lateness": "a month",
    "challenge_themes": "a theme",
    "challenge_outcomes": "an outcome",
    "challenge_cafcass": "a quarter",
    "challenge_funnel": "a team",
}
HAVE_GOOD = ("challenge_volume", "challenge_stages", "challenge_themes", "challenge_outcomes")
"""Charts in which good practice has marks of its own; the others say it in their words."""
RANGE = "The line on each bar is the likely range (95%): what lies within it may be chance."
NOTES = {
    "challenge_volume": "How many there are is neither good nor bad.",
    "challenge_in_time": RANGE,
    "challenge_answers": RANGE,
    "challenge_days": "A line that falls early is quick. Days of a pause count. Challenges stand "
    "here by the day they became formal, under Stage reached by the day they were raised.",
    "challenge_lateness": "The line across is the mean; between the dashed lines is what chance "
    "explains.",
    "challenge_funnel": "By chance 95% of teams would lie between the dashed lines and 99.8% "
    "between the outer ones. More challenges are not worse: a place outside asks for a question.",
}
EMPTY = {
    "challenge_open": "No challenge is open.",
    "challenge_volume": "No challenge was raised and no good practice shared in this period.",
    "challenge_cafcass": "No challenge was referred to Cafcass in this period.",
    "challenge_outcomes": "No challenge ended in this period.",
    "challenge_days": "No formal challenge began in this period.",
    "challenge_stages": "No challenge was raised in this period.",
}


def draw_all(actor: Actor, asked: Filters, found: Monitor) -> None:
    """Every chart but what is open now, which stands further up."""
    st.subheader("How it is going", anchor=False)
    if note := ladder_words.formal_note(actor):
        st.markdown(f":small[{tables.as_words(note)}]")
    for chart in CHARTS:
        if chart != "challenge_open":
            draw(actor, asked, found, chart)


def draw(actor: Actor, asked: Filters, found: Monitor, chart: str) -> None:
    """One chart; a sentence where there is nothing to draw."""
    frame, said = found.charts[chart], found.words.get(chart, "")
    if not monitor_records.marks(chart, frame):
        st.subheader(charts.title(chart), anchor=False)
        st.markdown(EMPTY.get(chart) or said)
        return
    alt = charts.alt_text(chart, frame)
    charts.draw(chart, frame, alt, f"chart_{chart}", partial(_clicked, chart, found))
    is_of_today = chart == "challenge_open"
    beside = monitor_words.beside(found.charts, is_of_today=is_of_today)
    beside = "" if chart in HAVE_GOOD else beside
    st.markdown(tables.as_words(" ".join(part for part in (said, beside) if part)))
    if chart in NOTES:
        st.markdown(f":small[{NOTES[chart]}]")
    is_open = st.session_state.get(OPEN) == chart or _key(chart) in st.query_params
    words = "Close figures and records" if is_open else "Figures and records behind this chart"
    st.button(words, key=f"open_{chart}", on_click=_turn, args=(chart, is_open))
    if is_open:
        with st.container(border=True):
            _behind(actor, asked, found, chart)


def _behind(actor: Actor, asked: Filters, found: Monitor, chart: str) -> None:
    mark = st.selectbox(
        f"Show the challenges behind {CHARTS[chart]}",
        list(monitor_records.marks(chart, found.charts[chart])),
        index=None,
        placeholder="Choose, or click a mark in the chart",
        key=_key(chart),
        bind="query-params",
    )
    if mark:
        behind = monitor_records.records(actor, asked, chart, mark)
        st.markdown(f"**{tables.as_words(mark)}**. {behind.summary}")
        links = [(monitor_today.line(row), {"id": str(row.id)}) for row in behind.rows]
        tables.link_list("challenges", links, f"all_{chart}")
    made = monitor_tables.table(chart, found.charts[chart])
    tables.show(made.header, made.rows, charts.title(chart))
    download(actor, asked, chart, charts.title(chart).lower().replace(" ", "-"))


def download(
    actor: Actor, asked: Filters, chart: str, name: str, words: str = "Download as CSV"
) -> None:
    """The figures as a file, for whoever may export."""
    allowed, later = permissions.can(actor, "export"), actor_later()
    downloads.button(
        words, lambda: monitor_records.csv(later(), asked, chart), f"{name}.csv", downloads.CSV,
        allowed, key=f"csv_{chart}",
    )  # fmt: skip
    downloads.below(allowed, "The file hides small numbers and what would give them away.")


def _key(chart: str) -> str:
    return f"behind_{chart}"


def _turn(chart: str, was_open: bool) -> None:
    """Open what is behind one chart, or close it; one at a time."""
    st.session_state[OPEN] = None if was_open else chart
    for each in CHARTS:
        if _key(each) in st.session_state:
            st.session_state[_key(each)] = None


def _clicked(chart: str, found: Monitor, key: str) -> None:
    point = charts.clicked(key)
    mark = monitor_records.mark_words(chart, found.charts[chart], point) if point else None
    _turn(chart, was_open=mark is None)
    if mark is None:
        return
    if _key(chart) not in st.session_state:  # not drawn yet, so not bound to the address yet
        st.query_params[_key(chart)] = mark
    st.session_state[_key(chart)] = mark
