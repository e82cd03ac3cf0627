"""The register of reviews and conferences, entered by hand.

Every write is one transaction: the policy, what cannot be, the store, what falls due worked out
again, and the trail (old and new). Reading is in `reviews_read`.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.engine import writing
from db.models import Review
from db.queries import child_page
from db.queries import identities as identity_queries
from db.queries import reviews as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.review_entry import IRO_PART, Known, ReviewGiven, refuse
from qa.domain.review_queries import queries_of
from qa.domain.words import format_moment
from qa.services import clocks, duties, reviews_store, trail
from qa.services.facts import facts_of_child, facts_of_children
from qa.services.records import said
from qa.services.reviews_read import (
    Register,
    decision_counts,
    last_meeting,
    listed,
    of_child,
    open_decisions,
)

__all__ = [
    "Register",
    "change",
    "decision_counts",
    "decisions_done",
    "last_meeting",
    "listed",
    "of_child",
    "open_decisions",
    "record",
    "record_several",
    "remove",
]

Recorded = tuple[int, list[str]]
"""The id of a record, and what of it somebody should look at again."""


def record(actor: Actor, child_id: int, given: ReviewGiven) -> Recorded:
    """Record a meeting about a child. Raises Refused with what cannot be."""
    return record_several(actor, [(child_id, given)])[0]


def record_several(actor: Actor, entries: Sequence[tuple[int, ReviewGiven]]) -> list[Recorded]:
    """The same for brothers and sisters at one meeting: a record for each, all of them or none."""
    ids = [child_id for child_id, _given in entries]
    if len(set(ids)) != len(ids):
        raise Refused("One child is picked twice. Each child has a record of its own.")
    with writing() as session:
        children = {child.id: child for child in child_page.several(session, actor, ids)}
        if len(children) != len(ids):
            raise NotFound("child")
        facts = facts_of_children(session, ids, actor.today)
        for child_id in ids:
            permissions.require(actor, "keep_reviews", facts[child_id])
        made = [_put(session, actor, children[i], given, len(ids) > 1) for i, given in entries]
        duties.refresh(session, ids, actor.today)
        return [(review.id, _looked_at(session, known, review)) for review, known in made]


def _put(
    session: Any, actor: Actor, child: Any, given: ReviewGiven, several: bool
) -> tuple[Review, Known]:
    known = reviews_store.known_of(session, actor, child)
    given = reviews_store.tidied(given)
    if not known.reads_text:
        given = _without_iro_part(given, ReviewGiven(given.kind, given.met_on))
    try:
        refuse(given, known)
    except Refused as refusal:
        raise Refused(f"Child {child.case_number}: {refusal}") if several else refusal from None
    review = reviews_store.added(session, actor, child.id, given)
    _record(session, actor, "record", child.id, review.id, reviews_store.changes(None, given))
    return review, known


def change(actor: Actor, review_id: int, version: int, given: ReviewGiven) -> list[str]:
    """Change or complete a record; what of it somebody should look at again.

    Business support leaves the part of the IRO or chair as it is. Raises Refused, Stale.
    """
    with writing() as session:
        child, review = _held(session, actor, review_id, version)
        known = reviews_store.known_of(session, actor, child, besides=review.id)
        before, given = reviews_store.as_given(session, review), reviews_store.tidied(given)
        if not known.reads_text:
            given = _without_iro_part(given, before)
        refuse(given, known)
        changed = reviews_store.changes(before, given)
        if changed:
            reviews_store.put(session, actor, review, given, changed)
            duties.refresh(session, [child.id], actor.today)
            _record(session, actor, "change", child.id, review.id, changed)
        return _looked_at(session, known, review)


def remove(actor: Actor, review_id: int, version: int, reason: str) -> None:
    """Take back a record that was entered by mistake; its old values stay on the trail."""
    reason = said(reason, "Say why this record is removed.")
    with writing() as session:
        child, review = _held(session, actor, review_id, version)
        if child.legal_hold_reason or review.legal_hold_reason:
            raise Refused("This child is on legal hold: nothing about the child is removed.")
        before = reviews_store.as_given(session, review)
        if not child_page.reads_more_than_dates(session, actor, child.id) and _iro_wrote(before):
            raise Refused(
                "The IRO or chair has added to this record. Ask them or a practice manager to "
                "remove it."
            )
        payload = {k: [v[1], None] for k, v in reviews_store.changes(None, before).items()}
        queries.drop(session, review)
        duties.refresh(session, [child.id], actor.today)
        _record(session, actor, "remove", child.id, review_id, {**payload, "reason": reason})


def decisions_done(
    actor: Actor, review_id: int, version: int, positions: Sequence[int], done_on: dt.date | None
) -> None:
    """Tick decisions as done on a day, or (None) take the tick back; positions count from 0."""
    if not positions:
        raise Refused("Tick at least one decision.")
    with writing() as session:
        child, review = _held(session, actor, review_id, version)
        before = reviews_store.as_given(session, review)
        reads_text = child_page.reads_more_than_dates(session, actor, child.id)
        if not reads_text or not set(positions) <= set(range(len(before.decisions))):
            raise NotFound("decision")
        if done_on is not None and not review.met_on <= done_on <= actor.today:
            raise Refused("A decision was done between the day of the meeting and today.")
        ticked = tuple(
            dataclasses.replace(each, done_on=done_on) if n in positions else each
            for n, each in enumerate(before.decisions)
        )
        given = dataclasses.replace(before, decisions=ticked)
        changed = reviews_store.changes(before, given)
        if changed:
            reviews_store.put(session, actor, review, given, changed)
            _record(session, actor, "change", child.id, review.id, changed)


def _without_iro_part(given: ReviewGiven, before: ReviewGiven) -> ReviewGiven:
    kept = {name: getattr(before, name) for name in (*IRO_PART, "decisions")}
    return dataclasses.replace(given, **kept)


def _iro_wrote(given: ReviewGiven) -> bool:
    blank = ReviewGiven(given.kind, given.met_on)
    return _without_iro_part(blank, given) != blank


def _held(session: Any, actor: Actor, review_id: int, version: int) -> tuple[Any, Review]:
    """The child, locked, and the meeting at the version it was looked at."""
    child_id = queries.child_id_of(session, actor, review_id)
    child = child_id and child_page.one(session, actor, child_id, lock=True)
    review = child and queries.one(session, actor, review_id)
    if not child or not review:
        raise NotFound("review or conference")
    permissions.require(actor, "keep_reviews", facts_of_child(session, child.id, actor.today))
    if review.version != version:
        last = identity_queries.last_change(session, "review", review.id)
        who = f"{last.who} changed it on {format_moment(last.at)}" if last else "It was changed"
        raise Stale(
            f"{who}, after you opened it. Nothing was saved: what is recorded now stands above, "
            "and what you entered is still below. Save again to put yours in its place.",
            None,
            review.version,
        )
    return child, review


def _looked_at(session: Any, known: Known, review: Review) -> list[str]:
    given = reviews_store.as_given(session, review)
    found = queries_of(given, known, clocks.working_calendar(session))
    if review.is_quorate is False:
        again = queries.running_duties(session, review.child_id, ("reconvene",))
        mine = [duty for duty in again if duty.started_on == review.met_on]
        found += [f"The next conference: {s}." for s in duties.explain(session, mine).values()]
    return found


def _record(
    session: Any, actor: Actor, act: str, child_id: int, review_id: int, payload: dict[str, Any]
) -> None:
    trail.record(session, actor, act, "review", review_id, payload, child_id=child_id)
