"""Events of reviews and conferences, as they were recorded by a moment.

The register is corrected and completed later, and a record entered by mistake is taken back: the
trail keeps the old and new values, so that what was known by an earlier moment can be told.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from db.queries import timeline as queries
from qa.domain.reviews import CONFERENCE_TYPES, KINDS, PARTICIPATION, VIEWS_BY
from qa.domain.timeline import Event, day_of
from qa.domain.words import format_date
from qa.services.timeline_recorded import set_to
from qa.services.timeline_source import Source

FIELDS = ("kind", "met_on", "was_held", "conference_type", "participation", "views_by",
          "views_note", "was_seen_alone", "not_alone_reason", "is_quorate", "not_quorate_reason",
          "child_told_on", "decisions")  # fmt: skip
DAYS = ("met_on", "child_told_on")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Meeting = Any
"""A meeting's fields as they stood, with id, child_id, recorded_at, recorded_by_id, taken_back."""


def reviews(source: Source) -> Iterator[Event]:
    """Reviews and conferences held or called off, the child told, records taken back."""
    for row in [*_stored(source), *_taken_back(source)]:
        words, about = KINDS.get(row.kind, row.kind), source.child(row.child_id)
        link = {"screen": "" if row.taken_back else "reviews", "record_id": row.id}
        title = words if row.was_held else f"{words}: not held"
        if row.taken_back is None or _is_later(source, row.taken_back.at):
            yield Event(about, "review", row.met_on, title, recorded_at=row.recorded_at,
                        text=source.text(row.child_id, _says(row)),
                        who=source.name(row.recorded_by_id), **link)  # fmt: skip
            yield from _told(source, row, words, link)
        else:
            at, why = row.taken_back.at, row.taken_back.payload.get("reason") or ""
            yield Event(about, "review", day_of(at), f"Record taken back: {words.lower()} of "
                        f"{format_date(row.met_on)}", at, at, source.text(row.child_id, why),
                        row.taken_back.who)  # fmt: skip


def _told(source: Source, row: Meeting, words: str, link: dict[str, Any]) -> Iterator[Event]:
    if row.child_told_on:
        title = f"Child told the outcome: {words.lower()} of {format_date(row.met_on)}"
        yield Event(source.child(row.child_id), "told", row.child_told_on, title,
                    recorded_at=_told_at(source, row), told="The child", **link)  # fmt: skip


def _told_at(source: Source, row: Meeting) -> dt.datetime | None:
    """When it was recorded; with the meeting itself, unless it was added later."""
    at = set_to(source.known, "review", row.id, "child_told_on", row.child_told_on)
    with_it = row.recorded_at and row.child_told_on <= day_of(row.recorded_at)
    return at or (row.recorded_at if with_it else None)


def _is_later(source: Source, at: dt.datetime) -> bool:
    return source.until is not None and at > source.until


def _stored(source: Source) -> Iterator[Meeting]:
    """The meetings of the register, later changes undone."""
    rows = queries.reviews(source.session, source.ids)
    made: dict[int, list[str]] = defaultdict(list)
    for each in queries.decisions(source.session, [row.id for row in rows]):
        made[each.review_id].append(_decision(each))
    for row in rows:
        values = {name: getattr(row, name) for name in FIELDS if name != "decisions"}
        values = _undone(source, row.id, {**values, "decisions": made[row.id]})
        yield SimpleNamespace(
            **values, id=row.id, child_id=row.child_id, taken_back=None,
            recorded_at=_first(source, row), recorded_by_id=row.recorded_by_id,
        )  # fmt: skip


def _first(source: Source, row: Any) -> dt.datetime | None:
    """When the meeting was first recorded; the row's own moment moves with a correction."""
    first = source.known.first("review", row.id, "record")
    changes = [e.at for e in source.known.of("review", row.id, "change")]
    return first or (None if row.recorded_at in changes else row.recorded_at)


def _undone(source: Source, review_id: int, values: dict[str, Any]) -> dict[str, Any]:
    """The values as they stood by the moment asked for."""
    for entry in reversed(source.known.of("review", review_id, "change")):
        if _is_later(source, entry.at):
            values |= _given({k: change[0] for k, change in entry.payload.items() if k in values})
    return values


def _taken_back(source: Source) -> Iterator[Meeting]:
    """Meetings that are in the register no more, from what the trail says of them."""
    for entry in source.known.acts("review", "remove"):
        found = source.known.of("review", entry.noun_id, "record")
        stood = {k: c[0] for k, c in entry.payload.items() if k in FIELDS and isinstance(c, list)}
        values = {**dict.fromkeys(FIELDS), "was_held": True, "decisions": [], **_given(stood)}
        values = _undone(source, entry.noun_id, values)
        if values["met_on"]:
            yield SimpleNamespace(
                **values, id=entry.noun_id, child_id=entry.child_id, taken_back=entry,
                recorded_at=found[0].at if found else None,
                recorded_by_id=found[0].person_id if found else None,
            )  # fmt: skip


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the trail as the register holds them."""
    found = dict(values)
    for name in DAYS:
        if isinstance(found.get(name), str):
            found[name] = dt.date.fromisoformat(found[name])
    if "decisions" in found:
        found["decisions"] = [_dated(each) for each in found["decisions"] or ()]
    return found


def _dated(decision: str) -> str:
    return ISO_DATE.sub(lambda day: format_date(dt.date.fromisoformat(day[0])), decision)


def _decision(row: Any) -> str:
    by = f", by {format_date(row.by_on)}" if row.by_on else ""
    done = f", done {format_date(row.done_on)}" if row.done_on else ""
    return f"{row.text.rstrip('.')}{by}{done}"


def _says(row: Meeting) -> str:
    """What a meeting's record says, in sentences."""
    said = [
        CONFERENCE_TYPES.get(row.conference_type or "", ""),
        PARTICIPATION.get(row.participation or "", ""),
        f"Views came: {VIEWS_BY[row.views_by].lower()}" if row.views_by in VIEWS_BY else "",
        row.views_note or "",
        _alone(row),
        _quorate(row),
        f"Decisions: {_listed(row.decisions)}" if row.decisions else "",
    ]
    return " ".join(f"{each.rstrip('.')}." for each in said if each)


def _listed(decisions: Iterable[str]) -> str:
    return "; ".join(each.rstrip(".") for each in decisions)


def _alone(row: Meeting) -> str:
    if row.was_seen_alone is None:
        return ""
    if row.was_seen_alone:
        return "The IRO or chair spoke with the child alone beforehand"
    return f"The IRO or chair did not speak with the child alone: {row.not_alone_reason or ''}"


def _quorate(row: Meeting) -> str:
    if row.is_quorate is not False:
        return ""
    return f"Too few agencies came: {row.not_quorate_reason or 'no reason recorded'}"
