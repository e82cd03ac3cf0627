"""Rows of what became of the demonstration's visits: consents, alerts, copies sent, responses."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from qa.domain.visits import SAFEGUARDED, WELLBEING, answers_concerns
from qa.domain.workflow import REG44
from qa.services import demo_words_visits as words
from qa.services.demo_homes import HOMES
from qa.services.demo_people import HOME_MANAGERS, Staff
from qa.services.demo_recommendations import Recommendation
from qa.services.demo_visit_answers import Told, opens_records
from qa.services.demo_visits import INCOMPLETE, NONE, Visited
from qa.services.demo_world import DAY, Rows, World, cycle

ACTION = ("id", "kind", "origin", "check_id", "questions", "home_id", "text", "standard",
          "priority", "owner_id", "raised_by_id", "raised_on", "consider_by_on", "due_on",
          "due_explained", "status", "evidence", "done_on", "done_by_id", "verified_on",
          "verified_by_id", "verified_note")  # fmt: skip
STATUS = ("action_id", "check_id", "status", "evidence", "recorded_by_id", "recorded_at")
RESPONSE = ("action_id", "number", "stance", "reason", "by_name", "by_role", "responded_on",
            "owner_name", "owner_role", "due_on", "reference", "recorded_by_id",
            "recorded_at")  # fmt: skip
CONSENT = ("check_id", "resident_id", "child_agreed_on", "authority_agreed_on", "authority_by",
           "recorded_by_id", "recorded_at")  # fmt: skip
ALERT = ("check_id", "question", "told_individual", "told_individual_at", "told_head",
         "told_head_at", "lado", "lado_at", "reg40", "reg40_at", "note", "recorded_by_id",
         "recorded_at")  # fmt: skip
ISSUE = ("check_id", "revision", "issued_on", "issued_by_id", "reason")
SENDING = ("check_id", "revision", "recipient", "name", "sent_on", "method", "reference",
           "recorded_by_id", "recorded_at")  # fmt: skip
RECORDED = 320
"""Minutes after nine at which business support records what came back and went out."""


def after_rows(
    world: World, who: Staff, all_told: Sequence[Told], advice: Sequence[Recommendation],
    resident_ids: dict[tuple[int, str], int],
) -> list[Rows]:  # fmt: skip
    """Rows of every table; `resident_ids` by home (its place) and letter."""
    made = [told for told in all_told if told.visit.submitted != NONE]
    return [
        Rows("action", ACTION, [_action(world, who, each) for each in advice]),
        Rows("action_status", STATUS, list(_statuses(world, advice))),
        Rows("action_response", RESPONSE, list(_responses(world, who, advice))),
        Rows("visit_consent", CONSENT, list(_consents(world, made, resident_ids))),
        Rows("visit_alert", ALERT, list(_alerts(world, who, made))),
        Rows("visit_issue", ISSUE, list(_issues(world, made))),
        Rows("visit_sending", SENDING, list(_sendings(world, who, made))),
    ]


def _action(world: World, who: Staff, each: Recommendation) -> tuple[Any, ...]:
    visit, settled = each.raised, each.verified or each.refused
    code = "not_accepted" if each.refused else "completed_seen"
    agreed = each.answered != NONE and each.stance != "not_accept"
    is_done = each.done != NONE and not each.refused
    return (
        each.id, "recommendation", REG44, visit.id, "|".join(answers_concerns(each.standard)),
        world.first_ids["home"] + visit.home, each.text, each.standard, each.priority,
        who.home_managers[visit.home], visit.visitor_id, world.on(visit.submitted),
        each.consider_by(world), each.due_on(world),
        words.AGREED_DAY if agreed else words.CONSIDER, each.status,
        words.EVIDENCE["completed_reported"] if is_done else None,
        world.on(each.done) if is_done else None,
        who.named["support"] if is_done and not each.verified else None,
        world.on(each.verified.on) if each.verified else None,
        each.verified.visitor_id if each.verified else None,
        words.EVIDENCE[code] if settled else None,
    )  # fmt: skip


def _statuses(world: World, advice: Sequence[Recommendation]) -> Iterator[tuple[Any, ...]]:
    for each in advice:
        for visit, status in each.seen:
            if status:
                at = world.at(visit.submitted, 240 + visit.id % 60)
                yield each.id, visit.id, status, words.EVIDENCE[status], visit.visitor_id, at


def _responses(
    world: World, who: Staff, advice: Sequence[Recommendation]
) -> Iterator[tuple[Any, ...]]:
    for each in advice:
        if each.answered == NONE:
            continue
        manager, accepted = HOME_MANAGERS[each.raised.home], each.stance != "not_accept"
        owner = (words.DEPUTY, "Deputy manager") if accepted else (None, None)
        yield (
            each.id, 1, each.stance, words.ANSWERED[each.stance], manager, "Registered manager",
            world.on(each.answered), *owner, each.due_on(world) if accepted else None,
            f"FIC-R44-{each.id:04}", who.named["support"], world.at(each.answered, RECORDED),
        )  # fmt: skip


def _consents(
    world: World, made: Sequence[Told], resident_ids: dict[tuple[int, str], int]
) -> Iterator[tuple[Any, ...]]:
    for told in made:
        if not opens_records(told):
            continue
        visit, on = told.visit, world.on(told.visit.on)
        agreed = words.AGREED_BY.format(authority=told.found.authorities[0])
        resident = resident_ids[visit.home, told.found.letters[0]]
        yield (visit.id, resident, on, on - DAY, agreed, visit.visitor_id,
               world.at(visit.on, 360))  # fmt: skip


def _alerts(world: World, who: Staff, made: Sequence[Told]) -> Iterator[tuple[Any, ...]]:
    """Everybody was told the same day, before the report was written."""
    for told in made:
        visit, home = told.visit, HOMES[told.visit.home]
        opinions = {SAFEGUARDED: told.found.safeguarded, WELLBEING: told.found.wellbeing}
        for question, opinion in opinions.items():
            if opinion == "N":
                first = told_at(world, visit)
                yield (visit.id, question, home.individual, first, who.names[who.named["head"]],
                       first + dt.timedelta(minutes=20), "told", first + dt.timedelta(minutes=45),
                       "asked", first + dt.timedelta(minutes=50), words.HELD_BACK,
                       visit.visitor_id, first + dt.timedelta(minutes=60))  # fmt: skip


def told_at(world: World, visit: Visited) -> dt.datetime:
    """When the responsible individual was told of a 'No': in the evening of the visit."""
    return min(world.mornings[visit.on] + dt.timedelta(hours=11), world.now)


def versions(visit: Visited) -> Iterator[tuple[int, int, str | None]]:
    """(version, place of the day issued, reason) of every issue of a report."""
    if visit.issued != NONE:
        yield 1, visit.issued, None
    if visit.corrected != NONE:
        yield 2, visit.corrected, words.REISSUED


def _issues(world: World, made: Sequence[Told]) -> Iterator[tuple[Any, ...]]:
    for told in made:
        for revision, place, reason in versions(told.visit):
            yield told.visit.id, revision, world.on(place), told.visit.visitor_id, reason


def _sendings(world: World, who: Staff, made: Sequence[Told]) -> Iterator[tuple[Any, ...]]:
    for told in made:
        visit = told.visit
        for revision, place, _reason in versions(visit):
            sent = world.on(min(place + 1, world.present))
            by = (who.named["support"], world.at(min(place + 1, world.present), RECORDED))
            for recipient, name, method in _recipients(told):
                on = sent if method != "none" else None
                reference = f"FIC-{visit.id}-{revision}" if method == "portal" else None
                yield visit.id, revision, recipient, name, on, method, reference, *by


def _recipients(told: Told) -> Iterator[tuple[str, str | None, str]]:
    """(recipient, which or who, how); of an incomplete log one placing authority is missing."""
    visit, home = told.visit, HOMES[told.visit.home]
    yield "ofsted", "Ofsted", "portal"
    if (visit.home, visit.back) not in INCOMPLETE:
        for authority in told.found.authorities:
            yield "placing_authorities", authority, "email"
        if not told.found.authorities:
            yield "placing_authorities", None, "none"
    yield "provider", home.provider, "email"
    yield "manager", HOME_MANAGERS[visit.home], cycle(("email", "by_hand"), visit.id)
    yield "responsible_individual", home.individual, "email"
    if home.host and visit.id % 2:
        yield "host_authority", home.host, "email"
