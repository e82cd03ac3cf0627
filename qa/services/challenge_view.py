"""A challenge as its page, its print view and its document show it: one reader, one view."""

import datetime as dt
from itertools import zip_longest
from typing import Any

from db.engine import reading
from db.models import Challenge, Person
from db.queries import challenges as queries
from db.queries import checks as check_queries
from db.queries import child_page
from db.queries import themes as theme_queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.challenge_clocks import cap_clock, due_on, paused_days, prompt
from qa.domain.challenge_draft import FIELDS, missing
from qa.domain.challenge_words import KINDS, SOURCES, SUBJECTS
from qa.domain.challenges import DRAFT, State
from qa.domain.ladders import Ladder
from qa.domain.permissions import Decision, Facts
from qa.services import mail, trail
from qa.services.challenge_facts import facts_of_challenge, facts_of_referral
from qa.services.challenge_store import Standing, found, standing
from qa.services.challenge_view_rows import ChallengeView, ChildRow, Entry, StageRow
from qa.services.challenge_view_words import (
    DONE,
    answered_at,
    answered_words,
    asked,
    cafcass_words,
    done_words,
    due_words,
    given,
    issue_words,
    left_open,
    outcome_words,
    paused_words,
    said,
    stage_due_words,
    stage_ends,
    title,
)

ACTS = ("write_challenge", "read_challenge", "answer_challenge", "answer_challenge_on_behalf",
        "judge_challenge", "refer_cafcass", "legal_advice", "raise_challenge",
        "file")  # fmt: skip
MOVES = {m.name: m.words for m in workflow.CHALLENGE}


def view(actor: Actor, challenge_id: int) -> ChallengeView:
    """One challenge or alert; the opening goes on the trail. Raises NotFound."""
    with reading() as session:
        challenge = found(session, actor, challenge_id)
        made = _view(session, actor, standing(session, challenge))
        children = [child.child_id for child in made.children]
    if not made.is_draft:
        for child_id in children[:1]:
            trail.opened(actor, "challenge", challenge_id, child_id=child_id)
    return made


def _view(session: Any, actor: Actor, at: Standing) -> ChallengeView:
    challenge, state, today = at.challenge, at.state, actor.today
    kind = at.ladder.kind(challenge.kind)
    facts = facts_of_challenge(session, challenge, today)
    decisions = _decisions(session, actor, challenge, facts)
    may_read = decisions["read_challenge"].allowed
    names = check_queries.names(session, _people(challenge, at))
    themes = theme_queries.of_challenges(session, [challenge.id])
    rows = queries.children_of(session, [challenge.id])
    due = due_on(state, at.calendar, today)
    lacking = (
        missing(challenge, len(rows), len(themes), today, at.ladder.issue)
        if challenge.status == DRAFT
        else {}
    )
    return ChallengeView(
        id=challenge.id,
        version=challenge.version,
        kind=kind,
        kind_words=at.ladder.word(kind),
        title=title(challenge, at.ladder.word(kind)),
        subject=SUBJECTS[challenge.subject],
        status=challenge.status,
        status_words=workflow.challenge_status_words(
            challenge.status, state.clock.judged if state.clock else None, challenge.outcome
        ),
        source=SOURCES.get(challenge.source or "", "") if may_read else "",
        partner=challenge.partner or "",
        raised_by=names.get(challenge.raised_by_id, ""),
        held_by=names.get(challenge.held_by_id, ""),
        raised_on=challenge.raised_on,
        team=check_queries.team_name(session, challenge.team_id) or "",
        children=_children(session, actor, rows, may_read),
        themes=tuple(row.words for row in themes) if may_read else (),
        theme_codes=tuple(row.code for row in themes) if may_read else (),
        said={f: getattr(challenge, f) for f in FIELDS} if may_read else {},
        why_not_read=decisions["read_challenge"].why,
        missing=lacking,
        ladder=at.ladder,
        stage=(challenge.stage_name or "") if state.stage is not None else "",
        asked=asked(challenge, names),
        due_on=due,
        due_words=due_words(challenge, due, today, at),
        issue_words=issue_words(challenge, today, at),
        cap=cap_clock(state, at.ladder, at.calendar, today),
        paused_since=challenge.paused_on,
        paused_days=paused_days(state, at.calendar, today),
        paused_words=paused_words(state, may_read),
        prompt=_prompt(at, today) if decisions["judge_challenge"].allowed else "",
        stages=_stages(session, at, names),
        next_stages=at.ladder.above(state.stage) if state.stage is not None else (),
        referrals=state.referrals if may_read else (),
        timeline=_timeline(session, actor, at, rows, may_read),
        closed_on=challenge.closed_on,
        outcome=outcome_words(challenge.outcome),
        moves=_moves(challenge, decisions, state, at.ladder),
        decisions=decisions,
        check_id=challenge.check_id if may_read else None,
        review_id=challenge.review_id if may_read else None,
        actions=tuple(queries.actions(session, actor, challenge.id)),
        filed_on=challenge.filed_on,
        cafcass_words=cafcass_words(state),
        left_open=left_open(at) if decisions["judge_challenge"].allowed else (),
        answered_at=answered_at(at),
        asked_email=_email(session, challenge),
    )


def _decisions(
    session: Any, actor: Actor, challenge: Challenge, facts: Facts
) -> dict[str, Decision]:
    """What this person may do; a referral to Cafcass can be dated back to when it was raised."""
    made = {act: permissions.can(actor, act, facts) for act in ACTS}
    if challenge.raised_on is not None:
        since = facts_of_referral(session, challenge, facts, challenge.raised_on, actor.today)
        made["refer_cafcass"] = permissions.can(actor, "refer_cafcass", since)
    return made


def _prompt(at: Standing, today: dt.date) -> str:
    stage = at.state.stage
    return prompt(at.state, today, is_last=stage is not None and not at.ladder.above(stage))


def _people(challenge: Challenge, at: Standing) -> list[int | None]:
    to_answer = [clock.responder_id for clock in at.state.stages]
    acted = [event.by_id for event in at.events]
    return [challenge.raised_by_id, challenge.held_by_id, *to_answer, *acted]


def _email(session: Any, challenge: Challenge) -> str:
    person = session.get(Person, challenge.responder_id) if challenge.responder_id else None
    waits = challenge.status == "open" and person is not None and person.left_on is None
    email = (person.email or "") if waits else ""
    return email if mail.is_address(email) else ""


def _children(session: Any, actor: Actor, rows: Any, may_read: bool) -> tuple[ChildRow, ...]:
    seen = child_page.seen_among(session, actor, [row.child_id for row in rows])
    return tuple(
        ChildRow(row.child_id, row.case_number, row.team or "", outcome_words(row.outcome),
                 row.changed or "" if may_read else "", row.child_id in seen)
        for row in rows
    )  # fmt: skip


def _stages(session: Any, at: Standing, names: dict[int, str]) -> tuple[StageRow, ...]:
    rows = queries.stages(session, at.challenge.id)
    ends = zip_longest(at.state.stages, stage_ends(at.events) if at.state.stages else ())
    return tuple(
        _stage(
            row, stage_due_words(clock, end, at.state), answered_words(clock, end, at.ladder), names
        )
        for row, (clock, end) in zip(rows, ends, strict=True)
    )


def _stage(row: Any, due: str, answered: str, names: dict[int, str]) -> StageRow:
    return StageRow(
        name=row.name,
        asked=asked(row, names),
        started_on=row.started_on,
        due=due,
        answered=answered,
        paused_days=row.paused_days,
        judged=DONE.get(row.judged or "", ""),
    )


def _moves(
    challenge: Challenge, decisions: dict[str, Decision], state: State, ladder: Ladder
) -> tuple[str, ...]:
    """Names of the moves this person may make now."""
    names = []
    for move in workflow.moves_from("challenge", challenge.status):
        act = "write_challenge" if move.act == "raise_challenge" else move.act
        if act not in decisions:
            continue
        may = decisions[act].allowed or (
            move.name == "answer" and decisions["answer_challenge_on_behalf"].allowed
        )
        if may and _makes_sense(move.name, challenge, state, ladder):
            names.append(move.name)
    return tuple(names)


def _makes_sense(name: str, challenge: Challenge, state: State, ladder: Ladder) -> bool:
    good = challenge.kind == "good_practice"
    running = bool(state.referrals) and state.referrals[-1].outcome_on is None
    return {
        "raise": not good,
        "share": good,
        "escalate": state.stage is not None and bool(ladder.above(state.stage)),
        "bypass": state.stage is not None and bool(ladder.above(state.stage)),
        "refer": not running,
        "refer_outcome": running,
    }.get(name, True)


def _timeline(
    session: Any, actor: Actor, at: Standing, children: Any, may_read: bool
) -> tuple[Entry, ...]:
    rows = queries.events(session, at.challenge.id)
    numbers = {child.child_id: child.case_number for child in children}
    return tuple(
        Entry(
            number=row.number,
            on=event.on,
            at=event.at,
            name=event.name,
            what=done,
            who=row.by_name,
            on_behalf=", ".join(t for t in (event.for_name, event.for_role) if t),
            stage=at.ladder.stage(event.stage).name if event.stage is not None else "",
            said=said(event, numbers) if may_read else "",
            own=given(event) if event.by_id == actor.person_id else (),
        )
        for row, event, done in zip(rows, at.events, done_words(at), strict=True)
    )


__all__ = ["KINDS", "ChallengeView", "ChildRow", "Entry", "StageRow", "outcome_words", "view"]
