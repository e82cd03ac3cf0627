"""What follows a finished midway review: its follow-ups, and copies for brothers and sisters."""

import streamlit as st

from pages.ui import audit_actions, audit_read, challenge_linked, kept
from pages.ui.audit_actions import Start
from pages.ui.buttons import do, make, typed
from pages.ui.lists import entry
from pages.ui.midway_rows import carry_on
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.midways import NEXT_STEPS
from qa.domain.permissions import Decision
from qa.domain.words import format_date
from qa.reports.plain_text import shortened
from qa.services import follow_ups, midways_copy
from qa.services.checks import CheckView
from qa.services.follow_ups import FollowUpView
from qa.services.midways_copy import Sibling

EXTRACT = 200
"""Characters of a view that is said again."""


def of(actor: Actor, view: CheckView) -> tuple[list[FollowUpView], Decision]:
    """The follow-ups of a finished review that this person may read, and whether they may see to
    them."""
    if view.answers is None:
        return [], Decision(False, "")
    return follow_ups.of_check(actor, view.check.id)


def draw(actor: Actor, view: CheckView, found: list[FollowUpView], may: Decision) -> None:
    """What the conclusion called for, and where that stands."""
    if found:
        st.subheader("What the conclusion called for", anchor=False)
    for step in found:
        _step(actor, view, step, may)


def copies(actor: Actor, view: CheckView) -> None:
    """Brothers and sisters that the checklist can be copied to."""
    siblings = midways_copy.siblings(actor, view.check.id) if actor.has("iro") else []
    if siblings:
        _copies(view, siblings)


def _step(actor: Actor, view: CheckView, step: FollowUpView, may: Decision) -> None:
    with st.container(border=True, key=f"step-{step.id}"):
        st.markdown(f"**{NEXT_STEPS[step.kind]}**: {_standing(step)}")
        if step.note:
            st.markdown(_note(view, step.note))
        st.caption(f"Opened {format_date(step.made_on)} by {as_words(step.made_by)}.")
        if step.action_id:
            entry("The action it was turned into", "actions", {"id": str(step.action_id)})
        challenge_linked.of_step(actor, step, view.check.id, may=may.allowed)
        if step.done_on is None and may.allowed:
            _see_to(actor, view, step)
        elif step.done_on is None:
            st.caption(may.why)


def _note(view: CheckView, note: str) -> str:
    """The view and advice in short, with a link to the answer that holds all of it."""
    short = shortened(note, EXTRACT)
    if short == " ".join(note.split()):
        return as_words(note)
    question_id = view.form.outcome[-1]
    return f"{as_words(short)} [Read all of {question_id}](#{audit_read.anchor(question_id)})"


def _standing(step: FollowUpView) -> str:
    if step.done_on is None:
        return "open; the child's IRO or chair sees to it"
    return f"seen to on {format_date(step.done_on)}. {as_words(step.done_note)}"


def _see_to(actor: Actor, view: CheckView, step: FollowUpView) -> None:
    with st.expander("Mark as done"):
        boxes = kept.of(actor, f"check:{view.check.id}")
        key = f"step-note-{step.id}"
        kept.text(boxes, f"step/{step.id}", "What was done?", key=key, line=True)
        st.button("Mark as done", key=f"step-done-{step.id}", on_click=_done, args=(step.id,))
    with st.expander("Turn it into an action"):
        audit_actions.boxes(actor, view.check.id, Start(step.note or "", view.check.worker_id))
        st.button("Open the action", key=f"step-act-{step.id}", on_click=_act, args=(step.id,))


def _done(step_id: int) -> None:
    key = f"step-note-{step_id}"
    do("Recorded.", follow_ups.finish, step_id, typed(key), clear=(key,))


def _act(step_id: int) -> None:
    audit_actions.send("The action is open.", follow_ups.into_action, step_id)


def _copies(view: CheckView, siblings: list[Sibling]) -> None:
    st.subheader("Brothers and sisters", anchor=False)
    st.markdown(
        "Copy this checklist forward. Dates, counts, the child's own words, placement, health and "
        "the conclusion are each child's own and are not copied; each is edited and submitted on "
        "its own."
    )
    for each in siblings:
        if each.draft_id is not None:
            carry_on(each.draft_id, each.case_number)
            continue
        due = f" (due {format_date(each.due_on)})" if each.due_on else ""
        st.button(
            f"Copy to child {each.case_number}{due}",
            key=f"copy-{each.child_id}",
            on_click=_copy,
            args=(view.check.id, each.child_id),
        )


def _copy(check_id: int, child_id: int) -> None:
    said = "Copied. Look at every answer: it was another child's."
    if made := make(said, midways_copy.copy_to, check_id, child_id):
        st.query_params.from_dict({"id": str(made)})
