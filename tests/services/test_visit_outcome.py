"""Whoever lived in the home on the day of the visit is known once it is finished."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Placement
from qa.domain.answers import Answer, AnswerRow
from qa.domain.refusals import Refused
from qa.services import residents, visit_after, visit_sendings
from qa.services.visit_sendings import Sent
from tests.services import makers
from tests.services.visit_afterwards import issue, missing, version
from tests.services.visit_filling import begun, events, fill, on_day, submit, written
from tests.services.visit_world import appointed, home

MOVED, TYPED = dt.date(2026, 11, 2), dt.date(2026, 11, 5)
NOBODY = Answer(rows=(AnswerRow("done", number=0), AnswerRow("total", number=0)))


def lived(w, home_id, urn, from_on, to_on):
    child = makers.child(f"C-{urn}-{from_on:%d}", w.team)
    stay = {"from_on": from_on, "to_on": to_on, "placement_type": "K2"}
    makers.made(Placement(child_id=child, home_id=home_id, urn=urn, **stay))


def test_a_visit_moved_to_an_earlier_day_gives_letters_to_who_lived_there_then(w):
    fir, _manager = home("Fir House", "7000001")
    appointed(fir, w.visitor.person_id)
    lived(w, fir, "7000001", dt.date(2026, 10, 20), dt.date(2026, 11, 3))
    me, check_id = on_day(w.visitor, TYPED), begun(w, fir, TYPED)
    fill(me, check_id, VH_2=MOVED.isoformat(), V1_1=NOBODY, V3_1=events())
    submit(me, check_id)
    with reading() as session:
        assert [each.letter for each in residents.living(session, fir, MOVED)] == ["A"]
    issue(w, check_id)
    assert "Placing authority (This council)" in missing(check_id)
    with pytest.raises(Refused, match="so there is a placing authority: This council"):
        none = Sent("placing_authorities", method="none")
        visit_sendings.record(w.visitor, check_id, version(check_id), none)


def test_a_child_whom_the_roster_brings_late_is_known_when_the_report_is_issued(w):
    check_id = written(w, on=MOVED)
    lived(w, w.oak, "1234567", MOVED, None)
    with writing() as session:
        before = residents.living(session, w.oak, MOVED)
    visit_after.issue(on_day(w.visitor, TYPED), check_id, version(check_id), TYPED)
    with reading() as session:
        after = residents.living(session, w.oak, MOVED)
    assert [each.letter for each in before] == ["A", "B"]
    assert [each.letter for each in after] == ["A", "B", "C"]
    assert "Placing authority (This council)" in missing(check_id)


def test_a_child_whom_the_roster_holds_no_longer_lived_there_all_the_same(one):
    lived(one, one.oak, "1234567", dt.date(2026, 10, 20), None)
    check_id = begun(one, on=MOVED)
    with writing() as session:
        [placement] = session.query(Placement).filter_by(from_on=dt.date(2026, 10, 20)).all()
        session.delete(placement)
    fill(on_day(one.visitor, MOVED), check_id)
    submit(on_day(one.visitor, MOVED), check_id)
    issue(one, check_id)
    with reading() as session:
        there = [each.letter for each in residents.living(session, one.oak, MOVED)]
    assert there == ["A", "B", "C"]
