"""Boxes of text that are kept while one types, long before a button sends them.

    boxes = kept.of(actor, "challenge:17")            # one read for all the boxes of a record
    kept.text(boxes, "answer/text", "What is the answer?", key="move-17-answer-text")

As with any box, what stands in it is in the session under its key; `typed(key)` reads it. A button
that did its work lets go of it: `pages.ui.buttons.do` does so for the boxes it empties.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui.autosave import Box, Draft, as_draft, drafts, mark
from pages.ui.autosave.drafts import Drafts, Trouble
from pages.ui.form_style import style
from pages.ui.page import actor_for_save
from pages.ui.two_texts import choose
from qa.domain.actor import Actor
from qa.domain.refusals import Refused, Stale
from qa.services import unsent
from qa.services.answers import when
from qa.services.unsent import Kept

ROWS = 3
CAME_BACK = "This is what you typed and have not sent. What is recorded says something else."
TOO_LONG = "A text is over its limit; its box says by how much. Shorten it first."
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Boxes:
    """What this person has typed into the boxes of a record and not sent, by field."""

    actor: Actor
    place: str
    stored: dict[str, Kept]


@dataclass(kw_only=True)
class Held(Drafts):
    """What a session knows of one box.

    `name`   its own in the browser, a new one for each turn
    `text`   what is kept, None for nothing yet: then the box shows `start`; `at`: since when
    `sent`   a button has done its work: the next run begins with an empty box
    `came_back`: it was typed some time ago, over a `start` that says otherwise
    """

    place: str
    field: str
    name: str
    start: str = ""
    text: str | None = None
    at: str = ""
    version: int = 0
    trouble: Trouble | None = None
    sent: bool = False
    came_back: bool = False


def of(actor: Actor, place: str) -> Boxes:
    """What is kept for the boxes of a record, such as "challenge:17"."""
    return Boxes(actor, place, unsent.kept(actor, place))


def text(
    boxes: Boxes, field: str, label: str, *, key: str, start: str = "", line: bool = False,
    **look: Any,
) -> None:  # fmt: skip
    """Draw a box that holds what was typed and not sent; before that, `start`. `look`: of Box."""
    _bring_up_to_date(boxes, field, key, start)
    look = {"label": label, "line": line, "rows": 1 if line else ROWS, **look}
    _box(key, boxes.actor.person_id, look)


def typed(key: str) -> str:
    """What stands in a box, also where its last draft came with the press of a button."""
    held = _held(key)
    draft = as_draft((st.session_state.get(held.name) or {}).get("draft")) if held else None
    if held and draft and not draft.over and draft.sent > held.acks.get(held.name, ("", 0))[1]:
        return draft.text
    return str(st.session_state.get(key) or "")


def must_be_whole(keys: Iterable[str]) -> None:
    """Refuse to send less than what stands in these boxes."""
    if any(held.name in held.over for held in filter(None, map(_held, keys))):
        raise Refused(TOO_LONG)


def let_go(actor: Actor, keys: Iterable[str]) -> None:
    """What these boxes hold was sent: it is kept no longer."""
    sent: dict[str, dict[str, int]] = {}
    for held in filter(None, map(_held, keys)):
        held.sent = True
        sent.setdefault(held.place, {})[held.field] = held.version
    for place, versions in sent.items():
        try:
            unsent.clear(actor, place, versions)
        except Refused:
            log.warning("what was sent at %s is still kept as not sent", place)


def _held(key: str) -> Held | None:
    return st.session_state.get(f"kept-{key}")


def _bring_up_to_date(boxes: Boxes, field: str, key: str, start: str) -> None:
    """The box's memory and what stands in it, from the store where this session knows less."""
    state, held, there = st.session_state, _held(key), boxes.stored.get(field)
    if held is None or held.sent or (held.place, held.field) != (boxes.place, field):
        held = state[f"kept-{key}"] = _begun(boxes, field, key, start, held)
        state[key] = _shown(held)
    elif held.text is None and held.start != start:
        held.start = state[key] = start
    elif there and there.version != held.version and not held.trouble:
        _know(held, there, boxes.actor)
        state[key] = _shown(held)
    elif key not in state:
        state[key] = held.trouble.mine if held.trouble else _shown(held)


def _begun(boxes: Boxes, field: str, key: str, start: str, before: Held | None) -> Held:
    there = boxes.stored.get(field)
    name = f"kept|{key}|{boxes.place}/{field}|{there.turn if there else 0}"
    made = Held(place=boxes.place, field=field, name=name, start=start)
    if before:  # its box may still stand on screen: nothing it sends again counts
        made.acks = before.acks
        made.resets[name] = before.resets.get(name, 0) + 1
    if there:
        _know(made, there, boxes.actor)
        made.text = there.text or None
        made.came_back = bool(made.text and start and made.text != start)
    return made


def _know(held: Held, there: Kept, reader: Actor) -> None:
    held.text, held.version = there.text, there.version
    held.at = when(there.saved_at, reader)


def _shown(held: Held) -> str:
    return held.start if held.text is None else held.text


@st.fragment
def _box(key: str, person_id: int, look: dict[str, Any]) -> None:
    held = _held(key)
    if held is None:
        return
    at = held.at if held.text else ""
    if held.came_back:
        look = {**look, "hint": CAME_BACK}
    box = Box(saved=_shown(held), at=at, is_kept=True, person=person_id, **look)
    came = draw_box(key, held, box)
    trouble = held.trouble
    if trouble and trouble.theirs is not None:
        style()
        choose(key, trouble.sentence, trouble.mine, trouble.theirs, (_mine, _theirs), (key,))
    if came:
        st.rerun()


def draw_box(key: str, held: Held, box: Box) -> bool:
    """Draw the box itself; whether a draft came that no callback took."""

    def taking(draft: Draft) -> None:
        take(key, draft)

    return drafts.draw(held, held.name, box, held.trouble, taking)


def take(key: str, draft: Draft) -> None:
    """Keep a box's draft, unless another window kept a text that this box never showed."""
    held = _held(key)
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
        version = unsent.keep(actor, held.place, held.field, raw, typed_on_version=held.version)
    except Stale as stale:
        _know(held, stale.theirs, actor)
        return False
    _know(held, Kept(raw, actor.now, version, 0), actor)
    return True


def _mine(key: str) -> None:
    """The person chose the text on screen over the one kept from another window."""
    held = _held(key)
    trouble, held.trouble = held.trouble, None
    if _keep(held, trouble.mine, {mark(trouble.theirs)}, trouble.tag):
        drafts.mine_was_stored(held, held.name, trouble.tag)


def _theirs(key: str) -> None:
    """The person chose the text kept from another window over the one on screen."""
    held = _held(key)
    held.trouble = None
    st.session_state[key] = _shown(held)
    drafts.take_theirs(held, held.name)
