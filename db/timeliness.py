"""What timeliness counts: each metric returns a `Select` and runs nothing.

Built as those of `db.metrics` and run with the values of a `Slice`, whose `hidden` here holds ids
of restricted children. What was due counts under the month in which it fell due: done, missed, or
late today; what may still be done on time counts nowhere yet.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, not_, or_, select

from db.metrics import Shape, month_of
from db.models import Child, ChildAccess, ChildStatus, ChildTeam, Duty, Review
from qa.domain.duties import DONE, MEETINGS, MIDWAYS, MISSED, PANEL_MONTHS, RUNNING
from qa.domain.reviews import PARTICIPATED
from qa.domain.timeliness import LATE, NOT_DONE, ON_TIME

DUTY, REVIEW, STATUS, TEAM = (model.__table__.c for model in (Duty, Review, ChildStatus, ChildTeam))
KINDS = (*MIDWAYS, *MEETINGS)
HELD = ("icpc", "cp_review", "cla_review", "short_break_review")
ABSENT = ("PN4", "PN7")
TODAY = bindparam("today")
LATE_NOW = and_(DUTY.status == RUNNING, DUTY.on_time_until < TODAY)
DONE_ON_TIME = and_(DUTY.status == DONE, DUTY.done_on <= DUTY.on_time_until)
STATE = case((DONE_ON_TIME, ON_TIME), (DUTY.status == DONE, LATE), else_=NOT_DONE)
WAS_DUE = or_(DUTY.status.in_((DONE, MISSED)), LATE_NOW)


def hidden_children(person_id: int) -> Select[Any]:
    """id of every restricted child this person is not named for."""
    named = select(ChildAccess.child_id).where(ChildAccess.person_id == person_id)
    return select(Child.id).where(Child.restricted_at.is_not(None), Child.id.not_in(named))


def _narrowed(shape: Shape, team: Any, child: Any) -> list[ColumnElement[bool]]:
    found = []
    if shape.teams:
        found.append(team.in_(bindparam("team_ids", expanding=True)))
    if shape.hidden:
        found.append(child.not_in(bindparam("hidden", expanding=True)))
    return found


def of_duties(shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a slice on what was due."""
    period = DUTY.due_on.between(bindparam("from_on"), bindparam("to_on"))
    return [period, WAS_DUE, *_narrowed(shape, DUTY.team_id, DUTY.child_id)]


@cache
def due(shape: Shape) -> Select[Any]:
    """kind, month, team_id, state, n: what was due and how it ended."""
    month = month_of(DUTY.due_on).label("month")
    keys = (DUTY.kind, month, DUTY.team_id, STATE.label("state"))
    where = (DUTY.kind.in_(KINDS), *of_duties(shape))
    return select(*keys, func.count().label("n")).where(*where).group_by(*keys)


@cache
def children(shape: Shape) -> Select[Any]:
    """kind, children, in_time: children with a meeting due, and those with every one in time."""
    late = func.max(case((DONE_ON_TIME, 0), else_=1)).label("late")
    each = (
        select(DUTY.kind, DUTY.child_id, late)
        .where(DUTY.kind.in_(MEETINGS), *of_duties(shape))
        .group_by(DUTY.kind, DUTY.child_id)
        .subquery()
    )
    in_time = func.sum(1 - each.c.late)
    return select(each.c.kind, func.count(), in_time).group_by(each.c.kind)


def of_late(shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a slice on what is late today; the period does not apply."""
    return [LATE_NOW, *_narrowed(shape, DUTY.team_id, DUTY.child_id)]


CRITICAL = DUTY.on_time_until < bindparam("critical_before")


@cache
def late_now(shape: Shape) -> Select[Any]:
    """kind, team_id, critical (1 or 0), n: what is late today; critically: before
    `critical_before`."""
    critical = case((CRITICAL, 1), else_=0).label("critical")
    keys = (DUTY.kind, DUTY.team_id, critical)
    where = (DUTY.kind.in_(KINDS), *of_late(shape))
    return select(*keys, func.count().label("n")).where(*where).group_by(*keys)


TEAM_THEN = (
    select(func.max(TEAM.team_id))
    .where(
        TEAM.child_id == REVIEW.child_id,
        TEAM.from_on <= REVIEW.met_on,
        or_(TEAM.to_on.is_(None), TEAM.to_on >= REVIEW.met_on),
    )
    .scalar_subquery()
)
"""The child's team on the day of the meeting: one, where a change leaves two on one day."""


MEASURES_OF_MEETINGS = ("participation", "quorate", "told")


def outcomes(columns: Any) -> dict[str, tuple[ColumnElement[bool], ColumnElement[bool]]]:
    """For each of MEASURES_OF_MEETINGS the good state and the other, of a row with these columns.

    A meeting in neither is not counted: PN0 (under 4), or nothing recorded. Whether a child was
    told the outcome is known only of meetings entered by hand.
    """
    not_told = and_(columns.child_told_on.is_(None), columns.source == "hand")
    return {
        "participation": (
            columns.participation.in_(PARTICIPATED),
            columns.participation.in_(ABSENT),
        ),
        "quorate": (columns.is_quorate.is_(True), columns.is_quorate.is_(False)),
        "told": (columns.child_told_on.is_not(None), not_told),
    }


def of_meetings(shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a slice on meetings held."""
    period = REVIEW.met_on.between(bindparam("from_on"), bindparam("to_on"))
    return [REVIEW.was_held, period, *_narrowed(shape, TEAM_THEN, REVIEW.child_id)]


@cache
def meetings(shape: Shape) -> Select[Any]:
    """kind, month, team_id, n held, then two counts for each of
    MEASURES_OF_MEETINGS: the good state and the other."""
    month = month_of(REVIEW.met_on).label("month")
    recorded = (REVIEW.participation, REVIEW.is_quorate, REVIEW.child_told_on, REVIEW.source)
    held = (
        select(REVIEW.kind, month, TEAM_THEN.label("team_id"), *recorded)
        .where(REVIEW.kind.in_(HELD), *of_meetings(shape))
        .subquery()
        .c
    )
    sums = [
        func.sum(case((state, 1), else_=0))
        for states in outcomes(held).values()
        for state in states
    ]
    keys = (held.kind, held.month, held.team_id)
    return select(*keys, func.count(), *sums).group_by(*keys)


TEAM_NOW = (
    select(func.max(TEAM.team_id))
    .where(
        TEAM.child_id == STATUS.child_id,
        TEAM.from_on <= TODAY,
        or_(TEAM.to_on.is_(None), TEAM.to_on >= TODAY),
    )
    .scalar_subquery()
)
"""The child's team today."""
CHILD = Child.__table__.c
IS_MERGED = (
    select(CHILD.id)
    .where(CHILD.id == STATUS.child_id, CHILD.merged_into_id.is_not(None))
    .correlate(ChildStatus.__table__)
    .exists()
)


def of_plans(shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a slice on plans open today; the period does not apply."""
    return [
        STATUS.status == "cp",
        STATUS.from_on <= TODAY,
        or_(STATUS.to_on.is_(None), STATUS.to_on >= TODAY),
        ~IS_MERGED,
        *_narrowed(shape, TEAM_NOW, STATUS.child_id),
    ]


def plan_band() -> ColumnElement[int]:
    """The place of a plan in PLAN_BANDS; `edge_9` … are the latest starts that reach a marker."""
    reached = [
        (STATUS.from_on <= bindparam(f"edge_{months}"), place)
        for place, months in reversed(list(enumerate(PANEL_MONTHS, start=1)))
    ]
    return case(*reached, else_=0)


@cache
def plans(shape: Shape) -> Select[Any]:
    """band, n, n open 3 months or more, and those of them with every conference in time."""
    late = (
        select(DUTY.id)
        .where(
            DUTY.child_id == STATUS.child_id,
            DUTY.kind == "cp_review",
            DUTY.started_on >= STATUS.from_on,
            WAS_DUE,
            not_(DONE_ON_TIME),
        )
        .exists()
    )
    older = STATUS.from_on <= bindparam("edge_3")
    each = (
        select(
            plan_band().label("band"),
            case((older, 1), else_=0).label("older"),
            case((and_(older, ~late), 1), else_=0).label("in_time"),
        )
        .where(*of_plans(shape))
        .subquery()
        .c
    )
    sums = (func.sum(each.older), func.sum(each.in_time))
    return select(each.band, func.count(), *sums).group_by(each.band)
