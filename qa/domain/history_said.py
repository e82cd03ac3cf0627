"""What an entry of the trail holds, said in words: names for numbers, words for codes."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa.domain import history_fields as fields
from qa.domain.forms import Form
from qa.domain.history_answers import answer_parts, question_words
from qa.domain.history_files import of_a_file
from qa.domain.scoring import grade_label
from qa.domain.words import format_date, format_moment, plural

NOTHING = "nothing"
TEXT = 120
"""How much of one text a line on the screen shows; the record has the whole of it."""
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S{0,24}", re.ASCII)
SEVERAL = re.compile(r"[|,]")
BY_A_DAY = re.compile(r"(?<=from|.due|.til|..by)_on$")
CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
LINE, SHORT = 400, 60
"""How much a line on the screen shows in all; up to what length a part of it goes first."""
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Names:
    """What is needed to say an entry: words of people and things by kind and number (only of those
    that the reader may know of), the form of its check, how long one text may be (0: any), and
    the noun it is about."""

    of: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    form: Form | None = None
    longest: int = 0
    noun: str = ""


def numbers_in(payload: Any) -> dict[str, set[int]]:
    """The numbers of people and things that a payload holds, by kind."""
    found: dict[str, set[int]] = {}
    for key, value in payload.items():
        if key in fields.FLAT and isinstance(value, dict):
            inner = numbers_in(value)
        else:
            kind = fields.REFERENCES.get(key)
            inner = {kind: set(_numbers(key, value))} if kind else {}
        for kind, numbers in inner.items():
            found.setdefault(kind, set()).update(numbers)
    return found


def _numbers(key: str, value: Any) -> Iterator[int]:
    if isinstance(value, list):
        for each in value:
            yield from _numbers(key, each)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def payload_words(payload: Mapping[str, Any], names: Names) -> str:
    """What an entry holds: 'status: submitted → closed; reason: …'."""
    hidden = fields.HIDDEN | fields.HIDDEN_OF.get(names.noun, frozenset())
    if names.noun == "theme":  # each by its words, not by its code
        return "; ".join(
            _said(key, value, names, may_change=True) for key, value in payload.items()
        )
    parts = list(_parts(of_a_file(payload), names, hidden))
    if not names.longest:
        return "; ".join(parts)
    parts.sort(key=lambda part: len(part) > SHORT)  # so that what is cut away is a text
    said = "; ".join(part.removesuffix(".") for part in parts)
    return said if len(said) <= LINE else f"{said[: LINE - 1].rstrip()}…"


def _parts(payload: Mapping[str, Any], names: Names, hidden: Any, flat: bool = False) -> Any:
    for key, value in payload.items():
        if key in hidden or value in EMPTY:
            continue
        if key in fields.FLAT and isinstance(value, dict):
            yield from _parts(value, names, hidden | fields.HIDDEN_IN_EVENTS, True)
        elif said := _said(key, value, names, may_change=not flat):
            label = field_words(key)
            yield f"{label}: {said}" if label else said


def field_words(key: str) -> str:
    """What a field is called; '' where its value says it all."""
    if key in fields.LABELS:
        return fields.LABELS[key]
    key = BY_A_DAY.sub("", key.removesuffix("_id").removesuffix("_ids")).removeprefix("is_")
    return key.replace("_", " ").lower()


def _said(key: str, value: Any, names: Names, *, may_change: bool) -> str:
    if key == "answers" and isinstance(value, dict) and names.form and not names.longest:
        return _answers(value, names)
    if key == "changed" and isinstance(value, dict):
        return _answers(value, names)
    if key == "children" and isinstance(value, int):
        return f"{value:,}"
    if key in fields.COUNTED:
        count = value if isinstance(value, int) else len(value)
        return plural(count, fields.COUNTED[key])
    if may_change and isinstance(value, list) and len(value) == 2 and key not in fields.LISTS:
        return _change(key, *value, names)
    return _value(key, value, names)


def _answers(given: Mapping[str, Any], names: Names) -> str:
    """Every answer by its question; one that was changed with what it was before."""
    return ", ".join(
        f"“{question_words(names.form, key)}” {_answer(key, answer, names)}"
        for key, answer in given.items()
    )


def _answer(key: str, answer: Any, names: Names) -> str:
    if isinstance(answer, list) and len(answer) == 2:
        return " → ".join(_answer(key, each, names) for each in answer)
    parts = answer_parts(names.form, key, answer)
    return ", ".join(_text(part, names) for part in parts) or NOTHING


def _change(key: str, before: Any, after: Any, names: Names) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        changed = {k: [before.get(k), v] for k, v in after.items() if before.get(k) != v}
        return ", ".join(_parts(changed, names, fields.HIDDEN))
    was, now = _value(key, before, names), _value(key, after, names)
    if not was or was == now:
        return "" if was and key == "status" else now
    return f"{was} → {now or NOTHING}"


def _value(key: str, value: Any, names: Names) -> str:
    """One value; '' of nothing, and of whom or what the reader may not know of."""
    if value in EMPTY:
        return ""
    if _is_result(key, value):
        return _result(value, names)
    if isinstance(value, list):
        return ", ".join(filter(None, (_value(key, each, names) for each in value)))
    if isinstance(value, dict):
        said = ((field_words(k), _value(k, each, names)) for k, each in value.items())
        return ", ".join(f"{label} {words}".strip() for label, words in said if words)
    if isinstance(value, bool):
        return ("no", "yes")[value]
    if isinstance(value, int | float):
        return _number(key, value, names)
    return _coded(key, str(value), names)


def _is_result(key: str, value: Any) -> bool:
    return key == "children" and isinstance(value, list) and isinstance(value[-1], str)


def _result(row: list[Any], names: Names) -> str:
    """What came of it for one child: who, how it ended, what changed."""
    child = names.of.get(fields.CHILD, {}).get(row[0] if isinstance(row[0], int) else 0)
    said = [_coded("outcome", str(each), names) for each in row[1:] if each]
    return ": ".join([child, *said]) if child else ""


def _number(key: str, value: float, names: Names) -> str:
    if kind := fields.REFERENCES.get(key):
        return names.of.get(kind, {}).get(int(value), "")
    if key.endswith("grade"):
        return grade_label(int(value)).lower()
    if key == "stage" and value == 0:
        return "informal"
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _coded(key: str, value: str, names: Names) -> str:
    if key == "status" and (words := fields.STATUSES.get(names.noun, {}).get(value)):
        return f"{words[0].lower()}{words[1:]}"
    codes = fields.CODES.get(key, {})
    if all(code in codes for code in SEVERAL.split(value)):
        return ", ".join(codes[code] for code in SEVERAL.split(value))
    if key in fields.MONTHS and ISO_DATE.fullmatch(value):
        return _when(value).partition(" ")[2]
    if key == "question":
        return f"“{question_words(names.form, value)}”"
    if ISO_DATE.fullmatch(value) or ISO_MOMENT.fullmatch(value):
        return _when(value)
    if key == "decisions":  # each was kept as one text with its day
        value = ISO_DATE.sub(lambda day: _when(day.group()), value)
    return value.replace("_", " ") if CODE.fullmatch(value) else _text(value, names)


def _when(text: str) -> str:
    try:
        if ISO_DATE.fullmatch(text):
            return format_date(dt.date.fromisoformat(text))
        return format_moment(dt.datetime.fromisoformat(text))
    except ValueError:
        return text


def _text(text: str, names: Names) -> str:
    text = " ".join(text.split())
    if not names.longest or len(text) <= names.longest:
        return text
    return text[: names.longest - 1].rstrip() + "…"
