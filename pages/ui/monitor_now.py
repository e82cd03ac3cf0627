"""What is open by stage and age, and where: by team per 100 children, by theme; not by worker."""

from collections.abc import Mapping

import streamlit as st

from pages.ui import monitor_chart, monitor_today, tables
from qa.domain.actor import Actor
from qa.services import monitor_where
from qa.services.monitor import Filters, Monitor

TEAMS = "Download what is open by team as CSV"
THEMES = "Download what is open and raised by theme as CSV"


def draw(actor: Actor, asked: Filters, found: Monitor) -> None:
    """The chart of stage and age, then the tables of teams and themes."""
    monitor_chart.draw(actor, asked, found, "challenge_open")
    st.subheader("Where", anchor=False)
    if not found.teams:
        st.markdown("Nothing is open and nothing was raised in this period.")
        return
    now, rate = monitor_where.teams_now(found), monitor_where.teams_rate(found)
    tables.show(now.header, now.rows, "Open now by team, in the order of the alphabet")
    monitor_chart.download(actor, asked, "teams", "challenges-open-by-team", TEAMS)
    _behind(actor, asked, "team", monitor_where.teams_open(found))
    tables.show(rate.header, rate.rows, "Raised in the period by team")
    _themes(actor, asked, found)


def _themes(actor: Actor, asked: Filters, found: Monitor) -> None:
    made = monitor_where.themes(found)
    tables.show(made.header, made.rows, "By theme, the most open first")
    monitor_chart.download(actor, asked, "themes", "challenges-by-theme", THEMES)
    _behind(actor, asked, "theme", monitor_where.themes_open(found))


def _behind(actor: Actor, asked: Filters, kind: str, choices: Mapping[str, int]) -> None:
    """A choice of one, and what is open in it."""
    if not choices:
        return
    chosen = st.selectbox(
        f"Show what is open by {kind}",
        list(choices),
        index=None,
        placeholder=f"Choose a {kind}",
        key=f"open_by_{kind}",
        bind="query-params",
    )
    if chosen:
        found = monitor_where.behind(actor, asked, kind, chosen)
        st.markdown(f"**{tables.as_words(chosen)}**. {found.summary}")
        links = [(monitor_today.line(row), {"id": str(row.id)}) for row in found.rows]
        tables.link_list("challenges", links, f"all_by_{kind}")
