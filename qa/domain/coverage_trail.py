"""Homes and their visits as the trail tells them: what was known after a run of entries.

Entries hold {field: [before, after]} or {field: value}; each takes the place of the one before.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from qa.domain.coverage import STARTED, WITHDRAWN, Life, Seen, in_order

HOME_FIELDS = ("name", "opened_on", "closed_on", "is_visited")
VISIT_FIELDS = ("home_id", "month", "visited_on", "announced", "status", "report_due_on",
                "issued_on", "is_independent")  # fmt: skip
ISSUE = "issue"
_SAYS = {True: "Y", False: "N"}
RECORDED = "record"
"""The act of an entry that says how a home stood when the trail began to hold homes."""


class Told(Protocol):
    """An entry of the trail about a home (`noun` home) or about its visit (`noun` check)."""

    at: dt.datetime
    act: str
    noun: str
    noun_id: int | None
    home_id: int | None
    payload: Mapping[str, Any]


@dataclass
class Known:
    """What the entries say of each home and of each visit, by id."""

    homes: dict[int, dict[str, Any]] = field(default_factory=dict)
    visits: dict[int, dict[str, Any]] = field(default_factory=dict)

    def visited_homes(self) -> dict[int, tuple[str, Life]]:
        """Homes that this service visited, with their days."""
        return {
            home_id: (
                str(held.get("name", f"Home {home_id}")),
                Life(_day(held.get("opened_on")), _day(held.get("closed_on"))),
            )
            for home_id, held in self.homes.items()
            if held.get("is_visited", True)
        }

    def visits_of(self, month: dt.date) -> dict[int, list[Seen]]:
        """Visits of a month that were not withdrawn, by home, the oldest first; those begun with
        what their visitor says of their independence (see `counts`)."""
        found: dict[int, list[Seen]] = {}
        for check_id, held in self.visits.items():
            on = _day(held.get("visited_on"))
            status = held.get("status") or STARTED
            if on is None or on.replace(day=1) != month or status == WITHDRAWN:
                continue
            seen = Seen(
                check_id, on, held.get("announced"), status,
                _day(held.get("report_due_on")), _day(held.get("issued_on")),
                independent=_SAYS.get(held.get("is_independent")) if status == STARTED else "Y",
            )  # fmt: skip
            found.setdefault(held["home_id"], []).append(seen)
        return {home: sorted(seen, key=in_order) for home, seen in found.items()}


def known(entries: Iterable[Told]) -> Known:
    """What a run of entries, in the order of the trail, tells of homes and visits."""
    found = Known()
    for entry in entries:
        if entry.noun == "home" and entry.noun_id is not None:
            _take(found.homes.setdefault(entry.noun_id, {}), entry, HOME_FIELDS)
        elif entry.noun == "check" and entry.noun_id is not None and entry.home_id is not None:
            held = found.visits.setdefault(entry.noun_id, {"home_id": entry.home_id})
            first_issue = held.get("issued_on")
            _take(held, entry, VISIT_FIELDS)
            if first_issue is not None:
                held["issued_on"] = first_issue
            elif entry.act == ISSUE:
                held.setdefault("issued_on", entry.at.date())
    return found


def _take(held: dict[str, Any], entry: Told, fields: tuple[str, ...]) -> None:
    for name in fields:
        if name in entry.payload:
            given = entry.payload[name]
            held[name] = given[-1] if isinstance(given, list) else given


def _day(given: Any) -> dt.date | None:
    return dt.date.fromisoformat(given) if isinstance(given, str) else given
