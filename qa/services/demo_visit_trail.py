"""What the trail says of the demonstration's visits: the grid of any past month is rebuilt from
it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from qa.domain.visits import RULE_REPORT, SAFEGUARDED, WELLBEING
from qa.domain.workflow import REG44
from qa.services import demo_words_visits as words
from qa.services.demo_people import Staff
from qa.services.demo_recommendations import Recommendation
from qa.services.demo_trail import Event
from qa.services.demo_visit_after import RECORDED, told_at, versions
from qa.services.demo_visit_answers import Told
from qa.services.demo_visit_rows import begun_at, corrected_at, submitted_at
from qa.services.demo_visits import NONE, Visited
from qa.services.demo_world import World, due_of

EVENTS_FROM = 1 << 54
A_VISIT, ADVICE_FROM = 32, 1 << 40
Happened = tuple[dt.datetime, int, str, dict[str, Any]]


def visit_events(
    world: World, who: Staff, all_told: Sequence[Told], advice: Sequence[Recommendation]
) -> Iterator[Event]:
    """Every move of every visit, and what became of each recommendation."""
    for told in all_told:
        about = _about(world, told.visit)
        for n, (at, by, act, payload) in enumerate(_of_visit(world, who, told)):
            number = EVENTS_FROM + told.visit.id * A_VISIT + n
            yield Event(at, number, by, act, "check", told.visit.id, None, None,
                        {**about, **payload}, about["home_id"])  # fmt: skip
    for each in advice:
        home_id = world.first_ids["home"] + each.raised.home
        for n, (at, by, act, payload) in enumerate(_of_advice(world, who, each)):
            number = EVENTS_FROM + ADVICE_FROM + each.id * A_VISIT + n
            yield Event(at, number, by, act, "action", each.id, None, None, payload, home_id)


def _about(world: World, visit: Visited) -> dict[str, Any]:
    return {
        "home_id": world.first_ids["home"] + visit.home, "month": visit.month.isoformat(),
        "visited_on": world.on(visit.on).isoformat(), "announced": visit.announced,
        "visitor_id": visit.visitor_id,
        "report_due_on": due_of(world, RULE_REPORT, world.on(visit.on)).on.isoformat(),
    }  # fmt: skip


def _of_visit(world: World, who: Staff, told: Told) -> Iterator[Happened]:
    visit, by = told.visit, told.visit.visitor_id
    begun = {"kind": [None, REG44], "assignee_id": [None, by], "status": [None, "in_progress"]}
    yield begun_at(world, visit), by, "start", begun
    if not visit.is_withdrawn:
        yield begun_at(world, visit), by, "confirm_home", {"is_independent": True}
    if visit.is_withdrawn:
        moved = {"status": ["in_progress", "withdrawn"], "reason": words.BEGUN_WRONGLY}
        yield world.at(visit.on + 1, 5), by, "withdraw", moved
    if visit.submitted == NONE:
        return
    opinions = {SAFEGUARDED: told.found.safeguarded, WELLBEING: told.found.wellbeing}
    for question in (q for q, opinion in opinions.items() if opinion == "N"):
        yield told_at(world, visit), by, "tell", {"question": question}
    yield submitted_at(world, visit), by, "submit", _submitted(told, "in_progress", 1)
    yield from _checked(world, who, visit)
    yield from _issued(world, who, told)


def _submitted(told: Told, before: str, revision: int) -> dict[str, Any]:
    found = told.found
    return {
        "status": [before, "submitted"], "revision": revision, "on_roll": found.on_roll,
        "present": found.present, "offered": found.offered, "accepted": found.accepted,
        "safeguarded": found.safeguarded, "wellbeing": found.wellbeing,
        "is_conflict_found": revision == 2,
        "actions": [{"id": each.id} for each in told.raised],
    }  # fmt: skip


def _checked(world: World, who: Staff, visit: Visited) -> Iterator[Happened]:
    if visit.sent != NONE:
        sent = {"sent_on": world.on(visit.sent).isoformat(), "revision": 1}
        yield world.at(visit.sent, RECORDED - 5), who.named["support"], "send_check", sent
    if visit.returned != NONE:
        back = {"returned_on": world.on(visit.returned).isoformat(), "revision": 1}
        yield world.at(visit.returned, RECORDED), who.named["support"], "return_check", back


def _issued(world: World, who: Staff, told: Told) -> Iterator[Happened]:
    visit, by, support = told.visit, told.visit.visitor_id, who.named["support"]
    for revision, place, reason in versions(visit):
        if revision == 2:
            moved = {"status": ["issued", "correcting"], "revision": 2, "reason": reason}
            yield corrected_at(world, visit), by, "correct", moved
            again = _submitted(told, "correcting", 2)
            yield world.at(visit.corrected - 1, 240), by, "submit", again
        issued = {"status": ["submitted", "issued"], "revision": revision, "reason": reason,
                  "issued_on": world.on(place).isoformat()}  # fmt: skip
        yield world.at(place, 250), by, "issue", issued
        if place < world.present:
            yield world.at(place + 1, RECORDED), support, "send", {"revision": revision}
    if visit.closed != NONE:
        closed = {"status": ["issued", "closed"], "closed_on": world.on(visit.closed).isoformat()}
        yield world.at(visit.closed, RECORDED + 10), support, "close", closed


def _of_advice(world: World, who: Staff, each: Recommendation) -> Iterator[Happened]:
    support, status = who.named["support"], "open"
    if each.answered != NONE:
        told = {"number": 1, "stance": [None, each.stance]}
        yield world.at(each.answered, RECORDED), support, "respond", told
    if each.done != NONE and not each.refused:
        seen = each.verified and each.verified.on == each.done
        by = each.verified.visitor_id if each.verified and seen else support
        yield world.at(each.done, 200), by, "finish", {"status": ["open", "done"]}
        status = "done"
    if each.verified:
        at = submitted_at(world, each.verified)
        moved = {"status": [status, "verified"], "visit": each.verified.id}
        yield at, each.verified.visitor_id, "verify", moved
    if each.refused:
        at = submitted_at(world, each.refused)
        moved = {"status": [status, "withdrawn"], "visit": each.refused.id}
        yield at, each.refused.visitor_id, "withdraw", moved
