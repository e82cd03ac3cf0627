"""Timeliness: what was due and how it ended, by team and month, with what is overdue now.

Counted in SQL within the reader's scope and kept under that scope and the trail's last entry for
a minute at most, so that a change shows at once and nobody sees another's figures.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import timeliness as metrics
from db.engine import database_url, reading
from db.metrics import Slice
from db.queries import trends as queries
from qa.domain import urgency
from qa.domain.actor import Actor
from qa.domain.duties import PANEL_MONTHS
from qa.domain.refusals import Refused
from qa.domain.timeliness import DEFAULT, MEASURES, latest_start
from qa.services import clocks, settings
from qa.services.timeliness_figures import Counts, counts_of, frames
from qa.services.timeliness_words import (
    beside,
    notes,
    period_words,
    plans_sentence,
    sentence,
)
from qa.services.trend_figures import Frame
from qa.services.trends import LONGEST, PERIODS, last_months

ALL = ("practice_manager", "head_of_service", "business_support", "iro")
THREE_MONTHS = 3
MOST_KEPT = 64


@dataclass(frozen=True)
class Asked:
    """What the reader asked for; both ends of the period included. `months`: of a period that
    ends today, how many."""

    from_on: dt.date
    to_on: dt.date
    measure: str = DEFAULT
    team_id: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class Timeliness:
    """The page: a sentence for each measure, what stands beside the one asked for, a frame for
    each of its charts, and one sentence about the length of plans."""

    sentences: Mapping[str, str]
    beside: str
    notes: tuple[str, ...]
    charts: Mapping[str, Frame]
    plans: str
    counts: Counts


def asked(
    actor: Actor,
    period: str,
    dates: tuple[dt.date, ...] = (),
    team_id: int | None = None,
    measure: str = "",
) -> Asked:
    """What the address or the screen says. Raises Refused in words."""
    if measure and measure not in MEASURES:
        raise Refused("There is no such measure. Choose one from the list.")
    key = measure or DEFAULT
    if period in PERIODS:
        return Asked(*last_months(int(period), actor.today), key, team_id, int(period))
    if len(dates) != 2:
        raise Refused("Choose the first and the last day of the period.")
    from_on, to_on = dates
    if from_on > to_on or to_on - from_on > LONGEST:
        raise Refused("The period ends before it begins, or is longer than 10 years.")
    return Asked(from_on, min(to_on, actor.today), key, team_id)


def team_names(actor: Actor) -> dict[int, str]:
    """The teams this reader may choose from, by name."""
    mine = _teams_of(actor)
    with reading() as session:
        found = {row.id: row.name for row in queries.teams(session)}
    return {i: name for i, name in found.items() if mine is None or i in mine}


def timeliness(actor: Actor, wanted: Asked) -> Timeliness:
    """Every figure of the page, in five statements. Raises Refused where no role includes it."""
    with reading() as session:
        what = slice_of(session, actor, wanted)
        counts = _counts(session, actor, what)
        teams = {row.id: row.name for row in queries.teams(session)}
    period = period_words(wanted.from_on, wanted.to_on, wanted.months)
    return Timeliness(
        {key: sentence(counts, key, period) for key in MEASURES},
        beside(counts, wanted.measure),
        notes(counts, wanted.measure, wanted.to_on, actor.today),
        frames(counts, wanted.measure, teams, (wanted.from_on, wanted.to_on), actor.today),
        plans_sentence(counts),
        counts,
    )


def slice_of(session: Any, actor: Actor, wanted: Asked) -> Slice:
    """What this reader may count, within what was asked."""
    mine = _teams_of(actor)
    chosen = None if wanted.team_id is None else frozenset({wanted.team_id})
    teams = chosen if mine is None else mine if chosen is None else mine & chosen
    hidden = frozenset(session.scalars(metrics.hidden_children(actor.person_id)))
    return Slice(wanted.from_on, wanted.to_on, teams, hidden=hidden)


def values_of(session: Any, actor: Actor, what: Slice) -> dict[str, Any]:
    """What the statements of a slice are run with: its own values and the days of today."""
    late = settings.value(session, "critical_after_working_days", actor.today)
    edge = urgency.edges(actor.today, clocks.working_calendar(session), late)
    starts = {f"edge_{m}": latest_start(actor.today, m) for m in (THREE_MONTHS, *PANEL_MONTHS)}
    return {
        **what.values,
        **starts,
        "today": actor.today,
        "critical_before": edge.critical_before,
    }


def _teams_of(actor: Actor) -> frozenset[int] | None:
    if actor.has(*ALL):
        return None
    if actor.has("team_manager"):
        return actor.teams("team_manager")
    raise Refused("Your role does not include timeliness.")


_kept: dict[Any, Counts] = {}


def _counts(session: Any, actor: Actor, what: Slice) -> Counts:
    minute = int(actor.now.timestamp() // 60)
    key = (database_url(), queries.last_entry(session), minute, actor.today, what)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _counted(session, actor, what)
    return found


def _counted(session: Any, actor: Actor, what: Slice) -> Counts:
    shape, run = what.shape, session.connection().execute
    values = values_of(session, actor, what)
    return counts_of(
        due=run(metrics.due(shape), values).all(),
        children=run(metrics.children(shape), values).all(),
        late=run(metrics.late_now(shape), values).all(),
        meetings=run(metrics.meetings(shape), values).all(),
        plans=run(metrics.plans(shape), values).all(),
    )
