"""Fictional data to try the program with: planned here, put in by `db.bulk` in one transaction."""

import bisect
import contextlib
import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from db import bulk
from db.engine import reading, writing
from db.queries import people as people_queries
from db.queries import themes
from db.queries import trail as trail_queries
from qa.domain import audits
from qa.domain.refusals import Refused
from qa.services import clocks, duties, install, ladders, passphrase_hashes
from qa.services.demo_answers import Sheet, sheet
from qa.services.demo_audits import Audits
from qa.services.demo_audits import audits as drawn_audits
from qa.services.demo_care import care, panels
from qa.services.demo_cases import cases
from qa.services.demo_challenges import Installed, challenges
from qa.services.demo_children import Children, children
from qa.services.demo_episodes import episodes
from qa.services.demo_lives import life
from qa.services.demo_midway_store import Midways
from qa.services.demo_people import ACCOUNTS, PASSPHRASE, Staff, people, staff
from qa.services.demo_risks import risks
from qa.services.demo_roster import roster
from qa.services.demo_rows import Ids, rows
from qa.services.demo_stays import stays
from qa.services.demo_trail import COLUMNS, Chain, Event, events
from qa.services.demo_visit_store import Visits
from qa.services.demo_world import (
    SEED,
    Rows,
    Size,
    World,
    closure_days,
    months_before,
    mornings,
    working_days_round,
)

__all__ = ["ACCOUNTS", "PASSPHRASE", "Size", "has_accounts", "is_demonstration", "load"]

CHUNK = 1000
MONTHS_INSTALLED = 60
NUMBERED = ("team", "person", "child", "sibling_group", "home", "check", "revision", "action",
            "risk_flag", "review", "challenge", "follow_up")  # fmt: skip
FILLED = (*NUMBERED, "role_assignment", "account", "cover", "child_access", "child_status",
          "child_team", "child_person", "home_visitor", "placement", "roster_load", "answer",
          "check_domain", "check_concern", "reply", "moderation", "check_link",
          "trail_entry", "review_decision", "episode", "panel_decision", "closure_day",
          "duty", "challenge_child", "challenge_theme", "challenge_event", "challenge_stage",
          "clock_pause", "answer_row", "home_tie", "home_resident", "visit", "visit_standard",
          "visit_event", "visit_consent", "visit_alert", "visit_issue", "visit_sending",
          "action_status", "action_response")  # fmt: skip
Progress = Callable[[int, int], None]


def has_accounts() -> bool:
    """Whether anybody can sign in."""
    with reading() as session:
        return people_queries.count_accounts(session) > 0


def is_demonstration() -> bool:
    """Whether the store holds demonstration accounts."""
    with reading() as session:
        return bool(people_queries.demonstration_accounts(session))


def load(size: Size, now: dt.datetime, today: dt.date, progress: Progress | None = None) -> int:
    """Fill an empty store; how many audits. All or nothing.

    Raises Refused where the store holds an account or a child. `progress` is told (done, of).
    """
    hashed = passphrase_hashes.hash_of(PASSPHRASE)
    with _uncollected(), writing() as session:
        _must_be_empty(session)
        installed_on = months_before(today, MONTHS_INSTALLED)
        install.install_released(session, installed_on, now)
        form_id, form = install.form_in_force(session, audits.FORM, today)
        _insert(session, [closure_days(today, clocks.working_calendar(session))])
        world = _world(session, size, now, today, form_id)
        who = staff(world)
        all_of = children(world)
        drawn = drawn_audits(world, all_of)
        reviewed = care(world, who, all_of)
        _insert(session, people(world, who, hashed))
        stayed = stays(world, all_of)
        _insert(session, roster(world, who, all_of, reviewed, stayed))
        _insert(session, reviewed.reviews)
        _insert(session, [episodes(world, all_of, reviewed), panels(world, who, all_of)])
        chain = Chain(who.names, bulk.next_id(session, "trail_entry"), _head(session))
        raised, told = challenges(world, who, all_of, _ladder(session, today))
        _insert(session, raised)
        chain.add(told)
        between = Midways(session, world, who, all_of, size.audits)
        chain.add(between.events())
        first_visit = world.first_ids["check"] + size.audits + len(between)
        visited = Visits(world, who, all_of, stayed, first_visit)
        chain.add(visited.events())
        ids = Ids(world, visited.advice)
        _insert_audits(session, world, who, all_of, drawn, sheet(form), chain, progress, ids)
        _insert(session, between.rows(session, ids))
        _insert(session, visited.rows(session))
        duties.refresh_all(session, today)
        bulk.move_head(session, chain.entries, chain.head)
        bulk.count_on(session, FILLED)
        bulk.analyse(session)
    return size.audits


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Many rows, no cycles: looking for cycles would cost an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _must_be_empty(session: Any) -> None:
    if not bulk.is_empty(session, "account"):
        raise Refused(
            "This database holds accounts, so demonstration data was not loaded. "
            "Point QA_DATABASE_URL at an empty database."
        )
    if not bulk.is_empty(session, "child", "person"):
        raise Refused(
            "This database holds children or people, so demonstration data was not loaded."
        )


def _world(session: Any, size: Size, now: dt.datetime, today: dt.date, form_id: int) -> World:
    calendar = clocks.working_calendar(session)
    version, rules = install.rules_in_force(session, today)
    days = working_days_round(calendar, today)
    return World(
        rng=np.random.default_rng(SEED),
        size=size,
        today=today,
        now=now,
        calendar=calendar,
        days=days,
        mornings=mornings(days),
        present=bisect.bisect_right(days, today) - 1,
        rules=rules,
        rules_version=version,
        form_id=form_id,
        first_ids={table: bulk.next_id(session, table) for table in NUMBERED},
    )


def _ladder(session: Any, today: dt.date) -> Installed:
    ladder_id, rules = ladders.in_force(session, ladders.DEFAULT, today)
    return Installed(ladder_id, rules, {t.code: t.id for t in themes.every(session)})


def _head(session: Any) -> str:
    return trail_queries.head(session).hash


def _insert(session: Any, tables: Iterable[Rows]) -> None:
    for each in tables:
        bulk.insert(session, each.table, each.columns, each.rows)


def _insert_audits(
    session: Any,
    world: World,
    who: Staff,
    all_of: Children,
    drawn: Audits,
    each: Sheet,
    chain: Chain,
    progress: Progress | None,
    ids: Ids,
) -> None:
    """A chunk at a time, so that memory stays the same however many there are."""
    flags, told = risks(world, who, all_of, drawn)
    chain.add(told)
    for start in range(0, len(drawn), CHUNK):
        span = slice(start, start + CHUNK)
        lives = (
            (case, life(world, who, case)) for case in cases(world, who, all_of, drawn, each, span)
        )
        tables, lived = rows(world, who, ids, lives)
        _insert(session, tables)
        for case, after, action_ids in lived:
            chain.add(events(world, who, case, after, action_ids))
        upto = min(start + CHUNK, len(drawn))
        _insert_trail(session, chain, _next_day(world, drawn, upto))
        if progress:
            progress(upto, len(drawn))
    _insert(session, [flags])
    chain.add([Event(world.now, 1 << 62, None, "load", "demonstration", None, None, None, {})])
    _insert_trail(session, chain, None)


def _next_day(world: World, drawn: Audits, place: int) -> dt.datetime | None:
    return world.at(drawn.allocated[place], 0) if place < len(drawn) else None


def _insert_trail(session: Any, chain: Chain, until: dt.datetime | None) -> None:
    bulk.insert(session, "trail_entry", COLUMNS, chain.until(until))
