"""Texts of a draft challenge, each saved by itself while one types, as the texts of a form are."""

from dataclasses import dataclass, field

import streamlit as st

from pages.ui.autosave import Box, Draft, drafts, mark
from pages.ui.autosave.drafts import Drafts, Trouble
from pages.ui.form_unsaved import to_copy
from pages.ui.page import actor_for_save
from pages.ui.two_texts import choose
from qa.domain.actor import Actor
from qa.domain.challenge_draft import FIELDS
from qa.domain.refusals import Refused, Stale
from qa.domain.words import format_time
from qa.services import challenge_drafts
from qa.services.challenge_view_rows import ChallengeView

ROWS = 3
ELSEWHERE = "This was changed elsewhere, perhaps by you in another window."
NOT_YET = "Some of what you wrote is not saved yet; its box says why. Put that right first."
RAISED_MEANWHILE = (
    "Not saved: this was raised or shared while you were writing. Copy what you typed; it stays "
    "on this screen until you leave or reload it."
)


@dataclass
class Memory(Drafts):
    """Of one session and one draft, by field: what is stored, since when, and what is not."""

    stored: dict[str, str] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)


def memory(challenge_id: int) -> Memory:
    """What this session knows of the draft's texts."""
    return st.session_state.setdefault(f"challenge-{challenge_id}-texts", Memory())


def read(view: ChallengeView) -> None:
    """Take note of what is stored, once for each run of the page."""
    texts = [name for name, kind in FIELDS.items() if kind == "text"]
    memory(view.id).stored = {name: view.said.get(name) or "" for name in texts}


def text(actor: Actor, view: ChallengeView, name: str, label: str) -> None:
    """A box of text; what looks like a name or a number is warned about."""
    _text(actor.person_id, view.id, name, label, bool(memory(view.id).stored[name]))


@st.fragment
def _text(person_id: int, challenge_id: int, name: str, label: str, was_given: bool) -> None:
    found, key = memory(challenge_id), _key(challenge_id, name)
    trouble = found.troubles.get(name)
    box = Box(
        label=label, saved=found.stored[name], at=found.at.get(name, ""), person=person_id,
        rows=ROWS,
    )  # fmt: skip

    def taking(draft: Draft) -> None:
        take(challenge_id, name, draft)

    came = drafts.draw(found, key, box, trouble, taking)
    if trouble and trouble.theirs is not None:
        keep = (keep_mine, keep_theirs)
        choose(key, trouble.sentence, trouble.mine, trouble.theirs, keep, (challenge_id, name))
    if came or bool(found.stored[name]) != was_given:
        st.rerun()  # what is still missing is said elsewhere on the page


def take(challenge_id: int, name: str, draft: Draft) -> None:
    """Save a box's draft, unless the stored text is one that box never showed or sent."""
    found = memory(challenge_id)

    def store(known: set[str]) -> str | None:
        stored = _store(challenge_id, name, draft.text, known, draft.tag)
        return found.stored[name] if stored else None

    drafts.take(found, _key(challenge_id, name), draft, found.troubles.get(name), store)


def _store(challenge_id: int, name: str, raw: str, known: set[str], tag: str) -> bool:
    """Save over a text whose mark is known; whether it is stored now."""
    found = memory(challenge_id)

    def unknown() -> Trouble | None:
        there = found.stored[name]
        if mark(there) in known or there == raw:
            return None
        return Trouble(ELSEWHERE, raw, theirs=there, tag=tag)

    trouble = drafts.stored_or_trouble(raw, tag, unknown, lambda: _save(challenge_id, name, raw))
    if trouble:
        found.troubles[name] = trouble
    else:
        found.troubles.pop(name, None)
    return trouble is None


def _save(challenge_id: int, name: str, raw: str) -> bool:
    found, actor = memory(challenge_id), actor_for_save()
    was = found.stored[name] or None
    try:
        kept = challenge_drafts.save(actor, challenge_id, name, raw or None, was)
    except Stale as stale:
        found.stored[name] = stale.theirs or ""
        return False
    found.stored[name], found.at[name] = kept or "", format_time(actor.now)
    return True


def keep_mine(challenge_id: int, name: str) -> None:
    """The person chose the text on screen over the stored one they were shown."""
    found = memory(challenge_id)
    trouble = found.troubles.pop(name)
    if _store(challenge_id, name, trouble.mine, {mark(trouble.theirs)}, trouble.tag):
        drafts.mine_was_stored(found, _key(challenge_id, name), trouble.tag)


def keep_theirs(challenge_id: int, name: str) -> None:
    """The person chose the stored text over the one on screen."""
    found = memory(challenge_id)
    found.troubles.pop(name)
    drafts.take_theirs(found, _key(challenge_id, name))


def must_be_saved(challenge_id: int) -> None:
    """Refuse to go on while a text on screen is not stored."""
    found = memory(challenge_id)
    if found.troubles or found.over:
        raise Refused(NOT_YET)


def left_over(challenge_id: int) -> None:
    """What could not be saved because the draft was raised meanwhile, to be copied."""
    to_copy(RAISED_MEANWHILE, [each.mine for each in memory(challenge_id).troubles.values()])


def _key(challenge_id: int, name: str) -> str:
    return f"challenge-{challenge_id}-{name}"
