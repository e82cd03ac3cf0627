"""What the demonstration's midway reviews answer: made once for each form, ending and phrase."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qa.domain.answers import Answer, AnswerRow, encode, parts
from qa.domain.completion import concerns
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form, Question
from qa.domain.scoring import domain_outcomes
from qa.services import demo_words_reviews as words
from qa.services.demo_world import DAY, cycle
from qa.services.drafts import positive_of

TURNS = 6
AGE = 10
"""Old enough for every question but those for 15 and over, which do not apply."""
FOR_OLDER = ("M6.2",)
DAYS_AGO = {"M2.1": 9, "M2.4": 24, "P2.1": 8}
CASE_TYPES = {"midway_cla": "CLA", "midway_cp": "CP", "midway_both": "CLA|CP"}
NEXT_STEPS = {
    "G": ("no_action", "no_action", "no_action", "no_action", "no_action", "good_practice"),
    "A": ("informal_challenge", "no_action", "informal_challenge", "early_review",
          "informal_challenge", "no_action"),
    "R": ("formal_challenge", "early_review", "informal_challenge", "formal_challenge",
          "early_review", "informal_challenge"),
}  # fmt: skip
PARTLY = {"A": ("M1.2", "M3.2", "M4.3", "P1.3", "P3.4"), "R": ("M1.3", "M4.2", "P5.1"), "G": ()}
NO = {"R": ("M1.2", "M3.2", "P1.1", "P1.3")}
GRADE = {"G": "G", "A": "RI", "R": "RI"}
EVENTS = {"M5.1": {"G": "none", "A": "none", "R": "missing"},
          "P4.3": {"G": "none", "A": "none", "R": "police"}}  # fmt: skip
BEST = {
    "M2.5": "in_place",
    "M3.1": "stable",
    "M4.4": "none",
    "P3.3": "all",
    "P5.3": "not_indicated",
}
PAIRS = {"G": (4, 4), "A": (3, 5), "R": (1, 5)}
SCALES = {"G": (7, 5), "A": (5, 4), "R": (3, 4)}
PROGRESS = {"G": "good", "A": "some", "R": "none"}


@dataclass(frozen=True)
class Filled:
    """A form answered in full, in its order; dates are written in on the day (see `on`)."""

    form: Form
    rag: str
    next_step: str
    answers: Mapping[str, Answer]
    view: str

    def on(self, day: dt.date) -> Iterator[tuple[str, Answer]]:
        """The answers as given on a day."""
        for question_id, answer in self.answers.items():
            ago = DAYS_AGO.get(question_id)
            yield question_id, answer if ago is None else _dated(answer, day - ago * DAY)

    @cached_property
    def outcomes(self) -> list[tuple[str, float, int]]:
        """(section, positive, counted) as trends count them."""
        found = [
            (outcome.section.id, *positive_of(outcome))
            for outcome in domain_outcomes(self.form, self._facts, self.answers)
        ]
        return [row for row in found if row[2]]

    @cached_property
    def concerns(self) -> list[tuple[str, bool]]:
        """(question, whether it caps) of every concern raised."""
        found = concerns(self.form, self._facts, self.answers)
        return [(question.id, question.caps) for question in found]

    @property
    def _facts(self) -> CaseFacts:
        return CaseFacts.pinned(CASE_TYPES[self.form.kind], AGE)


def _dated(answer: Answer, day: dt.date) -> Answer:
    if not answer.rows:
        return Answer(day.isoformat())
    rows = tuple(AnswerRow(row.key, date=day) if row.date else row for row in answer.rows)
    return Answer(answer.value, answer.grade, answer.evidence, rows)


def all_filled(form: Form, today: dt.date) -> dict[tuple[str, int], Filled]:
    """The form answered for every ending and phrase, by (ending, turn)."""
    return {(rag, turn): _filled(form, rag, turn, today) for rag in "GAR" for turn in range(TURNS)}


def _filled(form: Form, rag: str, turn: int, today: dt.date) -> Filled:
    step, view = NEXT_STEPS[rag][turn], cycle(words.CONCLUDED[rag], turn)
    ending = dict(zip(form.outcome, (rag, step, view), strict=True))
    given = {
        q.id: encode(q, ending.get(q.id) or _raw(q, rag, turn, today), today=today,
                     evidence=_evidence(q, rag, turn))
        for q in form.questions
    }  # fmt: skip
    return Filled(form, rag, step, given, view)


def _evidence(question: Question, rag: str, turn: int) -> str | None:
    asked = question.id in PARTLY[rag] or question.id in NO.get(rag, ()) or question.id == "P1.2"
    return cycle(words.MIDWAY_EVIDENCE, turn) if asked and question.evidence != "none" else None


def _raw(question: Question, rag: str, turn: int, today: dt.date) -> Any:
    return _RAW[question.type](question, rag, turn, today)


def _ticked(question: Question, rag: str, turn: int, _today: dt.date) -> str:
    if question.id in FOR_OLDER:
        return "NA"
    if question.id in NO.get(rag, ()):
        return "N"
    fits = "P" in {option.code for option in question.options}
    return "P" if fits and question.id in PARTLY[rag] else "Y"


def _several(question: Question, rag: str, turn: int, _today: dt.date) -> list[str]:
    if question.id in EVENTS:
        return [EVENTS[question.id][rag]]
    codes = [option.code for option in question.options]
    return [code for n, code in enumerate(codes) if n in (0, 1 + turn % (len(codes) - 1))]


def _pair(_question: Question, rag: str, turn: int, _today: dt.date) -> list[AnswerRow]:
    done, total = PAIRS[rag]
    return [AnswerRow("done", number=done), AnswerRow("total", number=total + turn % 2)]


def _scales(question: Question, rag: str, turn: int, _today: dt.date) -> list[AnswerRow]:
    by = "Fictional: the chair"
    keys = dict.fromkeys(part.key for part in parts(question))
    return [AnswerRow(k, number=n, text=by) for k, n in zip(keys, SCALES[rag], strict=True)]


def _seen(question: Question, _rag: str, turn: int, today: dt.date) -> list[AnswerRow]:
    flags = [AnswerRow(row.code, number=int(turn % 3 > 0)) for row in question.rows]
    return [AnswerRow("date", date=today), *flags]


def _goals(_question: Question, rag: str, turn: int, _today: dt.date) -> list[AnswerRow]:
    chosen = (cycle(words.GOALS, turn), cycle(words.GOALS, turn + 1))
    return [
        AnswerRow(f"goal{n}", text=goal, reference=PROGRESS[rag])
        for n, goal in enumerate(chosen, start=1)
    ]


_RAW: dict[str, Callable[..., Any]] = {
    "yes_no_partly_na": _ticked,
    "yes_no_na": _ticked,
    "grade4": lambda q, rag, turn, today: GRADE[rag],
    "rag": lambda q, rag, turn, today: rag,
    "single_choice": lambda q, rag, turn, today: BEST[q.id],
    "multi_choice": _several,
    "free_text": lambda q, rag, turn, today: cycle(words.CHILD_SAYS, turn),
    "date": lambda q, rag, turn, today: today,
    "date_plus_flags": _seen,
    "number_pair": _pair,
    "scale_pair_0_10": _scales,
    "item_progress": _goals,
}
