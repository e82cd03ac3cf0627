"""What a draft challenge holds, and what it lacks before it can be raised."""

import datetime as dt
from typing import Any

from qa.domain.answers import checks as given
from qa.domain.challenge_words import MOST_THEMES, SOURCES, TOO_MANY_THEMES
from qa.domain.refusals import Refused

FIELDS = {
    "kind": "choice",
    "source": "choice",
    "found_on": "date",
    "what_is_wrong": "text",
    "child_impact": "text",
    "wanted": "text",
    "wanted_by_on": "date",
    "is_child_told": "flag",
    "child_told_note": "text",
    "is_advocate_offered": "flag",
    "difference": "text",
    "may_share": "flag",
    "told_whom": "text",
}
"""The fields of a draft and how each is given: text, date, flag (True, False) or choice."""
CHOICES = {
    "kind": ("informal", "formal", "good_practice"),
    "source": tuple(SOURCES),
}
MISSING = {
    "source": "Say where it comes from.",
    "what_is_wrong": "Say what is wrong.",
    "child_impact": "Say what it means for the child.",
    "wanted": "Say what you want to happen.",
    "wanted_by_on": "Say by when.",
    "is_child_told": "Say whether the child was told.",
    "is_advocate_offered": "Say whether an advocate was offered.",
}
MISSING_GOOD = {
    "source": "Say where it comes from.",
    "what_is_wrong": "Say what was done well.",
    "difference": "Say what made the difference.",
    "may_share": "Say whether those named agree that it is shared.",
    "told_whom": "Say who was told.",
}
REFUSED_CONSENT = "Without consent it cannot be shared. Ask those named first."


def clean(field: str, value: Any, today: dt.date) -> Any:
    """A field's value, fit to keep. Raises Refused in words; text is kept as typed."""
    if field not in FIELDS:
        raise Refused("There is no such field.")
    may_be_open = value is None and field != "kind"
    if field in CHOICES and not may_be_open and value not in CHOICES[field]:
        raise Refused("Choose one of the answers that the form offers.")
    kind = FIELDS[field]
    if kind == "text":
        return given.text(value)
    if kind == "date":
        return given.date(value, today=today, past=field == "found_on")
    if kind == "flag" and value not in (None, True, False):
        raise Refused("Answer yes or no.")
    return value


def missing(
    draft: Any, children: int, themes: int, today: dt.date, issue: int | None = None
) -> dict[str, str]:
    """What a draft lacks: field → the sentence beside it; empty where it can be raised.

    `issue`: working days within which its ladder says that it is raised; they need a first day.
    """
    asked = MISSING_GOOD if draft.kind == "good_practice" else MISSING
    if issue is not None and draft.kind != "good_practice":
        asked = asked | {"found_on": "Say when it was found: it is to be raised soon after."}
    found = {f: words for f, words in asked.items() if getattr(draft, f) in (None, "")}
    if not children:
        found["children"] = "Choose the child."
    if not themes:
        found["themes"] = "Choose at least one theme."
    if themes > MOST_THEMES:
        found["themes"] = TOO_MANY_THEMES
    if draft.kind == "good_practice":
        if draft.may_share is False:
            found["may_share"] = REFUSED_CONSENT
    elif draft.wanted_by_on is not None and draft.wanted_by_on < today:
        found["wanted_by_on"] = "The day by which you want it cannot be in the past."
    return found
