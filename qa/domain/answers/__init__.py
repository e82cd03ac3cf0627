"""Answers: checked, coded, stored, read back and put into words, by question type."""

from qa.domain.answers.model import EMPTY, NONE, Answer, AnswerRow

__all__ = ["EMPTY", "NONE", "Answer", "AnswerRow"]
