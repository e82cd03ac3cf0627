"""A database of 60 children's homes visited every month for five years, for measuring."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from db import engine
from db.engine import writing
from qa import clock
from qa.domain.workflow import REG44
from qa.services import install
from qa.services.demo_world import months_before
from tests.benchmarks.stores import kept
from tests.benchmarks.visits_after import after, recommendations, trail
from tests.benchmarks.visits_plan import (
    DAY,
    EVENTS,
    FIRST_HOME_MANAGER,
    FIRST_VISITOR,
    HEAD,
    HOMES,
    MANAGER,
    MET,
    MET_SHARES,
    MISSED,
    MONTHS,
    RESIDENTS,
    STANDARDS,
    TWICE,
    VISITORS,
    Made,
    Store,
    visitor_of,
)


def database() -> Path:
    """The database, made where it is not there yet from today. Person 1 is a practice manager,
    2 the head of service, 3 to 12 are visitors with six homes each."""
    return kept("visits-60", f"{HOMES} homes, {MONTHS} months of visits", _make)


def _make() -> None:
    with writing() as session:
        install.install_released(session, dt.date(2015, 4, 1), clock.now())
        today, rng = clock.today(), np.random.default_rng(44)
        form_id, _form = install.form_in_force(session, REG44, today)
        store = Store(session, rng, today, clock.now(), form_id, list(_planned(rng, today)))
        for fill in (_people, _homes, _checks, _visits, _standards, _events, recommendations,
                     after, trail):  # fmt: skip
            fill(store)
    with engine.engine().connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _planned(rng: np.random.Generator, today: dt.date) -> Iterator[Made]:
    number = 1
    for back in range(MONTHS - 1, -1, -1):
        month = months_before(today, back)
        for home in range(1, HOMES + 1):
            chance = rng.random()
            times = 0 if chance < MISSED else 2 if chance > 1 - TWICE else 1
            for _ in range(times):
                on = month + int(rng.integers(0, 28)) * DAY
                if on <= today:
                    yield _made(number, home, month, on, today)
                    number += 1


def _made(number: int, home: int, month: dt.date, on: dt.date, today: dt.date) -> Made:
    """Of the last fortnight submitted, of the last six weeks issued, all before closed."""
    age = (today - on).days
    status = "submitted" if age < 14 else "issued" if age < 45 else "closed"
    issued = on + (5 + number % 8) * DAY if age >= 14 else None
    return Made(number, home, month, on, visitor_of(home), status, issued)


def _people(store: Store) -> None:
    visitors = range(FIRST_VISITOR, FIRST_VISITOR + VISITORS)
    managers = range(FIRST_HOME_MANAGER + 1, FIRST_HOME_MANAGER + HOMES + 1)
    people = [(MANAGER, "Manager"), (HEAD, "Head"), *((n, f"Visitor {n}") for n in visitors),
              *((n, f"Registered manager {n}") for n in managers)]  # fmt: skip
    store.insert("person", ("id", "name"), people)
    roles = [(MANAGER, "practice_manager"), (HEAD, "head_of_service"),
             *((n, "reg44_visitor") for n in visitors)]  # fmt: skip
    since = months_before(store.today, MONTHS + 1)
    rows = [(person, role, since) for person, role in roles]
    store.insert("role_assignment", ("person_id", "role", "from_on"), rows)


def _homes(store: Store) -> None:
    since = months_before(store.today, MONTHS)
    columns = ("id", "name", "urn", "provider", "provider_kind", "registered_manager",
               "manager_id", "responsible_individual", "capacity", "opened_on",
               "is_visited")  # fmt: skip
    store.insert("home", columns, [
        (n, f"Home {n:02}", f"7{n:06}", f"Provider {n % 8}", "private" if n % 3 else "council",
         f"Registered manager {FIRST_HOME_MANAGER + n}", FIRST_HOME_MANAGER + n, "Responsible", 4,
         since, True)
        for n in range(1, HOMES + 1)
    ])  # fmt: skip
    columns = ("home_id", "person_id", "basis_kind", "basis", "from_on")
    store.insert("home_visitor", columns, [
        (n, visitor_of(n), "no_tie", "Works elsewhere", since) for n in range(1, HOMES + 1)
    ])  # fmt: skip
    columns = ("home_id", "letter", "placing_authority", "from_on", "to_on")
    store.insert("home_resident", columns, list(_residents(since, store.today)))


def _residents(since: dt.date, today: dt.date) -> Iterator[tuple[Any, ...]]:
    """Four children at a time, each for a third of the years."""
    span = (today - since).days // (RESIDENTS // 4)
    for home in range(1, HOMES + 1):
        for n in range(RESIDENTS):
            begun = since + (n // 4) * span * DAY
            ended = None if n // 4 == RESIDENTS // 4 - 1 else begun + (span - 1) * DAY
            yield home, chr(ord("A") + n), f"Authority {(home + n) % 9}", begun, ended


def _checks(store: Store) -> None:
    columns = ("id", "kind", "form_id", "home_id", "assignee_id", "allocated_by_id",
               "allocated_on", "due_on", "due_rule", "due_rule_version", "due_explained", "status",
               "revision", "right_child_at", "started_at", "submitted_at", "submitted_on",
               "closed_at", "is_good_practice")  # fmt: skip
    rows = []
    for each in store.made:
        at, due, status = store.at(each.on), each.on + 10 * DAY, each.status
        closed = at + 20 * DAY if status == "closed" else None
        rows.append((
            each.id, REG44, store.form_id, each.home_id, each.visitor_id, each.visitor_id, each.on,
            due, "CH02", "2", "Ten days after the visit.", status, 1, at, at, at + 2 * DAY,
            each.on + 2 * DAY, closed, False,
        ))  # fmt: skip
    store.insert("check", columns, rows)
    store.insert("revision",
                 ("check_id", "number", "kind", "opened_by_id", "opened_at", "issued_at"),
                 [(e.id, 1, "first", e.visitor_id, store.at(e.on), store.at(e.on) + 2 * DAY)
                  for e in store.made])  # fmt: skip


def _visits(store: Store) -> None:
    columns = ("check_id", "home_id", "visitor_id", "month", "visited_on", "arrived", "left",
               "announced", "on_roll", "present", "offered", "accepted", "safeguarded",
               "wellbeing", "basis", "report_due_on", "report_due_rule",
               "report_due_rule_version", "report_due_explained", "accuracy_sent_on",
               "accuracy_returned_on", "issued_on", "issued_revision", "closed_on")  # fmt: skip
    opinions = store.rng.choice(("Y", "C", "N"), (len(store.made), 2), p=(0.75, 0.22, 0.03))
    rows = []
    for each, opinion in zip(store.made, opinions.tolist(), strict=True):
        issued, closed = each.issued_on, each.status == "closed"
        rows.append((
            each.id, each.home_id, each.visitor_id, each.month, each.on, "10:00", "14:30",
            "unannounced" if each.id % 2 else "announced", 4, 3, 4, each.id % 4, *opinion,
            "Works elsewhere", each.on + 10 * DAY, "CH02", "2", "Ten days after the visit.",
            each.on + 2 * DAY if issued else None, each.on + 4 * DAY if issued else None, issued,
            1 if issued else None, issued + 3 * DAY if issued and closed else None,
        ))  # fmt: skip
    store.insert("visit", columns, rows)


def _standards(store: Store) -> None:
    drawn = store.rng.choice(MET, (len(store.made), len(STANDARDS)), p=MET_SHARES).tolist()
    rows = (
        (each.id, each.home_id, each.month, standard, met)
        for each, row in zip(store.made, drawn, strict=True)
        for standard, met in zip(STANDARDS, row, strict=True)
    )
    store.insert("visit_standard", ("check_id", "home_id", "month", "standard", "met"), rows)


def _events(store: Store) -> None:
    drawn = store.rng.poisson(1.2, (len(store.made), len(EVENTS))).tolist()
    rows = (
        (each.id, each.home_id, each.month, event, count, min(count, 3))
        for each, row in zip(store.made, drawn, strict=True)
        for event, count in zip(EVENTS, row, strict=True)
    )
    columns = ("check_id", "home_id", "month", "event", "events", "children")
    store.insert("visit_event", columns, rows)
