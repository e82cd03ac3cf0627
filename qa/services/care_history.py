"""Care history: SSDA903's Header, Episodes and Reviews go in, dry run first, in one transaction."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import care_history as queries
from db.queries import trail as trail_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.imports.annex_a import refusals_csv
from qa.imports.collecting import held_back
from qa.imports.ssda903 import Read903, read_903
from qa.imports.ssda903_text import Source
from qa.imports.ssda903_values import NOTHING, day_of
from qa.services import duties, settings
from qa.services.care_history_episodes import compare_episodes
from qa.services.care_history_periods import compare_births, compare_periods
from qa.services.care_history_reviews import compare_reviews
from qa.services.care_history_state import State, begin
from qa.services.care_history_values import (
    CareHistoryPlan,
    CareHistoryReport,
    FileCount,
    Taken,
)
from qa.services.care_history_write import write

Files = Mapping[str, Source]
Progress = Callable[[float, str], None]
NONE_TAKEN = Taken()
LOADS_SHOWN = 10


@dataclass(frozen=True)
class Load:
    """One load of care history: when, by whom, and its counts."""

    at: dt.datetime
    who: str
    counts: Mapping[str, Any]


@held_back()
def preview(
    actor: Actor,
    files: Files,
    as_at: dt.date,
    *,
    taken: Taken = NONE_TAKEN,
    progress: Progress | None = None,
) -> CareHistoryPlan:
    """The dry run: what `load` would do. Writes nothing.

    `files`: name -> bytes or path, one to three. Raises Refused for a file that cannot be read,
    or a day to come.
    """
    permissions.require(actor, "import_children")
    with reading() as session:
        read = _read(session, actor, files, as_at, progress)
        state = _compared(session, actor, read, taken, progress)
        plan = _plan(state)
    _tell(progress, 1.0, "Compared with what is known")
    return plan


@held_back()
def load(
    actor: Actor,
    files: Files,
    as_at: dt.date,
    *,
    taken: Taken = NONE_TAKEN,
    clocks: bool = True,
    progress: Progress | None = None,
) -> CareHistoryReport:
    """Load the files, all in one transaction; loading them again changes nothing.

    `clocks`: work out in it what falls due about these children (left out only to measure).

    What they contradict is kept as it is here, but for what is `taken`. Raises Refused as
    `preview` does.
    """
    permissions.require(actor, "import_children")
    with reading() as session:
        read = _read(session, actor, files, as_at, progress)
    with writing() as session:
        trail_queries.locked_head(session)  # one load at a time, on PostgreSQL too
        state = _compared(session, actor, read, taken, progress)
        plan = _plan(state)
        if not plan.nothing:
            _tell(progress, 0.5, "Writing")
            write(session, actor, state, plan, taken)
        if clocks and not plan.nothing:
            _tell(progress, 0.7, "Working out what falls due")
            duties.refresh(session, state.writes.changes, actor.today)
    _tell(progress, 1.0, "Loaded")
    return CareHistoryReport(plan, not plan.nothing)


def refused_csv(plan: CareHistoryPlan) -> str:
    """The refused rows as CSV: file, row, column, value, reason."""
    return refusals_csv(plan.refusals)


def loads(actor: Actor) -> list[Load]:
    """The last loads, the latest first: counts only."""
    permissions.require(actor, "import_children")
    with reading() as session:
        return [Load(*row) for row in queries.loads(session, LOADS_SHOWN)]


def _read(
    session: Any, actor: Actor, files: Files, as_at: dt.date, progress: Progress | None
) -> Read903:
    if as_at > actor.today:
        raise Refused("The files cannot be from a day that is still to come.")
    _tell(progress, 0.0, "Reading the files")
    pattern = settings.value(session, "case_number_pattern", actor.today)
    return read_903(files, as_at=as_at, case_number=_pattern(pattern))


def _compared(
    session: Any, actor: Actor, read: Read903, taken: Taken, progress: Progress | None
) -> State:
    _tell(progress, 0.3, "Comparing with what is known")
    state = begin(session, actor, read, taken)
    episodes = compare_episodes(state, session)
    compare_reviews(state, session, episodes)
    compare_periods(state, session, episodes)
    compare_births(state)
    return state


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise Refused(
            "The setting “What a case number looks like” is not a pattern that can be used. "
            "Ask an administrator to put it right."
        ) from error


def _plan(state: State) -> CareHistoryPlan:
    read, counts = state.read, state.counts
    shown = tuple(each for each in state.found if each.child_id in state.in_scope)
    return CareHistoryPlan(
        as_at=read.as_at,
        latest_on=_latest(read),
        digest=read.digest,
        files=tuple(
            FileCount(read.tables[kind].title, rows, read.notes.refused[kind])
            for kind, rows in read.rows.items()
        ),
        reviews_new=counts["reviews_new"],
        reviews_filled=counts["reviews_filled"],
        reviews_unchanged=counts["reviews_unchanged"],
        reviews_blank=read.blank,
        episodes_new=counts["episodes_new"],
        episodes_changed=counts["episodes_changed"],
        episodes_unchanged=counts["episodes_unchanged"],
        children=len(state.writes.changes),
        births_filled=counts["births_filled"],
        unknown=state.unknown,
        held=state.held,
        taken=counts["taken"],
        contradictions=shown,
        hidden=len(state.found) - len(shown),
        queries=tuple(read.notes.queries),
        asked=read.notes.asked,
        refusals=tuple(sorted(read.notes.refusals, key=lambda cell: (cell.sheet, cell.row))),
        nothing=state.writes.nothing,
    )


def _latest(read: Read903) -> dt.date | None:
    """The last day that the files name anything on, births apart."""
    named = [
        read.tables[kind][name]
        for kind, name in (("episodes", "DECOM"), ("episodes", "DEC"), ("reviews", "REVIEW"))
    ]
    days = [int(column.max()) for column in named if len(column) and column.max() != NOTHING]
    return day_of(max(days)) if days else None


def _tell(progress: Progress | None, share: float, words: str) -> None:
    if progress:
        progress(share, words)
