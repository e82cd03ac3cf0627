"""What is counted: each metric returns a `Select` and runs nothing.

Every metric takes the `Shape` of a `Slice` (which filters are set) and is run with the slice's
`values`, so that a statement is built once and not for every reader:
`execute(grades(what.shape), what.values)`. Counts leave out the checks of restricted children for
everyone who is not named for the child, so that no small count can give one away. No figure is
broken down by auditor or by worker.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, bindparam, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from db.models import Action, Check, CheckConcern, CheckDomain, Child, ChildAccess

KIND = "case_audit"
GOOD = 3  # Good, and 4 Outstanding
WAITING = ("submitted", "returned", "correcting")


class Shape(NamedTuple):
    """Which filters a slice has set."""

    teams: bool = False
    audit_type: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Slice:
    """What to count: both ends of the period included; no teams given means all of them."""

    from_on: dt.date
    to_on: dt.date
    team_ids: frozenset[int] | None = None
    audit_type: str | None = None
    hidden: frozenset[int] = field(default_factory=frozenset)
    """Ids of checks of restricted children: not counted."""

    @property
    def shape(self) -> "Shape":
        """Which filters are set."""
        return Shape(self.team_ids is not None, bool(self.audit_type), bool(self.hidden))

    @property
    def values(self) -> dict[str, Any]:
        """What the statements of this shape are run with."""
        found: dict[str, Any] = {"from_on": self.from_on, "to_on": self.to_on}
        if self.team_ids is not None:
            found["team_ids"] = sorted(self.team_ids)
        if self.audit_type:
            found["audit_type"] = self.audit_type
        if self.hidden:
            found["hidden"] = sorted(self.hidden)
        return found

    def before(self) -> "Slice":
        """The same of the period of equal length that ends the day before this one begins."""
        days = self.to_on - self.from_on + dt.timedelta(days=1)
        return replace(self, from_on=self.from_on - days, to_on=self.to_on - days)


# Plain columns: an aggregate needs no mapping, and is built and read in half the time.
CHECK, DOMAIN, CONCERN, ACTION = (
    model.__table__.c for model in (Check, CheckDomain, CheckConcern, Action)
)


class month_of(FunctionElement[str]):
    """The month of a date as text, '2026-11', alike on both databases."""

    type = String()
    inherit_cache = True


@compiles(month_of)
def _month_of(element: Any, compiler: Any, **kw: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **kw)}, 'YYYY-MM')"


@compiles(month_of, "sqlite")
def _month_of_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"substr({compiler.process(element.clauses, **kw)}, 1, 7)"


def hidden_checks(person_id: int) -> Select[Any]:
    """check_id of every audit of a restricted child this person is not named for."""
    named = select(ChildAccess.child_id).where(ChildAccess.person_id == person_id)
    return (
        select(Check.id)
        .join(Child, Child.id == Check.child_id)
        .where(Child.restricted_at.is_not(None), Child.id.not_in(named), Check.kind == KIND)
    )


def counted(columns: Any, shape: Shape, check_id: Any) -> list[ColumnElement[bool]]:
    """The conditions of a slice on a table that carries the columns trends group by."""
    period = columns.submitted_on.between(bindparam("from_on"), bindparam("to_on"))
    return [columns.kind == KIND, period, *_narrowed(columns, shape, check_id)]


def _narrowed(columns: Any, shape: Shape, check_id: Any) -> list[ColumnElement[bool]]:
    found = []
    if shape.teams:
        found.append(columns.team_id.in_(bindparam("team_ids", expanding=True)))
    if shape.audit_type and hasattr(columns, "audit_type"):
        found.append(columns.audit_type == bindparam("audit_type"))
    if shape.hidden:
        found.append(check_id.not_in(bindparam("hidden", expanding=True)))
    return found


@cache
def grades(shape: Shape) -> Select[Any]:
    """month, team_id, form_id, grade, n: submitted audits by final grade (none: not final yet)."""
    month = month_of(CHECK.submitted_on).label("month")
    keys = (month, CHECK.team_id, CHECK.form_id, CHECK.final_grade)
    where = counted(CHECK, shape, CHECK.id)
    return select(*keys, func.count().label("n")).where(*where).group_by(*keys)


@cache
def totals(shape: Shape) -> Select[Any]:
    """submitted, graded, good (Good or Outstanding): one row."""
    good = func.count(case((CHECK.final_grade >= GOOD, 1)))
    where = counted(CHECK, shape, CHECK.id)
    return select(func.count(), func.count(CHECK.final_grade), good).where(*where)


@cache
def waiting(shape: Shape) -> Select[Any]:
    """How many submitted audits drawn for moderation are not moderated yet: one number."""
    return select(func.count()).where(
        *counted(CHECK, shape, CHECK.id),
        CHECK.status.in_(WAITING),
        CHECK.moderation_why.is_not(None),
    )


@cache
def domains(shape: Shape) -> Select[Any]:
    """section, team_id, positive, counted: answers of the domains `sections` by team.

    Both `sections` and `team_ids` are given in full, because the index is then read range by
    range (five times as fast).
    """
    keys = (DOMAIN.section, DOMAIN.team_id)
    sums = (func.sum(DOMAIN.positive), func.sum(DOMAIN.counted))
    every = shape._replace(teams=True)
    return (
        select(*keys, *sums)
        .where(
            DOMAIN.section.in_(bindparam("sections", expanding=True)),
            *counted(DOMAIN, every, DOMAIN.check_id),
        )
        .group_by(*keys)
    )


@cache
def concerns(shape: Shape) -> Select[Any]:
    """question, n: audits in which each of `questions` raised its concern."""
    return (
        select(CONCERN.question, func.count().label("n"))
        .where(
            CONCERN.question.in_(bindparam("questions", expanding=True)),
            *counted(CONCERN, shape, CONCERN.check_id),
        )
        .group_by(CONCERN.question)
    )


@cache
def open_actions(shape: Shape, bands: int) -> Select[Any]:
    """band, n: open actions of audits by due date. Band 0 is due before `edge_0`, band 1 before
    `edge_1` …; the last band is due later. The period does not apply: open is open today."""
    edges = [(ACTION.due_on < bindparam(f"edge_{place}"), place) for place in range(bands - 1)]
    band = case(*edges, else_=bands - 1).label("band")
    return select(band, func.count().label("n")).where(*of_actions(shape)).group_by(band)


def of_actions(shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of a slice on open actions."""
    found = [ACTION.status == "open", ACTION.origin == KIND]
    if shape.audit_type:
        these = select(CHECK.id).where(CHECK.audit_type == bindparam("audit_type"))
        found.append(ACTION.check_id.in_(these))
    return [*found, *_narrowed(ACTION, shape, ACTION.check_id)]
