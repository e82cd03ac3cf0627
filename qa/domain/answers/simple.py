"""Answers of one value: choices, text, dates, numbers. `encode_…` takes what a widget holds."""

import datetime as dt

from qa.domain.answers import checks
from qa.domain.answers.model import EMPTY, NONE, Answer, AnswerRow
from qa.domain.forms.model import Question
from qa.domain.forms.types import SPECS
from qa.domain.refusals import Refused

LISTED = "listed"  # key of the row that carries how many actions there are


def encode_choice(question: Question, raw: object, today: dt.date) -> Answer:
    """A code, or None for no answer yet."""
    code = checks.code(raw, question.options)
    return Answer(code, SPECS[question.type].grades.get(code or ""))


def encode_choices(question: Question, raw: object, today: dt.date) -> Answer:
    """A list of codes; stored sorted and joined by "|"."""
    if raw is None:
        return EMPTY
    if not isinstance(raw, list | tuple | set | frozenset):
        raise Refused("Choose from the answers that the form offers.")
    codes = sorted({checks.code(code, question.options) or "" for code in raw} - {""})
    for option in question.options:
        if option.alone and option.code in codes and len(codes) > 1:
            raise Refused(f'"{option.label}" cannot be chosen together with other answers.')
    return Answer("|".join(codes) or None)


def encode_text(question: Question, raw: object, today: dt.date) -> Answer:
    """Text as typed."""
    return Answer(checks.text(raw))


def encode_short_text(question: Question, raw: object, today: dt.date) -> Answer:
    """A line of text."""
    return Answer(checks.text(raw, checks.MOST_SHORT_CHARACTERS))


def encode_date(question: Question, raw: object, today: dt.date) -> Answer:
    """A date; stored as 2026-11-05."""
    day = checks.date(raw, today=today, past=question.past)
    return Answer(day.isoformat() if day else None)


def encode_month(question: Question, raw: object, today: dt.date) -> Answer:
    """Any date in the month; stored as 2026-11."""
    day = checks.date(raw, today=today)
    if day and question.past and (day.year, day.month) > (today.year, today.month):
        raise Refused(f"{day:%B %Y} is in the future. Choose a month up to this one.")
    return Answer(f"{day:%Y-%m}" if day else None)


def encode_time(question: Question, raw: object, today: dt.date) -> Answer:
    """A time of day; stored as 14:05."""
    return Answer(checks.time(raw))


def encode_number(question: Question, raw: object, today: dt.date) -> Answer:
    """A whole number."""
    number = checks.whole(raw)
    return Answer(None if number is None else str(number))


def encode_scale(question: Question, raw: object, today: dt.date) -> Answer:
    """A point from 0 to 10, which is its grade too."""
    number = checks.scale(raw)
    return Answer(None if number is None else str(number), number)


def encode_actions(question: Question, raw: object, today: dt.date) -> Answer:
    """NONE where the person says there are none; the actions themselves are kept as records."""
    if raw not in (None, NONE):
        raise Refused("Add actions one by one, or say that there are none.")
    return Answer(declared_none(question) if raw == NONE else None)


def declared_none(question: Question) -> str:
    """NONE, where the form allows the list to be empty."""
    if not question.none_label:
        raise Refused("This list cannot be left empty.")
    return NONE


def actions_answer(stored: Answer | None, count: int) -> Answer:
    """The answer to an `actions` question, told how many actions are kept for it."""
    rows = (AnswerRow(LISTED, number=count),) if count else ()
    return Answer(stored.value if stored else None, rows=rows)


def decode_value(question: Question, answer: Answer) -> str | None:
    """The code or the text."""
    return answer.value


def decode_choices(question: Question, answer: Answer) -> tuple[str, ...]:
    """The codes, in the order the form offers them."""
    chosen = set((answer.value or "").split("|"))
    return tuple(option.code for option in question.options if option.code in chosen)


def decode_date(question: Question, answer: Answer) -> dt.date | None:
    """The day; of a month, its first."""
    if not answer.value:
        return None
    return dt.date.fromisoformat(answer.value if len(answer.value) > 7 else f"{answer.value}-01")


def decode_time(question: Question, answer: Answer) -> dt.time | None:
    """The time of day."""
    return dt.time.fromisoformat(answer.value) if answer.value else None


def decode_number(question: Question, answer: Answer) -> int | None:
    """The number."""
    return int(answer.value) if answer.value else None


def listed(answer: Answer) -> int:
    """How many actions are kept for an `actions` answer."""
    return next((row.number or 0 for row in answer.rows if row.key == LISTED), 0)
