"""The words of the trail: acts, nouns and fields, and what a history is narrowed to."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.domain.scoring import grade_label
from qa.domain.words import format_date
from qa.domain.workflow import ACTION_STATUSES, CHALLENGE_STATUSES, CHECK_STATUSES

ACTS = {
    "open": "Opened",
    "add": "Added",
    "agree": "Agreed",
    "allocate": "Allocated",
    "answer": "Answered",
    "appoint": "Appointed",
    "bypass": "Went to a later stage",
    "change": "Changed",
    "change passphrase": "Changed the passphrase",
    "close": "Closed",
    "close_team": "Closed",
    "confirm": "Confirmed",
    "confirm_child": "Confirmed the right child",
    "confirm_home": "Confirmed the home and independence",
    "consent": "Recorded consents to open case records",
    "copy": "Copied from a brother's or sister's",
    "correct": "Opened a correction",
    "create": "Created",
    "disable": "Disabled",
    "discard": "Dropped",
    "enable": "Enabled",
    "end": "Ended early",
    "end role": "Ended a role",
    "end session": "Ended a session",
    "end sessions": "Ended sessions",
    "end_hold": "Ended the legal hold",
    "end_link": "Ended a link",
    "escalate": "Went to the next stage",
    "export": "Exported",
    "file": "Marked as filed",
    "finish": "Said it is done",
    "give role": "Gave a role",
    "give_back": "Gave a merged number back",
    "hand_over": "Handed over",
    "hold": "Put on legal hold",
    "import": "Loaded",
    "install": "Installed",
    "leave": "Recorded as having left",
    "legal_advice": "Saved legal advice",
    "letters": "Brought the children's letters up to date",
    "lift_hold": "Lifted the serious-incident hold",
    "lift_restriction": "Lifted the restriction",
    "link": "Linked with a person",
    "load": "Loaded",
    "merge": "Merged into another number",
    "moderate": "Moderated",
    "name": "Named",
    "not_satisfied": "Said the answer is not enough",
    "partly": "Said the answer is partly enough",
    "pause": "Paused the clock",
    "place_hold": "Placed a serious-incident hold",
    "prepare": "Prepared",
    "raise": "Raised",
    "reallocate": "Gave to somebody else",
    "record": "Recorded",
    "record_safe": "Recorded as safe",
    "refer": "Referred to Cafcass",
    "refer_outcome": "Recorded what Cafcass decided",
    "reject": "Said it is not done yet",
    "remove": "Removed",
    "remove_link": "Removed a link made by mistake",
    "rename": "Renamed",
    "reopen": "Reopened",
    "reply": "Replied",
    "reset passphrase": "Reset the passphrase",
    "resolve": "Closed, with what changed",
    "restore": "Restored from a backup",
    "restrict": "Restricted to named people",
    "resume": "Let the clock run again",
    "return": "Returned with comments",
    "satisfied": "Said the answer is enough",
    "send": "Sent",
    "set": "Set",
    "share": "Shared",
    "siblings": "Changed brothers and sisters",
    "sign in": "Signed in",
    "sign out": "Signed out",
    "start": "Started",
    "submit": "Submitted",
    "take_in": "Took in a merged number",
    "tell": "Recorded who was told",
    "turn_into_action": "Turned into an action",
    "told": "Recorded the child as told",
    "undo_merge": "Undid a merge",
    "verify": "Verified",
    "withdraw": "Withdrew",
}
NOUNS = {
    "account": "Account",
    "action": "Action",
    "allocations": "Allocations of children",
    "audits": "Audits",
    "caseload": "Caseload",
    "care_history": "Care history",
    "challenge": "Challenge",
    "check": "Audit or review",
    "child": "Child",
    "closure_day": "Closure day",
    "cover": "Cover",
    "database": "Database",
    "demonstration": "Demonstration data",
    "due_dates": "Due dates",
    "follow_up": "Follow-up",
    "form": "Form",
    "handover": "Handover",
    "history": "History",
    "home": "Children's home",
    "home_resident": "Child of a home, by letter",
    "home_tie": "Tie to a home",
    "home_visitor": "Appointment to a home",
    "ladder": "Ladder of challenges",
    "long_plans": "Long plans",
    "monitor": "Escalations",
    "notice": "Notice",
    "panel": "Panel on a long plan",
    "person": "Person",
    "released": "Forms and time limits",
    "review": "Review or conference",
    "reviews": "Reviews and conferences",
    "risk": "Child at risk",
    "roster": "Children list",
    "setting": "Setting",
    "team": "Team",
    "theme": "Theme of challenges",
    "time_limit": "Time limit",
    "timeliness": "Timeliness",
    "trends": "Trends",
}
ADDRESSES = {"check": "case_audits", "child": "children", "action": "actions", "review": "reviews",
             "challenge": "challenges"}  # fmt: skip
NOTHING = "nothing"
STATUS_WORDS = {**CHALLENGE_STATUSES, **CHECK_STATUSES, **ACTION_STATUSES}
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


def noun_words(noun: str) -> str:
    """What it was done to, in words."""
    return NOUNS.get(noun) or _spaced(noun)


def payload_words(
    payload: Mapping[str, Any], names: Mapping[int, str] | None = None, longest: int = 0
) -> str:
    """What an entry holds: 'status: submitted → closed; reason: …', cut to `longest` if given.

    `names` says who a person is where a field holds a person's id.
    """
    said = "; ".join(
        f"{_field(key)}: {_value(_told(key, value, names or {}))}" for key, value in payload.items()
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
