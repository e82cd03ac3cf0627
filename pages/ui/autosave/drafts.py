"""What a session knows of the drafts of its text boxes, and what becomes of one that arrives.

The same for a form's answers and for any other record whose texts are saved while one types: who
draws a box says what is stored, how to store, and what to do where two wrote at once.
"""

import dataclasses
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.ui.autosave import Box, Draft, as_draft, mark, text_box
from qa.domain import leaks
from qa.domain.refusals import Refused, StoreUnavailable

JUST_NOW = 1.0
"""Seconds after a refusal in which the same text is not tried again: it was sent while the store
kept the last try waiting, and trying at once would keep the refusal from ever being drawn."""
SEVERAL = "This answer is being changed from somewhere else. Try again."


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is on screen and not stored.

    `theirs`: what is stored instead, where the person has to choose; `again`: trying again may
    help; `tag`: mark of the text it is about, for text boxes; `since`: when the store refused it,
    in seconds of the machine's own counter.
    """

    sentence: str
    mine: Any
    theirs: Any = None
    again: bool = False
    tag: str = ""
    since: float = 0.0


@dataclass
class Drafts:
    """Of one session and its boxes, by key.

    `acks`     the last draft dealt with: (mark if stored, number)
    `own`      marks of the texts each box has had stored
    `resets`   how often each box had to take the stored text over its own
    `over`     boxes that hold a text over their limit, which no browser sends
    """

    acks: dict[str, tuple[str, int]] = field(default_factory=dict)
    own: dict[str, set[str]] = field(default_factory=dict)
    resets: dict[str, int] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)


@functools.lru_cache(maxsize=512)
def _warnings(text: str) -> tuple[str, ...]:
    return leaks.warnings(text)


def draw(
    found: Drafts, key: str, box: Box, trouble: Trouble | None, take: Callable[[Draft], None]
) -> bool:
    """Draw a box that says what became of its drafts; whether one came that no callback took."""
    draft = text_box(key, _told(found, key, box, trouble), _taker(key, take))
    if draft is None or draft.sent <= found.acks.get(key, ("", 0))[1]:
        return False
    take(draft)
    return True


def _told(found: Drafts, key: str, box: Box, trouble: Trouble | None) -> Box:
    ack, acked = found.acks.get(key, ("", 0))
    typed = trouble.mine if trouble and isinstance(trouble.mine, str) else box.saved
    return dataclasses.replace(
        box,
        ack=ack,
        acked=acked,
        problem=trouble.sentence if trouble else "",
        problem_for=trouble.tag if trouble else "",
        final=bool(trouble) and not trouble.again,
        reset=found.resets.get(key, 0),
        warnings=_warnings(typed),
    )


def _taker(key: str, take: Callable[[Draft], None]) -> Callable[[], None]:
    def came() -> None:
        draft = as_draft(st.session_state[key].get("draft"))
        if draft:
            take(draft)

    return came


def take(
    found: Drafts,
    key: str,
    draft: Draft,
    trouble: Trouble | None,
    store: Callable[[set[str]], str | None],
) -> None:
    """Deal with a draft: `store` is told the marks of the texts its box has seen, and gives back
    the text that is stored now, or None where the draft is not. `trouble`: that of the last one.
    """
    (found.over.add if draft.over else found.over.discard)(key)
    if draft.over or _was_just_refused(trouble, draft.tag):
        found.acks[key] = ("", draft.sent)
        return
    own = found.own.setdefault(key, set())
    stored = store({*draft.seen, draft.tag, *own})
    found.acks[key] = (draft.tag if stored is not None else "", draft.sent)
    if stored is not None:
        own.update((draft.tag, mark(stored)))


def _was_just_refused(trouble: Trouble | None, tag: str) -> bool:
    if not trouble or not trouble.again or trouble.tag != tag:
        return False
    return time.monotonic() - trouble.since < JUST_NOW


def stored_or_trouble(
    raw: Any, tag: str, unknown: Callable[[], Trouble | None], save: Callable[[], bool]
) -> Trouble | None:
    """Store what is on screen; the trouble where that cannot be.

    `unknown`: the trouble where the person has not seen what is stored; `save`: stores, False
    where somebody was quicker and what is stored was looked up anew. Asked twice at the most.
    """
    for _attempt in range(2):
        if trouble := unknown():
            return trouble
        try:
            if save():
                return None
        except Refused as refusal:
            return _refused(refusal, raw, tag)
    return Trouble(SEVERAL, raw, again=True, tag=tag)


def _refused(refusal: Refused, raw: Any, tag: str) -> Trouble:
    """Why it is not stored. Only what ails the store can pass by itself."""
    passes = isinstance(refusal, StoreUnavailable)
    return Trouble(str(refusal), raw, again=passes, tag=tag, since=time.monotonic())


def mine_was_stored(found: Drafts, key: str, tag: str) -> None:
    """The person chose the text of this mark, and it is stored."""
    found.acks[key] = (tag, found.acks.get(key, ("", 0))[1])
    found.own.setdefault(key, set()).add(tag)


def take_theirs(found: Drafts, key: str) -> None:
    """The person chose the stored text: the box has to show it."""
    found.resets[key] = found.resets.get(key, 0) + 1
