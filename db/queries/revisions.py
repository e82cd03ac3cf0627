"""Copying the answers of one revision into the next."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.models import Answer, AnswerRow

_SKIP = {"id", "revision_id", "answer_id"}


def copy_answers(
    session: Session,
    from_revision_id: int,
    to_revision_id: int,
    wanted: Callable[[str], bool] = lambda question_id: True,
    **instead: Any,
) -> None:
    """Copy the answers to the questions `wanted` and their rows; the copies start at version 1.

    `instead`: columns that the copies do not take over (who saved them, when).
    """
    query = select(Answer).where(Answer.revision_id == from_revision_id).order_by(Answer.id)
    for answer in [each for each in session.scalars(query) if wanted(each.question)]:
        values = {**_values(answer), **instead, "version": 1, "revision_id": to_revision_id}
        made = session.scalar(insert(Answer).values(**values).returning(Answer.id))
        rows = session.scalars(
            select(AnswerRow).where(AnswerRow.answer_id == answer.id).order_by(AnswerRow.position)
        )
        for row in list(rows):
            session.execute(insert(AnswerRow).values(**_values(row), answer_id=made))


def _values(record: Any) -> dict[str, Any]:
    names = (column.key for column in record.__mapper__.column_attrs)
    return {name: getattr(record, name) for name in names if name not in _SKIP}
