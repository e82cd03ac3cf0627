"""What stands behind a chart: the button that opens it, the mark that is asked about, its CSV.

One chart of a screen is open at a time; the mark stands in the address.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from pages.ui import charts, downloads, tables
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor

Row = TypeVar("Row")
MarkOf = Callable[[str, Any, Mapping[str, Any]], str | None]
"""Chart, frame, the fields a click gave → what the mark is called, None where none is behind it."""


@dataclass(frozen=True)
class Screen:
    """The charts of one screen: where the session keeps which is open, their keys, their marks."""

    open_in: str
    charts: tuple[str, ...]
    mark_of: MarkOf


def key_of(chart: str) -> str:
    """The key of a chart's chosen mark, in the session and in the address."""
    return f"behind_{chart}"


def draw(
    screen: Screen, chart: str, name: str, frame: Any, key: str, *, headed: bool = False
) -> None:
    """The chart called `name` of the gallery; a click on a mark opens what is behind it. `headed`
    says that its heading stands already."""
    alt = charts.alt_text(name, frame)
    charts.draw(name, frame, alt, key, partial(_clicked, screen, chart, frame), headed=headed)


def is_opened(screen: Screen, chart: str) -> bool:
    """Draw the button that opens what is behind a chart; whether it is open."""
    is_open = st.session_state.get(screen.open_in) == chart or key_of(chart) in st.query_params
    words = "Close figures and records" if is_open else "Figures and records behind this chart"
    st.button(words, key=f"open_{chart}", on_click=_turn, args=(screen, chart, is_open))
    return is_open


def choose(chart: str, what: str, marks: Iterable[str]) -> str | None:
    """The mark whose records are wanted; `what` says what a mark is."""
    return st.selectbox(
        f"Show the records behind {what}",
        list(marks),
        index=None,
        placeholder="Choose, or click a mark in the chart",
        key=key_of(chart),
        bind="query-params",
    )


def records(
    chart: str, mark: str, summary: str, rows: Sequence[Row], draw_row: Callable[[Row], None]
) -> None:
    """What is behind a mark: how many in words, then the first of them, all where asked for."""
    st.markdown(f"**{tables.as_words(mark)}**. {summary}")
    few = tables.AT_FIRST
    if len(rows) > few and not st.toggle(f"Show all {len(rows)} listed", key=f"all_{chart}"):
        rows = rows[:few]
    for row in rows:
        draw_row(row)


def download(actor: Actor, chart: str, title: str, csv: Callable[[Actor], bytes]) -> None:
    """The figures as a file, made when asked for."""
    allowed, later = permissions.can(actor, "export"), actor_later()
    name = f"{title.lower().replace(' ', '-')}.csv"
    downloads.button(
        "Download as CSV", lambda: csv(later()), name, downloads.CSV, allowed, key=f"csv_{chart}"
    )
    downloads.below(allowed, "The file hides counts under 5 and what would give them away.")


def _turn(screen: Screen, chart: str, was_open: bool) -> None:
    st.session_state[screen.open_in] = None if was_open else chart
    for each in screen.charts:
        if key_of(each) in st.session_state:
            st.session_state[key_of(each)] = None


def _clicked(screen: Screen, chart: str, frame: Any, key: str) -> None:
    point = charts.clicked(key)
    mark = screen.mark_of(chart, frame, point) if point else None
    _turn(screen, chart, was_open=mark is None)
    if mark is None:
        return
    if key_of(chart) not in st.session_state:  # not drawn yet, so not bound to the address yet
        st.query_params[key_of(chart)] = mark
    st.session_state[key_of(chart)] = mark
