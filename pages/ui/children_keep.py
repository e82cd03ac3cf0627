"""What may be changed on a child's page: people, brothers and sisters, restriction, numbers."""

import streamlit as st

from pages.ui import child_hold, cover_told
from pages.ui.buttons import do, typed
from pages.ui.children_links import chooser, chosen
from pages.ui.children_reason import about_child, reason_box
from pages.ui.days import ANY_DAY
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.children import PARTS
from qa.domain.words import format_date
from qa.services import handover, identities, links, restrictions
from qa.services.child_page import ChildPage


def draw(actor: Actor, page: ChildPage) -> None:
    """Whatever this person's roles allow, folded."""
    _not_told(actor, page)
    if permissions.can(actor, "keep_register").allowed and page.hold is None:
        _people(actor, page)
        _siblings(page)
    if permissions.can(actor, "restrict").allowed:
        _restrict(actor, page)
        child_hold.draw(actor, page)
        _hold(actor, page)
        if page.hold is None:
            _merge(actor, page)


def _not_told(actor: Actor, page: ChildPage) -> None:
    waiting = [each for each in handover.not_told(actor, page.id) if each.can_record]
    if waiting:
        with st.expander("Not recorded as told of the new IRO or chair", expanded=True):
            cover_told.record(actor, waiting)


def _people(actor: Actor, page: ChildPage) -> None:
    with st.expander("Record who works with this child"):
        chooser(actor, "one")
        st.button("Record", type="primary", on_click=_put, args=(page.id,))
    running = [
        row for row in page.people if row.id and (row.to_on is None or row.to_on >= actor.today)
    ]
    if not running:
        return
    with st.expander("End or take back an entry"):
        said = {
            row.id: f"{PARTS[row.part]}: {row.name}, from {format_date(row.from_on)}"
            for row in running
        }
        st.selectbox("Entry", list(said), format_func=said.get, key="entry")
        st.date_input("Last day", value=actor.today, key="entry-to", **ANY_DAY)
        with st.container(horizontal=True):
            st.button("End it on that day", on_click=_end)
            st.button(
                "Take it back: it was a mistake", on_click=_remove,
                help="Only what began today or is still to begin. The entry before it runs on.",
            )  # fmt: skip


def _put(child_id: int) -> None:
    do("", links.put, [child_id], *chosen("one"))


def _end() -> None:
    state = st.session_state
    do("The last day was recorded.", links.end, state["entry"], state["entry-to"])


def _remove() -> None:
    do("The entry was taken back.", links.remove, st.session_state["entry"])


def _siblings(page: ChildPage) -> None:
    with st.expander("Brothers and sisters"):
        st.text_input("Case numbers, with commas between", key="siblings")
        st.button("Record as brothers and sisters", on_click=_join, args=(page.case_number,))
        if page.siblings:
            st.button("Take this child out of the group", on_click=_part, args=(page.id,))


def _join(case_number: str) -> None:
    numbers = [case_number, *typed("siblings").split(",")]
    do("Recorded as brothers and sisters.", identities.join_siblings, numbers, clear=("siblings",))


def _part(child_id: int) -> None:
    do("The child is out of the group.", identities.part_siblings, child_id)


def _restrict(actor: Actor, page: ChildPage) -> None:
    with st.expander("Restrict to named people"):
        st.markdown("For everybody who is not named the child does not exist here.")
        people = {each.id: each.label for each in restrictions.nameable(actor)}
        people |= {person_id: name for person_id, name in page.named if person_id not in people}
        named = [person_id for person_id, _name in page.named] or [actor.person_id]
        st.multiselect(
            "People who may see this child", list(people), format_func=people.get, key="named",
            default=[person_id for person_id in named if person_id in people],
        )  # fmt: skip
        reason_box(about_child(actor, page.id), "Reason", "restrict-why")
        with st.container(horizontal=True):
            st.button("Restrict", on_click=_do_restrict, args=(page.id, page.version))
            if page.restricted_reason and page.hold is None:
                st.button("Lift", on_click=_lift, args=(page.id, page.version))


def _do_restrict(child_id: int, version: int) -> None:
    given = (child_id, st.session_state["named"], typed("restrict-why"), version)
    do("Restricted to the people named.", restrictions.restrict, *given, clear=("restrict-why",))


def _lift(child_id: int, version: int) -> None:
    given = (child_id, typed("restrict-why"), version)
    do("The restriction was lifted.", restrictions.lift, *given, clear=("restrict-why",))


def _hold(actor: Actor, page: ChildPage) -> None:
    with st.expander("Legal hold"):
        st.markdown("Everything about the child is kept, whatever its retention date says.")
        reason_box(about_child(actor, page.id), "Reason for the hold", "hold-why")
        with st.container(horizontal=True):
            st.button("Hold", on_click=_do_hold, args=(page.id, page.version))
            if page.legal_hold_reason and page.hold is None:
                st.button("End the hold", on_click=_end_hold, args=(page.id, page.version))


def _do_hold(child_id: int, version: int) -> None:
    given = (child_id, typed("hold-why"), version)
    do("The hold was recorded.", restrictions.hold, *given, clear=("hold-why",))


def _end_hold(child_id: int, version: int) -> None:
    do("The hold was ended.", restrictions.end_hold, child_id, version)


def _merge(actor: Actor, page: ChildPage) -> None:
    with st.expander("Two numbers for one child"):
        st.markdown(identities.NEVER_ACROSS_ADOPTION)
        st.text_input("The other case number", key="other-number")
        why = "How do you know that it is the same child?"
        reason_box(about_child(actor, page.id), why, "merge-why")
        with st.container(horizontal=True):
            st.button("Merge it into this one", on_click=_do_merge, args=(page.id, page.version))
            for other_id, number in page.merged:
                st.button(
                    f"Undo the merge of {number}", on_click=_undo,
                    args=(page.id, other_id, page.version),
                )  # fmt: skip


def _do_merge(child_id: int, version: int) -> None:
    given = (child_id, typed("other-number"), typed("merge-why"), version)
    do("The two numbers are one child now. It can be undone here.", identities.merge, *given,
       clear=("other-number", "merge-why"))  # fmt: skip


def _undo(child_id: int, other_id: int, version: int) -> None:
    given = (child_id, other_id, typed("merge-why"), version)
    do("The merge was undone.", identities.undo, *given, clear=("merge-why",))
