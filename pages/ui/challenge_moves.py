"""What can be done with a challenge now: each move with its rule, its boxes and its button."""

from collections.abc import Callable

import streamlit as st

from pages.ui import challenge_close, challenge_move_boxes
from pages.ui.challenge_acting import boxes_of, not_used
from pages.ui.kept import Boxes
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services.challenge_view_rows import ChallengeView

Draw = Callable[[Boxes, ChallengeView], None]
TITLE, ANCHOR = "What you can do", "what-you-can-do"
JUDGES = ("satisfied", "partly", "not_satisfied")
LABELS = {
    "answer": "Answer",
    "judge": "Say whether you are satisfied",
    "escalate": "Go to the next stage",
    "bypass": challenge_move_boxes.BYPASS,
    "pause": "Pause the clock",
    "resume": "Let the clock run again",
    "refer": "Refer to Cafcass",
    "refer_outcome": "Record what Cafcass decided",
    "resolve": "Close it, with what changed",
    "withdraw": "Withdraw it",
    "reopen": "Open it again",
    "correct_themes": "Correct the themes",
}
RULES = {
    "answer": "Whoever is asked answers. An answer that somebody gave elsewhere is recorded on "
    "their behalf, with name, role and day. Nobody answers a challenge of their own.",
    "judge": "Only the raiser, their cover or successor says so. Where the answer is not enough, "
    "say why; it goes up only when you say so.",
    "escalate": "Once you are not, or only partly, satisfied with the answer, or none came by its "
    "day. Nothing goes up by itself.",
    "bypass": "Any stage may be passed by, and the day need not be waited for, with a reason.",
    "pause": "The clock of the stage and of the whole stand still, with a reason. The paused days "
    "stay on show, and the whole is said with and without them.",
    "resume": "The days since the pause began are added to both clocks and stay on show.",
    "refer": "At any point, beside the stages, for looked-after children only. The stages go on.",
    "refer_outcome": "Can be recorded after the challenge is closed too.",
    "resolve": "For each child: what came of it, and what changed. What is closed can be opened "
    "again.",
    "withdraw": "With the reason. It stays on the record as withdrawn.",
    "reopen": "At the stage where it stood, with a new clock for its answer, and the reason.",
    "correct_themes": "The figures count it under its themes. What they were stays on the record.",
}
DRAWN: dict[str, Draw] = {
    "answer": challenge_move_boxes.answer,
    "judge": challenge_move_boxes.judge,
    "escalate": challenge_move_boxes.escalate,
    "bypass": challenge_move_boxes.bypass,
    "pause": challenge_move_boxes.pause,
    "resume": challenge_move_boxes.resume,
    "refer": challenge_move_boxes.refer,
    "refer_outcome": challenge_move_boxes.refer_outcome,
    "resolve": challenge_close.resolve,
    "withdraw": challenge_close.withdraw,
    "reopen": challenge_close.reopen,
    "correct_themes": challenge_move_boxes.correct_themes,
}


def draw(actor: Actor, view: ChallengeView) -> None:
    """The raiser's prompt, then every move this person may make now."""
    if view.prompt:
        st.warning(view.prompt)
    names = [name for name in LABELS if name in _names(view)]
    boxes = boxes_of(actor, view.id)
    not_used(boxes, view, names)
    if not names:
        return
    st.subheader(TITLE, anchor=ANCHOR)
    first = _first(view, names)
    for name in names:
        with st.expander(_label(actor, view, name), expanded=name == first):
            st.caption(RULES[name])
            DRAWN[name](boxes, view)


def link(view: ChallengeView) -> None:
    """Past what it says to what can be done, for whoever can do something."""
    if _names(view):
        st.markdown(f"[{TITLE}](#{ANCHOR})")


def _label(actor: Actor, view: ChallengeView, name: str) -> str:
    """What a move is called; of one that has to wait, from when on."""
    may = challenge_move_boxes.may_escalate(actor, view)
    if name == "escalate" and view.due_on and not may.allowed:
        return f"{LABELS[name]} (once {format_date(view.due_on)} is over)"
    return LABELS[name]


def _names(view: ChallengeView) -> set[str]:
    names = {"judge" if name in JUDGES else name for name in view.moves}
    return names & set(LABELS)


def _first(view: ChallengeView, names: list[str]) -> str:
    """The move that is looked for now."""
    wanted = {
        "open": "escalate" if view.prompt else "answer",
        "answered": "judge",
        "dissatisfied": "escalate",
        "satisfied": "resolve",
        "paused": "resume",
    }.get(view.status, "")
    return wanted if wanted in names else ""
