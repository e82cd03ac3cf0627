"""Running what the escalation monitor counts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from db import challenge_metrics as metrics
from db.metrics import Slice
from db.models import Team


def hidden(session: Session, person_id: int) -> frozenset[int]:
    """Ids of the challenges that this person's figures leave out."""
    return frozenset(session.scalars(metrics.hidden(person_id)))


def rows(
    session: Session, metric: Any, what: Slice, more: Mapping[str, Any] | None = None
) -> Sequence[Row[Any]]:
    """The rows of a metric of `challenge_metrics` for a slice."""
    statement: Select[Any] = metric(what.shape)
    return session.execute(statement, {**what.values, **(more or {})}).all()


def children(session: Session, what: Slice, today: dt.date) -> dict[int, int]:
    """How many children each team has today, by team id."""
    statement = metrics.children(what.shape.teams)
    found = session.execute(statement, {**what.values, "today": today})
    return {team_id: count for team_id, count in found}  # noqa: C416


def teams(session: Session) -> dict[int, str]:
    """The names of all teams."""
    return {team.id: team.name for team in session.query(Team).order_by(Team.name)}
