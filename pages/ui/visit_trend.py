"""Events of the visits before this one beside the boxes for those of this visit."""

import streamlit as st

from pages.ui import tables
from qa.domain.words import format_day, joined
from qa.services.visit_beside import EventTrend

CAPTION = "Last six months: events (children)"
NOTHING = "–"


def draw(trend: EventTrend) -> None:
    """A table of what happened at all, the earliest visit first; the rest in a sentence."""
    if not trend.days:
        return
    happened = [(label, counts) for label, counts in trend.rows if any(c and c[0] for c in counts)]
    none = [label for label, counts in trend.rows if not any(c and c[0] for c in counts)]
    if happened:
        rows = [[label, *map(_cell, counts)] for label, counts in happened]
        tables.show(["Event", *map(format_day, trend.days)], rows, CAPTION)
    if none:
        st.caption(f"None at any visit of the last six months: {joined(none)}.")


def _cell(counts: tuple[int, int] | None) -> str:
    if counts is None:
        return NOTHING
    events, children = counts
    return f"{events} ({children})" if events else "0"
