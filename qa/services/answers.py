"""Answers of a draft: read all of them, save one, and never write over what was not seen."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import answers as queries
from qa.domain import permissions, seen
from qa.domain.actor import Actor
from qa.domain.answers import EMPTY, Answer, AnswerRow, parts, revalidate
from qa.domain.forms import Form, Question
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.visits import INDEPENDENT
from qa.domain.words import format_date, format_moment, format_time
from qa.domain.workflow import DRAFT, REG44, move
from qa.services import install, saving, trail

_forms: dict[str, Form] = {}
SUBMITTED = "This form was submitted meanwhile, so this was not saved. Open a correction to add it."


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer as it is stored, and from when, whom and which sign-in it is."""

    answer: Answer
    version: int
    saved_at: dt.datetime
    saved_by_id: int
    saved_by: str
    saved_in: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to. Version 0 and no moment: there was nothing to store."""

    answer: Answer
    version: int
    saved_at: dt.datetime | None
    changed: bool


def load(session: Any, check_id: int, revision: int) -> dict[str, SavedAnswer]:
    """Every stored answer of one revision by question id (two reads)."""
    rows: dict[int, list[AnswerRow]] = {}
    for row in queries.rows_of_revision(session, check_id, revision):
        rows.setdefault(row.answer_id, []).append(_row(row))
    return {
        found.question: _saved(found, tuple(rows.get(found.answer_id, ())))
        for found in queries.loaded(session, check_id, revision)
    }


def stored(check_id: int, revision: int) -> dict[str, SavedAnswer]:
    """The same in a read of its own. The caller has opened the check for its reader."""
    with reading() as session:
        return load(session, check_id, revision)


def save(
    actor: Actor, check_id: int, question_id: str, answer: Answer, *, typed_on_version: int
) -> Saved:
    """Save one answer of the open revision, in one transaction.

    `typed_on_version`: the stored version the person saw, 0 for none. Writes nothing where the
    same answer is stored. Raises Stale (`theirs`: SavedAnswer) where another one was stored since,
    NotFound, or Refused in words: signed out, not theirs to fill in, submitted, not a valid answer.
    """
    with writing() as session:
        connection = session.connection()
        actor = saving.as_of_now(connection, actor)
        found = queries.standing(connection, check_id, question_id, actor.person_id)
        if found is None:
            raise NotFound("form")
        _check_may(connection, actor, found)
        question = _question(session, found, question_id)
        clean = revalidate(question, answer, today=actor.today)
        seen.refuse_before_birth(
            question_id, clean, found.birth_month, is_unborn=bool(found.is_unborn)
        )
        before = _before(connection, found, question)
        if clean == (before.answer if before else EMPTY):
            return _unchanged(before)
        if _version(before) != typed_on_version:
            raise _stale(actor, connection, before)
        if not _write(actor, connection, found, question, clean, before):
            found = queries.standing(connection, check_id, question_id, actor.person_id)
            raise _stale(actor, connection, _before(connection, found, question))
        _start(actor, session, check_id, found)
        _declare(actor, session, check_id, found, question, clean)
    return Saved(clean, _version(before) + 1, actor.now, True)


def _version(before: SavedAnswer | None) -> int:
    return before.version if before else 0


def _unchanged(before: SavedAnswer | None) -> Saved:
    if before is None:
        return Saved(EMPTY, 0, None, False)
    return Saved(before.answer, before.version, before.saved_at, False)


def _check_may(connection: Any, actor: Actor, found: Any) -> None:
    """Conflicts of interest were ruled out on opening and are again on submission."""
    if actor.sign_in_id is not None and found.assignee_id != actor.person_id:
        actor = saving.with_cover(connection, actor)
    facts = permissions.Facts(assignee_id=found.assignee_id, is_on_hold=bool(found.is_on_hold))
    permissions.require(actor, "fill_in", facts)
    if found.status not in DRAFT:
        raise Refused(SUBMITTED)


def _question(session: Any, found: Any, question_id: str) -> Question:
    """The question of the check's form, which is parsed once for each digest."""
    if found.form_digest not in _forms:
        _forms[found.form_digest] = install.form(session, found.form_id)
    form = _forms[found.form_digest]
    if not form.has(question_id):
        raise NotFound("question")
    return form.question(question_id)


def _before(connection: Any, found: Any, question: Question) -> SavedAnswer | None:
    if found.answer_id is None:
        return None
    has_rows = bool(parts(question, "any"))
    rows = queries.rows_of_answer(connection, found.answer_id) if has_rows else ()
    return _saved(found, tuple(_row(row) for row in rows))


def _write(
    actor: Actor,
    connection: Any,
    found: Any,
    question: Question,
    clean: Answer,
    before: SavedAnswer | None,
) -> bool:
    """Store the answer; False where somebody was quicker."""
    values = {
        "value": clean.value,
        "grade": clean.grade,
        "evidence": clean.evidence,
        "saved_at": actor.now,
        "saved_by_id": actor.person_id,
        "saved_in": actor.sign_in_id,
    }
    if before is None:
        place = {"revision_id": found.revision_id, "question": question.id}
        answer_id = queries.add(connection, {**values, **place})
    else:
        done = queries.change(connection, found.answer_id, before.version, values)
        answer_id = found.answer_id if done else None
    if answer_id is None:
        return False
    if clean.rows != (before.answer.rows if before else ()):
        queries.replace_rows(connection, answer_id, [_columns(row) for row in clean.rows])
    return True


def _start(actor: Actor, session: Any, check_id: int, found: Any) -> None:
    """The first answer starts the check."""
    if found.status != "allocated":
        return
    target = move(found.kind, "start", found.status).target
    queries.start(session.connection(), check_id, target, actor.now)
    about = {"child_id": found.child_id, "home_id": found.home_id, "team_id": found.team_id}
    payload = {"status": [found.status, target], "started_at": actor.now.isoformat()}
    trail.record(session, actor, "start", "check", check_id, payload, **about)


def _declare(
    actor: Actor, session: Any, check_id: int, found: Any, question: Question, clean: Answer
) -> None:
    """Whether a visitor is independent goes on the trail: a visit counts for its month by it."""
    if found.kind == REG44 and question.id == INDEPENDENT:
        payload = {"is_independent": clean.value == "Y"}
        trail.record(session, actor, "declare", "check", check_id, payload, home_id=found.home_id)


def _stale(actor: Actor, connection: Any, before: SavedAnswer | None) -> Stale:
    """The refusal that carries what is stored now, and says whose it is and since when."""
    if before is None:
        return Stale("This answer was removed meanwhile.", None, 0)
    theirs = dataclasses.replace(before, saved_by=queries.name(connection, before.saved_by_id))
    return Stale(who_and_when(theirs, actor), theirs, before.version)


def who_and_when(saved: SavedAnswer, reader: Actor) -> str:
    """Whose answer stands in the store and since when, as a sentence to that reader."""
    own = saved.saved_by_id == reader.person_id
    who = "You, in another window," if own else saved.saved_by
    return f"{who} saved a different answer {when(saved.saved_at, reader)}."


def when(moment: dt.datetime, reader: Actor) -> str:
    """'at 14:02' on the reader's day, 'on 5 November 2026 at 14:02' on any other."""
    same = format_date(moment) == format_date(reader.now)
    return f"at {format_time(moment)}" if same else f"on {format_moment(moment)}"


def _saved(found: Any, rows: tuple[AnswerRow, ...]) -> SavedAnswer:
    answer = Answer(found.value, found.grade, found.evidence, rows)
    by = getattr(found, "saved_by", "")
    return SavedAnswer(answer, found.version, found.saved_at, found.saved_by_id, by, found.saved_in)


def _row(found: Any) -> AnswerRow:
    number = None if found.number is None else int(found.number)
    return AnswerRow(found.key, number, found.text, found.on, found.reference)


def _columns(row: AnswerRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "text": row.text,
        "on": row.date,
        "reference": row.reference,
    }
