"""What the history says of homes, visits and recommendations, and which screen shows them."""

import datetime as dt

from db.engine import writing
from db.models import Action
from qa.domain.history import NOUNS, HistoryFilter
from qa.services import history, trail, visit_pack, visits
from tests.services import makers

ON = makers.TODAY - dt.timedelta(days=2)


def lines(actor, **narrowed):
    return history.listed(actor, HistoryFilter(**narrowed)).lines


def test_a_visit_is_called_a_visit_and_leads_to_its_screen_with_the_home_beside(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    [line] = lines(w.manager, act="start")
    assert (line.noun, line.noun_id, line.address) == ("Visit", check_id, "visits")
    assert (line.home, line.case_number) == ("Oak House", "")
    assert "home:" not in line.values and "visited on: 3 November 2026" in line.values
    assert "visitor: Vic Visitor" in line.values
    assert "form: Regulation 44 visit, version 1" in line.values


def test_a_pack_is_said_with_the_months_that_its_file_is_named_by(w):
    name, _ = visit_pack.pack_word(w.head, w.oak, makers.TODAY.replace(day=1))
    assert name.endswith("-2026-06-to-2026-11.docx")
    [line] = lines(w.manager, act="export")
    assert line.values == "document: evidence pack; as Word; months: June to November 2026"


def test_a_recommendation_is_called_so(w):
    advice = makers.made(
        Action(kind="recommendation", origin="reg44_visit", home_id=w.oak, text="Paint the hall.",
               standard="6", priority="low", owner_id=w.oak_manager,
               raised_by_id=w.visitor.person_id, raised_on=ON, due_on=makers.TODAY,
               due_explained="By a day agreed.", status="open")
    )  # fmt: skip
    with writing() as session:
        trail.record(session, w.manager, "respond", "action", advice, {"stance": [None, "accept"]},
                     home_id=w.oak)  # fmt: skip
    [line] = lines(w.manager, noun="action")
    assert (line.act, line.noun, line.address) == ("Recorded a response", "Recommendation",
                                                   "actions")  # fmt: skip
    assert line.values == "they: accepted"


def test_the_administrator_reads_no_home_and_no_address(w):
    visits.begin(w.visitor, w.oak, ON)
    [line] = lines(makers.holder("Admin", "administrator"), act="start")
    assert (line.noun, line.home, line.address, line.values) == ("Visit", "", "", "")


def test_a_visitor_reads_of_the_homes_they_visit_only(w):
    visits.begin(w.visitor, w.oak, ON)
    assert [line.home for line in lines(w.visitor, act="start")] == ["Oak House"]
    assert lines(w.visitor2, act="start") == ()


def test_homes_and_appointments_have_words():
    assert NOUNS["home"] == "Children's home"
    assert {"home_visitor", "home_tie", "home_resident"} <= NOUNS.keys()
