"""Closing a challenge with what changed for each child, withdrawing it, opening it again."""

import streamlit as st

from pages.ui.challenge_acting import chosen, day, move, on, text, written
from pages.ui.kept import Boxes
from pages.ui.tables import as_words
from qa.domain.challenge_events import ChildResult
from qa.domain.challenge_words import OUTCOMES
from qa.services import challenges
from qa.services.challenge_view_rows import ChallengeView

IN_ALL = (
    "In all it is what came of it for each child. Where it is not resolved for one of them, it is "
    "not resolved in all; where they differ otherwise, it is one of theirs or a compromise."
)
ANYTHING_ELSE = (
    "Anything else (where it is not resolved: what the director of children's services was told, "
    "and when)"
)
"""The same at every stage, as what is refused without it (`qa.domain.challenges`)."""


def resolve(boxes: Boxes, view: ChallengeView) -> None:
    """How it ended, and for each child what came of it and what changed."""
    for sentence in view.left_open:
        st.info(as_words(sentence))
    several = len(view.children) > 1
    if several:
        st.caption(IN_ALL)
        _outcome("How did it end in all?", boxes, view, "outcome")
    for child in view.children:
        about = f" for child {child.case_number}" if several else ""
        words = f"What came of it{about}?" if several else "How did it end?"
        _outcome(words, boxes, view, f"outcome-{child.child_id}")
        box = f"changed-{child.child_id}"
        text(boxes, "resolve", f"What changed{about or ' for the child'}?", box=box)
    text(boxes, "resolve", ANYTHING_ELSE)
    day(boxes, view, "resolve", "Closed on")
    ids = tuple(child.child_id for child in view.children)
    st.button("Close the challenge", on_click=_resolve, args=(view.id, view.version, ids))


def _outcome(label: str, boxes: Boxes, view: ChallengeView, box: str) -> None:
    st.selectbox(
        label, list(OUTCOMES), index=None, format_func=OUTCOMES.get,
        placeholder="Choose how it ended", **chosen(boxes, view, "resolve", box, OUTCOMES),
    )  # fmt: skip


def _resolve(challenge_id: int, version: int, child_ids: tuple[int, ...]) -> None:
    results = [
        ChildResult(
            child_id,
            written(challenge_id, "resolve", f"outcome-{child_id}"),
            written(challenge_id, "resolve", f"changed-{child_id}"),
        )
        for child_id in child_ids
    ]
    box = "outcome" if len(child_ids) > 1 else f"outcome-{child_ids[0]}"
    move("Closed. What changed is on the record.", "resolve", challenges.resolve, challenge_id,
         version, written(challenge_id, "resolve", box), results,
         written(challenge_id, "resolve"), on(challenge_id, "resolve"))  # fmt: skip


def withdraw(boxes: Boxes, view: ChallengeView) -> None:
    """With the reason."""
    text(boxes, "withdraw", "Why?")
    day(boxes, view, "withdraw", "Withdrawn on")
    st.button("Withdraw it", on_click=_withdraw, args=(view.id, view.version))


def _withdraw(challenge_id: int, version: int) -> None:
    move("Withdrawn.", "withdraw", challenges.withdraw, challenge_id, version,
         written(challenge_id, "withdraw"), on(challenge_id, "withdraw"))  # fmt: skip


def reopen(boxes: Boxes, view: ChallengeView) -> None:
    """At the stage where it stood."""
    text(boxes, "reopen", "Why?")
    st.button("Open it again", on_click=_reopen, args=(view.id, view.version))


def _reopen(challenge_id: int, version: int) -> None:
    move("It is open again.", "reopen", challenges.reopen, challenge_id, version,
         written(challenge_id, "reopen"))  # fmt: skip
