"""A challenge before it is raised: written field by field, the raiser's alone, then raised."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from db.engine import writing
from db.models import Challenge, ChallengeChild, FollowUp
from db.queries import challenges as queries
from db.queries import checks as check_queries
from db.queries import child_page
from db.queries import follow_ups as follow_up_queries
from db.queries import reviews as review_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.challenge_draft import CHOICES, FIELDS, MISSING, clean, missing
from qa.domain.challenge_events import Event
from qa.domain.challenge_words import KINDS, SOURCES, SUBJECTS, subject_of
from qa.domain.ladders import INFORMAL
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.working_days import add_working_days
from qa.services import challenge_themes, ladders, trail
from qa.services.challenge_asked import NOBODY, Asked, responder
from qa.services.challenge_store import allowed, draft_of, happen, must_be_current, standing
from qa.services.facts import facts_of_children

RAISE = "raise_challenge"
__all__ = ["CHOICES", "FIELDS", "KINDS", "MISSING", "SOURCES", "SUBJECTS"]


def begin(
    actor: Actor,
    child_ids: Iterable[int],
    *,
    kind: str = "informal",
    source: str | None = None,
    found_on: dt.date | None = None,
    check_id: int | None = None,
    review_id: int | None = None,
    follow_up_id: int | None = None,
    ladder: str = ladders.DEFAULT,
    fields: Mapping[str, Any] | None = None,
) -> int:
    """Begin a draft about these children; its id. `fields`: what is known already (`FIELDS`).

    Raises NotFound for a child out of scope, Refused for one they may not raise a challenge
    about. From a follow-up there is one draft: the same id again.
    """
    if kind not in KINDS:
        raise Refused("Choose an informal or a formal challenge, or good practice.")
    with writing() as session:
        follow_up = _follow_up(session, actor, follow_up_id)
        if follow_up is not None and follow_up.challenge_id is not None:
            return follow_up.challenge_id
        _must_be_in_scope(session, actor, check_id, review_id)
        ladder_id, rules = ladders.in_force(session, ladder, actor.today)
        challenge = Challenge(
            kind=kind, subject="other", ladder_id=ladder_id, partner=rules.partner or None,
            raised_by_id=actor.person_id, held_by_id=actor.person_id, drafted_at=actor.now,
            check_id=check_id, review_id=review_id, status="draft",
        )  # fmt: skip
        for field, value in {"source": source, "found_on": found_on, **(fields or {})}.items():
            setattr(challenge, field, clean(field, value, actor.today))
        session.add(challenge)
        session.flush()
        if follow_up is not None:
            follow_up.challenge_id = challenge.id
        _put_children(session, actor, challenge, child_ids)
        return challenge.id


def _must_be_in_scope(
    session: Any, actor: Actor, check_id: int | None, review_id: int | None
) -> None:
    if check_id is not None and check_queries.one(session, actor, check_id) is None:
        raise NotFound("record")
    if review_id is not None and review_queries.one(session, actor, review_id) is None:
        raise NotFound("review")


def _follow_up(session: Any, actor: Actor, follow_up_id: int | None) -> FollowUp | None:
    if follow_up_id is None:
        return None
    found_one = follow_up_queries.one(session, actor, follow_up_id)
    if found_one is None:
        raise NotFound("record")
    return found_one


def save(actor: Actor, challenge_id: int, field: str, value: Any, was: Any) -> Any:
    """Save one field (a key of `FIELDS`) of a draft as it is typed; what was kept.

    `was`: what the field held when it was shown. Raises Stale with the other text where it was
    changed meanwhile (`theirs`), Refused in words for what cannot be kept.
    """
    with writing() as session:
        challenge = draft_of(session, actor, challenge_id)
        kept, now = clean(field, value, actor.today), getattr(challenge, field)
        if now not in (clean(field, was, actor.today), kept):
            said = "This was changed elsewhere meanwhile. Both texts are on screen: choose one."
            raise Stale(said, now, challenge.version)
        setattr(challenge, field, kept)
        return kept


def set_children(actor: Actor, challenge_id: int, child_ids: Iterable[int]) -> None:
    """Say which children a draft is about, in order."""
    with writing() as session:
        challenge = draft_of(session, actor, challenge_id)
        _put_children(session, actor, challenge, child_ids)


def set_themes(actor: Actor, challenge_id: int, codes: Iterable[str]) -> None:
    """Say which themes a draft has. One that was taken off the list meanwhile is refused."""
    with writing() as session:
        draft_of(session, actor, challenge_id)
        challenge_themes.put(session, challenge_id, codes)


def set_ladder(actor: Actor, challenge_id: int, name: str) -> None:
    """Say whose ladder a draft follows: the council's, or that of a partnership."""
    with writing() as session:
        challenge = draft_of(session, actor, challenge_id)
        challenge.ladder_id, rules = ladders.in_force(session, name, actor.today)
        challenge.partner = rules.partner or None


def discard(actor: Actor, challenge_id: int) -> None:
    """Throw a draft away: nobody else has seen it."""
    with writing() as session:
        challenge = draft_of(session, actor, challenge_id)
        follow_up = queries.follow_up(session, challenge_id)
        if follow_up is not None:
            follow_up.challenge_id = None
        queries.remove_draft(session, challenge)


def submit(actor: Actor, challenge_id: int, version: int, asked: Asked = NOBODY) -> None:
    """Raise a draft, or share good practice. Raises Refused naming what is missing."""
    with writing() as session:
        challenge = draft_of(session, actor, challenge_id)
        must_be_current(session, actor, challenge, version)
        children = queries.children(session, challenge_id)
        _may_raise(session, actor, [child.child_id for child in children])
        themes = queries.themes(session, challenge_id)
        issue = standing(session, challenge).ladder.issue
        if lacking := missing(challenge, len(children), len(themes), actor.today, issue):
            raise Refused(" ".join(lacking.values()))
        more = _pin(session, actor, challenge, [child.child_id for child in children])
        more["themes"] = [row.theme_id for row in themes]
        if challenge.kind == "good_practice":
            event = Event("share", actor.today, actor.now, actor.person_id)
        else:
            event = _raising(session, actor, challenge, asked)
        happen(session, actor, standing(session, challenge), event, more)
        _see_to_follow_up(session, actor, challenge)


def _raising(session: Any, actor: Actor, challenge: Challenge, asked: Asked) -> Event:
    rules = standing(session, challenge).ladder
    number = 1 if challenge.kind == "formal" else INFORMAL
    facts = allowed(session, actor, "write_challenge", challenge)
    who = responder(session, actor, challenge, rules.stage(number), asked, facts)
    return Event("raise", actor.today, actor.now, actor.person_id, stage=number, **who)


def _may_raise(session: Any, actor: Actor, child_ids: list[int]) -> None:
    facts = facts_of_children(session, child_ids, actor.today)
    for child_id in child_ids:
        permissions.require(actor, RAISE, facts[child_id])


def _put_children(
    session: Any, actor: Actor, challenge: Challenge, child_ids: Iterable[int]
) -> None:
    ids = list(dict.fromkeys(child_ids))
    if not ids:
        raise Refused("Choose the child.")
    if any(child_page.one(session, actor, child_id) is None for child_id in ids):
        raise NotFound("child")
    _may_raise(session, actor, ids)
    if any(child_id not in ids for child_id in queries.linked_children(session, challenge)):
        raise Refused("It comes from a record about another child, so it stays about that child.")
    for row in queries.children(session, challenge.id):
        session.delete(row)
    session.flush()
    session.add_all(
        ChallengeChild(challenge_id=challenge.id, child_id=child_id, position=place)
        for place, child_id in enumerate(ids)
    )
    challenge.subject = _subject(session, actor, ids)
    session.flush()


def _subject(session: Any, actor: Actor, child_ids: list[int]) -> str:
    held = [
        frozenset(s.status for s in check_queries.statuses_of(session, child_id, actor.today))
        for child_id in child_ids
    ]
    return subject_of(frozenset().union(*held))


def _pin(session: Any, actor: Actor, challenge: Challenge, child_ids: list[int]) -> dict[str, Any]:
    """The ladder in force today, the children's teams, the day to issue by; all for the trail."""
    rules = standing(session, challenge).ladder
    challenge.ladder_id, rules = ladders.in_force(session, rules.name, actor.today)
    challenge.kind, challenge.partner = rules.kind(challenge.kind), rules.partner or None
    challenge.subject = _subject(session, actor, child_ids)
    facts = facts_of_children(session, child_ids, actor.today)
    for child in queries.children(session, challenge.id):
        child.team_id = min(facts[child.child_id].child_team_ids, default=None)
    challenge.team_id = min(facts[child_ids[0]].child_team_ids, default=None)
    calendar = standing(session, challenge).calendar
    if rules.issue is not None and challenge.found_on is not None:
        challenge.issue_due_on = add_working_days(calendar, challenge.found_on, rules.issue)
    kept = {field: getattr(challenge, field) for field in FIELDS}
    return {"said": kept, "children": child_ids, "ladder_id": challenge.ladder_id,
            "team_id": challenge.team_id, "check_id": challenge.check_id}  # fmt: skip


def _see_to_follow_up(session: Any, actor: Actor, challenge: Challenge) -> None:
    follow_up = queries.follow_up(session, challenge.id)
    if follow_up is None or follow_up.done_on is not None:
        return
    follow_up.done_on, follow_up.done_note = actor.today, "Raised as a challenge."
    payload = {"challenge": [None, challenge.id], "done_on": [None, actor.today]}
    about = {"child_id": follow_up.child_id}
    trail.record(session, actor, "finish", "follow_up", follow_up.id, payload, **about)
