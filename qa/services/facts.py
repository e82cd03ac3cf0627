"""What the policy may ask about a record: `permissions.Facts` from the links of a day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db.queries import facts as queries
from qa.domain.permissions import NOBODY, Facts

People = frozenset[int]


def facts_of_child(session: Any, child_id: int, on: dt.date, kind: str = "") -> Facts:
    """Facts of a child on a day; `kind` is the check that is meant, where one is (two reads)."""
    return facts_of_children(session, [child_id], on, kind)[child_id]


def facts_of_children(
    session: Any, child_ids: Iterable[int], on: dt.date, kind: str = ""
) -> dict[int, Facts]:
    """The same for many children, by id, still in two reads."""
    ids = sorted(set(child_ids))
    links = queries.links(session, on, child_ids=ids)
    judged = {i: _of(links, "social_worker", i) | _of(links, "team_manager", i) for i in ids}
    lines = queries.lines(session, NOBODY.union(*judged.values()))
    return {
        child_id: Facts(
            kind=kind,
            child_team_ids=_of(links, queries.TEAM, child_id),
            iro_ids=_of(links, "iro", child_id),
            worker_ids=_of(links, "social_worker", child_id),
            manager_ids=_of(links, "team_manager", child_id),
            line=_line(lines, judged[child_id]),
            is_on_hold=_is_held(links, child_id),
        )
        for child_id in ids
    }


def facts_of_check(session: Any, check: Any, on: dt.date) -> Facts:
    """Facts of a check on a day: those pinned at allocation and those linked now (two reads)."""
    return facts_of_checks(session, [check], on)[check.id]


def facts_of_checks(session: Any, checks: Sequence[Any], on: dt.date) -> dict[int, Facts]:
    """The same for many checks, by id, still in two reads."""
    links = queries.links(
        session, on, child_ids=(c.child_id for c in checks), home_ids=(c.home_id for c in checks)
    )
    workers = {c.id: _of(links, "social_worker", c.child_id) | _one(c.worker_id) for c in checks}
    managers = {c.id: _of(links, "team_manager", c.child_id) | _one(c.manager_id) for c in checks}
    judged = {c.id: workers[c.id] | managers[c.id] for c in checks}
    auditors = (c.assignee_id for c in checks if c.kind == "case_audit")
    lines = queries.lines(session, NOBODY.union(*judged.values(), auditors))
    return {
        check.id: Facts(
            kind=check.kind,
            child_team_ids=_of(links, queries.TEAM, check.child_id),
            iro_ids=_of(links, "iro", check.child_id),
            worker_ids=workers[check.id],
            manager_ids=managers[check.id],
            line=_line(lines, judged[check.id]),
            auditor_line=lines.get(check.assignee_id, NOBODY),
            home_visitor_ids=_of(links, queries.VISITOR, check.home_id),
            assignee_id=check.assignee_id,
            is_submitted=check.submitted_on is not None,
            is_on_hold=_is_held(links, check.child_id),
        )
        for check in checks
    }


def facts_of_action(session: Any, action: Any, on: dt.date) -> Facts:
    """Facts of an action on a day (one read). An account that is disabled counts as none."""
    links = queries.links(
        session,
        on,
        child_ids=[action.child_id],
        home_ids=[action.home_id],
        owner_id=action.owner_id,
    )
    return Facts(
        kind=action.kind,
        child_team_ids=_of(links, queries.TEAM, action.child_id),
        iro_ids=_of(links, "iro", action.child_id),
        worker_ids=_of(links, "social_worker", action.child_id),
        manager_ids=_of(links, "team_manager", action.child_id),
        home_visitor_ids=_of(links, queries.VISITOR, action.home_id),
        owner_id=action.owner_id,
        owner_has_account=bool(_of(links, queries.ACCOUNT, action.owner_id)),
        raised_by_id=action.raised_by_id,
        done_by_id=action.done_by_id,
        is_on_hold=_is_held(links, action.child_id),
    )


def _of(found: queries.Ids, what: str, record_id: int | None) -> People:
    return found.get((what, record_id), NOBODY) if record_id is not None else NOBODY


def _is_held(links: queries.Ids, child_id: int | None) -> bool:
    return bool(_of(links, queries.HOLD, child_id))


def _line(lines: Mapping[int, People], people: People) -> People:
    return NOBODY.union(*(lines.get(person_id, NOBODY) for person_id in people))


def _one(person_id: int | None) -> People:
    return NOBODY if person_id is None else frozenset({person_id})
