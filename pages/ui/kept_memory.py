"""What a session knows of one box of text that is kept while one types, and how it is kept."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.ui.autosave import Draft, drafts, mark
from pages.ui.autosave.drafts import Drafts, Trouble
from pages.ui.page import actor_for_save
from qa.domain.actor import Actor
from qa.domain.refusals import Stale
from qa.services import unsent
from qa.services.answers import when
from qa.services.unsent import Kept

Save = Callable[[Actor, str, int], int]


@dataclass(kw_only=True)
class Held(Drafts):
    """What a session knows of one box.

    `name`   its own in the browser, a new one for each turn
    `text`   what is kept, None for nothing yet: then the box shows `start`; `at`: since when
    `sent`   a button has done its work: the next run begins with an empty box
    `save`   (actor, text, version) → new version; raises Stale with a Kept
    `came_back`: it was typed some time ago, over a `start` that says otherwise
    `refused`: what stood in it when a button was refused; shown where the box is gone by then
    """

    place: str
    field: str
    name: str
    save: Save
    start: str = ""
    text: str | None = None
    at: str = ""
    version: int = 0
    trouble: Trouble | None = None
    sent: bool = False
    came_back: bool = False
    refused: str = ""


def held_at(key: str) -> Held | None:
    """The memory of the box with this key, if one was drawn."""
    return st.session_state.get(f"kept-{key}")


def know(held: Held, there: Kept, reader: Actor) -> None:
    """Take note of what is kept."""
    held.text, held.version = there.text, there.version
    held.at = when(there.saved_at, reader)


def shown(held: Held) -> str:
    """What the box shows."""
    return held.start if held.text is None else held.text


def take(key: str, draft: Draft) -> None:
    """Keep a box's draft, unless another window kept a text that this box never showed."""
    held = held_at(key)
    if held is None or held.sent:
        return
    if not draft.over:
        st.session_state[key] = draft.text

    def store(known: set[str]) -> str | None:
        return held.text if _keep(held, draft.text, known, draft.tag) else None

    drafts.take(held, held.name, draft, held.trouble, store)


def _keep(held: Held, raw: str, known: set[str], tag: str) -> bool:
    """Keep a text over one whose mark is known; whether it is kept now."""

    def unknown() -> Trouble | None:
        there = held.text or ""
        if there in ("", raw) or mark(there) in known:
            return None
        return Trouble(unsent.ELSEWHERE, raw, theirs=there, tag=tag)

    held.trouble = drafts.stored_or_trouble(raw, tag, unknown, lambda: _save(held, raw))
    return held.trouble is None


def _save(held: Held, raw: str) -> bool:
    actor = actor_for_save()
    if not raw and not held.version:
        held.text = raw
        return True
    try:
        version = held.save(actor, raw, held.version)
    except Stale as stale:
        know(held, stale.theirs, actor)
        return False
    know(held, Kept(raw, actor.now, version, 0), actor)
    return True


def mine(key: str) -> None:
    """The person chose the text on screen over the one kept from another window."""
    held = held_at(key)
    trouble, held.trouble = held.trouble, None
    if _keep(held, trouble.mine, {mark(trouble.theirs)}, trouble.tag):
        drafts.mine_was_stored(held, held.name, trouble.tag)


def theirs(key: str) -> None:
    """The person chose the text kept from another window over the one on screen."""
    held = held_at(key)
    held.trouble = None
    st.session_state[key] = shown(held)
    drafts.take_theirs(held, held.name)
