"""Events of the case itself: statuses, team and people, meetings, panels, the child told, holds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from db.queries import timeline as queries
from qa.domain.children import PARTS, STATUSES
from qa.domain.reviews import CONFERENCE_TYPES, KINDS, PARTICIPATION, VIEWS_BY
from qa.domain.timeline import Event
from qa.domain.words import format_date
from qa.services import timeline_recorded as moments
from qa.services.timeline_source import Source

PART_WORDS = {"team": "Team", **PARTS}


def statuses(source: Source) -> Iterator[Event]:
    """Statuses begun, ended and dropped by a list."""
    for row in queries.statuses(source.session, source.ids):
        about, words = source.child(row.child_id), STATUSES.get(row.status, row.status)
        if row.from_on:
            at = moments.status_began(source.known, row)
            yield Event(about, "status", row.from_on, f"{words}: began", recorded_at=at)
        if row.to_on:
            at, why = moments.status_ended(source.known, row), row.end_reason or ""
            text = source.text(row.child_id, why)
            yield Event(about, "status", row.to_on, f"{words}: ended", recorded_at=at, text=text)
        if row.off_list_on:
            at = moments.left_the_list(source.known, row)
            title = f"{words}: no longer on the list"
            yield Event(about, "status", row.off_list_on, title, recorded_at=at)


def episodes(source: Source) -> Iterator[Event]:
    """Episodes of care of the SSDA903 return."""
    for row in queries.episodes(source.session, source.ids):
        said = [f"Legal status {row.legal_status}"] if row.legal_status else []
        said += [f"placement {row.placement}"] if row.placement else []
        at = moments.episode_began(source.known, row)
        yield Event(
            source.child(row.child_id), "status", row.from_on, "Episode of care began",
            recorded_at=at, text=source.text(row.child_id, ", ".join(said)),
        )  # fmt: skip


def people(source: Source) -> Iterator[Event]:
    """Who held the case from when to when."""
    for row in source.links:
        about, part = source.child(row.child_id), PART_WORDS.get(row.part, row.part)
        at = moments.link_began(source.known, row)
        yield Event(about, "people", row.from_on, f"{part}: {row.name}", recorded_at=at)
        if row.to_on:
            at = moments.link_ended(source.known, row)
            title = f"{part}: {row.name} no longer"
            yield Event(about, "people", row.to_on, title, recorded_at=at)


def reviews(source: Source) -> Iterator[Event]:
    """Reviews and conferences held or called off, and the child told of the outcome."""
    rows = queries.reviews(source.session, source.ids)
    made = defaultdict(list)
    for each in queries.decisions(source.session, [row.id for row in rows]):
        made[each.review_id].append(_decision(each))
    for row in rows:
        about, words = source.child(row.child_id), KINDS.get(row.kind, row.kind)
        link = {"screen": "reviews", "record_id": row.id}
        title = words if row.was_held else f"{words}: not held"
        text = source.text(row.child_id, _meeting(row, made[row.id]))
        yield Event(about, "review", row.met_on, title, recorded_at=row.recorded_at, text=text,
                    who=source.name(row.recorded_by_id), **link)  # fmt: skip
        if row.child_told_on:
            at = moments.told_outcome(source.known, row)
            title = f"Child told the outcome: {words.lower()} of {format_date(row.met_on)}"
            yield Event(about, "told", row.child_told_on, title,
                        recorded_at=at, told="The child", **link)  # fmt: skip


def _decision(row: Any) -> str:
    by = f" (by {format_date(row.by_on)})" if row.by_on else ""
    done = f" Done on {format_date(row.done_on)}." if row.done_on else ""
    return f"{row.text.rstrip('.')}{by}.{done}"


def _meeting(row: Any, decisions: list[str]) -> str:
    """What a meeting's record says, in sentences."""
    said = [
        CONFERENCE_TYPES.get(row.conference_type or "", ""),
        PARTICIPATION.get(row.participation or "", ""),
        f"Views came: {VIEWS_BY[row.views_by].lower()}" if row.views_by in VIEWS_BY else "",
        row.views_note or "",
        _alone(row),
        _quorate(row),
        f"Decisions: {' '.join(decisions)}" if decisions else "",
    ]
    return " ".join(f"{each.rstrip('.')}." for each in said if each)


def _alone(row: Any) -> str:
    if row.was_seen_alone is None:
        return ""
    if row.was_seen_alone:
        return "The IRO or chair spoke with the child alone beforehand"
    return f"The IRO or chair did not speak with the child alone: {row.not_alone_reason or ''}"


def _quorate(row: Any) -> str:
    if row.is_quorate is not False:
        return ""
    return f"Too few agencies came: {row.not_quorate_reason or 'no reason recorded'}"


def panels(source: Source) -> Iterator[Event]:
    """Decisions of the panel on long plans."""
    for row in queries.panels(source.session, source.ids):
        yield Event(
            source.child(row.child_id), "panel", row.panel_on,
            f"Panel on the plan open for {row.months} months", recorded_at=row.recorded_at,
            text=source.text(row.child_id, row.decision), who=source.name(row.recorded_by_id),
            screen="long_plans",
        )  # fmt: skip


def told(source: Source) -> Iterator[Event]:
    """The child told of a new IRO or chair."""
    for number, on, iro, by in queries.told(source.session, source.ids):
        at = moments.set_to(source.known, "child", number, "child_told_on", on)
        title = f"Child told of the new IRO or chair: {iro}"
        yield Event(source.child(number), "told", on, title, recorded_at=at, who=by or "",
                    told="The child")  # fmt: skip


def holds(source: Source) -> Iterator[Event]:
    """Serious-incident holds placed and lifted; the reason only for those who may place one."""
    for row in queries.holds(source.session, source.ids):
        yield _hold(source, row, row.placed_at, "placed", row.reason, row.placed_by_id)
        if row.lifted_at:
            yield _hold(source, row, row.lifted_at, "lifted", row.lifted_reason, row.lifted_by_id)


def _hold(
    source: Source, row: Any, at: dt.datetime, done: str, reason: str | None, by: int | None
) -> Event:
    return Event(
        source.child(row.child_id), "hold", source.day(at), f"Serious-incident hold {done}", at, at,
        (reason or "") if source.reads_holds else "", source.name(by),
    )  # fmt: skip
