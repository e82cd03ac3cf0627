"""A chart on a page: drawn from a spec made once, said in words, its marks open to a click."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from qa.charts.gallery import GALLERY, ready
from qa.charts.house import MARK
from qa.services.trend_figures import Frame


def draw(
    name: str,
    frame: Frame,
    alt: str,
    key: str,
    on_click: Callable[[str], None],
    *,
    headed: bool = False,
) -> None:
    """Draw a chart of the gallery under its heading, which may stand there already.

    `on_click(key)` is called when a mark is chosen or let go; `clicked(key)` then tells which.
    """
    if not headed:
        st.subheader(title(name), anchor=False)
    st.vega_lite_chart(
        pa.table(dict(frame)),
        _untitled(name, is_dark()),
        theme=None,
        key=key,
        alt=alt,
        on_select=lambda: on_click(key),
        selection_mode=MARK,
    )


def warm_up() -> None:
    """Make every spec before somebody waits for it (most of a second)."""
    for name in GALLERY:
        _untitled(name, dark=False)


def title(name: str) -> str:
    """The chart's subject: on a page a heading, so that one can jump to it."""
    said = ready(name)["title"]
    return said if isinstance(said, str) else said["text"]


@cache
def _untitled(name: str, dark: bool) -> dict[str, Any]:
    return {part: value for part, value in ready(name, dark).items() if part != "title"}


def clicked(key: str) -> dict[str, Any] | None:
    """The fields of the mark that is chosen in a chart, if there is one."""
    points = st.session_state[key].selection.get(MARK) or []
    return points[0] if points else None


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def alt_text(name: str, frame: Frame) -> str:
    """What a chart shows, in words."""
    rows = tuple(tuple(column) for column in frame.values())
    return _alt_text(name, tuple(frame), rows)


@lru_cache(maxsize=256)
def _alt_text(name: str, columns: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> str:
    frame = pd.DataFrame(dict(zip(columns, rows, strict=True)))
    return GALLERY[name].alt_text(frame)
