"""Answers of several boxes. What a widget holds, and what is stored, are the same rows."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from qa.domain.answers import checks
from qa.domain.answers.model import NONE, Answer, AnswerRow
from qa.domain.answers.parts import ITEM_TYPES, Part, parts
from qa.domain.answers.simple import declared_none
from qa.domain.forms.model import Question
from qa.domain.refusals import Refused
from qa.domain.words import format_date

MOST_ROWS = 200
FIELDS = ("number", "text", "date", "reference")
_ITEM_KEY = re.compile(r"[A-Za-z0-9_.:\-]{1,60}")


def encode_rows(question: Question, raw: object, today: dt.date) -> Answer:
    """Rows of `AnswerRow`, half-filled ones too (a draft keeps them); empty ones are left out.

    Types about items take NONE as well. Raises Refused.
    """
    if raw == NONE:
        return Answer(declared_none(question))
    rows = tuple(raw) if isinstance(raw, list | tuple) else () if raw is None else (raw,)
    if not all(isinstance(row, AnswerRow) for row in rows):
        raise Refused("This answer has a shape that the question does not know.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"At most {MOST_ROWS} rows fit here; there are {len(rows)}.")
    _check_keys(question, rows)
    clean = [_clean(question, row, today) for row in rows]
    kept = tuple(row for row in clean if _holds_something(question, row))
    _CROSS.get(question.type, _nothing)(question, kept)
    return Answer(grade=_grade(question, kept), rows=_in_order(question, kept))


def decode_rows(question: Question, answer: Answer) -> str | tuple[AnswerRow, ...]:
    """The rows, or NONE."""
    return NONE if answer.value == NONE else answer.rows


def _check_keys(question: Question, rows: tuple[AnswerRow, ...]) -> None:
    keys = [row.key for row in rows]
    if len(set(keys)) != len(keys):
        raise Refused("The same row is there twice.")
    known = {part.key for part in parts(question)}
    for key in keys:
        fits = _ITEM_KEY.fullmatch(key) if question.type in ITEM_TYPES else key in known
        if not fits:
            raise Refused("This answer has a row that the question does not know.")


def _clean(question: Question, row: AnswerRow, today: dt.date) -> AnswerRow:
    """The row with each field checked. Raises Refused for a field that the row does not have."""
    fields: dict[str, object] = dict.fromkeys(FIELDS)
    boxes = {part.field: part for part in parts(question, row.key) if part.key == row.key}
    for name in FIELDS:
        given = getattr(row, name)
        if given is None:
            continue
        if name not in boxes:
            raise Refused("This answer has a box that the question does not know.")
        fields[name] = _checked(question, boxes[name], given, today)
    return AnswerRow(row.key, **fields)  # type: ignore[arg-type]


def _checked(question: Question, part: Part, given: object, today: dt.date) -> object:
    try:
        if part.kind == "date":
            return checks.date(given, today=today, past=question.past)
        if part.kind == "choice":
            return checks.code(given, question.options)
        return _PLAIN[part.kind](given)
    except Refused as refused:
        raise Refused(f"{part.label}: {refused}") from None


_PLAIN: dict[str, Callable[[object], object]] = {
    "whole": checks.whole,
    "scale": checks.scale,
    "flag": checks.flag,
    "time": checks.time,
    "text": checks.text,
}


def _holds_something(question: Question, row: AnswerRow) -> bool:
    """Empty rows go, except those about another record: they say that it still waits."""
    if question.type in ("per_item_status", "per_item_response"):
        return True
    return any(getattr(row, name) is not None for name in FIELDS)


def _in_order(question: Question, rows: Iterable[AnswerRow]) -> tuple[AnswerRow, ...]:
    if question.type in ITEM_TYPES:
        return tuple(rows)
    order = {part.key: place for place, part in enumerate(parts(question))}
    return tuple(sorted(rows, key=lambda row: order[row.key]))


def _grade(question: Question, rows: tuple[AnswerRow, ...]) -> int | None:
    """Of a pair of scales the present one, so that trends read it as they read any grade."""
    if question.type != "scale_pair_0_10":
        return None
    return next((row.number for row in rows if row.key == parts(question)[0].key), None)


def _nothing(question: Question, rows: tuple[AnswerRow, ...]) -> None:
    """Most types have nothing to compare."""


def _done_within_total(question: Question, rows: tuple[AnswerRow, ...]) -> None:
    numbers = {row.key: row.number for row in rows}
    done, total = numbers.get("done"), numbers.get("total")
    if done is not None and total is not None and done > total:
        names = {part.key: part.label.lower() for part in parts(question)}
        raise Refused(f"{done:,} {names['done']} is more than {total:,} {names['total']}.")


def _dates_in_order(question: Question, rows: tuple[AnswerRow, ...]) -> None:
    for (earlier, first), (later, second) in pairwise(_by_label(question, rows, "date")):
        if second < first:
            raise Refused(
                f"{later} ({format_date(second)}) is before {earlier.lower()} "
                f"({format_date(first)})."
            )


def _times_in_order(question: Question, rows: tuple[AnswerRow, ...]) -> None:
    for (earlier, first), (later, second) in pairwise(_by_label(question, rows, "text")):
        if second <= first:
            raise Refused(f"{later} ({second}) must be after {earlier.lower()} ({first}).")


def _by_label(question: Question, rows: tuple[AnswerRow, ...], field: str) -> list[tuple[str, Any]]:
    found = {row.key: getattr(row, field) for row in rows}
    return [(p.label, found[p.key]) for p in parts(question) if found.get(p.key) is not None]


_CROSS: dict[str, Callable[[Question, tuple[AnswerRow, ...]], None]] = {
    "number_pair": _done_within_total,
    "date_pair": _dates_in_order,
    "time_pair": _times_in_order,
}


def with_row(rows: tuple[AnswerRow, ...], key: str, **fields: object) -> tuple[AnswerRow, ...]:
    """`rows` with the boxes `fields` of the row `key` set: for one box that changed."""
    kept = {row.key: row for row in rows}
    kept[key] = dataclasses.replace(kept.get(key, AnswerRow(key)), **fields)
    return tuple(kept.values())
