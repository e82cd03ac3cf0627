"""The rows of a roster, written in the caller's transaction: few statements, many rows each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from db import bulk
from db.models import NotLoaded, RosterLoad, Team
from db.queries import roster as queries
from qa.domain.actor import Actor
from qa.domain.children import NEEDS_IRO
from qa.domain.homes import urn_in
from qa.services import trail
from qa.services.roster_reviews import write_meetings
from qa.services.roster_state import key
from qa.services.roster_trail import record_children, record_teams
from qa.services.roster_values import Known, NewLink, RosterPlan, Writes

SOCIAL_WORKER = "social_worker"
JOB_TITLE = "Social worker"


def write(
    session: Any, actor: Actor, known: Known, plan: RosterPlan, writes: Writes, confirmed: bool
) -> tuple[int, set[int]]:
    """Write everything; the id of the load, and the children for whom other things fall due."""
    load = _load(session, actor, plan, writes, confirmed)
    ids = _children(session, plan.as_at, writes)
    teams = {key(row.name): row.id for row in known.teams}
    teams |= _add_teams(session, actor, writes.new_teams)
    people = _workers(known, writes)
    people |= _add_people(session, writes.new_people)
    _statuses(session, plan.as_at, writes, ids)
    _links(session, plan.as_at, writes, ids, teams, people)
    _placements(session, writes, ids, known.homes)
    write_meetings(session, actor, ((_child(ids, m.child), *m[1:]) for m in writes.meetings))
    _not_loaded(session, load.id, writes)
    record_children(session, actor, writes.changes)
    return load.id, _owed(known, writes, ids)


def _owed(known: Known, writes: Writes, ids: Sequence[int]) -> set[int]:
    before = {row.child_id for row in known.statuses if row.status in NEEDS_IRO}
    begun = {_child(ids, new.child) for new in writes.new_statuses if new.status in NEEDS_IRO}
    met = {_child(ids, each.child) for each in writes.meetings}
    return (before & writes.changes.keys()) | begun | met


def _load(session: Any, actor: Actor, plan: RosterPlan, writes: Writes, confirmed: bool) -> Any:
    load = RosterLoad(
        as_at=plan.as_at,
        file_digest=plan.annex.file_digest,
        loaded_at=actor.now,
        loaded_by_id=actor.person_id or None,
        report=counts(plan),
    )
    session.add(load)
    session.flush()
    payload = {
        **counts(plan),
        "as_at": plan.as_at,
        "file_digest": plan.annex.file_digest,
        "new_teams": writes.new_teams,
        "new_people": len(writes.new_people),
        "confirmed": plan.confirmation if confirmed else "",
    }
    trail.record(session, actor, "import", "roster", load.id, payload)
    return load


def counts(plan: RosterPlan) -> dict[str, Any]:
    """The plan in numbers, as the load keeps it."""
    return {
        "lists": {
            str(row.number): {"rows": row.rows, "refused": row.refused, "left": row.leaving}
            for row in plan.lists
        },
        "loaded": len(plan.new),
        "changed": plan.changed_count,
        "unchanged": plan.unchanged,
        "left": plan.leaving_count,
        "refused": len(plan.annex.refused_rows),
    }


def _children(session: Any, as_at: dt.date, writes: Writes) -> Sequence[int]:
    ids = queries.reserve_ids(session, "child", len(writes.new_children))
    columns = (
        "id",
        "case_number",
        "birth_month",
        "age_years",
        "is_unborn",
        "died_on",
        "updated_as_at",
        "not_updated_as_at",
    )
    rows = ((i, *child) for i, child in zip(ids, writes.new_children, strict=True))
    bulk.insert(session, "child", columns, rows)
    queries.update_by_id(session, "child", writes.children)
    seen = [{"id": i, "updated_as_at": as_at} for i in writes.seen_again]
    queries.update_by_id(session, "child", seen)
    marked = [{"id": i, "not_updated_as_at": as_at} for i in writes.not_updated]
    queries.update_by_id(session, "child", marked)
    return ids


def _child(ids: Sequence[int], ref: int) -> int:
    return ref if ref > 0 else ids[-ref - 1]


def _add_teams(session: Any, actor: Actor, names: Sequence[str]) -> dict[str, int]:
    ids = queries.add_teams(session, [Team(name=name) for name in names])
    record_teams(session, actor, dict(zip(ids, names, strict=True)))
    return {key(name): team_id for team_id, name in zip(ids, names, strict=True)}


def _workers(known: Known, writes: Writes) -> dict[str, int]:
    found = {key(row.roster_name): row.id for row in known.people if row.roster_name}
    return found | {key(name): person_id for person_id, name in writes.roster_names.items()}


def _add_people(session: Any, names: Sequence[str]) -> dict[str, int]:
    ids = queries.reserve_ids(session, "person", len(names))
    rows = ((i, name, name, JOB_TITLE) for i, name in zip(ids, names, strict=True))
    bulk.insert(session, "person", ("id", "name", "roster_name", "job_title"), rows)
    return {key(name): person_id for person_id, name in zip(ids, names, strict=True)}


def _statuses(session: Any, as_at: dt.date, writes: Writes, ids: Sequence[int]) -> None:
    columns = ("child_id", "status", "from_on", "to_on", "end_reason", "facts", "as_at")
    rows = ((_child(ids, new.child), *new[1:], as_at) for new in writes.new_statuses)
    bulk.insert(session, "child_status", columns, rows)
    changed = [{**row, "as_at": as_at} for row in writes.statuses]
    queries.update_by_id(session, "child_status", changed)
    left = [{"id": i, "off_list_on": as_at} for i in writes.off_list]
    queries.update_by_id(session, "child_status", left)


def _links(
    session: Any,
    as_at: dt.date,
    writes: Writes,
    ids: Sequence[int],
    teams: Mapping[str, int],
    people: Mapping[str, int],
) -> None:
    queries.update_by_id(session, "child_team", writes.changed_team_links)
    queries.update_by_id(session, "child_person", writes.changed_worker_links)
    queries.set_roster_names(session, writes.roster_names)

    def rows(links: Sequence[NewLink], targets: Mapping[str, int], *more: str) -> Any:
        known = {link.name: targets[key(link.name)] for link in links}
        return ((_child(ids, link.child), known[link.name], as_at, *more) for link in links)

    bulk.insert(
        session, "child_team", ("child_id", "team_id", "from_on"), rows(writes.team_links, teams)
    )
    bulk.insert(
        session,
        "child_person",
        ("child_id", "person_id", "from_on", "part"),
        rows(writes.worker_links, people, SOCIAL_WORKER),
    )


def _placements(session: Any, writes: Writes, ids: Sequence[int], homes: Mapping[str, int]) -> None:
    columns = ("child_id", "home_id", "urn", "placement_type", "from_on", "to_on")
    rows = (
        (_child(ids, p.child), homes.get(urn_in(p.urn) or ""), *p[1:]) for p in writes.placements
    )
    bulk.insert(session, "placement", columns, rows)
    changed = [
        {**row, "home_id": homes.get(urn_in(row["urn"]) or "")} for row in writes.changed_placements
    ]
    queries.update_by_id(session, "placement", changed)


def _not_loaded(session: Any, load_id: int, writes: Writes) -> None:
    queries.forget_not_loaded(session, writes.loaded_after_all)
    rows = ((load_id, *row) for row in writes.not_loaded)
    columns = ("roster_load_id", "case_number", "list_number", "reason")
    bulk.insert(session, NotLoaded.__tablename__, columns, rows)
