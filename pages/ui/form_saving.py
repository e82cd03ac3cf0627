"""From a box to the store: what is kept, what is refused, and who won when two saved at once."""

import dataclasses
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.autosave import Draft, drafts, mark
from pages.ui.form_memory import EVIDENCE, VALUE, FormToFill, Memory, Place, Trouble, memory
from qa.domain.actor import Actor
from qa.domain.answers import EMPTY, Answer, decode, encode, with_row
from qa.domain.forms import Question
from qa.domain.refusals import Stale
from qa.services import answers as service
from qa.services.answers import SavedAnswer


def held(question: Question, answer: Answer | None, place: Place) -> Any:
    """What the box at `place` should hold for an answer."""
    if place == VALUE:
        return decode(question, answer)
    if place == EVIDENCE:
        return answer.evidence if answer else None
    key, name = place
    rows = answer.rows if answer else ()
    return next((getattr(row, name) for row in rows if row.key == key), None)


def put(question: Question, answer: Answer | None, place: Place, raw: Any, actor: Actor) -> Answer:
    """The answer with what the box at `place` holds put in. Raises Refused."""
    answer = answer or EMPTY
    if place == EVIDENCE:
        return dataclasses.replace(answer, evidence=raw)
    if place != VALUE:
        key, name = place
        raw = with_row(answer.rows, key, **{name: raw})
    return encode(question, raw, today=actor.today, evidence=answer.evidence)


def keep(form: FormToFill, question: Question, place: Place, raw: Any) -> None:
    """Save what a box holds, if the stored answer is still the one the box was drawn on."""
    found = memory(form)
    shown = held(question, found.answer(question.id), place)
    _store(form, found, question, place, raw, lambda there: there == shown)


def take(form: FormToFill, question: Question, place: Place, draft: Draft) -> None:
    """Save a text box's draft, unless the stored text is one that box never showed or sent."""
    found = memory(form)

    def store(known: set[str]) -> str | None:
        def knows(there: Any) -> bool:
            return mark(there or "") in known

        stored = _store(form, found, question, place, draft.text, knows, draft.tag)
        return (held(question, found.answer(question.id), place) or "") if stored else None

    trouble = found.troubles.get((question.id, place))
    drafts.take(found, form.key(question.id, place), draft, trouble, store)


def _store(
    form: FormToFill,
    found: Memory,
    question: Question,
    place: Place,
    raw: Any,
    knows: Callable[[Any], bool],
    tag: str = "",
) -> bool:
    """Save over an answer whose part at `place` the person knows; whether it is stored now.

    Another part may have changed meanwhile: that is kept, and this one is put in beside it.
    """
    where = (question.id, place)

    def unknown() -> Trouble | None:
        seen = found.stored.get(question.id)
        there = held(question, seen.answer if seen else None, place)
        if not seen or knows(there) or there == raw:
            return None
        return Trouble(service.who_and_when(seen, form.reader), raw, theirs=seen, tag=tag)

    def save() -> bool:
        try:
            _save(form, found, question, place, raw, found.stored.get(question.id))
        except Stale as stale:
            if isinstance(stale.theirs, SavedAnswer):
                found.stored[question.id] = stale.theirs
            return False
        return True

    trouble = drafts.stored_or_trouble(raw, tag, unknown, save)
    if trouble:
        found.troubles[where] = trouble
    else:
        found.troubles.pop(where, None)
    return trouble is None


def _save(
    form: FormToFill,
    found: Memory,
    question: Question,
    place: Place,
    raw: Any,
    seen: SavedAnswer | None,
) -> None:
    actor = form.saver()
    answer = put(question, seen.answer if seen else None, place, raw, actor)
    version = seen.version if seen else 0
    saved = service.save(actor, form.check_id, question.id, answer, typed_on_version=version)
    if saved.changed:
        found.stored[question.id] = SavedAnswer(
            saved.answer,
            saved.version,
            actor.now,
            actor.person_id,
            actor.name,
            actor.sign_in_id,
        )


def reconcile(form: FormToFill, question: Question, place: Place, raw: Any) -> None:
    """A box holds something else than the store, and no callback said so.

    Either its save was refused before, or the server was restarted and the browser sent its
    values again. Such a value wins only where the stored answer is this same sign-in's, or there
    is none; otherwise the person chooses.
    """
    found = memory(form)
    where, seen = (question.id, place), found.stored.get(question.id)
    trouble = found.troubles.get(where)
    if (trouble and trouble.theirs) or (raw in (None, "") and not trouble):
        return
    if seen and not trouble and seen.saved_in != form.reader.sign_in_id:
        sentence = service.who_and_when(seen, form.reader)
        found.troubles[where] = Trouble(sentence, raw, theirs=seen)
        found.redraw = True
        return
    there = held(question, found.answer(question.id), place)
    if _store(form, found, question, place, raw, lambda now: now == there):
        found.redraw = True


def keep_mine(form: FormToFill, question: Question, place: Place) -> None:
    """The person chose the answer on screen over the stored one they were shown."""
    found, key = memory(form), form.key(question.id, place)
    trouble = found.troubles.pop((question.id, place))
    theirs = held(question, trouble.theirs.answer if trouble.theirs else None, place)
    stored = _store(
        form, found, question, place, trouble.mine, lambda now: now == theirs, trouble.tag
    )
    if stored and trouble.tag:
        drafts.mine_was_stored(found, key, trouble.tag)


def keep_theirs(form: FormToFill, question: Question, place: Place) -> None:
    """The person chose the stored answer over the one on screen."""
    found, key = memory(form), form.key(question.id, place)
    trouble = found.troubles.pop((question.id, place))
    if trouble.tag:
        drafts.take_theirs(found, key)
    else:
        st.session_state[key] = held(question, found.answer(question.id), place)
