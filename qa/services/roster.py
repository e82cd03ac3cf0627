"""The roster: a council's Annex A workbook goes in, dry run first, in one transaction."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from db.engine import reading, writing
from db.queries import holds
from db.queries import roster as queries
from db.queries import trail as trail_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NeedsConfirmation, Refused
from qa.domain.words import format_date
from qa.imports.annex_a import read_annex_a, refusals_csv
from qa.imports.annex_a_values import AnnexA
from qa.imports.collecting import held_back
from qa.services import duties, settings
from qa.services.roster_plan import compare
from qa.services.roster_reviews import meetings
from qa.services.roster_values import Known, RosterPlan, RosterReport
from qa.services.roster_write import SOCIAL_WORKER, write

# How far the work has come (0 to 1) and what is being done, in words.
Progress = Callable[[float, str], None]

READING = 0.5  # the share of the work that reading the file is


@held_back()
def preview(
    actor: Actor, data: bytes, as_at: dt.date, *, progress: Progress | None = None
) -> RosterPlan:
    """The dry run: what `load` would do. Writes nothing.

    Raises Refused for a file that cannot be read, a day to come, or one before the last load's.
    """
    permissions.require(actor, "import_children")
    with reading() as session:
        annex = _read(session, actor, data, as_at, progress)
        plan, _writes = _compare(session, actor, annex, create_teams=False)
    _tell(progress, 1.0, "Compared with what is known")
    return plan


@held_back()
def load(
    actor: Actor,
    data: bytes,
    as_at: dt.date,
    *,
    create_teams: bool = False,
    confirmed: bool = False,
    clocks: bool = True,
    progress: Progress | None = None,
) -> RosterReport:
    """Load the file, all in one transaction; loading it again changes nothing.

    `clocks`: work out in it what falls due about these children (left out only to measure).

    Raises Refused as `preview` does, and NeedsConfirmation when too many would leave a list.
    """
    permissions.require(actor, "import_children")
    with reading() as session:
        annex = _read(session, actor, data, as_at, progress)
    with writing() as session:
        trail_queries.locked_head(session)  # one load at a time, on PostgreSQL too
        _require_newest(session, as_at)
        known = _known(session, actor, annex)
        plan, writes = _compared(session, actor, annex, known, create_teams)
        if plan.confirmation and not confirmed:
            raise NeedsConfirmation(plan.confirmation)
        _tell(progress, 0.7, "Writing")
        load_id, owed = None, set()
        if not writes.nothing:
            load_id, owed = write(session, actor, known, plan, writes, confirmed)
        if clocks and owed:
            _tell(progress, 0.8, "Working out what falls due")
            duties.refresh(session, owed, actor.today)
    _tell(progress, 1.0, "Loaded")
    return RosterReport(plan, load_id, len(writes.new_teams), len(writes.new_people))


def refused_csv(plan: RosterPlan) -> str:
    """The refused cells as CSV: sheet, row, column, value, reason."""
    return refusals_csv(plan.refusals)


def last_as_at(actor: Actor) -> dt.date | None:
    """The day of the newest roster loaded; None before the first."""
    permissions.require(actor, "import_children")
    with reading() as session:
        last = queries.last_load(session)
        return last.as_at if last else None


def _read(
    session: Any, actor: Actor, data: bytes, as_at: dt.date, progress: Progress | None
) -> AnnexA:
    if as_at > actor.today:
        raise Refused("The file cannot be from a day that is still to come.")
    _require_newest(session, as_at)
    pattern = settings.value(session, "case_number_pattern", actor.today)

    def tell(share: float, words: str) -> None:
        _tell(progress, share * READING, words)

    return read_annex_a(data, as_at=as_at, case_number=_pattern(pattern), progress=tell)


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise Refused(
            "The setting “What a case number looks like” is not a pattern that can be used. "
            "Ask an administrator to put it right."
        ) from error


def _require_newest(session: Any, as_at: dt.date) -> None:
    last = queries.last_load(session)
    if last and as_at < last.as_at:
        raise Refused(
            f"The newest file that was loaded shows the children as at {format_date(last.as_at)}. "
            f"One from {format_date(as_at)} is older, so it is not loaded over it."
        )


def _compare(session: Any, actor: Actor, annex: AnnexA, *, create_teams: bool) -> Any:
    known = _known(session, actor, annex)
    return _compared(session, actor, annex, known, create_teams)


def _compared(session: Any, actor: Actor, annex: AnnexA, known: Known, create_teams: bool) -> Any:
    share = settings.value(session, "leaving_share_needs_confirmation", actor.today)
    return compare(annex, known, create_teams=create_teams, leaving_share=share)


def _known(session: Any, actor: Actor, annex: AnnexA) -> Known:
    last, as_at = queries.last_load(session), annex.as_at
    return Known(
        last_as_at=last.as_at if last else None,
        children=queries.children(session),
        statuses=queries.statuses(session),
        team_links=queries.team_links(session, as_at),
        worker_links=queries.person_links(session, (SOCIAL_WORKER,), as_at),
        placements=queries.placements(session),
        homes=queries.homes(session),
        teams=queries.teams(session),
        people=queries.people(session),
        not_loaded=frozenset(map(tuple, queries.not_loaded(session))),
        in_scope=frozenset(queries.ids_in_scope(session, actor)),
        meetings=meetings(session, annex),
        on_hold=holds.all_on_hold(session),
    )


def _tell(progress: Progress | None, share: float, words: str) -> None:
    if progress:
        progress(share, words)
