"""Events of audits and midway reviews: given out, submitted, moderated, replied to, final."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from db.queries import timeline as queries
from qa.domain import permissions
from qa.domain.audits import PARTS, STANCES
from qa.domain.check_kinds import SCREENS
from qa.domain.midways import CONCLUSIONS, NEXT_STEPS, NO_ACTION
from qa.domain.scoring import grade_label
from qa.domain.timeline import Event
from qa.domain.words import joined
from qa.domain.workflow import MIDWAYS
from qa.services.facts import facts_of_checks
from qa.services.timeline_source import Source

MODERATED = {
    "agreed": "agreed with the grade",
    "changed": "changed the grade",
    "returned": "returned it for changes",
}


def checks(source: Source) -> Iterator[Event]:
    """Audits and midway reviews: given out, submitted, corrected, moderated, replied to, final."""
    found = queries.checks(source.session, source.actor, source.ids)
    ids = [check.id for check in found]
    facts = facts_of_checks(source.session, found, source.actor.today)
    issued = _by_check(queries.issued(source.session, ids))
    decided = _by_check(queries.moderations(source.session, ids))
    replied = _by_check(queries.replies(source.session, ids))
    for check in found:
        reads = permissions.can(source.actor, "read_check", facts[check.id]).allowed
        yield _begun(source, check)
        yield from _issued(source, check, issued[check.id], reads)
        yield from _moderated(source, check, decided[check.id], reads)
        yield from _replied(source, check, replied[check.id], reads)
        yield from _ended(source, check)


def _by_check(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.check_id].append(row)
    return found


def _event(source: Source, check: Any, on: dt.date, title: str, **about: Any) -> Event:
    kind = "midway" if check.kind in MIDWAYS else "audit"
    noun = "Midway review" if check.kind in MIDWAYS else "Audit"
    return Event(
        source.child(check.child_id), kind, on, f"{noun} {title}",
        screen=SCREENS.get(check.kind, ""), record_id=check.id, **about,
    )  # fmt: skip


def _begun(source: Source, check: Any) -> Event:
    at = source.known.first("check", check.id, "allocate", "start", "begin")
    title = "begun" if check.kind in MIDWAYS else "allocated"
    by = check.assignee_id if check.kind in MIDWAYS else check.allocated_by_id
    return _event(source, check, check.allocated_on, title, recorded_at=at, who=source.name(by))


def _issued(source: Source, check: Any, versions: list[Any], reads: bool) -> Iterator[Event]:
    outcomes = source.known.of("check", check.id, "submit")
    for row in versions:
        said = _says(check, _outcome(outcomes, row, check))
        said += f" Why: {row.reason}." if row.reason else ""
        again = "submitted" if row.number == 1 else f"submitted again, version {row.number}"
        yield _submitted(source, check, row.issued_at, again, said if reads else "")
    if not versions and check.submitted_at:
        said = _says(check, _columns(check)) if reads else ""
        yield _submitted(source, check, check.submitted_at, "submitted", said)


def _submitted(source: Source, check: Any, at: dt.datetime, title: str, said: str) -> Event:
    """A submission; an audit is shared with those whose work it judges, which tells them."""
    judged = [source.name(each) for each in (check.worker_id, check.manager_id)]
    told = "" if check.kind in MIDWAYS else joined([name for name in judged if name])
    return _event(
        source, check, source.day(at), title, at=at, recorded_at=at, text=said.strip(),
        who=source.name(check.assignee_id), told=told,
    )  # fmt: skip


def _outcome(submissions: list[Any], row: Any, check: Any) -> dict[str, Any]:
    """How this version ended, as the trail has it; else as the check stands now."""
    found = [e.payload for e in submissions if e.payload.get("revision") == row.number]
    outcome = found[-1].get("outcome") if found else None
    return outcome[1] if outcome else _columns(check)


def _columns(check: Any) -> dict[str, Any]:
    return {name: getattr(check, name) for name in ("auditor_grade", "conclusion", "next_step")}


def _says(check: Any, outcome: dict[str, Any]) -> str:
    if check.kind not in MIDWAYS:
        grade = outcome.get("auditor_grade")
        return f"Grade: {grade_label(grade)}." if grade else ""
    conclusion = CONCLUSIONS.get(outcome.get("conclusion") or "", "")
    step = outcome.get("next_step") or NO_ACTION
    after = NEXT_STEPS.get(step, "")
    return f"{conclusion}." + (f" Next step: {after.lower()}." if after else "")


def _moderated(source: Source, check: Any, rows: list[Any], reads: bool) -> Iterator[Event]:
    for row in rows:
        said = f"{MODERATED.get(row.outcome, row.outcome).capitalize()}."
        said += f" Grade: {grade_label(row.grade)}." if row.grade else ""
        said += f" {row.reasons}" if row.reasons else ""
        yield _event(
            source, check, source.day(row.decided_at), "moderated", at=row.decided_at,
            recorded_at=row.decided_at, text=said if reads else "",
            who=source.name(row.moderator_id),
        )  # fmt: skip


def _replied(source: Source, check: Any, rows: list[Any], reads: bool) -> Iterator[Event]:
    for row in rows:
        part = PARTS.get(row.part, row.part).lower()
        silent = "not replied to in time" if row.stance == "silence" else "replied to"
        title = f"{silent} by the {part}"
        said = f"{STANCES.get(row.stance, '')}. {row.comments or ''}".strip(". ")
        yield _event(
            source, check, source.day(row.recorded_at), title, at=row.recorded_at,
            recorded_at=row.recorded_at, text=said if reads else "",
            who=source.name(row.person_id),
        )  # fmt: skip


def _ended(source: Source, check: Any) -> Iterator[Event]:
    if check.agreed_at:
        at, final = check.agreed_at, "agreed and final"
        yield _event(source, check, source.day(at), final, at=at, recorded_at=at)
    if check.filed_on:
        at = source.known.first("check", check.id, "file")
        by = source.name(check.filed_by_id)
        title = "filed on the case system"
        yield _event(source, check, check.filed_on, title, recorded_at=at, who=by)
    for entry in source.known.of("check", check.id, "withdraw"):
        at = entry.at
        yield _event(source, check, source.day(at), "withdrawn", at=at, recorded_at=at,
                     who=entry.who)  # fmt: skip
