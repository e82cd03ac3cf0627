"""What is counted: each metric returns a `Select` and runs nothing.

Every metric takes a `Slice`: a period, teams, an audit type, and the checks to leave out. Counts
leave out the checks of restricted children for everyone who is not named for the child, so that
no small count can give one away. No figure is broken down by auditor or by worker.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from db.models import Action, Check, CheckConcern, CheckDomain, Child, ChildAccess

KIND = "case_audit"
GOOD = 3  # Good, and 4 Outstanding
WAITING = ("submitted", "returned", "correcting")


@dataclass(frozen=True)
class Slice:
    """What to count: both ends of the period included; no teams given means all of them."""

    from_on: dt.date
    to_on: dt.date
    team_ids: frozenset[int] | None = None
    audit_type: str | None = None
    hidden: frozenset[int] = field(default_factory=frozenset)
    """Ids of checks of restricted children: not counted."""

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


def counted(columns: Any, what: Slice, check_id: Any) -> list[ColumnElement[bool]]:
    """The conditions of a slice on a table that carries the columns trends group by."""
    found = [columns.kind == KIND, columns.submitted_on.between(what.from_on, what.to_on)]
    if what.team_ids is not None:
        found.append(columns.team_id.in_(sorted(what.team_ids)))
    if what.audit_type:
        found.append(columns.audit_type == what.audit_type)
    if what.hidden:
        found.append(check_id.not_in(sorted(what.hidden)))
    return found


def grades(what: Slice) -> Select[Any]:
    """month, team_id, form_id, grade, n: submitted audits by final grade (none: not final yet)."""
    month = month_of(CHECK.submitted_on).label("month")
    keys = (month, CHECK.team_id, CHECK.form_id, CHECK.final_grade)
    return (
        select(*keys, func.count().label("n"))
        .where(*counted(CHECK, what, CHECK.id))
        .group_by(*keys)
    )


def totals(what: Slice) -> Select[Any]:
    """submitted, graded, good (Good or Outstanding): one row."""
    good = func.count(case((CHECK.final_grade >= GOOD, 1)))
    return select(func.count(), func.count(CHECK.final_grade), good).where(
        *counted(CHECK, what, CHECK.id)
    )


def waiting(what: Slice) -> Select[Any]:
    """How many submitted audits drawn for moderation are not moderated yet: one number."""
    return select(func.count()).where(
        *counted(CHECK, what, CHECK.id),
        CHECK.status.in_(WAITING),
        CHECK.moderation_why.is_not(None),
    )


def domains(what: Slice, sections: Sequence[str], team_ids: Sequence[int]) -> Select[Any]:
    """section, team_id, positive, counted: answers of these domains and teams.

    Both lists are given in full because the index is read range by range (5 times as fast).
    """
    keys = (DOMAIN.section, DOMAIN.team_id)
    sums = (func.sum(DOMAIN.positive), func.sum(DOMAIN.counted))
    return (
        select(*keys, *sums)
        .where(
            DOMAIN.section.in_(sections),
            DOMAIN.team_id.in_(team_ids),
            *counted(DOMAIN, what, DOMAIN.check_id),
        )
        .group_by(*keys)
    )


def concerns(what: Slice, questions: Sequence[str]) -> Select[Any]:
    """question, n: audits in which each of these questions raised its concern."""
    return (
        select(CONCERN.question, func.count().label("n"))
        .where(
            CONCERN.question.in_(questions),
            *counted(CONCERN, what, CONCERN.check_id),
        )
        .group_by(CONCERN.question)
    )


def open_actions(what: Slice, edges: tuple[dt.date, ...]) -> Select[Any]:
    """band, n: open actions of audits by due date. Band 0 is due before edges[0], band 1 before
    edges[1] …; the last band is due later. The period does not apply: open is open today."""
    bands = [(ACTION.due_on < edge, place) for place, edge in enumerate(edges)]
    band = case(*bands, else_=len(edges)).label("band")
    return select(band, func.count().label("n")).where(*of_actions(what)).group_by(band)


def of_actions(what: Slice) -> list[ColumnElement[bool]]:
    """The conditions of a slice on open actions."""
    found = [ACTION.status == "open", ACTION.origin == KIND]
    if what.team_ids is not None:
        found.append(ACTION.team_id.in_(sorted(what.team_ids)))
    if what.audit_type:
        found.append(
            ACTION.check_id.in_(select(CHECK.id).where(CHECK.audit_type == what.audit_type))
        )
    if what.hidden:
        found.append(ACTION.check_id.not_in(sorted(what.hidden)))
    return found
