"""What became of the visits measured on: recommendations, reports sent, the trail."""

from collections.abc import Iterator
from typing import Any

from db import bulk
from db.models import TrailHead
from qa.domain.workflow import REG44
from qa.services.demo_trail import COLUMNS, Chain, Event
from qa.services.demo_world import months_before
from tests.benchmarks.visits_plan import (
    DAY,
    FIRST_HOME_MANAGER,
    FIRST_VISITOR,
    HOMES,
    MANAGER,
    MONTHS,
    RECIPIENTS,
    STANDARDS,
    VISITORS,
    Made,
    Store,
    visitor_of,
)


def recommendations(store: Store) -> None:
    """Two after a visit and one after every second: answered, then most of them done."""
    columns = ("id", "kind", "origin", "check_id", "home_id", "text", "standard", "priority",
               "owner_id", "raised_by_id", "raised_on", "consider_by_on", "due_on",
               "due_explained", "status", "done_on", "verified_on", "verified_by_id")  # fmt: skip
    actions, statuses, responses, number = [], [], [], 1
    later = _later_visits(store.made)
    for each in store.made:
        for n in range(1 + each.id % 2):
            standard = STANDARDS[(each.home_id + each.on.toordinal() // 120 + n) % len(STANDARDS)]
            next_one = later.get(each.id)
            fate = number % 10
            status = "open" if fate > 7 or not next_one else "verified" if fate < 6 else "done"
            done = each.on + 25 * DAY if status != "open" else None
            verified = (next_one.on, next_one.visitor_id) if status == "verified" else (None, None)
            actions.append((
                number, "recommendation", REG44, each.id, each.home_id,
                f"Recommendation {number}", standard, ("high", "medium", "low")[number % 3],
                FIRST_HOME_MANAGER + each.home_id, each.visitor_id, each.on + 2 * DAY,
                each.on + 16 * DAY, each.on + 30 * DAY, "By a day agreed.", status, done, *verified,
            ))  # fmt: skip
            if next_one:
                seen = "completed_seen" if status == "verified" else "in_progress"
                at = store.at(next_one.on)
                statuses.append((number, next_one.id, seen, "Seen", next_one.visitor_id, at))
                responses.append(_response(store, each, number))
            number += 1
    store.insert("action", columns, actions)
    columns = ("action_id", "check_id", "status", "evidence", "recorded_by_id", "recorded_at")
    store.insert("action_status", columns, statuses)
    columns = ("action_id", "number", "stance", "reason", "by_name", "by_role", "responded_on",
               "owner_name", "owner_role", "due_on", "recorded_by_id", "recorded_at")  # fmt: skip
    store.insert("action_response", columns, responses)


def _later_visits(made: list[Made]) -> dict[int, Made]:
    """The next visit to the same home, by the id of the one before."""
    last: dict[int, Made] = {}
    found = {}
    for each in sorted(made, key=lambda m: (m.on, m.id)):
        if each.home_id in last:
            found[last[each.home_id].id] = each
        last[each.home_id] = each
    return found


def _response(store: Store, each: Made, number: int) -> tuple[Any, ...]:
    on = each.on + 14 * DAY
    stance = ("accept", "accept", "accept_part", "accept", "not_accept")[number % 5]
    manager = f"Registered manager {FIRST_HOME_MANAGER + each.home_id}"
    return (number, 1, stance, "As agreed", manager, "Registered manager", on, manager,
            "Registered manager", each.on + 30 * DAY, each.visitor_id, store.at(on))  # fmt: skip


def after(store: Store) -> None:
    """The reports issued, and to whom they were sent."""
    issued = [(each, each.issued_on) for each in store.made if each.issued_on]
    store.insert("visit_issue", ("check_id", "revision", "issued_on", "issued_by_id"),
                 [(each.id, 1, on, each.visitor_id) for each, on in issued])  # fmt: skip
    columns = ("check_id", "revision", "recipient", "name", "sent_on", "method", "recorded_by_id",
               "recorded_at")  # fmt: skip
    store.insert("visit_sending", columns, [
        (each.id, 1, recipient, "Recipient", on, "email", each.visitor_id, store.at(on))
        for each, on in issued
        for recipient in RECIPIENTS[: len(RECIPIENTS) if each.status == "closed" else 3]
    ])  # fmt: skip


def trail(store: Store) -> None:
    """Homes, appointments, and begin, submit, issue and close of every visit."""
    head = store.session.get(TrailHead, 1)
    names = dict.fromkeys(range(1, FIRST_VISITOR + VISITORS), "Somebody")
    chain = Chain(names, bulk.next_id(store.session, "trail_entry"), head.hash)
    chain.add(_set_up(store))
    for each in store.made:
        chain.add(_told(store, each))
    store.insert("trail_entry", COLUMNS, chain.until())
    bulk.move_head(store.session, chain.entries, chain.head)


def _set_up(store: Store) -> Iterator[Event]:
    since = months_before(store.today, MONTHS)
    at = store.at(since)
    for n in range(1, HOMES + 1):
        told = {"name": [None, f"Home {n:02}"], "urn": [None, f"7{n:06}"],
                "opened_on": [None, since.isoformat()], "closed_on": [None, None],
                "is_visited": [None, True]}  # fmt: skip
        yield Event(at, n, MANAGER, "add", "home", n, None, None, told, n)
        given = {"home_id": n, "person_id": visitor_of(n), "from_on": since.isoformat(),
                 "to_on": None}  # fmt: skip
        yield Event(at, HOMES + n, MANAGER, "appoint", "home_visitor", n, None, None, given, n)


def _told(store: Store, each: Made) -> Iterator[Event]:
    said = {"home_id": each.home_id, "month": each.month.isoformat(),
            "visited_on": each.on.isoformat(),
            "report_due_on": (each.on + 10 * DAY).isoformat(),
            "announced": "unannounced" if each.id % 2 else "announced"}  # fmt: skip
    moves = [("start", store.at(each.on), None, "in_progress"),
             ("submit", store.at(each.on) + 2 * DAY, "in_progress", "submitted")]  # fmt: skip
    if each.issued_on:
        moves.append(("issue", store.at(each.issued_on), "submitted", "issued"))
    if each.status == "closed":
        moves.append(("close", store.at(each.issued_on) + 3 * DAY, "issued", "closed"))
    for n, (act, at, before, after) in enumerate(moves):
        payload = {**said, "status": [before, after]}
        yield Event(at, each.id * 10 + n + 1000, each.visitor_id, act, "check", each.id, None,
                    None, payload, each.home_id)  # fmt: skip
