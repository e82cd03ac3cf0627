"""Answers of a form as the trail keeps them, said with the words of that form's version."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qa.domain.answers import Answer, AnswerRow, to_text
from qa.domain.forms import Form


def question_words(form: Form | None, question_id: str) -> str:
    """The question's text; its id where the form is not known or does not ask it."""
    return form.question(question_id).text if form and form.has(question_id) else question_id


def answer_parts(form: Form | None, question_id: str, kept: Any) -> list[str]:
    """An answer {value, grade, evidence, rows} as what was answered, and the evidence beside it."""
    if not isinstance(kept, Mapping):
        return []
    said = str(kept.get("value") or "")
    if form and form.has(question_id):
        said = to_text(form.question(question_id), _answer(kept))
    return [part for part in (said, kept.get("evidence") or "") if part]


def _answer(kept: Mapping[str, Any]) -> Answer:
    rows = (
        AnswerRow(key, number, text, dt.date.fromisoformat(date) if date else None, reference)
        for key, number, text, date, reference in kept.get("rows", ())
    )
    return Answer(kept.get("value"), kept.get("grade"), kept.get("evidence"), tuple(rows))
