"""The list of actions: filters in the address, the longest overdue first."""

from typing import Any

import streamlit as st

from pages.ui.lists import chosen, entry, first_page, page_number, pager
from pages.ui.page import set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_date, plural
from qa.domain.workflow import ACTION_STATUSES
from qa.services import actions, teams

SIZE = 25
STATES = {code: words for code, words in ACTION_STATUSES.items() if code != "draft"}


def draw(actor: Actor) -> None:
    """Filters, one page of the list, and how many there are."""
    set_title("Actions")
    with st.container(horizontal=True):
        state = st.selectbox(
            "Where it stands",
            ["open", "done", "verified", "withdrawn"],
            key="state",
            bind="query-params",
            on_change=first_page,
            format_func=STATES.get,
        )
        team = chosen("Team", "team", {str(i): name for i, name in teams.choices(actor).items()})
        kind = chosen("What", "what", {k: f"{noun}s" for k, noun in actions.NOUNS.items()})
        whose = chosen("Whose", "whose", {"mine": "Mine"}, "All that I may see")
    number = page_number()
    rows, total = actions.listed(
        actor,
        statuses=(state,),
        team_ids=(int(team),) if team else (),
        owner_ids=tuple(actor.selves) if whose else (),
        kinds=(kind,) if kind else (),
        limit=SIZE,
        offset=(number - 1) * SIZE,
    )
    st.markdown(f"**{plural(total, 'action')}**")
    if not rows:
        st.info("No action matches these filters.")
    for row in rows:
        entry(row.text, "actions", {"id": str(row.id)}, _facts(actor, row))
    pager(total, SIZE)


def _facts(actor: Actor, row: Any) -> str:
    late = row.status == "open" and row.due_on < actor.today
    due = (
        f":orange[**overdue since {format_date(row.due_on)}**]"
        if late
        else (f"due {format_date(row.due_on)}")
    )
    advised = row.kind == "recommendation"
    parts = [
        actions.noun_of(row.kind) if advised else "",
        as_words(row.home) if row.home else "",
        due,
        f"owner {as_words(row.owner)}",
        f"child {row.case_number}" if row.case_number else "",
        "" if advised else as_words(row.team or "no team"),
    ]
    return " · ".join(p for p in parts if p)
