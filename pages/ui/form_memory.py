"""What one browser session knows of the form it shows: what is stored, what could not be."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.ui.autosave.drafts import Drafts, Trouble
from qa import clock
from qa.domain.actor import Actor
from qa.domain.answers import Answer, actions_answer
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form, Question
from qa.domain.known import Offer
from qa.domain.refusals import StoreUnavailable
from qa.services import answers as service
from qa.services.answers import SavedAnswer

Place = str | tuple[str, str]
"""Where a box writes: "value", "evidence", or (row's key, row's field) of a composite."""
Where = tuple[str, Place]
VALUE: Place = "value"
EVIDENCE: Place = "evidence"


@dataclass(frozen=True)
class FormToFill:
    """What a page hands over: which form, of which check, and who draws what is not a question.

    `reader`        the actor of this run of the page (what `guard` gave)
    `actor`         gives the actor for a save; unless given, the reader as of then
    `draw_actions`  draws the actions of an `actions` question; `count_actions`: how many it has
    `draw_risk`     draws "A child may be at risk now"; stands on every section
    `draw_submit`   ends the "Check your answers" page; told how many answers are missing
    `beside`        recorded data to stand beside a question, in words, or ""
    `offer`         a recorded answer that one click puts in, or None
    `item_label`    the words of an item that a row is about (question, row's key)
    `above`         draws what is known beside a question where words alone cannot say it
    `below`         draws what belongs below a question's boxes, or nothing
    `remark`        what to say of a stored answer under its boxes, or ""
    `hint`          what else the list of sections says of one, told its stored answers
    """

    check_id: int
    revision: int
    form: Form
    facts: CaseFacts
    reader: Actor
    actor: Callable[[], Actor] | None = None
    draw_actions: Callable[[Question], None] | None = None
    count_actions: Callable[[str], int] = lambda question_id: 0
    draw_risk: Callable[[], None] | None = None
    draw_submit: Callable[[int], None] | None = None
    beside: Callable[[Question], str] = lambda question: ""
    offer: Callable[[Question], Offer | None] = lambda question: None
    item_label: Callable[[Question, str], str] = lambda question, key: key
    above: Callable[[Question], None] = lambda question: None
    below: Callable[[Question], None] = lambda question: None
    remark: Callable[[Question, Answer], str] = lambda question, answer: ""
    hint: Callable[[Sequence[SavedAnswer]], str] = lambda saved: ""

    def saver(self) -> Actor:
        """Who saves, at this moment. The service looks again whether they are signed in."""
        if self.actor:
            return self.actor()
        return dataclasses.replace(self.reader, now=clock.now(), today=clock.today())

    def key(self, question_id: str, place: Place = VALUE) -> str:
        """The key of a box in the session's state."""
        part = place if isinstance(place, str) else ".".join(place)
        return f"answer-{self.check_id}.{self.revision}-{question_id}-{part}"


@dataclass
class Memory(Drafts):
    """Of one session and one revision. Lost with the session: nothing rests on it alone.

    `stored`   the answers as last read; `shown`: what each box was last given to show
    `unread`   why the stored answers could not be read again, in words
    """

    stored: dict[str, SavedAnswer] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    troubles: dict[Where, Trouble] = field(default_factory=dict)
    new_items: dict[str, list[str]] = field(default_factory=dict)
    was_read: bool = False
    unread: str = ""
    show_missing: bool = False
    redraw: bool = False
    landing: tuple[str, int] = ("", 0)

    def answer(self, question_id: str) -> Answer | None:
        """The stored answer, if there is one."""
        found = self.stored.get(question_id)
        return found.answer if found else None

    def land(self, target: str) -> None:
        """Have the browser go to this element when the page is drawn."""
        self.landing = (target, self.landing[1] + 1)


def memory(form: FormToFill) -> Memory:
    """The session's memory of this revision."""
    key = f"form-{form.check_id}.{form.revision}"
    if key not in st.session_state:
        st.session_state[key] = Memory()
    return st.session_state[key]


def read_again(form: FormToFill) -> Memory:
    """The memory, with the answers as they are stored now.

    Where the store does not answer, what was read before stays on screen (`unread` says why).
    """
    found = memory(form)
    try:
        found.stored = service.stored(form.check_id, form.revision)
    except StoreUnavailable as refusal:
        if not found.was_read:
            raise
        found.unread = str(refusal)
    else:
        found.was_read, found.unread = True, ""
    return found


def answers(form: FormToFill, found: Memory) -> dict[str, Answer]:
    """The answers by question id, actions counted in: what completion is worked out from."""
    given = {question_id: saved.answer for question_id, saved in found.stored.items()}
    for question in form.form.questions:
        if question.type == "actions":
            count = form.count_actions(question.id)
            given[question.id] = actions_answer(given.get(question.id), count)
    return given
