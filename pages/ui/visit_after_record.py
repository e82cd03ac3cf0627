"""What became of one recommendation, on its record; and the recommendations of one home."""

import html
from typing import Any

import streamlit as st

from pages.ui.tables import as_words
from pages.ui.visit_after_responses import REPEATED, boxes, listed
from qa.domain.actor import Actor
from qa.domain.visits import FOLLOWED_UP, STANCES
from qa.domain.words import format_date
from qa.services import recommendations
from qa.services.recommendations import (
    ANSWERABLE,
    SETTLED,
    Followed,
    Recommendation,
    RecommendationFilter,
)

LATEST = 20
UNFINISHED = ("open", "done")


def draw(actor: Actor, action_id: int) -> None:
    """Responses and what later visits said, the first one first; nothing for another action."""
    told = recommendations.followed(actor, action_id)
    if told is None:
        return
    st.subheader("What became of it", anchor=False)
    st.markdown(f"**{told.one.state_words}**")
    if told.one.is_repeated:
        st.markdown(REPEATED)
    for response, recorded_by in told.responses:
        _response(told, response, recorded_by)
    for status, visited_on, visitor in told.at_visits:
        said = FOLLOWED_UP.get(status.status, status.status)
        st.markdown(
            f"**{said}** at the visit of {format_date(visited_on)}, by {as_words(visitor)}."
        )
        _text(told, status.evidence)
    if told.one.decision.allowed and told.one.status in ANSWERABLE:
        with st.expander("Record the registered person's response"):
            boxes(actor, told.one, "")


def _response(told: Followed, response: Any, recorded_by: str) -> None:
    words = STANCES.get(response.stance, response.stance)
    on = f", {format_date(response.responded_on)}" if response.responded_on else ""
    who = " · ".join(as_words(each) for each in (response.by_name, response.by_role) if each)
    parts = [
        f"**Response {response.number}: {words.lower()}**{on}",
        who,
        f"owner {as_words(response.owner_name)}" if response.owner_name else "",
        f"to be done by {format_date(response.due_on)}" if response.due_on else "",
        f"reference {as_words(response.reference)}" if response.reference else "",
        f"recorded by {as_words(recorded_by)}",
    ]
    st.markdown(" · ".join(part for part in parts if part))
    _text(told, response.reason)


def _text(told: Followed, said: str | None) -> None:
    if said and told.reads_text:
        st.html(f'<p dir="auto" style="white-space:pre-wrap">{html.escape(said)}</p>')


def of_home(actor: Actor, home_id: int) -> None:
    """The recommendations to one home with where each stands: those to be done first."""
    st.subheader("Recommendations", anchor=False)
    waiting, total = _some(actor, home_id, UNFINISHED)
    if not waiting:
        st.markdown("No recommendation to this home waits to be done.")
    listed(waiting, with_visit=True)
    _rest(len(waiting), total)
    settled, total = _some(actor, home_id, SETTLED)
    if settled:
        with st.expander(f"Settled recommendations ({total:,})"):
            listed(settled, with_visit=True)
            _rest(len(settled), total)


def _some(
    actor: Actor, home_id: int, statuses: tuple[str, ...]
) -> tuple[list[Recommendation], int]:
    wanted = RecommendationFilter(home_ids=(home_id,), statuses=statuses)
    return recommendations.listed(actor, wanted, LATEST)


def _rest(shown: int, total: int) -> None:
    if shown < total:
        st.caption(f"The latest {shown} of {total:,}. All of them are among Actions.")
