"""The recommendations of a visit being written: those so far, and boxes for one more."""

import streamlit as st

from pages.ui.buttons import do, say_what_happened, typed
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.visits import PRIORITIES, STANDARDS
from qa.domain.words import format_date, plural
from qa.services import action_drafts, recommendation_drafts, visits
from qa.services.recommendation_drafts import Recommended
from qa.services.visits import VisitView

BY_WHEN = (
    "By which day must the registered person consider it? Regulation 44(5) asks for a day by which "
    "they decide whether to take it, not for one by which it is done."
)


def draw(actor: Actor, view: VisitView) -> None:
    """Drawn inside the form's own part of the page, which runs again alone: all is read anew."""
    say_what_happened()
    check_id = view.check_view.check.id
    so_far = [
        a for a in action_drafts.on_form(actor, check_id).actions if a.kind == "recommendation"
    ]
    if so_far:
        st.markdown(f"**{plural(len(so_far), 'recommendation')}**")
    for each in so_far:
        _one(view, each)
    with st.expander("Add a recommendation", expanded=not so_far):
        st.text_area("What do you recommend?", key="recommend-text")
        st.selectbox(
            "Which standard?", list(STANDARDS), index=None, key="recommend-standard",
            format_func=lambda code: f"{code} {STANDARDS[code]}", placeholder="Choose a standard",
        )  # fmt: skip
        st.radio(
            "Priority", list(PRIORITIES), index=None, key="recommend-priority",
            format_func=PRIORITIES.get, horizontal=True,
        )  # fmt: skip
        st.date_input(
            "To be considered by", value=None, key="recommend-by", format="DD/MM/YYYY",
            min_value=view.visit.visited_on, help=BY_WHEN,
        )  # fmt: skip
        st.button("Add this recommendation", on_click=_add, args=(check_id,))


def _one(view: VisitView, each: object) -> None:
    with st.container(border=True):
        standard = STANDARDS.get(each.standard or "", "")
        st.markdown(
            f"{as_words(each.text)}\n\nStandard {each.standard}, {standard.lower()} · "
            f"{PRIORITIES.get(each.priority, each.priority).lower()} priority · to be considered "
            f"by {format_date(each.consider_by_on or each.due_on)}"
        )
        if found := visits.looks_like_a_name(each.text, view):
            st.caption(f"This looks like a name: {as_words(', '.join(found))}. Write A, B, C.")
        if each.status == "draft":
            st.button(
                "Take it away", key=f"unrecommend-{each.id}", on_click=do,
                args=("The recommendation was taken away.", recommendation_drafts.remove, each.id),
            )  # fmt: skip


def _add(check_id: int) -> None:
    state = st.session_state
    given = Recommended(
        typed("recommend-text"), state.get("recommend-standard") or "",
        state.get("recommend-priority") or "", state.get("recommend-by"),
    )  # fmt: skip
    do("The recommendation was added. It opens when the report is finished.",
       recommendation_drafts.add, check_id, given, clear=("recommend-text", "recommend-by"),
       unchoose=("recommend-standard", "recommend-priority"))  # fmt: skip
