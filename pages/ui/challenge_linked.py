"""Challenges on the pages of other records: those there are, and raising one from there."""

from collections.abc import Callable

import streamlit as st

from pages.ui.challenge_rows import SCREEN, row
from pages.ui.challenge_start import button, go_on
from pages.ui.lists import entry
from qa.domain.actor import Actor
from qa.services import challenge_choices, challenge_links, challenge_lists
from qa.services.challenge_lists import Row
from qa.services.follow_ups import FollowUpView

Begin = Callable[..., int]
RAISE, SHARE = "Raise a challenge", "Share good practice"


def of_check(
    actor: Actor, check_id: int, child_id: int | None, *, is_asked_above: bool = False
) -> None:
    """On a finished audit or midway review: what was raised from it, and raising another, unless
    the button of a follow-up above asks for it already."""
    if child_id is None:
        return
    go_on()
    _part(
        actor, child_id, challenge_lists.of_check(actor, check_id),
        challenge_links.from_check, check_id, may_raise=not is_asked_above,
    )  # fmt: skip


def of_child(actor: Actor, child_id: int) -> None:
    """On a child's page: every challenge and alert about the child, and raising another."""
    go_on()
    _part(
        actor, child_id, challenge_lists.of_child(actor, child_id),
        challenge_links.from_child, child_id,
    )  # fmt: skip


def of_review(actor: Actor, review_id: int, child_id: int) -> None:
    """On a review or conference: raising one from it."""
    go_on()
    _part(
        actor, child_id, [],
        challenge_links.from_review, review_id,
    )  # fmt: skip


def asks(step: FollowUpView, *, may: bool) -> bool:
    """Whether a follow-up shows the button that raises its challenge."""
    is_open = step.challenge_id is None and step.done_on is None
    return may and is_open and step.kind in challenge_links.KINDS


def _part(
    actor: Actor, child_id: int, rows: list[Row], begin: Begin, from_id: int, *,
    may_raise: bool = True,
) -> None:  # fmt: skip
    may = challenge_choices.may_raise(actor, child_id)
    if not rows and not may:
        return
    st.subheader("Challenges and good practice", anchor=False)
    for each in rows:
        row(each)
    if may:
        with st.container(horizontal=True):
            if may_raise:
                button(RAISE, "challenge-raise", begin, from_id)
            button(SHARE, "challenge-share", begin, from_id, "good_practice", is_good=True)


def of_step(actor: Actor, step: FollowUpView, check_id: int, *, may: bool) -> None:
    """On a follow-up that calls for a challenge: the challenge, or raising it."""
    go_on()
    if step.challenge_id is not None:
        rows = challenge_lists.of_check(actor, check_id)
        if any(each.id == step.challenge_id for each in rows):
            entry("The challenge it led to", SCREEN, {"id": str(step.challenge_id)})
    elif asks(step, may=may):
        button(
            "Raise the challenge", f"step-raise-{step.id}",
            challenge_links.from_follow_up, step.id,
        )  # fmt: skip
