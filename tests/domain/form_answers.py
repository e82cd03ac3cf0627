"""Answers of every type for tests: hypothesis strategies of what a widget may hold."""

import datetime as dt

from hypothesis import strategies as st

from qa.domain.answers import ITEM_TYPES, NONE, Answer, AnswerRow, encode, parts
from qa.domain.forms.model import Form, Question

TODAY = dt.date(2026, 11, 22)

DATES = st.dates(dt.date(1990, 1, 1), TODAY)
TEXTS = st.text(max_size=40) | st.sampled_from(
    ("<script>alert(1)</script>", "=cmd()", "# head\n**bold**", "שלום", "👩‍👧", "a\x00b", "\ud800")
)
FIELDS = {
    "whole": st.integers(0, 500),
    "scale": st.integers(0, 10),
    "flag": st.booleans(),
    "date": DATES,
    "time": st.times().map(lambda t: f"{t:%H:%M}"),
    "text": TEXTS,
}
SIMPLE = {
    "free_text": TEXTS,
    "text": TEXTS,
    "date": DATES,
    "month": DATES,
    "time": st.times(),
    "number": st.integers(0, 1_000_000),
    "scale_0_10": st.integers(0, 10),
}


def raws(question: Question) -> st.SearchStrategy[object]:
    """Anything valid that a widget for this question may hold, nothing included."""
    if question.type in SIMPLE:
        return st.none() | SIMPLE[question.type]
    codes = [option.code for option in question.options]
    if question.type == "multi_choice":
        several = [option.code for option in question.options if not option.alone]
        return st.lists(st.sampled_from(several), unique=True) | st.sampled_from(codes).map(
            lambda code: [code]
        )
    if question.type == "actions":
        return st.sampled_from((None, NONE))
    if question.type in ITEM_TYPES:
        return st.lists(st.integers(1, 99), unique=True, max_size=4).flatmap(
            lambda keys: rows(question, [f"item-{key}" for key in keys])
        )
    if parts(question):
        return rows(question, list(dict.fromkeys(part.key for part in parts(question))))
    return st.none() | st.sampled_from(codes)


def rows(question: Question, keys: list[str]) -> st.SearchStrategy[tuple[AnswerRow, ...]]:
    """Rows for these keys, each box filled or not; in order where the type compares them."""
    return st.tuples(*(_row(question, key) for key in keys)).map(
        lambda made: _in_order(question, made)
    )


def _row(question: Question, key: str) -> st.SearchStrategy[AnswerRow]:
    choice = st.sampled_from([option.code for option in question.options] or ["x"])
    boxes = {
        part.field: st.none() | (choice if part.kind == "choice" else FIELDS[part.kind])
        for part in parts(question, key)
        if part.key == key
    }
    return st.builds(AnswerRow, st.just(key), **boxes)


def _in_order(question: Question, made: tuple[AnswerRow, ...]) -> tuple[AnswerRow, ...]:
    """The same values, sorted where they must not decrease."""
    if question.type == "number_pair":
        numbers = sorted(row.number for row in made if row.number is not None)
        if len(numbers) < 2:
            return made
        low, high = numbers
        return (AnswerRow("done", number=low), AnswerRow("total", number=high))
    if question.type == "date_pair":
        dates = sorted(row.date for row in made if row.date)
        return tuple(AnswerRow(row.key, date=d) for row, d in zip(made, dates, strict=False))
    if question.type == "time_pair":
        times = sorted({row.text for row in made if row.text})
        return tuple(AnswerRow(row.key, text=t) for row, t in zip(made, times, strict=False))
    return made


def answered(form: Form) -> st.SearchStrategy[dict[str, Answer]]:
    """Valid answers to any of a form's questions, half-filled ones included."""
    one = {
        question.id: st.tuples(raws(question), st.none() | st.just("seen on file"))
        for question in form.questions
    }
    return st.fixed_dictionaries({}, optional=one).map(
        lambda given: {
            key: encode(form.question(key), raw, today=TODAY, evidence=evidence)
            for key, (raw, evidence) in given.items()
        }
    )
