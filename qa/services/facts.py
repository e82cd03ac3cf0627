"""What the policy may ask about a record: `permissions.Facts` from the links of a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.queries import facts as queries
from qa.domain.permissions import NOBODY, Facts


def facts_of_child(session: Any, child_id: int, on: dt.date, kind: str = "") -> Facts:
    """Facts of a child on a day; `kind` is the check that is meant, where one is (two reads)."""
    links = queries.links(session, on, child_id=child_id)
    workers, managers = _get(links, "social_worker"), _get(links, "team_manager")
    judged = workers | managers
    return Facts(
        kind=kind,
        child_team_ids=_get(links, queries.TEAM),
        iro_ids=_get(links, "iro"),
        worker_ids=workers,
        manager_ids=managers,
        line=_all_of(queries.lines(session, judged), judged),
    )


def facts_of_check(session: Any, check: Any, on: dt.date) -> Facts:
    """Facts of a check on a day: those pinned at allocation and those linked now (two reads)."""
    links = queries.links(session, on, child_id=check.child_id, home_id=check.home_id)
    workers = _get(links, "social_worker") | _one(check.worker_id)
    managers = _get(links, "team_manager") | _one(check.manager_id)
    judged = workers | managers
    lines = queries.lines(session, judged | {check.assignee_id})
    return Facts(
        kind=check.kind,
        child_team_ids=_get(links, queries.TEAM),
        iro_ids=_get(links, "iro"),
        worker_ids=workers,
        manager_ids=managers,
        line=_all_of(lines, judged),
        auditor_line=lines.get(check.assignee_id, NOBODY),
        home_visitor_ids=_get(links, queries.VISITOR),
        assignee_id=check.assignee_id,
        is_submitted=check.submitted_on is not None,
    )


def facts_of_action(session: Any, action: Any, on: dt.date) -> Facts:
    """Facts of an action on a day (one read). An account that is disabled counts as none."""
    links = queries.links(
        session,
        on,
        child_id=action.child_id,
        home_id=action.home_id,
        owner_id=action.owner_id,
    )
    return Facts(
        kind=action.kind,
        child_team_ids=_get(links, queries.TEAM),
        iro_ids=_get(links, "iro"),
        worker_ids=_get(links, "social_worker"),
        manager_ids=_get(links, "team_manager"),
        home_visitor_ids=_get(links, queries.VISITOR),
        owner_id=action.owner_id,
        owner_has_account=bool(_get(links, queries.ACCOUNT)),
        raised_by_id=action.raised_by_id,
        done_by_id=action.done_by_id,
    )


def _get(found: queries.Ids, name: str) -> frozenset[int]:
    return found.get(name, NOBODY)


def _all_of(lines: Mapping[int, frozenset[int]], people: frozenset[int]) -> frozenset[int]:
    return NOBODY.union(*(lines.get(person_id, NOBODY) for person_id in people))


def _one(person_id: int | None) -> frozenset[int]:
    return NOBODY if person_id is None else frozenset({person_id})
