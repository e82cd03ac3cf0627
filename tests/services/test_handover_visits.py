"""A visitor who leaves: nothing of a visit moves to another person, and the plan says why."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Action, Check, HomeVisitor
from qa.services import handover, visits
from tests.services import makers
from tests.services.visit_world import visit_world

ON = makers.TODAY - dt.timedelta(days=2)


@pytest.fixture
def w(store):
    world = visit_world()
    makers.account(world.visitor2.person_id)
    return world


def planned(w, giver_id, taker_id):
    handover.prepare(w.support, giver_id, taker_id, "Leaves")
    [waiting] = handover.waiting(w.manager)
    return waiting.plan


def test_a_report_and_an_appointment_stay_with_the_visitor_and_say_what_to_do(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    plan = planned(w, w.visitor.person_id, w.visitor2.person_id)
    stays = {(i.noun, i.noun_id): (i.what, i.why) for i in plan.stays}
    what, why = stays["check", check_id]
    assert what.startswith("Report of the visit to Oak House on") and "withdraw" in why
    homes = sorted(i.what for i in plan.stays if i.noun == "home_visitor")
    assert homes == ["Appointment to visit Elm House", "Appointment to visit Oak House"]
    assert plan.count("check") == 0


def test_confirming_it_leaves_report_and_appointments_as_they_are(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    makers.action(w.visitor.person_id, w.manager.person_id, child_id=w.girl)
    order = handover.prepare(w.support, w.visitor.person_id, w.visitor2.person_id, "Leaves")
    handover.confirm(w.manager, order)
    assert makers.row(Check, check_id).assignee_id == w.visitor.person_id
    with reading() as session:
        held = session.query(HomeVisitor).filter_by(person_id=w.visitor.person_id).all()
    assert [link.to_on for link in held] == [None, None]


def test_a_written_report_that_is_not_issued_stays_too(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    with writing() as session:
        session.get(Check, check_id).status = "submitted"
    plan = planned(w, w.visitor.person_id, w.visitor2.person_id)
    [why] = [i.why for i in plan.stays if i.noun == "check"]
    assert why.startswith("The report is written.")


def test_homes_to_visit_are_counted_as_open_work_until_the_appointment_ends(w):
    found = handover.open_work(w.visitor2.person_id, makers.TODAY)
    assert (found.homes, found.words) == (1, "1 home to visit")
    assert found
    with writing() as session:
        [link] = session.query(HomeVisitor).filter_by(person_id=w.visitor2.person_id)
        link.to_on = makers.TODAY - dt.timedelta(days=1)
    assert not handover.open_work(w.visitor2.person_id, makers.TODAY)


def test_a_recommendation_stays_with_the_managers_home(w):
    advice = makers.made(
        Action(kind="recommendation", origin="reg44_visit", home_id=w.oak, text="Paint the hall.",
               standard="6", priority="low", owner_id=w.oak_manager,
               raised_by_id=w.visitor.person_id, raised_on=ON, due_on=makers.TODAY,
               due_explained="By a day agreed.", status="open")
    )  # fmt: skip
    plan = planned(w, w.oak_manager, w.visitor2.person_id)
    [item] = [i for i in plan.stays if i.noun == "action"]
    assert (item.noun_id, item.what) == (advice, "Recommendation to Oak House")
    assert plan.count("action") == 0
