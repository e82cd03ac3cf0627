"""The answers of the demonstration's audits: drawn a chunk at a time, every question asked.

What is drawn is a matrix (audits × questions) of places among the question's options, NOT_ASKED
where it does not apply. The counts that trends read come from the same matrix.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from qa.domain.completion import applicable
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form, Question
from qa.domain.forms.types import GRADES, SPECS
from qa.services.demo_words import SEEN

NOT_ASKED = -1
SPREAD, BLUR = 0.75, 0.8  # how far an answer follows the quality of the work, and how far chance
TICKS = {"Y": "good", "P": "partly", "N": "poor", "NA": "none"}
GRADED = {"O": "good", "G": "good", "RI": "partly", "I": "poor", "NA": "none"}
POSITIVE = {"Y": 1.0, "P": 0.5, "O": 1.0, "G": 1.0}
TICK_LIMITS, GRADE_LIMITS = (-1.45, -0.55), (-1.75, -0.2, 1.1)
EASIER_IF_CRITICAL = 0.65
SELDOM = {"E4": 0.4, "E5": 0.3, "G5": 0.5}  # questions that often do not apply
NOT_APPLICABLE = 0.02


@dataclass(frozen=True)
class Sheet:
    """The questions of a form that carry a grade or a tick, as columns of the matrix."""

    form: Form
    questions: tuple[Question, ...]
    sections: tuple[str, ...]

    @cached_property
    def table(self) -> list[list[tuple[Any, ...]]]:
        """For each question, (id, value, grade, evidence) by option and phrase."""
        return [_entries(question) for question in self.questions]

    @cached_property
    def positive(self) -> np.ndarray:
        """Questions × options: what an answer adds to the positive ones."""
        return self._by_option(lambda _q, code: POSITIVE.get(code, 0.0))

    @cached_property
    def counted(self) -> np.ndarray:
        """Questions × options: whether an answer counts at all."""
        return self._by_option(lambda _q, code: code != "NA")

    @cached_property
    def concern(self) -> np.ndarray:
        """Questions × options: whether an answer raises a concern."""
        return self._by_option(lambda question, code: code in question.concern)

    @cached_property
    def of_section(self) -> np.ndarray:
        """Questions × sections: membership, for sums by section."""
        return np.array([[q.section == s for s in self.sections] for q in self.questions], float)

    def _by_option(self, value: Any) -> np.ndarray:
        most = max(len(q.options) for q in self.questions)
        rows = [[float(value(q, o.code)) for o in q.options] for q in self.questions]
        return np.array([row + [0.0] * (most - len(row)) for row in rows])


PHRASES = 4


def sheet(form: Form) -> Sheet:
    """The matrix's columns for a form."""
    domains = tuple(s.id for s in form.sections if s.part == "domain")
    questions = tuple(
        q for q in form.questions if q.section in domains and SPECS[q.type].grades and q.options
    )
    return Sheet(form, questions, domains)


def _entries(question: Question) -> list[tuple[Any, ...]]:
    kinds = GRADED if question.type == "grade4" else TICKS
    return [
        (question.id, o.code, SPECS[question.type].grades.get(o.code), phrases[k % len(phrases)])
        for o in question.options
        for phrases in [SEEN[kinds[o.code]]]
        for k in range(PHRASES)
    ]


def asked(each: Sheet, case_types: list[str], ages: list[int]) -> np.ndarray:
    """Audits × questions: whether the question is about this child."""
    about = list(zip(case_types, ages, strict=True))
    known = {key: _asked(each, *key) for key in set(about)}
    return np.array([known[key] for key in about])


def _asked(each: Sheet, case_types: str, age: int) -> np.ndarray:
    ids = {q.id for q in applicable(each.form, CaseFacts.pinned(case_types, age))}
    return np.array([q.id in ids for q in each.questions])


def draw(rng: np.random.Generator, each: Sheet, quality: np.ndarray, ask: np.ndarray) -> np.ndarray:
    """The matrix: places among each question's options, NOT_ASKED where it is not asked."""
    codes = np.full(ask.shape, NOT_ASKED, dtype=np.int8)
    for place, question in enumerate(each.questions):
        level = quality * SPREAD + rng.normal(0, BLUR, len(quality))
        level += EASIER_IF_CRITICAL * question.critical
        away = rng.random(len(quality)) < SELDOM.get(question.id, NOT_APPLICABLE)
        codes[:, place] = np.where(ask[:, place], _places(question, level, away), NOT_ASKED)
    return codes


def _places(question: Question, level: np.ndarray, away: np.ndarray) -> np.ndarray:
    """From a level to the place of the option it means."""
    at = {option.code: place for place, option in enumerate(question.options)}
    graded = question.type == "grade4"
    steps = tuple(sorted(GRADES, key=GRADES.get)) if graded else ("N", "P", "Y")
    limits = GRADE_LIMITS if graded else TICK_LIMITS
    order = np.array([at.get(step, at.get("N", 0)) for step in steps])
    found = order[np.searchsorted(np.array(limits), level, side="right")]
    return np.where(away & ("NA" in at), at.get("NA", 0), found)


def sums(each: Sheet, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Audits × sections: how many answers are positive, and how many count."""
    shown = codes != NOT_ASKED
    rows = np.arange(len(each.questions))
    positive = np.where(shown, each.positive[rows, codes], 0.0) @ each.of_section
    counted = np.where(shown, each.counted[rows, codes], 0.0) @ each.of_section
    return np.round(positive, 1), counted.astype(int)


def concerns(each: Sheet, codes: np.ndarray) -> np.ndarray:
    """Audits × questions: whether the answer raises a concern."""
    rows = np.arange(len(each.questions))
    return (codes != NOT_ASKED) & (each.concern[rows, codes] > 0)
