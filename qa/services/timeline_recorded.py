"""When each thing about a child was recorded: what the trail and the loads of lists say of it.

What stands in a row with a moment of its own needs none of this. Dated links and statuses are rows
without one: the trail's entry that began or ended them gives it. None: no moment was kept.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.children import STATUSES
from qa.domain.timeline import day_of
from qa.services.roster_changes import words_of

Entry = Any
"""A row of the trail: at, who, act, noun, noun_id, child_id, payload."""


@dataclass(frozen=True)
class Recorded:
    """The trail of some children by record, and when the list of each day was loaded."""

    entries: Mapping[tuple[str, int | None], Sequence[Entry]]
    loads: Mapping[dt.date, dt.datetime]

    def of(self, noun: str, record_id: int | None, *acts: str) -> list[Entry]:
        """What was done to a record, in order; of these acts only, where some are given."""
        found = self.entries.get((noun, record_id), ())
        return [entry for entry in found if not acts or entry.act in acts]

    def acts(self, noun: str, act: str) -> list[Entry]:
        """Every entry of one act on records of a kind, in order."""
        found = (e for (kind, _id), es in self.entries.items() if kind == noun for e in es)
        return [entry for entry in found if entry.act == act]

    def first(self, noun: str, record_id: int | None, *acts: str) -> dt.datetime | None:
        """When one of these acts was first done to a record."""
        found = self.of(noun, record_id, *acts)
        return found[0].at if found else None


def recorded(entries: Iterable[Entry], loads: Mapping[dt.date, dt.datetime]) -> Recorded:
    """Entries of the trail, put where they are asked for."""
    by_record: dict[tuple[str, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.noun, entry.noun_id].append(entry)
    return Recorded(by_record, loads)


def set_to(
    known: Recorded, noun: str, record_id: int, field: str, value: dt.date | None
) -> dt.datetime | None:
    """When a field of a record was last set to this day."""
    said = value.isoformat() if value else None
    found = [e for e in known.of(noun, record_id) if _after(e.payload.get(field)) == said]
    return found[-1].at if found else None


def _after(change: Any) -> Any:
    return change[-1] if isinstance(change, list) and change else change


def _before(change: Any) -> Any:
    return change[0] if isinstance(change, list) and change else None


def status_began(known: Recorded, row: Any) -> dt.datetime | None:
    """When the beginning of a status was recorded."""
    at = _of_status(known, row, "from", row.from_on)
    if at or _was_changed(known, row):
        return at
    return known.loads.get(row.as_at)


def status_ended(known: Recorded, row: Any) -> dt.datetime | None:
    """When the end of a status was recorded."""
    return _of_status(known, row, "to", row.to_on) or known.loads.get(row.as_at)


def left_the_list(known: Recorded, row: Any) -> dt.datetime | None:
    """When it was recorded that a list no longer holds the child."""
    at = _of_status(known, row, "off the list", row.off_list_on)
    return at or known.loads.get(row.off_list_on)


def _of_status(known: Recorded, row: Any, field: str, day: dt.date | None) -> dt.datetime | None:
    return set_to(known, "child", row.child_id, f"{_prefix(row)}: {field}", day)


def _prefix(row: Any) -> str:
    return STATUSES.get(row.status, row.status).lower()


def _was_changed(known: Recorded, row: Any) -> bool:
    """Whether the row was changed since it began: then its list is not the one it began with."""
    begins = f"{_prefix(row)}: "
    entries = known.of("child", row.child_id)
    return any(key.startswith(begins) for entry in entries for key in entry.payload)


def episode_began(known: Recorded, row: Any) -> dt.datetime | None:
    """When an episode of care was loaded: the first load of episodes from its day on."""
    found = known.of("child", row.child_id, "import")
    loads = [e.at for e in found if "episodes added" in e.payload and day_of(e.at) >= row.as_at]
    return loads[0] if loads else None


def link_began(known: Recorded, row: Any) -> dt.datetime | None:
    """When a team or person was linked with a child."""
    found = [e for e in _of_part(known, row) if _same(_after(_change(e, row)), row.name)]
    said = row.from_on.isoformat()
    exact = [e for e in found if said in _days(e, row)]
    near = exact or sorted(found, key=lambda e: abs((e.at.date() - row.from_on).days))
    return near[0].at if near else None


def link_ended(known: Recorded, row: Any) -> dt.datetime | None:
    """When the end of a link was recorded: by itself, or as somebody else took over."""
    ends = [
        e for e in known.of("child", row.child_id, "end_link")
        if e.payload.get("part") == row.part and e.payload.get("person_id") == row.person_id
        and _after(e.payload.get("to_on")) == row.to_on.isoformat()
    ]  # fmt: skip
    taken = [e for e in _of_part(known, row) if row.name in str(_before(_change(e, row)) or "")]
    near = ends or sorted(taken, key=lambda e: abs((e.at.date() - row.to_on).days))
    return near[-1].at if ends else (near[0].at if near else None)


def _of_part(known: Recorded, row: Any) -> list[Entry]:
    return [e for e in known.of("child", row.child_id) if _change(e, row) is not None]


def _change(entry: Entry, row: Any) -> Any:
    """[before, after] of the part the link is, as a link, a handover or a list records it."""
    said = entry.payload.get(row.part, entry.payload.get(row.part.replace("_", " ")))
    return said if isinstance(said, list) else None


def _same(value: Any, name: str) -> bool:
    return isinstance(value, str) and value.casefold() == name.casefold()


def _days(entry: Entry, row: Any) -> tuple[Any, ...]:
    payload = entry.payload
    return payload.get("from_on"), _after(payload.get(f"{row.part}_from_on"))


def facts_by(known: Recorded, row: Any, moment: dt.datetime) -> dict[str, Any]:
    """What a list said of a status besides, as it stood at a moment: later changes undone."""
    facts, begins = dict(row.facts), f"{_prefix(row)}: "
    later = [e for e in known.of("child", row.child_id, "import") if e.at > moment]
    for entry in reversed(later):
        for name in row.facts:
            change = entry.payload.get(begins + words_of(name))
            if isinstance(change, list):
                facts[name] = change[0]
    return facts
