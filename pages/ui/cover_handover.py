"""Handover: who is to hand over, preparing it, looking at what moves, confirming."""

import streamlit as st

from pages.ui import kept
from pages.ui.buttons import act_button, do, typed
from pages.ui.children_reason import reason_box
from pages.ui.tables import as_words, show
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.words import format_date, joined, plural
from qa.services import cover, handover
from qa.services.handover import Waiting
from qa.services.handover_plan import Plan

COUNTED = (
    ("child", "child", "children"),
    ("check", "unfinished form", None),
    ("action", "open action", None),
    ("challenge", "challenge", None),
)


def draw(actor: Actor) -> None:
    """Those who have gone with work left; handovers that wait; preparing one."""
    _to_hand_over(actor)
    for waiting in handover.waiting(actor):
        _waiting(actor, waiting)
    st.subheader("Prepare a handover", anchor=False)
    _prepare(actor)


def _to_hand_over(actor: Actor) -> None:
    st.subheader("To hand over", anchor=False)
    found = handover.to_hand_over(actor)
    if not found:
        st.markdown("Nobody who has left or can no longer sign in still holds work.")
        return
    rows = [(each.name, each.work.words) for each in found]
    show(("Who has gone", "Still holds"), rows, "People who have gone and still hold work")


def _waiting(actor: Actor, waiting: Waiting) -> None:
    with st.container(border=True):
        names = f"{as_words(waiting.giver)} to {as_words(waiting.taker)}"
        st.subheader(f"Waits to be confirmed: {names}", anchor=False)
        prepared = f"Prepared by {waiting.prepared_by} on {format_date(waiting.prepared_at)}."
        st.markdown(f"{as_words(prepared)} {as_words(waiting.reason)}")
        _plan(waiting.plan)
        with st.container(horizontal=True):
            decision = permissions.can(actor, "cover")
            st.button(
                "Confirm: move the work", key=f"confirm-{waiting.id}", type="primary",
                disabled=not decision.allowed, help=decision.why or None, on_click=_confirm,
                args=(waiting.id,),
            )  # fmt: skip
            st.button("Drop it", key=f"drop-{waiting.id}", on_click=_drop, args=(waiting.id,))


def _plan(plan: Plan) -> None:
    counted = [(plan.count(noun), one, many) for noun, one, many in COUNTED]
    moves = joined([plural(n, one, many) for n, one, many in counted if n])
    st.markdown(f"**Moves today:** {moves or 'nothing'}.")
    if plan.stays:
        rows = [(item.what, item.why) for item in plan.stays]
        show(("What", "Why it stays"), rows, f"Stays ({len(rows)})")


def _confirm(handover_id: int) -> None:
    do("The work was handed over. Record for each child when it is told of the new IRO.",
       handover.confirm, handover_id)  # fmt: skip


def _drop(handover_id: int) -> None:
    do("The prepared handover was dropped.", handover.discard, handover_id)


def _prepare(actor: Actor) -> None:
    takers = {each.id: each.label for each in cover.colleagues(actor)}
    givers = {each.id: each.label for each in handover.givers(actor)}
    st.selectbox(
        "Whose work", list(givers), index=None, format_func=givers.get, key="giver",
        placeholder="Choose a person",
    )  # fmt: skip
    st.selectbox(
        "Who takes it", list(takers), index=None, format_func=takers.get, key="taker",
        placeholder="Choose a colleague",
    )  # fmt: skip
    giver, taker = st.session_state.get("giver"), st.session_state.get("taker")
    if giver and taker:
        _plan(handover.preview(actor, giver, taker))
    reason_box(kept.of(actor, f"person:{actor.person_id}"), "Why", "handover-why")
    act_button(
        "Prepare the handover", permissions.can(actor, "prepare_handover"), type="primary",
        on_click=_do_prepare,
    )  # fmt: skip


def _do_prepare() -> None:
    state = st.session_state
    given = (state.get("giver") or 0, state.get("taker") or 0, typed("handover-why"))
    do("Prepared. A practice manager or head of service confirms it.", handover.prepare, *given,
       clear=("handover-why",))  # fmt: skip
