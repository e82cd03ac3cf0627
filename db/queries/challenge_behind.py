"""The challenges behind what the escalation monitor shows, in the reader's scope."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from db import challenge_metrics as metrics
from db.challenge_metrics import C, S
from db.metrics import Shape
from db.models import Challenge, ChallengeStage, ChallengeTheme, Theme
from db.queries import challenge_lists as lists
from qa.domain.actor import Actor

CHALLENGE = C.kind != metrics.GOOD
ENDED = (C.outcome != "withdrawn", C.formal_started_on.is_not(None))


def ending(actor: Actor, team_ids: tuple[int, ...], first: dt.date, last: dt.date) -> Select[Any]:
    """What runs and whose next day lies between two days (both counted), the first day first."""
    query = lists.narrowed(
        lists.listed(actor), statuses=metrics.MOVING, team_ids=team_ids, ends_by=last
    )
    return lists.urgent_first(query.where(lists.next_day() >= first))


def behind(actor: Actor, shape: Shape, chart: str, point: Mapping[str, Any]) -> Select[Any]:
    """What a mark of a chart counts, the latest raised first; run with the slice's values (its
    period narrowed to the mark's), those of `metrics.answers` and of `metrics.open_now`,
    `group` (of urgency) and `outcome`."""
    conditions = metrics.where(shape, *CONDITIONS[chart](point))
    query = lists.listed(actor).where(*conditions)
    return query.order_by(Challenge.raised_on.desc(), Challenge.id.desc())


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


def _theme(point: Mapping[str, Any]) -> list[Any]:
    of_theme = (
        select(ChallengeTheme.challenge_id)
        .join(Theme, Theme.id == ChallengeTheme.theme_id)
        .where(Theme.words == point["theme"])
    )
    kind = C.kind == metrics.GOOD if point["kind"] == "Good practice" else CHALLENGE
    return [metrics.in_period(C.raised_on), kind, C.id.in_(of_theme)]


CONDITIONS = {
    "challenge_open": _open,
    "challenge_in_time": lambda _: [metrics.in_period(C.closed_on), CHALLENGE, *ENDED],
    "challenge_days": lambda p: [
        metrics.in_period(C.formal_started_on), C.stage_name == p["stage"],
    ],
    "challenge_stages": lambda p: [
        metrics.in_period(C.raised_on), CHALLENGE, C.stage_name == p["stage"],
    ],
    "challenge_answers": lambda p: _answers(S.name == p["stage"]),
    "challenge_themes": _theme,
    "challenge_outcomes": lambda _: [
        metrics.in_period(C.closed_on), CHALLENGE, C.outcome == bindparam("outcome"),
    ],
    "challenge_cafcass": lambda _: [metrics.in_period(C.cafcass_on)],
    "challenge_lateness": lambda _: _answers(),
    "challenge_funnel": lambda p: [
        metrics.in_period(C.raised_on), CHALLENGE, C.team_id == p["team_id"],
    ],
}  # fmt: skip
"""What each chart counts behind a mark (`point`: the mark's fields), besides scope and teams."""
