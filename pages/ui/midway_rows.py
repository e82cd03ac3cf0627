"""One due midway review in a list: how late, when, why then, and the button that begins it."""

import streamlit as st

from pages.ui import due_groups
from pages.ui.buttons import make
from pages.ui.lists import entry
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.services import midways
from qa.services.due_list import DueRow

SCREEN = "midway_reviews"


def row(actor: Actor, due: DueRow, *, on_own_page: bool = False) -> None:
    """The child, what is due and why, and what this person may do about it; on the child's own
    page without the link that leads there."""
    with st.container(key=f"due-{due.id}", gap="small"):
        if on_own_page:
            st.markdown(f"**{due.words}**\n\n:small[{due_groups.facts(due)}]")
        else:
            entry(f"Child {due.case_number}: {due.words}", SCREEN, {"child": str(due.child_id)},
                  due_groups.facts(due))  # fmt: skip
        st.markdown(f":small[{as_words(due.explanation)}.]")
        if due.draft_check_id is not None and due.draft_by_id in actor.selves:
            carry_on(due.draft_check_id, due.case_number)
        elif due.draft_check_id is not None:
            st.markdown(":small[It is being written.]")
        elif actor.has("iro") and due.iro_id in actor.selves:
            begin_button(due.child_id, due.case_number, f"begin-{due.id}")
            if due.is_combined:
                st.markdown(":small[One combined review answers both.]")


def carry_on(check_id: int, case_number: str) -> None:
    """To the one that is begun."""
    entry(f"Continue the midway review of child {case_number}", SCREEN, {"id": str(check_id)})


def begin_button(child_id: int, case_number: str, key: str, may: str = "") -> None:
    """The button that begins it; `may`: why it cannot be, as its tooltip."""
    st.button(
        f"Begin the midway review of child {case_number}",
        key=key,
        disabled=bool(may),
        help=may or None,
        on_click=_begin,
        args=(child_id,),
    )


def _begin(child_id: int) -> None:
    if found := make("Everything you enter is saved as you go.", midways.begin, child_id):
        st.query_params.from_dict({"id": str(found)})
