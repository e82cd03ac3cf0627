"""What composite answers still need, and how they are said in words."""

import datetime as dt

from qa.domain.answers.model import NONE, Answer, AnswerRow
from qa.domain.answers.parts import ITEM_TYPES, Part, parts
from qa.domain.forms.model import Question
from qa.domain.words import format_date

MOST_NAMED = 6
"""Boxes still empty that a sentence names; a table can have dozens."""


def lacks_rows(question: Question, answer: Answer) -> str:
    """What a row-by-row answer still needs, in a sentence; "" when it is complete."""
    if answer.value == NONE:
        return ""
    if question.type in ITEM_TYPES:
        return _lacks_items(question, answer)
    given = {row.key: row for row in answer.rows}
    left = [p for p in parts(question) if p.needed and not _filled(question, p, given.get(p.key))]
    if not left:
        return ""
    named = "; ".join(part.label for part in left[:MOST_NAMED])
    more = len(left) - MOST_NAMED
    return f"Fill in: {named}{f' and {more} more' if more > 0 else ''}."


def _filled(question: Question, part: Part, row: AnswerRow | None) -> bool:
    if row is None:
        return False
    alone = {option.code for option in question.options if option.alone}
    return getattr(row, part.field) is not None or row.reference in alone


def _lacks_items(question: Question, answer: Answer) -> str:
    if not answer.rows:
        allowed = f', or say "{question.none_label}"' if question.none_label else ""
        return f"Add at least one{allowed}."
    for place, row in enumerate(answer.rows, start=1):
        for part in parts(question, row.key):
            if part.needed and getattr(row, part.field) is None:
                return f"Item {place}: fill in {part.label.lower()}."
        if row.reference in question.evidence_for and not row.text:
            answered = question.label_of(row.reference)
            return f'Item {place}: say what you saw or why it is "{answered}".'
    return ""


def rows_text(question: Question, answer: Answer) -> str:
    """The rows as lines of "label: value"."""
    if answer.value == NONE:
        return question.none_label
    if question.type in ITEM_TYPES:
        return "\n".join(_item_text(question, row) for row in answer.rows)
    given = {row.key: row for row in answer.rows}
    found = [(part, getattr(given.get(part.key), part.field, None)) for part in parts(question)]
    said = [
        (part.label, _words(question, part, value)) for part, value in found if value is not None
    ]
    return "\n".join(f"{label}: {words}" for label, words in said)


def _item_text(question: Question, row: AnswerRow) -> str:
    found = [(part, getattr(row, part.field)) for part in parts(question, row.key)]
    words = [_words(question, part, value) for part, value in found if value is not None]
    return ": ".join(words)


def _words(question: Question, part: Part, value: object) -> str:
    if part.kind == "flag":
        return "Yes" if value else "No"
    if part.kind == "choice":
        return question.label_of(str(value))
    return format_date(value) if isinstance(value, dt.date) else f"{value}"
