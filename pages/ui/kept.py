"""Boxes of text that are kept while one types, long before a button sends them.

    boxes = kept.of(actor, "challenge:17")            # one read for all the boxes of a record
    kept.text(boxes, "answer/text", "What is the answer?", key="move-17-answer-text")

As with any box, what stands in it is in the session under its key; `typed(key)` reads it. A button
that did its work lets go of it: `pages.ui.buttons.do` does so for the boxes it empties.
"""

import functools
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui.autosave import Box, Draft, as_draft, drafts
from pages.ui.form_style import style
from pages.ui.kept_memory import Held, Save, held_at, know, mine, shown, take, theirs
from pages.ui.two_texts import choose
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import unsent
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


def saved(
    actor: Actor, label: str, *, key: str, stored: tuple[str, int], save: Save, **look: Any
) -> None:
    """Draw a box whose text belongs to a record and is saved there as it is typed: no button sends
    it. `stored`: the text and its version; `save`: (actor, text, version) → the new version."""
    held = held_at(key)
    if held is None or held.name != f"saved|{key}":
        held = st.session_state[f"kept-{key}"] = Held(
            place="", field="", name=f"saved|{key}", save=save
        )
    there = (held.text, held.version)
    held.save = save
    if there != stored and not held.trouble:
        held.text, held.version = stored
        st.session_state[key] = held.text
    _box(key, actor.person_id, {"label": label, "rows": ROWS, **look})


def typed(key: str) -> str:
    """What stands in a box, also where its last draft came with the press of a button."""
    held = held_at(key)
    draft = _pending(held) if held else None
    if draft and not draft.over:
        return draft.text
    return str(st.session_state.get(key) or "")


def _pending(held: Held) -> Draft | None:
    """A draft that the browser sent and nobody has taken yet."""
    draft = as_draft((st.session_state.get(held.name) or {}).get("draft"))
    return draft if draft and draft.sent > held.acks.get(held.name, ("", 0))[1] else None


def must_be_whole(keys: Iterable[str]) -> None:
    """Refuse to send less than what stands in these boxes."""
    for held in filter(None, map(held_at, keys)):
        draft = _pending(held)
        if draft.over if draft else held.name in held.over:
            raise Refused(TOO_LONG)


def refused(keys: Iterable[str]) -> None:
    """Note what stands in these boxes, because what was done instead may take them away."""
    for key in keys:
        if held := held_at(key):
            held.refused = typed(key)


def refused_at(place: str) -> list[Held]:
    """The boxes at a place that hold what a button refused and none has done since."""
    return [
        held
        for key, held in st.session_state.items()
        if str(key).startswith("kept-")
        and isinstance(held, Held)
        and (held.place, held.sent) == (place, False)
        and held.refused
    ]


def let_go(actor: Actor, keys: Iterable[str]) -> None:
    """What these boxes hold was sent: it is kept no longer."""
    sent: dict[str, dict[str, int]] = {}
    for held in filter(None, map(held_at, keys)):
        held.sent = bool(held.place)
        if held.sent and held.version:
            sent.setdefault(held.place, {})[held.field] = held.version
    for place, versions in sent.items():
        try:
            unsent.clear(actor, place, versions)
        except Refused:
            log.warning("what was sent at %s is still kept as not sent", place)


def _bring_up_to_date(boxes: Boxes, field: str, key: str, start: str) -> None:
    """The box's memory and what stands in it, from the store where this session knows less."""
    state, held, there = st.session_state, held_at(key), boxes.stored.get(field)
    if held is None or held.sent or (held.place, held.field) != (boxes.place, field):
        held = state[f"kept-{key}"] = _begun(boxes, field, key, start, held)
        state[key] = shown(held)
    elif held.text is None and held.start != start and not held.trouble:
        held.start = state[key] = start
    elif there and there.version != held.version and not held.trouble:
        know(held, there, boxes.actor)
        state[key] = shown(held)
    elif key not in state:
        state[key] = held.trouble.mine if held.trouble else shown(held)


def _begun(boxes: Boxes, field: str, key: str, start: str, before: Held | None) -> Held:
    there = boxes.stored.get(field)
    name = f"kept|{key}|{boxes.place}/{field}|{there.turn if there else 0}"
    save = functools.partial(_keep_unsent, boxes.place, field)
    made = Held(place=boxes.place, field=field, name=name, save=save, start=start)
    if before:  # its box may still stand on screen: nothing it sends again counts
        made.acks = before.acks
        made.resets[name] = before.resets.get(name, 0) + 1
    if there:
        know(made, there, boxes.actor)
        made.text = there.text or None
        made.came_back = bool(made.text and start and made.text != start)
    return made


def _keep_unsent(place: str, field: str, actor: Actor, text: str, version: int) -> int:
    return unsent.keep(actor, place, field, text, typed_on_version=version)


@st.fragment
def _box(key: str, person_id: int, look: dict[str, Any]) -> None:
    held = held_at(key)
    if held is None:
        return
    is_kept = bool(held.place)
    at = (held.at if is_kept else held.at.removeprefix("at ")) if held.text else ""
    if held.came_back:
        look = {**look, "hint": CAME_BACK}
    box = Box(saved=shown(held), at=at, is_kept=is_kept, person=person_id, **look)
    came = draw_box(key, held, box)
    trouble = held.trouble
    if trouble and trouble.theirs is not None:
        style()
        choose(key, trouble.sentence, trouble.mine, trouble.theirs, (mine, theirs), (key,))
    if came:
        st.rerun()


def draw_box(key: str, held: Held, box: Box) -> bool:
    """Draw the box itself; whether a draft came that no callback took."""

    def taking(draft: Draft) -> None:
        take(key, draft)

    return drafts.draw(held, held.name, box, held.trouble, taking)
