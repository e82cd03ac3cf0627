"""The words of the trail: acts, nouns and fields, and what a history is narrowed to."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.domain import check_kinds
from qa.domain.history_words import ACTS, NOUNS
from qa.domain.scoring import grade_label
from qa.domain.words import format_date
from qa.domain.workflow import (
    ACTION_STATUSES,
    CHALLENGE_STATUSES,
    CHECK_STATUSES,
    VISIT_STATUSES,
)

ADDRESSES = {"check": "case_audits", "child": "children", "action": "actions", "review": "reviews",
             "challenge": "challenges", "home": "homes"}  # fmt: skip
SAID_BESIDE = frozenset({"home_id"})
"""Fields of a payload that are not repeated in words: the home stands beside the entry."""
NOTHING = "nothing"
STATUS_WORDS = {**VISIT_STATUSES, **CHALLENGE_STATUSES, **CHECK_STATUSES, **ACTION_STATUSES}
PEOPLE = frozenset(
    {
        "absent_id",
        "assignee_id",
        "by_id",
        "cover_id",
        "from",
        "held_by_id",
        "named",
        "owner_id",
        "person_id",
        "raised_by_id",
        "responder_id",
        "to",
        "verified_by_id",
        "visitor_id",
    }
)
"""Fields of a payload that hold a person's id."""
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class HistoryFilter:
    """What a history is narrowed to; days are in England, both included."""

    person_id: int | None = None
    act: str = ""
    noun: str = ""
    case_number: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    refused_only: bool = False


def act_words(act: str) -> str:
    """What was done, in words."""
    return ACTS.get(act) or _spaced(act)


def noun_words(noun: str, kind: str = "") -> str:
    """What it was done to, in words; `kind` is that of a check or an action."""
    if noun == "check" and kind in check_kinds.NOUNS:
        return _spaced(check_kinds.noun(kind))
    if noun == "action" and kind == "recommendation":
        return "Recommendation"
    return NOUNS.get(noun) or _spaced(noun)


def address_of(noun: str, kind: str = "") -> str:
    """The screen that shows one, '' where there is none."""
    return (
        check_kinds.SCREENS.get(kind, "") if noun == "check" and kind else ADDRESSES.get(noun, "")
    )


def payload_words(
    payload: Mapping[str, Any], names: Mapping[int, str] | None = None, longest: int = 0
) -> str:
    """What an entry holds: 'status: submitted → closed; reason: …', cut to `longest` if given.

    `names` says who a person is where a field holds a person's id.
    """
    said = "; ".join(
        f"{_field(key)}: {_value(_told(key, value, names or {}))}"
        for key, value in payload.items()
        if key not in SAID_BESIDE
    )
    return said if not longest or len(said) <= longest else said[: longest - 1].rstrip() + "…"


def people_in(payload: Mapping[str, Any]) -> set[int]:
    """Ids of the people that a payload names."""
    found = (each for key in PEOPLE & payload.keys() for each in _flat(payload[key]))
    return {each for each in found if isinstance(each, int)}


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return []
    return [e for part in value for e in _flat(part)] if isinstance(value, list) else [value]


def _told(key: str, value: Any, names: Mapping[int, str]) -> Any:
    """Codes of statuses and ids of people as words, wherever the value holds them."""
    if isinstance(value, list):
        return [_told(key, each, names) for each in value]
    if isinstance(value, dict):
        return {_field(k): _told(k, each, names) for k, each in value.items()}
    if key.endswith("grade") and isinstance(value, int):
        return grade_label(value).lower()
    if key == "status" and isinstance(value, str):
        return STATUS_WORDS.get(value, value).lower()
    if key in PEOPLE and isinstance(value, int):
        return names.get(value, value)
    return value


def _value(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2 and not any(_is_deep(v) for v in value):
        return f"{_value(value[0])} → {_value(value[1])}"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or NOTHING
    if isinstance(value, dict):
        return " / ".join(f"{k} {_value(each)}" for k, each in value.items()) or NOTHING
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return _date(value)
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _date(text: str) -> str:
    try:
        return format_date(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _is_deep(value: Any) -> bool:
    return isinstance(value, list | dict)


def _field(key: str) -> str:
    return key.removesuffix("_id").replace("_", " ").lower()


def _spaced(code: str) -> str:
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]
