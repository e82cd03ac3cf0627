"""A child's midway reviews: what is due now, and every one there was."""

import streamlit as st

from pages.ui.lists import entry
from pages.ui.midway_rows import SCREEN, begin_button, carry_on, row
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.check_kinds import TITLES
from qa.domain.duties import MIDWAYS
from qa.domain.words import format_date
from qa.domain.workflow import MIDWAY_STATUSES
from qa.services import due_list, midways_read
from qa.services.due_list import Wanted
from qa.services.midways_read import Finished, History


def draw(actor: Actor, child_id: int) -> None:
    """What is due with its reason, the button that begins it, and the history."""
    found = midways_read.of_child(actor, child_id)
    set_title(f"Midway reviews of child {found.case_number}")
    st.page_link(str(BY_KEY[SCREEN].file), label="All midway reviews", query_params={})
    st.page_link(
        str(BY_KEY["children"].file), label="The child's page",
        query_params={"id": str(child_id)},
    )  # fmt: skip
    _now(actor, found)
    st.subheader("History", anchor=False)
    if not found.rows:
        st.markdown("No midway review of this child is recorded here.")
    for each in found.rows:
        _entry(each)


def _now(actor: Actor, found: History) -> None:
    st.subheader("Due now", anchor=False)
    due = due_list.page(actor, Wanted(kinds=MIDWAYS, child_ids=(found.child_id,)), limit=4)
    for each in due.rows:
        row(actor, each, on_own_page=True)
    if due.rows:
        return
    st.markdown("No due date runs.")
    if found.draft_id is not None:
        carry_on(found.draft_id, found.case_number)
    elif actor.has("iro"):
        why = found.may_begin.why
        begin_button(found.child_id, found.case_number, "begin", why)
        if why:
            st.caption(why)


def _entry(found: Finished) -> None:
    check = found.check
    words = found.concluded or MIDWAY_STATUSES[check.status]
    day = (
        f"submitted {format_date(check.submitted_on)}"
        if check.submitted_on
        else f"begun {format_date(check.allocated_on)}"
    )
    entry(
        f"{TITLES[check.kind]}: {words}",
        SCREEN,
        {"id": str(check.id)},
        f"{day} · due {format_date(check.due_on)} · {as_words(found.by)}",
    )
