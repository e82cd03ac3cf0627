"""Events of the case itself: statuses, team and people, panels, the child told, holds."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from db.queries import timeline as queries
from qa.domain.children import PARTS, STATUSES
from qa.domain.timeline import Event
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
