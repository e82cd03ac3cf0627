"""The form of a review or conference: entered anew, for brothers and sisters too, or changed.

A refusal leaves everything as it was typed. What was opened is saved on the version it was opened
on: somebody else's change in between is refused once, shown above, and then the next save counts.
"""

import streamlit as st

from pages.ui import reviews_boxes as boxes
from pages.ui.buttons import do
from pages.ui.children_reason import about_child
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.duties import MEETINGS
from qa.domain.refusals import Stale
from qa.domain.review_entry import ReviewGiven
from qa.domain.reviews import KINDS
from qa.services import reviews
from qa.services.reviews_read import Register
from qa.services.reviews_rows import MeetingRow


def new(actor: Actor, register: Register) -> None:
    """Record a meeting, or why this person may not."""
    st.subheader("Record a meeting", anchor=False)
    if not register.may_keep.allowed:
        st.info(register.may_keep.why)
        return
    key = f"new-{register.child_id}"
    kind = _kind(key, _likely(register))
    if kind is None:
        return
    with st.container(border=True):
        boxes.meeting(key, kind, ReviewGiven(kind, None), not register.is_unborn)
        boxes.siblings(key, register)
        if register.reads_text:
            typed = about_child(actor, register.child_id)
            boxes.iro_part(typed, key, kind, ReviewGiven(kind, None))
        st.button(
            "Record this meeting", type="primary", on_click=_record, args=(register, key, kind)
        )


def _likely(register: Register) -> str | None:
    """What is entered next: the meeting that is due first; where none is, nothing is guessed."""
    return next((owed.kind for owed in register.running if owed.kind in MEETINGS), None)


def _kind(key: str, default: str | None) -> str | None:
    return st.selectbox(
        "What kind of meeting?", list(KINDS), format_func=KINDS.__getitem__, key=f"{key}-kind",
        index=list(KINDS).index(default) if default else None, placeholder="Choose a kind",
    )  # fmt: skip


def _record(register: Register, key: str, kind: str) -> None:
    def record(actor: Actor) -> str:
        given = boxes.given(key, kind)
        others = boxes.chosen_siblings(key, register, given)
        made = reviews.record_several(actor, [(register.child_id, given), *others])
        words = "Recorded." if not others else f"Recorded for {len(made)} children."
        return _said(words, [query for _id, queries in made for query in queries])

    if do("", record, clear=boxes.texts(key)):
        boxes.empty(key)


def edit(actor: Actor, register: Register, row: MeetingRow) -> None:
    """Change or complete a record."""
    st.subheader("Change or complete it", anchor=False)
    key = f"review-{row.id}"
    state = st.session_state
    if f"{key}-met_on" not in state or f"{key}-version" not in state:
        state[f"{key}-version"] = row.version  # what is on screen from now on
    kind = _kind(key, row.given.kind) or row.given.kind
    with st.container(border=True):
        boxes.meeting(key, kind, row.given, not register.is_unborn)
        if register.reads_text:
            boxes.iro_part(about_child(actor, register.child_id), key, kind, row.given)
        st.button("Save", type="primary", on_click=_save, args=(row, key, kind))


def _save(row: MeetingRow, key: str, kind: str) -> None:
    state = st.session_state

    def save(actor: Actor) -> str:
        given = boxes.given(key, kind, row.given.decisions)
        version = state.get(f"{key}-version", row.version)
        try:
            queries = reviews.change(actor, row.id, version, given)
        except Stale as stale:
            state[f"{key}-version"] = stale.version
            raise
        return _said("Saved.", queries)

    if do("", save, clear=boxes.texts(key)):
        looked_at(row)


def looked_at(row: MeetingRow) -> None:
    """This person made the change: the boxes stand on the version that follows from it."""
    st.session_state.pop(f"review-{row.id}-version", None)


def _said(words: str, queries: list[str]) -> str:
    if not queries:
        return words
    listed = "\n".join(f"- {as_words(query)}" for query in dict.fromkeys(queries))
    return f"{words} Please look at this again:\n\n{listed}"
