"""What happened to a challenge: one event for each move, as the trail keeps it in full."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ChildResult:
    """What came of a challenge for one child: outcome (a key of OUTCOMES) and what changed."""

    child_id: int
    outcome: str
    changed: str


@dataclass(frozen=True)
class Event:
    """One move. `on`: the day it took effect; `at`: when it was recorded (UTC).

    `stage`: where it leads (raise, escalate, bypass). `text`: the answer, the reason or the note.
    `for_name`, `for_role`: on whose behalf it was recorded. `responder_*`: who is asked.
    `themes`, `themes_before`: where these were corrected, in words.
    """

    name: str
    on: dt.date
    at: dt.datetime
    by_id: int
    stage: int | None = None
    text: str = ""
    for_name: str = ""
    for_role: str = ""
    responder_id: int | None = None
    responder_name: str = ""
    responder_role: str = ""
    outcome: str = ""
    children: tuple[ChildResult, ...] = ()
    themes: tuple[str, ...] = ()
    themes_before: tuple[str, ...] = ()


TEXTS = ("text", "for_name", "for_role", "responder_name", "responder_role", "outcome")
NUMBERS = ("stage", "responder_id")
LISTS = ("themes", "themes_before")


def payload(event: Event) -> dict[str, Any]:
    """The event as the store and the trail keep it: JSON values, empty ones left out."""
    kept: dict[str, Any] = {
        "name": event.name,
        "on": event.on.isoformat(),
        "at": event.at.astimezone(dt.UTC).isoformat(),
        "by_id": event.by_id,
    }
    kept |= {key: getattr(event, key) for key in TEXTS if getattr(event, key)}
    kept |= {key: getattr(event, key) for key in NUMBERS if getattr(event, key) is not None}
    kept |= {key: list(getattr(event, key)) for key in LISTS if getattr(event, key)}
    if event.children:
        kept["children"] = [[c.child_id, c.outcome, c.changed] for c in event.children]
    return kept


def from_payload(kept: Mapping[str, Any]) -> Event:
    """The event again, from what the store or the trail kept."""
    return Event(
        name=kept["name"],
        on=dt.date.fromisoformat(kept["on"]),
        at=dt.datetime.fromisoformat(kept["at"]),
        by_id=kept["by_id"],
        children=tuple(ChildResult(*row) for row in kept.get("children", ())),
        **{key: tuple(kept[key]) for key in LISTS if key in kept},
        **{key: kept[key] for key in (*TEXTS, *NUMBERS) if key in kept},
    )
