"""What an answer is once stored: coded, with a small grade for trends and rows for composites."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of a composite answer.

    `key`        the row's or group's code; for lists about other records, that record's id
    `number`     a count, a flag (1 yes, 0 no) or a point on a scale
    `text`       words; `date` a day
    `reference`  the coded choice made on this row (a status, a response, a method)
    """

    key: str
    number: int | None = None
    text: str | None = None
    date: dt.date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value`: a code, codes joined by "|" in the form's order, an ISO date, or text.

    `grade`: larger is better, None where the answer stays out of denominators.
    """

    value: str | None = None
    grade: int | None = None
    evidence: str | None = None
    rows: tuple[AnswerRow, ...] = ()


EMPTY = Answer()
NONE = "NONE"  # value of a list that the person declares empty ("No actions needed")
