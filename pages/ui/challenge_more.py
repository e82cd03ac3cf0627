"""Beside the stages: Cafcass, actions, the IRO's legal advice, filing, and the print view."""

import functools

import streamlit as st

from pages.ui import audit_actions, downloads, kept, kept_choices
from pages.ui.buttons import do
from pages.ui.challenge_acting import boxes_of, day, key, on
from pages.ui.challenge_rows import SCREEN
from pages.ui.challenge_words import pre
from pages.ui.lists import entry
from pages.ui.page import actor_later
from pages.ui.screens import BY_KEY
from qa.domain.actor import Actor
from qa.domain.refusals import Stale
from qa.domain.words import format_date
from qa.domain.workflow import ACTION_STATUSES
from qa.services import (
    challenge_actions,
    challenge_advice,
    challenge_choices,
    challenge_documents,
    challenge_filing,
)
from qa.services.challenge_view_rows import ChallengeView
from qa.services.unsent import Kept

GOOD = "good_practice"


def draw(actor: Actor, view: ChallengeView) -> None:
    """What else belongs to a challenge, for whoever may see it."""
    _referrals(view)
    _actions(actor, view)
    _advice(actor, view)
    _record(actor, view)


def _referrals(view: ChallengeView) -> None:
    if view.referrals:
        st.subheader("Cafcass", anchor=False)
    for each in view.referrals:
        st.markdown(f"Referred on {format_date(each.on)}:")
        pre(each.reason)
        if each.outcome_on:
            st.markdown(f"Decided on {format_date(each.outcome_on)}:")
            pre(each.outcome)
        else:
            st.markdown("No decision is recorded yet.")


def _actions(actor: Actor, view: ChallengeView) -> None:
    may = any(view.decisions[act].allowed for act in challenge_actions.ACTS)
    may = may and view.kind != GOOD
    if not view.actions and not may:
        return
    st.subheader("Actions", anchor=False)
    for action in view.actions:
        facts = f"{ACTION_STATUSES[action.status]} · due {format_date(action.due_on)}"
        entry(action.text, "actions", {"id": str(action.id)}, facts)
    if may:
        with st.expander("Open an action"):
            _new_action(actor, view)


def _new_action(actor: Actor, view: ChallengeView) -> None:
    children = {child.child_id: f"Child {child.case_number}" for child in view.children}
    boxes, place = boxes_of(actor, view.id), key(view.id, "action", "child")
    first = next(iter(children), None)
    st.selectbox(
        "About which child?", list(children), format_func=children.get,
        **kept_choices.of(boxes, "action/child", place, children, first),
    )  # fmt: skip
    people = {each.id: each.words for each in challenge_choices.owners(actor, view.id)}
    audit_actions.boxes_for(boxes, people)
    st.button("Open the action", on_click=_open, args=(view.id,))


def _open(challenge_id: int) -> None:
    place = key(challenge_id, "action", "child")
    audit_actions.send("The action is open.", challenge_actions.open_action, challenge_id,
                       st.session_state.get(place) or 0, choices=(place,))  # fmt: skip


def _advice(actor: Actor, view: ChallengeView) -> None:
    """The IRO's own; nobody else is shown that there is any."""
    if not view.decisions["legal_advice"].allowed or view.kind == GOOD:
        return
    st.subheader("Independent legal advice", anchor=False)
    st.caption("Only you see this: not your manager, not your cover, not whoever answers.")
    kept.saved(
        actor, "The advice you had", key=key(view.id, "advice"),
        stored=challenge_advice.read(actor, view.id),
        save=functools.partial(_advise, view.id),
    )  # fmt: skip


def _advise(challenge_id: int, actor: Actor, text: str, version: int) -> int:
    try:
        return challenge_advice.save(actor, challenge_id, text, version)
    except Stale as stale:
        theirs = Kept(str(stale.theirs or ""), actor.now, stale.version, 0)
        raise Stale(str(stale), theirs, stale.version) from stale


def _record(actor: Actor, view: ChallengeView) -> None:
    st.subheader("The child's record", anchor=False)
    _word(actor, view)
    st.page_link(
        str(BY_KEY[SCREEN].file), label="Print view",
        query_params={"id": str(view.id), "view": "print"},
    )  # fmt: skip
    if view.filed_on:
        st.markdown(f"Filed on the case system on {format_date(view.filed_on)}.")
    else:
        st.markdown("Not filed on the case system yet.")
    if not view.decisions["file"].allowed:
        return
    if not challenge_filing.is_final(view.status):
        st.caption("It is marked as filed once it is closed.")
    else:
        day(boxes_of(actor, view.id), view, "file", "Filed on")
        st.button("Mark as filed", on_click=_file, args=(view.id, view.version))


def _word(actor: Actor, view: ChallengeView) -> None:
    """The Word document, made at the click for whoever is signed in then."""
    may, later = challenge_documents.may_download(actor, view), actor_later()
    downloads.button(
        "Download the record (Word)",
        lambda: challenge_documents.challenge_word(later(), view.id)[1],
        f"challenge-{view.id}-{actor.today}.docx",
        challenge_documents.WORD,
        may,
    )
    if not may.allowed:
        st.caption(f"{may.why} {challenge_documents.WHO_COPIES}")


def _file(challenge_id: int, version: int) -> None:
    do("Marked as filed.", challenge_filing.mark_filed, challenge_id, version,
       on(challenge_id, "file"))  # fmt: skip
