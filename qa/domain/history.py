"""The words of the trail: its acts and nouns, and what a history is narrowed to."""

import datetime as dt
from dataclasses import dataclass

from qa.domain import check_kinds
from qa.domain.history_words import ACTS, NOUNS

ADDRESSES = {"check": "case_audits", "child": "children", "action": "actions", "review": "reviews",
             "challenge": "challenges", "home": "homes"}  # fmt: skip


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


def _spaced(code: str) -> str:
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]
