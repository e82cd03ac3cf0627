"""What is next after a visit, and each step, in words."""

import datetime as dt

import pytest

from db.models import HomeTie
from qa.services import submission, visit_after, visit_steps, visits
from tests.services import makers
from tests.services.visit_afterwards import LATER, issue, send_all, version
from tests.services.visit_filling import ON, on_day, written
from tests.services.visit_world import visit_world

DAY = dt.timedelta(days=1)


@pytest.fixture
def w(sqlite_store):
    world = visit_world()
    world.check = written(world, standards=("12",))
    return world


def steps(w, actor=None, on=LATER):
    actor = on_day(actor or w.manager, on)
    return visit_steps.of_visit(actor, visits.view(actor, w.check))


def test_each_stage_says_what_is_next(w):
    assert steps(w).next == (
        "Send the report for the factual-accuracy check, then issue it. It is due by 13 November "
        "2026."
    )
    late = steps(w, on=LATER + 5 * DAY)
    assert late.next.endswith("It was due by 13 November 2026, 2 days ago.")
    visit_after.send_check(on_day(w.support, ON), w.check, version(w.check), "The manager", ON)
    assert steps(w).next.startswith("Record what comes back")
    visit_after.return_check(
        on_day(w.support, LATER), w.check, version(w.check), "Mo", "Registered manager", "", LATER
    )
    assert "theirs is the last word" in steps(w).next
    issue(w, w.check)
    assert "missing: Ofsted, Placing authority" in steps(w).next
    send_all(w.support, w.check)
    assert steps(w).next == "Everybody has the report who must. Close the visit."
    visit_after.close(on_day(w.support, LATER), w.check, version(w.check))
    assert "1 recommendation waits" in steps(w).next
    submission.correct(on_day(w.visitor, LATER), w.check, version(w.check), "A wrong number")
    assert steps(w).next.startswith("The visitor is changing the report; version 1 stands")


def test_the_steps_count_copies_and_responses_and_the_days_to_the_issue(w):
    issue(w, w.check, ON + 14 * DAY)
    send_all(w.support, w.check, ON + 14 * DAY, but="placing_authorities")
    said = dict(steps(w, on=ON + 14 * DAY).lines)
    assert said["Issue"] == "issued 14 days after the visit, 4 days late; the limit is 10 days."
    assert said["Copies sent"] == "4 of 6 recorded"
    assert said["Responses"] == "0 of 1 recorded"


def test_a_conflict_that_is_known_now_is_told_to_the_visitor_and_managers_only(w):
    issue(w, w.check)
    assert steps(w).conflict == ""
    makers.made(
        HomeTie(home_id=w.oak, person_id=w.visitor.person_id, kind="connection", from_on=ON)
    )
    assert "43(3)" in steps(w, w.visitor).conflict
    assert "43(3)" in steps(w).conflict
