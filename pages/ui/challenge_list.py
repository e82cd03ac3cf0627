"""The list of challenges: filters in the address, the most urgent first; beginning another."""

import streamlit as st

from pages.ui import challenge_notices
from pages.ui.challenge_rows import row
from pages.ui.challenge_start import new
from pages.ui.lists import chosen, first_page, page_number, pager
from pages.ui.page import set_title
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.challenge_words import counted
from qa.domain.challenges import RUNNING
from qa.services import challenge_lists, ladder_words, teams, themes
from qa.services.challenge_lists import Filter

SIZE = 25
STATES = {
    "running": ("Open", RUNNING),
    "waiting": ("Waiting for an answer", ("open",)),
    "deciding": ("Answered, the raiser decides", ("answered", "satisfied", "dissatisfied")),
    "paused": ("Paused", ("paused",)),
    "resolved": ("Closed", ("resolved",)),
    "withdrawn": ("Withdrawn", ("withdrawn",)),
    "shared": ("Good practice, shared", ("shared",)),
    "draft": ("My drafts", ("draft",)),
}
ENDS = {"0": "Today or over already", "5": "Within 5 working days", "10": "Within 10 working days"}
NOTHING = "No challenge matches these filters."


def draw(actor: Actor) -> None:
    """Filters, the page of the list, and how many there are."""
    set_title("Challenges")
    if actor.has("iro", "practice_manager"):
        new(actor)
    if actor.has("practice_manager", "business_support"):
        challenge_notices.draw(actor)
    wanted = _filters(actor)
    offset = (page_number() - 1) * SIZE
    rows, total = challenge_lists.listed(actor, wanted, limit=SIZE, offset=offset)
    alerts = challenge_lists.alerts_among(actor, wanted)
    st.markdown(f"**{counted(total - alerts, alerts)}**")
    if not rows:
        st.info(NOTHING)
    for each in rows:
        row(each)
    pager(total, SIZE)


def _filters(actor: Actor) -> Filter:
    stages, kinds = ladder_words.stages(actor), ladder_words.kinds(actor)
    with st.container(horizontal=True):
        state = chosen("Where it stands", "state", {k: words for k, (words, _) in STATES.items()})
        stage = chosen("Stage", "stage", stages.words, hint=as_words(stages.hint))
        kind = chosen("Kind", "kind", kinds.words, hint=as_words(kinds.hint))
        team = chosen("Team", "team", {str(i): name for i, name in teams.choices(actor).items()})
        themed = _themes(actor)
        theme = chosen("Theme", "theme", themed) if themed else ""
        ends = chosen("Ends", "ends", ENDS, "Any day")
        whose = _whose(actor)
        number = st.text_input("Number", key="number", bind="query-params", on_change=first_page)
    if meant := " ".join(filter(None, (stages.of(stage), kinds.of(kind)))):
        st.caption(as_words(meant))
    return Filter(
        statuses=STATES[state][1] if state else (),
        kinds=(kind,) if kind else (),
        team_ids=(int(team),) if team else (),
        themes=(theme,) if theme else (),
        stages=(int(stage),) if stage else (),
        held_by=tuple(actor.selves) if whose else (),
        ends_within=int(ends) if ends else None,
        number=challenge_lists.number_of(number),
    )


def _themes(actor: Actor) -> dict[str, str]:
    if not actor.has("iro", "practice_manager", "team_manager", "head_of_service"):
        return {}
    return {each.code: each.words for each in themes.listed(actor, with_removed=True)}


def _whose(actor: Actor) -> str:
    if not actor.has("iro", "practice_manager"):
        return ""
    return chosen("Whose", "whose", {"mine": "Mine"}, "All that I may see")
