"""A serious-incident hold on a child's page: its banner, placing it, lifting it."""

import streamlit as st

from pages.ui.buttons import do, typed
from pages.ui.children_reason import about_child, reason_box
from pages.ui.tables import as_words
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.words import format_moment
from qa.services import holds, restrictions
from qa.services.child_page import ChildPage

TITLE = "Serious-incident hold"
WHAT_IT_DOES = (
    "After a child has died or been seriously harmed, the records must stand as they were. While "
    "the hold runs nothing about this child can be changed, only the people you name see the "
    "child, and a list that is loaded leaves the child as it is. That a child is at risk, or safe, "
    "can still be recorded. Only a head of service lifts the hold."
)


def banner(sentence: str) -> None:
    """Above everything about a child on hold."""
    if sentence:
        st.warning(as_words(sentence))


def banner_of(child_id: int | None) -> None:
    """The same on a record of the child's."""
    banner(holds.banner(child_id))


def draw(actor: Actor, page: ChildPage) -> None:
    """Placing or lifting, for those who may; the holds there were, for those who read why."""
    if not permissions.can(actor, "place_hold").allowed:
        return
    with st.expander(TITLE):
        if page.hold is None:
            _place(actor, page)
        else:
            st.markdown(f"**Reason** {as_words(page.hold.reason)}")
            _lift(actor, page)
        _earlier(page)


def _place(actor: Actor, page: ChildPage) -> None:
    st.markdown(WHAT_IT_DOES)
    people = {each.id: each.label for each in restrictions.nameable(actor)}
    people |= {person_id: name for person_id, name in page.named if person_id not in people}
    named = [person_id for person_id, _name in page.named] or [actor.person_id]
    st.multiselect(
        "People who may see this child while the hold runs: yourself, and a head of service",
        list(people), format_func=people.get, key="hold-named",
        default=[person_id for person_id in named if person_id in people],
    )  # fmt: skip
    reason_box(about_child(actor, page.id), "Why the records are held", "incident-why")
    st.button("Place the hold", on_click=_do_place, args=(page.id,))


def _do_place(child_id: int) -> None:
    given = (child_id, typed("incident-why"), st.session_state["hold-named"])
    do("The hold is placed. Nothing about this child can be changed until it is lifted.",
       holds.place, *given, clear=("incident-why",))  # fmt: skip


def _lift(actor: Actor, page: ChildPage) -> None:
    may = permissions.can(actor, "lift_hold")
    if not may.allowed:
        st.markdown(may.why)
        return
    st.markdown(_afterwards(page))
    reason_box(about_child(actor, page.id), "Why the hold is lifted", "incident-why")
    st.button("Lift the hold", on_click=_do_lift, args=(page.id,))


def _afterwards(page: ChildPage) -> str:
    if page.hold and page.hold.was_restricted:
        return "The child was restricted before the hold, and will be again to the same people."
    return "Once it is lifted, everybody whose role includes this child sees it again."


def _do_lift(child_id: int) -> None:
    given = (child_id, typed("incident-why"))
    do("The hold is lifted. The records can be changed again.", holds.lift, *given,
       clear=("incident-why",))  # fmt: skip


def _earlier(page: ChildPage) -> None:
    for each in page.holds:
        if each.lifted_at:
            days = f"{format_moment(each.placed_at)} to {format_moment(each.lifted_at)}"
            reason = as_words(f"{each.reason}. Lifted: {each.lifted_reason}")
            st.caption(f"Earlier hold, {days}: {reason}")
