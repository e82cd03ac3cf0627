"""Clocks that run for one child, the most urgent first, each with why it is due then."""

import streamlit as st

from pages.ui.my_work import TONES
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.duties import KINDS
from qa.services import due_list
from qa.services.due_list import DueRow, Wanted

MOST = 30
WHERE = {
    "reviews": "Reviews and conferences of this child",
    "midway_reviews": "Midway reviews of this child",
}


def draw(actor: Actor, child_id: int) -> None:
    """What falls due about the child."""
    st.subheader("Clocks now running", anchor=False)
    found = due_list.page(actor, Wanted(kinds=tuple(KINDS), child_ids=(child_id,)), limit=MOST)
    if not found.rows:
        st.markdown("No clock runs for this child.")
    for row in found.rows:
        _row(row)
    with st.container(horizontal=True):
        for key, words in WHERE.items():
            if BY_KEY[key].opens_for(actor):
                _link(key, words, child_id)


def _row(row: DueRow) -> None:
    with st.container(gap=None):
        late = f":{TONES[row.group]}[**{row.lateness[:1].upper()}{row.lateness[1:]}**]"
        st.markdown(f"**{row.words}** · {late} · {row.day}")
        st.markdown(f":small[{as_words(row.explanation)}.]")


def _link(key: str, words: str, child_id: int) -> None:
    st.page_link(str(BY_KEY[key].file), label=words, query_params={"child": str(child_id)})
