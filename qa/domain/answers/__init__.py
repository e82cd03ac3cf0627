"""Answers: checked, coded, stored, read back and put into words, by question type."""

from qa.domain.answers.composite import with_row
from qa.domain.answers.model import EMPTY, NONE, Answer, AnswerRow
from qa.domain.answers.parts import ITEM_TYPES, Part, parts
from qa.domain.answers.simple import actions_answer
from qa.domain.answers.types import (
    TYPES,
    TypeRule,
    chosen,
    decode,
    encode,
    evidence_wanted,
    is_answered,
    lacks,
    revalidate,
    to_text,
)

__all__ = [
    "EMPTY",
    "ITEM_TYPES",
    "NONE",
    "TYPES",
    "Answer",
    "AnswerRow",
    "Part",
    "TypeRule",
    "actions_answer",
    "chosen",
    "decode",
    "encode",
    "evidence_wanted",
    "is_answered",
    "lacks",
    "parts",
    "revalidate",
    "to_text",
    "with_row",
]
