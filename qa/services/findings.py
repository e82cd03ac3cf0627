"""Findings across homes: opinions, standards, recommendations, events, children spoken to.

Figures are counted in SQL: for practice managers and heads of service of every home, for visitors
of the visits they may read. Only submitted visits count, under the month of their own day.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import visit_findings as queries
from qa.domain.actor import Actor
from qa.domain.findings import BASELINES, DEFAULT_EVENT, EVENTS, Asked
from qa.domain.refusals import Refused
from qa.domain.visits import STANDARDS, month_of
from qa.services import findings_frames, findings_words
from qa.services.findings_frames import Columns, Repeated, Rows
from qa.services.trends import LONGEST, last_months

READERS = (*queries.EVERY_HOME, "reg44_visitor")
PERIODS = {"12": "Last 12 months", "6": "Last 6 months", "24": "Last 24 months"}
CUSTOM = "dates"


@dataclass(frozen=True)
class Findings:
    """The screen: columns for each chart and the sentence that stands first, by the name of the
    chart; repeated recommendations; homes to choose from, by id."""

    asked: Asked
    homes: Mapping[int, str]
    visits: int
    charts: Mapping[str, Columns]
    words: Mapping[str, str]
    repeated: tuple[Repeated, ...]
    rows: Rows


def asked(
    actor: Actor,
    period: str,
    dates: tuple[dt.date, ...] = (),
    home_id: int | None = None,
    standard: str = "",
    event: str = "",
    baseline: str = "",
) -> Asked:
    """What the address or the screen says, in whole months. Raises Refused in words."""
    if standard and standard not in STANDARDS:
        raise Refused("There is no such quality standard. Choose one from the list.")
    if event and event not in EVENTS:
        raise Refused("There is no such kind of event. Choose one from the list.")
    if baseline and baseline not in BASELINES:
        raise Refused("Choose from the list which months settle the limits.")
    first, last = _months(actor, period, dates)
    return Asked(first, last, home_id, standard, event or DEFAULT_EVENT, baseline or "all")


def _months(actor: Actor, period: str, dates: tuple[dt.date, ...]) -> tuple[dt.date, dt.date]:
    if period in PERIODS:
        from_on, to_on = last_months(int(period), actor.today)
    elif len(dates) != 2:
        raise Refused("Choose the first and the last day of the period.")
    else:
        from_on, to_on = dates
    if from_on > to_on or to_on - from_on > LONGEST:
        raise Refused("The period ends before it begins, or is longer than 10 years.")
    return month_of(from_on), month_of(min(to_on, actor.today))


def home_names(actor: Actor) -> dict[int, str]:
    """The homes this reader may choose from, by name. Raises Refused where no role has any."""
    who = reader(actor)
    with reading() as session:
        return {row.id: row.name for row in queries.homes(session, who)}


def findings(actor: Actor, asked: Asked) -> Findings:
    """Every figure of the screen, in six statements. Raises Refused in words."""
    who = reader(actor)
    with reading() as session:
        homes = {row.id: row.name for row in queries.homes(session, who)}
        if asked.home_id is not None and asked.home_id not in homes:
            raise Refused("There is no such home that you may see. Choose one from the list.")
        rows = Rows(
            queries.of_visits(session, who, asked),
            queries.of_standards(session, who, asked, homes),
            queries.of_events(session, who, asked, homes),
            queries.of_recommendations(session, who, asked, actor.today),
            queries.repeated(session, who, asked),
        )
    made = findings_frames.made(rows, asked, homes, actor.today)
    words = findings_words.sentences(made, asked, actor.today)
    visits = sum(row.visits for row in rows.visits)
    return Findings(asked, homes, visits, made.charts, words, made.repeated, rows)


def reader(actor: Actor) -> Actor:
    """The actor with the roles that read findings alone; another role opens no text here. Raises
    Refused where there is none."""
    held = frozenset(one for one in actor.roles if one.role in READERS)
    if not held:
        raise Refused("Your role does not include findings across homes.")
    return dataclasses.replace(actor, roles=held)


def about(asked: Asked) -> dict[str, Any]:
    """What was asked, as the trail keeps it."""
    return dataclasses.asdict(asked)
