"""The escalation monitor: what is open and will breach, where, and how it is going.

Figures are counted in SQL: for practice managers, heads of service and IROs of the whole service,
for team managers of their teams. Restricted children are left out for whoever is not named.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from db import challenge_metrics as metrics
from db.engine import reading
from db.metrics import Slice
from db.queries import challenge_monitor as queries
from qa.domain.actor import Actor
from qa.domain.challenge_words import KINDS
from qa.domain.refusals import Refused
from qa.domain.urgency import Group, edges
from qa.domain.words import joined
from qa.domain.working_days import Calendar, add_working_days, numpy_calendar
from qa.services import clocks, monitor_frames, settings

Columns = dict[str, list[Any]]
ALL = ("practice_manager", "head_of_service", "iro")
GROUPS = {
    "critical": Group.CRITICAL.value,
    "overdue": Group.OVERDUE.value,
    "soon": Group.SOON.value,
    "later": Group.LATER.value,
}
__all__ = ["ALL", "KINDS", "Filters", "Monitor", "monitor"]


@dataclass(frozen=True)
class Filters:
    """The period (both ends included) and the team, or all."""

    from_on: dt.date
    to_on: dt.date
    team_id: int | None = None


@dataclass(frozen=True)
class Monitor:
    """Everything the screen counts. `charts`: columns by the name of the gallery's function
    (challenge_open, _in_time, _days, _stages, _answers, _themes, _outcomes, _cafcass, _lateness,
    _funnel), ready for `pandas.DataFrame`. `words`: the sentence of each."""

    open: int
    paused: int
    over: int
    in_five: int
    in_ten: int
    raised: int
    good_practice: int
    teams: tuple["TeamRow", ...]
    themes: tuple[tuple[str, int, int, int], ...]
    """(theme, open, raised in the period, good practice shared in it), the most open first; every
    theme that has either."""
    charts: dict[str, Columns]
    words: dict[str, str]


@dataclass(frozen=True)
class TeamRow:
    """A team by name: what is open and ends soon, raised in the period per 100 children."""

    team_id: int | None
    team: str
    open: int
    over: int
    in_five: int
    in_ten: int
    raised: int
    children: int
    per_hundred: float | None
    good: int = 0


def monitor(actor: Actor, asked: Filters) -> Monitor:
    """The figures for this reader (at most fourteen reads). Raises Refused in words."""
    if asked.to_on < asked.from_on:
        raise Refused("The period ends before it begins.")
    with reading() as session:
        what = slice_of(session, actor, asked)
        calendar = clocks.working_calendar(session)
        more = days_of(calendar, actor.today, settings.values(session, actor.today))
        now = queries.rows(session, metrics.open_now, what, more)
        teams = queries.rows(session, metrics.teams, what, more)
        children = queries.children(session, what, actor.today)
        names = queries.teams(session)
        themes = queries.rows(session, metrics.themes, what)
        raised = queries.rows(session, metrics.raised, what)
        closed = queries.rows(session, metrics.closed, what)
        referred = queries.rows(session, metrics.referred, what)
        answers = queries.rows(session, metrics.answers, what, more)
        lengths = queries.rows(session, metrics.lengths, what)
    rows = _team_rows(teams, children, names)
    charts, words = monitor_frames.made(
        now, raised, closed, referred, answers, themes, rows,
        _curves(lengths, calendar, actor.today), GROUPS,
        (asked.from_on, asked.to_on, actor.today),
    )  # fmt: skip
    return Monitor(
        open=sum(r.open for r in teams),
        paused=sum(r.n for r in now if r.urgency == "paused"),
        over=sum(r.over for r in teams),
        in_five=sum(r.in_five - r.over for r in teams),
        in_ten=sum(r.in_ten - r.over for r in teams),
        raised=sum(r.raised for r in teams),
        good_practice=sum(r.n for r in raised if r.kind == metrics.GOOD),
        teams=rows,
        themes=_open_themes(themes),
        charts=charts,
        words=words,
    )


def may_see(actor: Actor) -> None:
    """Raises Refused where none of the actor's roles includes the monitor."""
    if not actor.has(*ALL, "team_manager"):
        raise Refused("Your role does not include the monitor of challenges.")


def team_names(actor: Actor) -> dict[int, str]:
    """The teams this reader may choose from, by name."""
    may_see(actor)
    own = None if actor.has(*ALL) else actor.teams("team_manager")
    with reading() as session:
        found = queries.teams(session)
    return {i: name for i, name in found.items() if own is None or i in own}


def covered(actor: Actor, team_id: int | None = None) -> str:
    """The teams that the figures are of, in words: the one asked for, or all that a team manager
    holds; '' where it is all of the service."""
    names = team_names(actor)
    if team_id is not None:
        return names.get(team_id, "No team")
    is_service = actor.has(*ALL) or actor.teams("team_manager") is None
    return "" if is_service else joined(list(names.values()))


def slice_of(session: Any, actor: Actor, asked: Filters) -> Slice:
    """What this reader may count, within what was asked."""
    teams = frozenset({asked.team_id}) if asked.team_id is not None else None
    may_see(actor)
    if not actor.has(*ALL):
        own = actor.teams("team_manager")
        if own is not None:
            teams = own if teams is None else teams & own
    hidden = queries.hidden(session, actor.person_id)
    return Slice(asked.from_on, asked.to_on, teams, None, hidden)


def days_of(calendar: Calendar, today: dt.date, values: dict[str, Any]) -> dict[str, dt.date]:
    """The days that the metrics of what runs are run with."""
    edge = edges(
        today, calendar, values["critical_after_working_days"],
        values["due_soon_within_working_days"],
    )  # fmt: skip
    return {
        "today": today,
        "critical_before": edge.critical_before,
        "overdue_before": edge.overdue_before,
        "soon_before": edge.soon_before,
        "five": add_working_days(calendar, today, 5),
        "ten": add_working_days(calendar, today, 10),
    }


def _team_rows(
    counted: Sequence[Any], children: dict[int, int], names: dict[int, str]
) -> tuple[TeamRow, ...]:
    made = []
    for row in counted:
        total = children.get(row.team_id, 0)
        rate = 100 * row.raised / total if total else None
        name = names.get(row.team_id, "No team")
        made.append(
            TeamRow(row.team_id, name, row.open, row.over, row.in_five - row.over,
                    row.in_ten - row.over, row.raised, total, rate, row.good)
        )  # fmt: skip
    return tuple(sorted(made, key=lambda row: row.team))


def _open_themes(rows: Sequence[Any]) -> tuple[tuple[str, int, int, int], ...]:
    good = {row.words: row.n for row in rows if row.kind == metrics.GOOD}
    found = [
        (row.words, row.open, row.n, good.pop(row.words, 0))
        for row in rows
        if row.kind != metrics.GOOD
    ]
    found += [(words, 0, 0, n) for words, n in good.items()]
    return tuple(sorted(found, key=lambda each: (-each[1], -each[2], -each[3], each[0])))


def _curves(rows: Sequence[Any], calendar: Calendar, today: dt.date) -> list[Any]:
    """Time to resolve by stage reached: working days since the formal start, paused ones counted;
    open ones and withdrawn ones are watched no longer than so far."""
    from qa.stats import survival

    if not rows:
        return []
    started = np.array([row.formal_started_on for row in rows], dtype="datetime64[D]")
    ended = np.array([row.closed_on or today for row in rows], dtype="datetime64[D]")
    one = np.timedelta64(1, "D")
    days = np.busday_count(started + one, ended + one, busdaycal=numpy_calendar(calendar))
    times = [row.n for row in rows]
    is_end = [row.closed_on is not None and row.outcome != "withdrawn" for row in rows]
    groups = np.array([row.stage_name for row in rows], dtype=object)
    order = list(dict.fromkeys(r.stage_name for r in sorted(rows, key=lambda r: r.stage)))
    return survival.kaplan_meier(
        np.repeat(np.maximum(days, 0), times), np.repeat(is_end, times),
        np.repeat(groups, times), order,
    )  # fmt: skip
