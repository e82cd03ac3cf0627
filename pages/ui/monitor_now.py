"""What is open by stage and age, and where: by team per 100 children, by theme; not by worker."""

import streamlit as st

from pages.ui import monitor_chart, tables
from qa.domain.actor import Actor
from qa.services.monitor import Filters, Monitor, TeamRow

TEAMS = ("Team", "Open", "Past the day", "In 5 days", "In 10 days", "Raised", "Per 100 children")
THEMES = ("Theme", "Open", "Raised in the period")
MOST_THEMES = 8


def draw(actor: Actor, asked: Filters, found: Monitor) -> None:
    """The chart of stage and age, then both tables."""
    monitor_chart.draw(actor, asked, found, "challenge_open")
    st.subheader("Where", anchor=False)
    if not found.teams:
        st.markdown("Nothing is open and nothing was raised in this period.")
        return
    tables.show(TEAMS, list(map(_team, found.teams)), "By team, in the order of the alphabet")
    named = found.themes
    if len(named) > MOST_THEMES and not st.toggle(f"Show all {len(named)} themes", key="themes"):
        named = named[:MOST_THEMES]
    rows = [(words, f"{is_open:,}", f"{raised:,}") for words, is_open, raised in named]
    tables.show(THEMES, rows, "By theme, the most open first")


def _team(row: TeamRow) -> tuple[str, ...]:
    rate = "no children" if row.per_hundred is None else f"{row.per_hundred:.1f}"
    counts = (row.open, row.over, row.in_five, row.in_ten, row.raised)
    return (row.team, *(f"{n:,}" for n in counts), rate)
