"""Two numbers for one child, merged so that it can be undone; brothers and sisters."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.engine import writing
from db.queries import child_page, subjects
from db.queries import identities as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.services import duties, trail
from qa.services.restrictions import held, reasoned, record

NEVER_ACROSS_ADOPTION = (
    "Never merge a child's number from before an adoption with the one from after it: "
    "the two identities are never linked."
)


def merge(actor: Actor, child_id: int, other_number: str, reason: str, version: int) -> int:
    """Let a second number be the same child as `child_id`; the second number's own id.

    Audits, actions and risk flags of the second number are from now on about the first. What
    moved is on the trail, and `undo` moves it back.
    """
    permissions.require(actor, "restrict")
    reason = reasoned(reason)
    with writing() as session:
        child = held(session, actor, child_id, version)
        other = subjects.child_numbered(session, actor, other_number.strip())
        if other is None:
            raise NotFound("child")
        _refuse(session, child, other)
        moved = queries.records_of(session, other.id)
        queries.move_records(session, moved, other.id, child.id)
        other.merged_into_id = child.id
        payload = {"merged_into_id": [None, child.id], "moved": moved, "reason": reason}
        record(session, actor, "merge", other, payload)
        record(session, actor, "take_in", child, {"other": other.id, "reason": reason})
        session.flush()
        duties.refresh(session, [child.id], actor.today)
        return other.id


def _refuse(session: Any, child: Any, other: Any) -> None:
    if other.id == child.id:
        raise Refused("This is the number you are looking at. Enter the other one.")
    if child_page.merged_numbers(session, other.id):
        raise Refused(
            f"Other numbers were merged into {other.case_number}. Undo that first, then merge "
            "each of them here."
        )
    if (child.restricted_at is None) != (other.restricted_at is None):
        raise Refused("One of the two is restricted. Restrict the other to the same people first.")
    if child.restricted_at and _named(session, child.id) != _named(session, other.id):
        raise Refused("The two are restricted to different people. Name the same people first.")


def _named(session: Any, child_id: int) -> set[int]:
    return {row.id for row in child_page.named_people(session, child_id)}


def undo(actor: Actor, child_id: int, other_id: int, reason: str, version: int) -> None:
    """Let a merged number stand for itself again, with the records that came along with it."""
    permissions.require(actor, "restrict")
    reason = reasoned(reason)
    with writing() as session:
        child = held(session, actor, child_id, version)
        merged = [row for row in queries.child_and_merged(session, child_id) if row.id == other_id]
        if not merged or other_id == child_id:
            raise NotFound("child")
        [other] = merged
        moved = (queries.last_merge(session, other.id) or {}).get("moved", {})
        queries.move_records(session, moved, child.id, other.id)
        other.merged_into_id = None
        payload = {"merged_into_id": [child.id, None], "moved": moved, "reason": reason}
        record(session, actor, "undo_merge", other, payload)
        record(session, actor, "give_back", child, {"other": other.id, "reason": reason})
        session.flush()
        duties.refresh(session, [child.id, other.id], actor.today)


def join_siblings(actor: Actor, case_numbers: Sequence[str]) -> int:
    """Record that these children are brothers and sisters; how many the group then holds."""
    permissions.require(actor, "keep_register")
    wanted = {number.strip() for number in case_numbers if number.strip()}
    if len(wanted) < 2:
        raise Refused("Enter at least two case numbers.")
    with writing() as session:
        children = [subjects.child_numbered(session, actor, number) for number in sorted(wanted)]
        if None in children:
            missing = next(n for n, c in zip(sorted(wanted), children, strict=True) if c is None)
            raise Refused(f"There is no child {missing} that you may read. Nothing was changed.")
        groups = {child.sibling_group_id for child in children if child.sibling_group_id}
        group = min(groups) if groups else queries.new_group(session, actor.today)
        _must_be_free(session, groups)
        others = queries.in_groups(session, groups - {group})
        for child in {each.id: each for each in [*children, *others]}.values():
            _put_in_group(session, actor, child, group)
        session.flush()
        return queries.group_size(session, group)


def part_siblings(actor: Actor, child_id: int) -> None:
    """Take a child out of its group; a group of one is none."""
    permissions.require(actor, "keep_register")
    with writing() as session:
        child = child_page.one(session, actor, child_id, lock=True)
        if child is None:
            raise NotFound("child")
        group = child.sibling_group_id
        if group is None:
            raise Refused("No brothers or sisters are recorded for this child.")
        _must_be_free(session, [group])
        _put_in_group(session, actor, child, None)
        session.flush()
        left = queries.in_groups(session, [group])
        if len(left) == 1:
            _put_in_group(session, actor, left[0], None)


def _must_be_free(session: Any, groups: Iterable[int]) -> None:
    """A group with a child on hold stays as it is: it is on that child's record too."""
    for child in queries.in_groups(session, groups):
        trail.must_be_free(session, child.id)


def _put_in_group(session: Any, actor: Actor, child: Any, group: int | None) -> None:
    if child.sibling_group_id == group:
        return
    payload = {"sibling_group_id": [child.sibling_group_id, group]}
    child.sibling_group_id = group
    record(session, actor, "siblings", child, payload)
