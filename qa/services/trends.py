"""The trends of case-file audits: what was found, where, and what is still open.

Figures are counted in SQL within the reader's scope and kept for a minute at most, under that
scope and the version of the data, so that a change shows at once and nobody sees another's.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from db import metrics
from db.engine import database_url, reading
from db.metrics import Slice
from db.queries import trends as queries
from qa.domain import urgency
from qa.domain.actor import Actor
from qa.domain.audits import AUDIT_TYPES
from qa.domain.refusals import Refused
from qa.domain.urgency import Band
from qa.services import clocks, install, settings
from qa.services.trend_figures import Counts, Frame, Names, frames
from qa.services.trend_words import headline, notes

PERIODS = {"12": "Last 12 months", "6": "Last 6 months", "30": "Last 30 months"}
CUSTOM = "dates"
ALL = ("practice_manager", "head_of_service", "iro")
Version = tuple[str, int]
MOST_KEPT = 64
LONGEST = dt.timedelta(days=366 * 10)


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; both ends of the period included."""

    from_on: dt.date
    to_on: dt.date
    team_id: int | None = None
    audit_type: str | None = None


@dataclass(frozen=True)
class Trends:
    """The page's figures: sentence first, then notes, then a frame for each chart."""

    headline: str
    notes: tuple[str, ...]
    charts: Mapping[str, Frame]
    bands: tuple[Band, ...]
    audits: int


def last_months(count: int, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the `count` months that end today."""
    months = today.year * 12 + today.month - count
    return dt.date(months // 12, months % 12 + 1, 1), today


def filters(
    actor: Actor,
    period: str,
    dates: tuple[dt.date, ...] = (),
    team_id: int | None = None,
    audit_type: str | None = None,
) -> Filters:
    """The filters for what the address or the screen says. Raises Refused in words."""
    if period in PERIODS:
        from_on, to_on = last_months(int(period), actor.today)
    elif len(dates) != 2:
        raise Refused("Choose the first and the last day of the period.")
    else:
        from_on, to_on = dates
    if from_on > to_on or to_on - from_on > LONGEST:
        raise Refused("The period ends before it begins, or is longer than 10 years.")
    known = audit_type if audit_type in AUDIT_TYPES else None
    return Filters(from_on, to_on, team_id, known)


def team_names(actor: Actor) -> dict[int, str]:
    """The teams this reader may choose from, by name."""
    mine = _teams_of(actor)
    with reading() as session:
        found = _names(_version(session)).teams
    return {i: name for i, name in found.items() if mine is None or i in mine}


def trends(actor: Actor, asked: Filters) -> Trends:
    """Every figure of the page. Raises Refused where the reader's roles include no trends."""
    with reading() as session:
        at = _version(session)
        what = _slice(at, actor, asked)
        key = (at, int(actor.now.timestamp() // 60), what, actor.today)
        found = _kept.get(key)
        if found is None:
            found = _keep(key, _made(session, at, what, actor.today))
    return found


def slice_of(actor: Actor, asked: Filters) -> Slice:
    """What this reader may count, within what was asked."""
    with reading() as session:
        return _slice(_version(session), actor, asked)


def _slice(at: Version, actor: Actor, asked: Filters) -> Slice:
    mine = _teams_of(actor)
    wanted = None if asked.team_id is None else frozenset({asked.team_id})
    teams = wanted if mine is None else mine if wanted is None else mine & wanted
    hidden = _hidden(at, actor.person_id)
    return Slice(asked.from_on, asked.to_on, teams, asked.audit_type, hidden)


def _teams_of(actor: Actor) -> frozenset[int] | None:
    if actor.has(*ALL):
        return None
    if actor.has("team_manager"):
        return actor.teams("team_manager")
    raise Refused("Your role does not include the trends of audits.")


_seen: dict[str, tuple[int, int]] = {}
_kept: dict[Any, Trends] = {}


def _keep(key: Any, found: Trends) -> Trends:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = found
    return found


def _version(session: Any) -> Version:
    """The store's address and the trail's last entry that a figure could rest on.

    Only entries added since the last look are read; another process's count as well.
    """
    url = database_url()
    looked_to, version = _seen.get(url, (0, 0))
    last = queries.last_entry(session)
    if last < looked_to:  # another database stands here now
        looked_to, version = 0, 0
    if last > looked_to:
        version = queries.last_change(session, looked_to) or version
    _seen[url] = (last, version)
    return url, version


def _made(session: Any, at: Version, what: Slice, today: dt.date) -> Trends:
    names, bands = _names(at), _bands(at, today)
    counts = _count(session, what, names, bands)
    return Trends(
        headline(counts, what.from_on, what.to_on),
        notes(counts, names),
        frames(counts, names, bands, what.from_on, what.to_on),
        bands,
        counts.now.submitted,
    )


def _count(session: Any, what: Slice, names: Names, bands: tuple[Band, ...]) -> Counts:
    shape, values, run = what.shape, what.values, session.connection().execute
    every_team = {"team_ids": list(names.teams), **values, "sections": list(names.domains)}
    asked = {**values, "questions": list(names.critical)}
    edges = {f"edge_{i}": band.before for i, band in enumerate(bands) if band.before}
    return Counts.of(
        grades=run(metrics.grades(shape), values).all(),
        before=run(metrics.totals(shape), what.before().values).one(),
        waiting=run(metrics.waiting(shape), values).scalar_one(),
        domains=run(metrics.domains(shape), every_team).all(),
        concerns=run(metrics.concerns(shape), asked).all(),
        actions=run(metrics.open_actions(shape, len(bands)), {**values, **edges}).all(),
    )


@lru_cache(maxsize=16)
def _names(_at: Version) -> Names:
    with reading() as session:
        forms = {i: install.form(session, i) for i in queries.form_ids(session)}
        return Names.of({row.id: row.name for row in queries.teams(session)}, forms)


@lru_cache(maxsize=16)
def _bands(_at: Version, today: dt.date) -> tuple[Band, ...]:
    with reading() as session:
        values = settings.values(session, today)
        days = (values["critical_after_working_days"], values["due_soon_within_working_days"])
        return tuple(urgency.age_bands(today, clocks.working_calendar(session), *days))


@lru_cache(maxsize=256)
def _hidden(_at: Version, person_id: int) -> frozenset[int]:
    with reading() as session:
        return frozenset(session.scalars(metrics.hidden_checks(person_id)))
