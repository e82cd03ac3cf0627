"""Doing a move from a callback, so that what was written is never lost when it is refused."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from pages.ui import kept, kept_choices
from pages.ui.buttons import do, typed
from pages.ui.challenge_words import pre
from pages.ui.days import ANY_DAY
from pages.ui.kept import Boxes
from pages.ui.kept_memory import Held
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import unsent
from qa.services.challenge_view_rows import ChallengeView

UNUSED = "What you wrote was not used, because the challenge has moved on. It was:"
TEXTS = ("text", "name", "role", "changed-", "asked-name", "asked-role")
"""Boxes that are typed in; the others are chosen from."""
BESIDE = ("action",)
"""Boxes on the page of a challenge that belong to no move."""
log = logging.getLogger(__name__)


def key(challenge_id: int, name: str, box: str = "text") -> str:
    """The key of a box of a move."""
    return f"move-{challenge_id}-{name}-{box}"


def boxes_of(actor: Actor, challenge_id: int) -> Boxes:
    """What this person has typed into the boxes of a challenge and not sent."""
    return kept.of(actor, f"challenge:{challenge_id}")


def text(boxes: Boxes, name: str, label: str, *, box: str = "text", line: bool = False) -> None:
    """A box of text of a move; what is typed is kept until the move is made."""
    challenge_id = int(boxes.place.partition(":")[2])
    kept.text(boxes, f"{name}/{box}", label, key=key(challenge_id, name, box), line=line)


def day(boxes: Boxes, view: ChallengeView, name: str, label: str) -> None:
    """The day of a move: today unless changed; one that cannot be is refused in words."""
    place, field = key(view.id, name, "on"), at_stage(view, name, "on")
    kept_so = kept_choices.of_day(boxes, field, place, boxes.actor.today)
    st.date_input(label, **kept_so, **ANY_DAY)


def chosen(
    boxes: Boxes, view: ChallengeView, name: str, box: str, options: Iterable[Any],
    default: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """The settings of a box of a move to choose from; the choice is kept as the text beside it."""
    field = at_stage(view, name, box)
    return kept_choices.of(boxes, field, key(view.id, name, box), options, default)


def at_stage(view: ChallengeView, name: str, box: str) -> str:
    """The field of a choice: what was chosen at one stage is not chosen at the next."""
    return f"{name}/{box}@{len(view.stages)}"


def written(challenge_id: int, name: str, box: str = "text") -> str:
    """What stands in a box of text."""
    return typed(key(challenge_id, name, box))


def on(challenge_id: int, name: str) -> dt.date | None:
    """The day that stands in the box of a day."""
    value = st.session_state.get(key(challenge_id, name, "on"))
    return value if isinstance(value, dt.date) else None


def move(
    sentence: str, name: str, service: Callable[..., Any], challenge_id: int, *given: Any
) -> None:
    """Do it; a refusal keeps the boxes with what they hold."""
    state, begins = st.session_state, key(challenge_id, name, "")
    boxes = [str(box) for box in state if str(box).startswith(begins)]
    texts = [box for box in boxes if box.removeprefix(begins).startswith(TEXTS)]
    choices = [box for box in boxes if box not in texts and isinstance(state[box], str)]
    if do(sentence, service, challenge_id, *given, clear=texts, unchoose=choices):
        kept_choices.let_go(boxes)
    else:
        kept.refused(texts)


def not_used(boxes: Boxes, view: ChallengeView, names: list[str]) -> None:
    """What was written for moves that cannot be made now, to copy or to throw away. What the
    record holds from the same person was used, in this window or another: it is let go."""
    there = (*names, *BESIDE)
    left = {
        field: each
        for field, each in boxes.stored.items()
        if each.text and not kept_choices.is_choice(field) and field.partition("/")[0] not in there
    }
    gone = [h for h in kept.refused_at(boxes.place) if h.field.partition("/")[0] not in there]
    used = {text.strip() for each in view.timeline for text in each.own}
    _let_go_of_used(
        boxes, {field: e.version for field, e in left.items() if e.text.strip() in used}
    )
    left = {field: each for field, each in left.items() if each.text.strip() not in used}
    gone = [held for held in gone if held.refused.strip() not in used]
    texts = dict.fromkeys([each.text for each in left.values()] + [each.refused for each in gone])
    if not texts:
        return
    st.info(UNUSED)
    for each in texts:
        pre(each)
    versions = {field: each.version for field, each in left.items()}
    st.button("Throw it away", key="not-used", on_click=_throw_away, args=(boxes, versions, gone))


def _let_go_of_used(boxes: Boxes, versions: dict[str, int]) -> None:
    try:
        unsent.clear(boxes.actor, boxes.place, versions)
    except Refused:
        log.warning("what was used at %s is still kept as not sent", boxes.place)


def _throw_away(boxes: Boxes, versions: dict[str, int], gone: list[Held]) -> None:
    if do("Thrown away.", unsent.clear, boxes.place, versions):
        for held in gone:
            held.sent = True
