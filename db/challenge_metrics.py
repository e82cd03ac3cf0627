"""What the escalation monitor counts: each metric returns a `Select` and runs nothing.

Run with the slice's `values` (`db.metrics.Slice`), as the metrics of audits are. Challenges about
a restricted child are left out for everyone who is not named for the child. Nothing is broken
down by worker.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select

from db.metrics import Shape, month_of
from db.models import (
    Challenge,
    ChallengeChild,
    ChallengeStage,
    ChallengeTheme,
    Child,
    ChildAccess,
    ChildStatus,
    ChildTeam,
    Theme,
)
from db.queries.challenge_lists import next_day
from qa.domain.challenges import RUNNING

GOOD = "good_practice"
C, S = Challenge.__table__.c, ChallengeStage.__table__.c
RUNS = C.status.in_(RUNNING)
MOVING = tuple(status for status in RUNNING if status != "paused")
NEXT = next_day()


def hidden(person_id: int) -> Select[Any]:
    """Ids of challenges about a restricted child this person is not named for."""
    named = select(ChildAccess.child_id).where(ChildAccess.person_id == person_id)
    return (
        select(ChallengeChild.challenge_id)
        .join(Child, Child.id == ChallengeChild.child_id)
        .where(Child.restricted_at.is_not(None), Child.id.not_in(named))
    )


def where(shape: Shape, *more: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """What a metric of this shape counts; no drafts."""
    found = [C.status != "draft", *more]
    if shape.teams:
        found.append(C.team_id.in_(bindparam("team_ids", expanding=True)))
    if shape.hidden:
        found.append(C.id.not_in(bindparam("hidden", expanding=True)))
    return found


def in_period(column: Any) -> ColumnElement[bool]:
    """A day within the period, both ends included."""
    return column.between(bindparam("from_on"), bindparam("to_on"))


def urgency_group() -> Any:
    """critical, overdue, soon, later or paused."""
    return case(
        (C.status == "paused", "paused"),
        (NEXT.is_(None), "later"),
        (bindparam("critical_before") > NEXT, "critical"),
        (bindparam("overdue_before") > NEXT, "overdue"),
        (bindparam("soon_before") > NEXT, "soon"),
        else_="later",
    )


@cache
def open_now(shape: Shape) -> Select[Any]:
    """stage, stage_name, urgency (critical, overdue, soon, later, paused), n: what runs today.

    More values: critical_before, overdue_before, soon_before (`urgency.Edges`).
    """
    keys = (C.stage, C.stage_name, urgency_group().label("urgency"))
    return (
        select(*keys, func.count().label("n"))
        .where(*where(shape, RUNS))
        .group_by(*keys)
        .order_by(C.stage, C.stage_name)
    )


def _ends(by: str) -> Any:
    counted = and_(RUNS, C.status != "paused", bindparam(by) >= NEXT)
    return func.count(case((counted, 1)))


@cache
def teams(shape: Shape) -> Select[Any]:
    """team_id, raised (in the period), open, over (today), in_five, in_ten (working days), good
    (practice shared in the period)."""
    raised = func.count(case((and_(in_period(C.raised_on), C.kind != GOOD), 1)))
    good = func.count(case((and_(in_period(C.raised_on), C.kind == GOOD), 1)))
    over = and_(RUNS, C.status != "paused", bindparam("today") > NEXT)
    return (
        select(
            C.team_id,
            raised.label("raised"),
            func.count(case((RUNS, 1))).label("open"),
            func.count(case((over, 1))).label("over"),
            _ends("five").label("in_five"),
            _ends("ten").label("in_ten"),
            good.label("good"),
        )
        .where(*where(shape, or_(RUNS, in_period(C.raised_on))))
        .group_by(C.team_id)
    )


@cache
def children(on_teams: bool) -> Select[Any]:
    """team_id, n: children of each team who have a status today, restricted ones included."""
    held = select(ChildStatus.child_id).where(
        or_(ChildStatus.from_on.is_(None), ChildStatus.from_on <= bindparam("today")),
        or_(ChildStatus.to_on.is_(None), ChildStatus.to_on > bindparam("today")),
        ChildStatus.off_list_on.is_(None),
    )
    found = select(ChildTeam.team_id, func.count(ChildTeam.child_id.distinct())).where(
        ChildTeam.from_on <= bindparam("today"),
        or_(ChildTeam.to_on.is_(None), ChildTeam.to_on >= bindparam("today")),
        ChildTeam.child_id.in_(held),
    )
    if on_teams:
        found = found.where(ChildTeam.team_id.in_(bindparam("team_ids", expanding=True)))
    return found.group_by(ChildTeam.team_id)


@cache
def themes(shape: Shape) -> Select[Any]:
    """words, kind (challenge, good_practice), n (raised in the period), open."""
    kind = case((C.kind == GOOD, GOOD), else_="challenge").label("kind")
    theme = Theme.__table__.c
    return (
        select(
            theme.words,
            kind,
            func.count(case((in_period(C.raised_on), 1))).label("n"),
            func.count(case((RUNS, 1))).label("open"),
        )
        .select_from(Challenge)
        .join(ChallengeTheme, ChallengeTheme.challenge_id == C.id)
        .join(Theme, theme.id == ChallengeTheme.theme_id)
        .where(*where(shape, or_(RUNS, in_period(C.raised_on))))
        .group_by(theme.words, kind)
    )


@cache
def closed(shape: Shape) -> Select[Any]:
    """month, outcome, is_formal (with a limit of days in all), in_time (within it), n: closed in
    the period."""
    month = month_of(C.closed_on).label("month")
    formal = case((C.cap_due_on.is_not(None), 1), else_=0).label("is_formal")
    keys = (month, C.outcome, formal)
    in_time = func.count(case((C.closed_on <= C.cap_due_on, 1)))
    kept = where(shape, in_period(C.closed_on), C.kind != GOOD)
    return (
        select(*keys, in_time.label("in_time"), func.count().label("n"))
        .where(*kept)
        .group_by(*keys)
        .order_by(month)
    )


@cache
def lengths(shape: Shape) -> Select[Any]:
    """stage, stage_name, formal_started_on, closed_on, outcome, n: formal ones begun in the
    period; not closed: still open."""
    keys = (C.stage, C.stage_name, C.formal_started_on, C.closed_on, C.outcome)
    kept = where(shape, in_period(C.formal_started_on))
    return select(*keys, func.count().label("n")).where(*kept).group_by(*keys)


@cache
def raised(shape: Shape) -> Select[Any]:
    """month, stage, stage_name, kind, n: raised in the period; the stage is the furthest."""
    month = month_of(C.raised_on).label("month")
    keys = (month, C.stage, C.stage_name, C.kind)
    kept = where(shape, in_period(C.raised_on))
    return select(*keys, func.count().label("n")).where(*kept).group_by(*keys)


@cache
def referred(shape: Shape) -> Select[Any]:
    """month, n: referred to Cafcass in the period."""
    month = month_of(C.cafcass_on).label("month")
    kept = where(shape, in_period(C.cafcass_on))
    return select(month, func.count().label("n")).where(*kept).group_by(month)


def answer_in_time() -> Any:
    """1 for an answer given by its day, else nothing."""
    return case((S.answered_on <= S.due_on, 1))


def answer_late() -> Any:
    """1 for an answer given after its day, or still waited for once it is over; else nothing."""
    return case(
        (S.answered_on > S.due_on, 1),
        (
            and_(
                S.answered_on.is_(None),
                bindparam("today") > S.due_on,
                or_(S.ended_on.is_(None), S.ended_on > S.due_on),
                C.status != "paused",
            ),
            1,
        ),
    )


@cache
def answers(shape: Shape) -> Select[Any]:
    """month (in which it was due), stage, name, in_time, late: answers due in the period.

    One that is not given counts as late once its day is over; a stage that ended by its day
    without an answer does not count.
    """
    month = month_of(S.due_on).label("month")
    keys = (month, S.stage, S.name)
    in_time, late = func.count(answer_in_time()), func.count(answer_late())
    return (
        select(*keys, in_time.label("in_time"), late.label("late"))
        .select_from(ChallengeStage)
        .join(Challenge, C.id == S.challenge_id)
        .where(*where(shape, in_period(S.due_on)))
        .group_by(*keys)
        .order_by(month)
    )
