"""What the rows of a composite answer are made of: which boxes, under which keys."""

from collections.abc import Callable
from dataclasses import dataclass

from qa.domain.forms.model import Option, Question

ITEM_TYPES = ("item_progress", "per_item_status", "per_item_response")


@dataclass(frozen=True, slots=True)
class Part:
    """One box. `key`: of the row; `field`: of the row that it fills.

    `kind`: whole | scale | flag | date | time | choice | text. `needed`: the answer is not
    complete without it.
    """

    key: str
    field: str
    kind: str
    label: str
    needed: bool = True


def parts(question: Question, key: str = "") -> tuple[Part, ...]:
    """The boxes of a composite question, in order; of simple types none.

    For the types whose items are other records or the person's own (`ITEM_TYPES`), the boxes of
    the one item whose row has this `key`.
    """
    maker = _PARTS.get(question.type)
    return maker(question, key) if maker else ()


def _rows(question: Question, **usual: str) -> tuple[Option, ...]:
    """The form's rows, or the usual labels where it names none."""
    return question.rows or tuple(Option(code, label) for code, label in usual.items())


def _number_pair(question: Question, key: str) -> tuple[Part, ...]:
    rows = _rows(question, done="Done", total="Of a total of")
    return tuple(Part(row.code, "number", "whole", row.label) for row in rows)


def _scale_pair(question: Question, key: str) -> tuple[Part, ...]:
    return tuple(
        part
        for row in _rows(question, now="Now", before="Before")
        for part in (
            Part(row.code, "number", "scale", row.label),
            Part(row.code, "text", "text", f"{row.label}: who gave this number"),
        )
    )


def _date_pair(question: Question, key: str) -> tuple[Part, ...]:
    return tuple(Part(row.code, "date", "date", row.label) for row in question.rows)


def _time_pair(question: Question, key: str) -> tuple[Part, ...]:
    return tuple(Part(row.code, "text", "time", row.label) for row in question.rows)


def _date_plus_flags(question: Question, key: str) -> tuple[Part, ...]:
    flags = (Part(row.code, "number", "flag", row.label) for row in question.rows)
    return (Part("date", "date", "date", "Date"), *flags)


def _counts(question: Question, key: str) -> tuple[Part, ...]:
    return tuple(Part(group.code, "number", "whole", group.label) for group in question.groups)


def _table(question: Question, key: str) -> tuple[Part, ...]:
    if not question.groups:
        return tuple(Part(row.code, "number", "whole", row.label) for row in question.rows)
    return tuple(
        Part(f"{row.code}.{group.code}", "number", "whole", f"{row.label}: {group.label}")
        for row in question.rows
        for group in question.groups
    )


def _progress(question: Question, key: str) -> tuple[Part, ...]:
    return (
        Part(key, "text", "text", "Goal"),
        Part(key, "reference", "choice", "Progress"),
    )


def _status(question: Question, key: str) -> tuple[Part, ...]:
    return (
        Part(key, "reference", "choice", "Status"),
        Part(key, "text", "text", "Evidence or reason", needed=False),
    )


def _response(question: Question, key: str) -> tuple[Part, ...]:
    return (
        Part(key, "reference", "choice", "Response"),
        Part(key, "text", "text", "Reason, and who will do it", needed=False),
        Part(key, "date", "date", "By when", needed=False),
    )


def _log(question: Question, key: str) -> tuple[Part, ...]:
    return tuple(
        part
        for row in question.rows
        for part in (
            Part(row.code, "date", "date", f"{row.label}: sent on", row.required),
            Part(row.code, "reference", "choice", f"{row.label}: how", row.required),
        )
    )


_PARTS: dict[str, Callable[[Question, str], tuple[Part, ...]]] = {
    "number_pair": _number_pair,
    "scale_pair_0_10": _scale_pair,
    "date_pair": _date_pair,
    "time_pair": _time_pair,
    "date_plus_flags": _date_plus_flags,
    "counts_by_group": _counts,
    "number_table": _table,
    "item_progress": _progress,
    "per_item_status": _status,
    "per_item_response": _response,
    "distribution_log": _log,
}
