"""Events of the work that follows: actions, children at risk, what midway reviews called for."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from db.queries import timeline as queries
from qa.domain.midways import NEXT_STEPS
from qa.domain.timeline import Event
from qa.domain.words import format_date
from qa.services.timeline_source import Source

STEPS = {
    "finish": "Action done",
    "verify": "Action verified",
    "reject": "Action sent back: not done yet",
    "withdraw": "Action withdrawn",
    "hand_over": "Action given to another owner",
}


def actions(source: Source) -> Iterator[Event]:
    """Actions opened, done, verified, sent back and withdrawn."""
    for row in queries.actions(source.session, source.actor, source.ids):
        mine = row.owner_id in source.actor.selves
        text = row.text if mine else source.text(row.child_id, row.text)
        yield _action(source, row, row.raised_on, "Action opened", _opened_at(source, row),
                      _asked(row) if text else "", source.name(row.raised_by_id),
                      source.name(row.owner_id))  # fmt: skip
        for entry in source.known.of("action", row.id, *STEPS):
            said = _step_text(row, entry) if text else ""
            yield _action(source, row, _step_on(source, entry), STEPS[entry.act], entry.at,
                          said, entry.who, about=text)  # fmt: skip
        yield from _kept(source, row, text)


KEPT = (
    ("finish", "done_on", "done_by_id", "evidence"),
    ("verify", "verified_on", "verified_by_id", "verified_note"),
)


def _kept(source: Source, row: Any, about: str) -> Iterator[Event]:
    """What the action's own row says of its end where the trail says nothing of it."""
    for act, on, by, note in KEPT:
        if getattr(row, on) and not source.known.of("action", row.id, act):
            text = getattr(row, note) if about else ""
            yield _action(source, row, getattr(row, on), STEPS[act], None, text or "",
                          source.name(getattr(row, by)), about=about)  # fmt: skip


def _action(
    source: Source,
    row: Any,
    on: dt.date,
    title: str,
    at: dt.datetime | None,
    text: str,
    who: str,
    told: str = "",
    about: str = "",
) -> Event:
    return Event(
        source.child(row.child_id), "action", on, title, recorded_at=at, text=text, who=who,
        told=told, screen="actions", record_id=row.id, thing=f"action {row.id}", about=about,
    )  # fmt: skip


def _opened_at(source: Source, row: Any) -> dt.datetime | None:
    opened = source.known.first("action", row.id, "open")
    submitted = source.known.first("check", row.check_id, "submit") if row.check_id else None
    return opened or submitted or source.known.first("action", row.id, "add")


def _asked(row: Any) -> str:
    return f"{row.text.rstrip('.')}. Due {format_date(row.due_on)}."


def _step_on(source: Source, entry: Any) -> dt.date:
    given = entry.payload.get("done_on") if entry.act == "finish" else None
    return dt.date.fromisoformat(given) if isinstance(given, str) else source.day(entry.at)


def _step_text(row: Any, entry: Any) -> str:
    said = [entry.payload.get(name) for name in ("evidence", "note", "why")]
    if entry.act == "finish" and "evidence" not in entry.payload:
        said.append(row.evidence)
    return next((str(each) for each in said if each), "")


def risks(source: Source) -> Iterator[Event]:
    """A child at risk: raised, told to whom, recorded as safe."""
    for row in queries.risk_flags(source.session, source.actor, source.ids):
        link = {"screen": "case_audits" if row.check_id else "", "record_id": row.check_id}
        about = source.child(row.child_id)
        yield Event(about, "risk", source.day(row.raised_at), "A child may be at risk: raised",
                    row.raised_at, row.raised_at, source.text(row.child_id, row.worry),
                    source.name(row.raised_by_id), **link)  # fmt: skip
        if row.told_at:
            at = source.known.of("risk", row.id, "raise", "tell")
            yield Event(about, "risk", source.day(row.told_at), "A child may be at risk: told",
                        row.told_at, at[-1].at if at else row.told_at,
                        source.text(row.child_id, row.will_do), source.name(row.raised_by_id),
                        source.text(row.child_id, row.told_whom), **link)  # fmt: skip
        if row.safe_at:
            yield Event(about, "risk", source.day(row.safe_at), "The child recorded as safe",
                        row.safe_at, row.safe_at, source.text(row.child_id, row.safe_note),
                        source.name(row.safe_by_id), **link)  # fmt: skip


def follow_ups(source: Source) -> Iterator[Event]:
    """What midway reviews called for, and when it was seen to."""
    for row in queries.follow_ups(source.session, source.actor, source.ids):
        link = {"screen": "midway_reviews", "record_id": row.check_id,
                "thing": f"follow-up {row.id}"}  # fmt: skip
        about = source.child(row.child_id)
        opened, finished = _follow_up_titles(source, row)
        yield Event(about, "follow_up", row.made_on, opened,
                    recorded_at=source.known.first("follow_up", row.id, "raise"),
                    text=source.text(row.child_id, row.note), who=source.name(row.made_by_id),
                    **link)  # fmt: skip
        if row.done_on:
            seen = source.known.of("follow_up", row.id, "finish", "turn_into_action")
            yield Event(about, "follow_up", row.done_on, finished,
                        recorded_at=seen[-1].at if seen else None,
                        text=source.text(row.child_id, row.done_note),
                        who=seen[-1].who if seen else "", **link)  # fmt: skip


def _follow_up_titles(source: Source, row: Any) -> tuple[str, str]:
    """What it is called when opened and when finished; its kind is the answer of the review, so
    those who see dates only are not told it."""
    if source.child(row.child_id) not in source.reads_text:
        return "Follow-up opened", "Follow-up finished"
    words = NEXT_STEPS.get(row.kind, row.kind)
    return f"{words}: asked for", f"{words}: seen to"
