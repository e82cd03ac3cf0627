"""Answers on the hot path: a few statements made once, run on a connection, no objects."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, text, update
from sqlalchemy.orm import Session

from db import scope
from db.models import Answer, AnswerRow, Check, Child, Hold, InstalledVersion, Person, Revision
from db.models.base import UtcMoment

_FIELDS = (
    Answer.id.label("answer_id"),
    Answer.question,
    Answer.value,
    Answer.grade,
    Answer.evidence,
    Answer.version,
    Answer.saved_at,
    Answer.saved_by_id,
    Answer.saved_in,
)
_THIS_REVISION = (Revision.check_id == Check.id) & (Revision.number == Check.revision)
_IS_ON_HOLD = exists(
    select(Hold.id).where(Hold.child_id == Check.child_id, Hold.lifted_at.is_(None))
).label("is_on_hold")

_STANDING = (
    select(
        Check.status,
        Check.kind,
        Check.form_id,
        InstalledVersion.digest.label("form_digest"),
        Check.assignee_id,
        Check.child_id,
        Check.home_id,
        Check.team_id,
        Revision.id.label("revision_id"),
        Child.birth_month,
        Child.is_unborn,
        _IS_ON_HOLD,
        *_FIELDS,
    )
    .join(Revision, _THIS_REVISION)
    .join(InstalledVersion, InstalledVersion.id == Check.form_id)
    .outerjoin(Answer, (Answer.revision_id == Revision.id) & (Answer.question == bindparam("q")))
    .outerjoin(Child, Child.id == Check.child_id)
    .where(Check.id == bindparam("c"), scope.open_to(Check.child_id, bindparam("p")))
    .with_for_update(of=Check)
)

_LOADED = (
    select(*_FIELDS, Person.name.label("saved_by"))
    .join(Revision, Revision.id == Answer.revision_id)
    .join(Person, Person.id == Answer.saved_by_id)
    .where(Revision.check_id == bindparam("c"), Revision.number == bindparam("r"))
)

_ROW_FIELDS = (
    AnswerRow.answer_id,
    AnswerRow.key,
    AnswerRow.number,
    AnswerRow.text,
    AnswerRow.on,
    AnswerRow.reference,
)
_ROWS_OF_REVISION = (
    select(*_ROW_FIELDS)
    .join(Answer, Answer.id == AnswerRow.answer_id)
    .join(Revision, Revision.id == Answer.revision_id)
    .where(Revision.check_id == bindparam("c"), Revision.number == bindparam("r"))
    .order_by(AnswerRow.answer_id, AnswerRow.position)
)
_ROWS_OF_ANSWER = (
    select(*_ROW_FIELDS).where(AnswerRow.answer_id == bindparam("a")).order_by(AnswerRow.position)
)

_ADD = text(
    "INSERT INTO answer (revision_id, question, value, grade, evidence, version, saved_at,"
    " saved_by_id, saved_in) VALUES (:revision_id, :question, :value, :grade, :evidence, 1,"
    " :saved_at, :saved_by_id, :saved_in)"
    " ON CONFLICT (revision_id, question) DO NOTHING RETURNING id"
).bindparams(bindparam("saved_at", type_=UtcMoment))

_CHANGE = text(
    "UPDATE answer SET value = :value, grade = :grade, evidence = :evidence,"
    " version = version + 1, saved_at = :saved_at, saved_by_id = :saved_by_id,"
    " saved_in = :saved_in WHERE id = :answer_id AND version = :typed_on"
).bindparams(bindparam("saved_at", type_=UtcMoment))

_AT = select(Answer.id, Answer.version).where(
    Answer.revision_id == bindparam("revision_id"), Answer.question == bindparam("question")
)
_CLEAR_ROWS = delete(AnswerRow).where(AnswerRow.answer_id == bindparam("a"))
_ADD_ROWS = insert(AnswerRow)
_START = (
    update(Check)
    .where(Check.id == bindparam("c"))
    .values(status=bindparam("new"), started_at=bindparam("at"), version=Check.version + 1)
)
_NAME = select(Person.name).where(Person.id == bindparam("p"))


def standing(
    connection: Connection, check_id: int, question: str, person_id: int
) -> Row[Any] | None:
    """The check, its child's birth, its open revision and the stored answer, in one read; nothing
    of a child that was restricted meanwhile to people this one is not among.

    On PostgreSQL the check's row stays locked until the end of the transaction, so that it
    cannot be submitted meanwhile; on SQLite there is one writer anyway.
    """
    return connection.execute(
        _STANDING, {"c": check_id, "q": question, "p": person_id}
    ).one_or_none()


def loaded(session: Session, check_id: int, revision: int) -> Sequence[Row[Any]]:
    """Every stored answer of a revision, with who saved it."""
    return session.connection().execute(_LOADED, {"c": check_id, "r": revision}).all()


def rows_of_revision(session: Session, check_id: int, revision: int) -> Sequence[Row[Any]]:
    """The rows of every composite answer of a revision, in order."""
    return session.connection().execute(_ROWS_OF_REVISION, {"c": check_id, "r": revision}).all()


def rows_of_answer(connection: Connection, answer_id: int) -> Sequence[Row[Any]]:
    """The rows of one composite answer, in order."""
    return connection.execute(_ROWS_OF_ANSWER, {"a": answer_id}).all()


def add(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Store a first answer; its id, or None where somebody else was quicker."""
    return connection.execute(_ADD, dict(values)).scalar_one_or_none()


def change(
    connection: Connection, answer_id: int, typed_on: int, values: Mapping[str, Any]
) -> bool:
    """Store a changed answer, unless it is no longer at the version it was typed on."""
    given = {**values, "answer_id": answer_id, "typed_on": typed_on}
    return connection.execute(_CHANGE, given).rowcount == 1


def put(
    connection: Connection,
    place: Mapping[str, Any],
    values: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    """Store what the program knows (`place`: revision_id, question), whatever stood there."""
    answer_id = add(connection, {**values, **place})
    if answer_id is None:
        answer_id, version = connection.execute(_AT, dict(place)).one()
        change(connection, answer_id, version, values)
    replace_rows(connection, answer_id, rows)


def replace_rows(connection: Connection, answer_id: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put these rows in place of those an answer has."""
    connection.execute(_CLEAR_ROWS, {"a": answer_id})
    made = [{**row, "answer_id": answer_id, "position": n} for n, row in enumerate(rows)]
    if made:
        connection.execute(_ADD_ROWS, made)


def start(connection: Connection, check_id: int, status: str, at: dt.datetime) -> None:
    """The first answer is in."""
    connection.execute(_START, {"c": check_id, "new": status, "at": at})


def name(connection: Connection, person_id: int) -> str:
    """Who that is."""
    return connection.execute(_NAME, {"p": person_id}).scalar_one()
