"""Ladders of challenges: what is installed and in force, and installing a version of one's own."""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.days import ANY_DAY
from pages.ui.tables import as_words, show
from qa.domain.actor import Actor
from qa.domain.ladders import Ladder, Stage
from qa.domain.words import plural
from qa.services import ladders
from qa.services.ladders import LadderVersion

TEXT, FROM = "ladder-text", "ladder-from"
WHERE = "the text"


def draw(actor: Actor) -> None:
    """Each installed version with its stages, and the form for the next version."""
    st.subheader("Ladders", anchor=False)
    st.markdown("A challenge keeps the version of its ladder that it was raised under.")
    found = ladders.listed(actor)
    for each in found:
        is_ours = each.in_force and each.ladder.name == ladders.DEFAULT
        with st.expander(as_words(each.title), expanded=is_ours):
            _one(each.ladder)
    _install(actor, found)


def _one(ladder: Ladder) -> None:
    cap = f"{plural(ladder.cap, 'working day')} in all" if ladder.cap else "No cap in all"
    source = f" Source: {as_words(ladder.source)}." if ladder.source else ""
    st.markdown(f"{cap}.{source}")
    stages = ((ladder.informal,) if ladder.informal else ()) + ladder.stages
    rows = [(stage.name, stage.answers, _limit(stage)) for stage in stages]
    show(("Stage", "Who answers", "To answer in"), rows, f"Stages of {ladder.title}")


def _limit(stage: Stage) -> str:
    return plural(stage.limit, "working day") if stage.limit else "no limit of its own"


def _install(actor: Actor, found: list[LadderVersion]) -> None:
    with st.expander("Install a version of our own"):
        words = {each.id: each.title for each in found}
        chosen = st.selectbox("Begin from", list(words), format_func=words.get, key="ladder-begin")
        st.button("Put its text into the box", on_click=_put, args=(chosen,))
        st.text_area("The ladder (TOML)", key=TEXT, height=400)
        st.date_input("With effect from", value=actor.today, key=FROM, **ANY_DAY)
        st.caption("Give it the next version number. Challenges raised already keep theirs.")
        st.button("Install it", type="primary", on_click=_save)


def _put(ladder_id: int) -> None:
    def put(actor: Actor) -> str:
        st.session_state[TEXT] = ladders.text(actor, ladder_id)
        return "The text is in the box. Change it, with the next version number."

    do("", put)


def _save() -> None:
    do("", ladders.install_ladder, typed(TEXT), WHERE, st.session_state.get(FROM), clear=(TEXT,))
