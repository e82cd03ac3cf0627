"""The challenges behind what the escalation monitor shows, in the reader's scope."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, case, select

from db import challenge_metrics as metrics
from db.challenge_metrics import C, S
from db.metrics import Shape
from db.models import Challenge, ChallengeStage, ChallengeTheme, Team, Theme
from db.queries import challenge_lists as lists
from db.queries import challenge_work as work
from qa.domain.actor import Actor
from qa.domain.challenge_words import BESIDE
from qa.domain.ladders import INFORMAL

CHALLENGE = C.kind != metrics.GOOD
ENDED = (C.outcome != "withdrawn", C.cap_due_on.is_not(None))


def ending(
    actor: Actor, team_ids: tuple[int, ...], first: dt.date, last: dt.date, *,
    own_first: bool = False,
) -> Select[Any]:  # fmt: skip
    """What runs and whose next day lies between two days (both counted), the first day first, of
    one day the formal ones first; `is_own`: it waits for the reader. `own_first`: these first."""
    query = lists.narrowed(
        lists.listed(actor), statuses=metrics.MOVING, team_ids=team_ids, ends_by=last
    )
    own = case((work.own(actor), 1), else_=0)
    return (
        query.add_columns(own.label("is_own"))
        .where(lists.next_day() >= first)
        .order_by(
            *([own.desc()] if own_first else []), lists.next_day(),
            case((Challenge.stage == INFORMAL, 1), else_=0), Challenge.raised_on, Challenge.id,
        )
    )  # fmt: skip


def behind(actor: Actor, shape: Shape, chart: str, point: Mapping[str, Any]) -> Select[Any]:
    """What a mark of a chart counts: what runs by the day that comes next, which each says, the
    latest first; then the others, the latest raised first. Run with the slice's values (its
    period narrowed to the mark's), those of `metrics.answers` and of `metrics.open_now`,
    `group` (of urgency) and `outcome`."""
    conditions = metrics.where(shape, *CONDITIONS[chart](point))
    query = lists.listed(actor).where(*conditions)
    day = case((Challenge.status.in_(metrics.MOVING), lists.next_day()))
    return query.order_by(day.desc().nulls_last(), Challenge.raised_on.desc(), Challenge.id.desc())


def open_by(actor: Actor, shape: Shape, kind: str, name: str) -> Select[Any]:
    """What runs in a team or with a theme, by its name, the first day first; run with the slice's
    values."""
    conditions = metrics.where(shape, metrics.RUNS, OPEN_BY[kind](name))
    return lists.urgent_first(lists.listed(actor).where(*conditions))


def _open(point: Mapping[str, Any]) -> list[Any]:
    group = metrics.urgency_group() == bindparam("group")
    return [metrics.RUNS, C.stage_name == point["stage"], group]


def _answers(*more: Any) -> list[Any]:
    counted = metrics.answer_in_time().is_not(None) | metrics.answer_late().is_not(None)
    due = (
        select(ChallengeStage.challenge_id)
        .select_from(ChallengeStage)
        .join(Challenge, Challenge.id == ChallengeStage.challenge_id)
        .where(metrics.in_period(S.due_on), counted, *more)
    )
    return [C.id.in_(due)]


def _of_theme(words: str) -> Any:
    named = (
        select(ChallengeTheme.challenge_id)
        .join(Theme, Theme.id == ChallengeTheme.theme_id)
        .where(Theme.words == words)
    )
    return C.id.in_(named)


def _of_team(name: str) -> Any:
    return C.team_id.in_(select(Team.id).where(Team.name == name))


OPEN_BY = {"team": _of_team, "theme": _of_theme}


def _kind(point: Mapping[str, Any]) -> Any:
    return C.kind == metrics.GOOD if point["kind"] == "Good practice" else CHALLENGE


def _theme(point: Mapping[str, Any]) -> list[Any]:
    return [metrics.in_period(C.raised_on), _kind(point), _of_theme(point["theme"])]


def _part(field: str, column: Any, within: Any, point: Mapping[str, Any]) -> list[Any]:
    """A part of all challenges, or the good practice that stands beside them."""
    if point[field] == BESIDE:
        return [metrics.in_period(C.raised_on), C.kind == metrics.GOOD]
    return [metrics.in_period(within), CHALLENGE, column]


CONDITIONS = {
    "challenge_open": _open,
    "challenge_in_time": lambda _: [metrics.in_period(C.closed_on), CHALLENGE, *ENDED],
    "challenge_days": lambda p: [
        metrics.in_period(C.formal_started_on), C.stage_name == p["stage"],
    ],
    "challenge_volume": lambda p: [metrics.in_period(C.raised_on), _kind(p)],
    "challenge_stages": lambda p: _part("stage", C.stage_name == p["stage"], C.raised_on, p),
    "challenge_answers": lambda p: _answers(S.name == p["stage"]),
    "challenge_themes": _theme,
    "challenge_outcomes": lambda p: _part(
        "outcome", C.outcome == bindparam("outcome"), C.closed_on, p
    ),
    "challenge_cafcass": lambda _: [metrics.in_period(C.cafcass_on)],
    "challenge_lateness": lambda _: _answers(),
    "challenge_funnel": lambda p: [
        metrics.in_period(C.raised_on), CHALLENGE, C.team_id == p["team_id"],
    ],
}  # fmt: skip
"""What each chart counts behind a mark (`point`: the mark's fields), besides scope and teams."""
