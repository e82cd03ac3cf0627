"""The table of question types: how an answer of each is checked, stored, read back and worded."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa.domain.answers import checks, composite, reading, simple
from qa.domain.answers.model import EMPTY, NONE, Answer
from qa.domain.forms.model import Question
from qa.domain.forms.types import SPECS
from qa.domain.words import format_date, format_month, plural


@dataclass(frozen=True, slots=True)
class TypeRule:
    """A row of the table.

    `encode(question, raw, today)`  what a widget holds → Answer; raises Refused
    `decode(question, answer)`      Answer → what a widget holds
    `lacks(question, answer)`       what is still needed, as a sentence; "" when answered
    `to_text(question, answer)`     the answer in words, for documents
    """

    encode: Callable[[Question, Any, dt.date], Answer]
    decode: Callable[[Question, Answer], Any]
    lacks: Callable[[Question, Answer], str]
    to_text: Callable[[Question, Answer], str]


def _needs(sentence: str) -> Callable[[Question, Answer], str]:
    return lambda question, answer: "" if answer.value else sentence


def _label(question: Question, answer: Answer) -> str:
    return question.label_of(answer.value)


def _labels(question: Question, answer: Answer) -> str:
    codes = simple.decode_choices(question, answer)
    return "; ".join(question.label_of(code) for code in codes)


def _as_is(question: Question, answer: Answer) -> str:
    return answer.value or ""


def _date_text(question: Question, answer: Answer) -> str:
    day = simple.decode_date(question, answer)
    return format_date(day) if day else ""


def _month_text(question: Question, answer: Answer) -> str:
    day = simple.decode_date(question, answer)
    return format_month(day) if day else ""


def _scale_text(question: Question, answer: Answer) -> str:
    return f"{answer.value} out of 10" if answer.value else ""


RECOMMENDATIONS = "Recommendations"
"""The question whose actions are called so: of visits to homes."""


def _lacks_actions(question: Question, answer: Answer) -> str:
    if answer.value == NONE or simple.listed(answer):
        return ""
    allowed = f', or say "{question.none_label}"' if question.none_label else ""
    return f"Add at least one{allowed}."


def _actions_text(question: Question, answer: Answer) -> str:
    count = simple.listed(answer)
    if count:
        return plural(count, "recommendation" if question.text == RECOMMENDATIONS else "action")
    return question.none_label if answer.value == NONE else ""


_CHOICE = TypeRule(simple.encode_choice, simple.decode_value, _needs("Choose an answer."), _label)
_ROWS = TypeRule(
    composite.encode_rows, composite.decode_rows, reading.lacks_rows, reading.rows_text
)
_COMPOSITES = (
    "number_pair", "scale_pair_0_10", "date_pair", "time_pair", "date_plus_flags",
    "counts_by_group", "number_table", "item_progress", "per_item_status",
    "per_item_response", "distribution_log",
)  # fmt: skip

TYPES: dict[str, TypeRule] = {
    **{kind: _CHOICE for kind, spec in SPECS.items() if spec.options},
    "single_choice": _CHOICE,
    "multi_choice": TypeRule(
        simple.encode_choices, simple.decode_choices, _needs("Choose at least one."), _labels
    ),
    "free_text": TypeRule(simple.encode_text, simple.decode_value, _needs("Enter text."), _as_is),
    "text": TypeRule(simple.encode_short_text, simple.decode_value, _needs("Enter text."), _as_is),
    "date": TypeRule(simple.encode_date, simple.decode_date, _needs("Enter a date."), _date_text),
    "month": TypeRule(
        simple.encode_month, simple.decode_date, _needs("Choose a month."), _month_text
    ),
    "time": TypeRule(simple.encode_time, simple.decode_time, _needs("Enter a time."), _as_is),
    "number": TypeRule(
        simple.encode_number, simple.decode_number, _needs("Enter a number."), _as_is
    ),
    "scale_0_10": TypeRule(
        simple.encode_scale, simple.decode_number, _needs("Choose from 0 to 10."), _scale_text
    ),
    "actions": TypeRule(simple.encode_actions, simple.decode_value, _lacks_actions, _actions_text),
    **dict.fromkeys(_COMPOSITES, _ROWS),
}


def encode(
    question: Question, raw: object, *, today: dt.date, evidence: str | None = None
) -> Answer:
    """What a widget holds, checked and coded. Raises Refused with a sentence for the person.

    `raw` by type: a code; a list of codes; text; a date (of a month, any day in it); a time; an
    int; NONE for actions; for composites a list of AnswerRow, or NONE where items may be none.
    """
    answer = TYPES[question.type].encode(question, raw, today)
    return dataclasses.replace(answer, evidence=checks.text(evidence))


def decode(question: Question, answer: Answer | None) -> Any:
    """What a widget should hold for a stored answer: `encode` of it gives the answer back."""
    return TYPES[question.type].decode(question, answer or EMPTY)


def revalidate(question: Question, answer: Answer, *, today: dt.date) -> Answer:
    """A stored or built answer put through the checks again. Raises Refused."""
    raw = decode(question, answer)
    return encode(question, raw, today=today, evidence=answer.evidence)


def lacks(question: Question, answer: Answer | None) -> str:
    """What the answer still needs, evidence apart, as a sentence; "" when it is answered."""
    return TYPES[question.type].lacks(question, answer or EMPTY)


def is_answered(question: Question, answer: Answer | None) -> bool:
    """Whether the question is answered in full, evidence apart."""
    return not lacks(question, answer)


def to_text(question: Question, answer: Answer | None) -> str:
    """The answer in words, without its evidence; "" when there is none."""
    return TYPES[question.type].to_text(question, answer or EMPTY)


def chosen(answer: Answer | None) -> frozenset[str]:
    """The codes an answer holds: one of a choice, several of a multiple choice."""
    return frozenset((answer.value or "").split("|")) - {""} if answer else frozenset()


def evidence_wanted(question: Question, answer: Answer | None) -> bool:
    """Whether this answer must come with evidence: No, Partly, Inadequate, Requires improvement.

    With `required`, every answer but those that say "not applicable" or "not looked at".
    """
    if question.evidence == "required_when":
        return bool(chosen(answer) & set(question.evidence_for))
    if question.evidence != "required" or answer is None:
        return False
    return answer.grade is not None if SPECS[question.type].grades else bool(answer.value)
