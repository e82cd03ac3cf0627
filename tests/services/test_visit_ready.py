"""A day changed in the form is judged again by everything that hangs on it."""

import datetime as dt

import pytest

from qa.domain.refusals import Refused
from qa.services import submission, visit_after, visit_alerts, visit_consents
from qa.services.visit_alerts import AlertGiven
from tests.services import makers
from tests.services.visit_afterwards import issue, version
from tests.services.visit_filling import begun, fill, on_day, submit, visit_of, written
from tests.services.visit_world import resident

MOVED, TYPED = dt.date(2026, 11, 2), dt.date(2026, 11, 4)
DAY = dt.timedelta(days=1)


def test_consents_given_after_the_day_a_visit_is_moved_to_open_no_records(w):
    me, check_id = on_day(w.visitor, TYPED), begun(w, on=TYPED)
    visit_consents.put(me, check_id, w.resident_a, MOVED, TYPED, "Ann")
    fill(me, check_id, V1_5="Y", VH_2=MOVED.isoformat())
    with pytest.raises(Refused, match=r"V1\.5: The authority's consent is of 4 November 2026, aft"):
        submit(me, check_id)
    with pytest.raises(Refused, match="after the visit of 2 November 2026"):
        visit_consents.put(me, check_id, w.resident_a, MOVED, TYPED, "Ann")
    visit_consents.put(me, check_id, w.resident_a, MOVED, MOVED, "Ann")
    submit(me, check_id)


def test_a_consent_is_judged_by_the_day_that_the_form_gives(one):
    me, check_id = on_day(one.visitor, TYPED), begun(one, on=MOVED)
    fill(me, check_id, V1_5="Y", VH_2=TYPED.isoformat())
    visit_consents.put(me, check_id, one.resident_a, TYPED, TYPED, "Ann")
    submit(me, check_id)


def test_records_of_a_child_who_came_after_the_visit_were_not_opened_at_it(one):
    me, check_id = on_day(one.visitor, TYPED), begun(one, on=TYPED)
    later = resident(one.oak, "C", None, from_on=TYPED + DAY)
    with pytest.raises(Refused, match="Child C came to live in the home on 5 November 2026"):
        visit_consents.put(me, check_id, later, TYPED, TYPED, "Ann")


def test_a_visit_is_no_later_than_its_report(w):
    check_id = written(w, on=MOVED)
    issue(w, check_id, TYPED)
    me = on_day(w.visitor, TYPED + 3 * DAY)
    submission.correct(me, check_id, version(check_id), "The wrong day")
    fill(me, check_id, VH_2=(TYPED + DAY).isoformat())
    with pytest.raises(Refused, match=r"VH\.2: The report of this visit was issued on 4 Novem"):
        submit(me, check_id)
    fill(me, check_id, VH_2=TYPED.isoformat())
    submit(me, check_id)
    assert visit_of(check_id).visited_on == TYPED


def test_a_visit_is_no_later_than_the_check_of_its_report(one):
    check_id = written(one, on=MOVED)
    sent = MOVED + DAY
    visit_after.send_check(on_day(one.visitor, sent), check_id, version(check_id), "Max", sent)
    me = on_day(one.visitor, TYPED)
    submission.correct(me, check_id, version(check_id), "The wrong day")
    fill(me, check_id, VH_2=TYPED.isoformat())
    with pytest.raises(Refused, match="sent for checking on 3 November 2026, so the visit was no"):
        submit(me, check_id)
    assert makers.entries("submit")[-1].payload["revision"] == 1


def test_who_was_told_of_a_no_is_not_in_a_report_that_says_no_longer_no(w):
    me, check_id = on_day(w.visitor, MOVED), begun(w, on=MOVED)
    at = dt.datetime(2026, 11, 2, 16, tzinfo=dt.UTC)
    told = AlertGiven("V4.1", "Rae Responsible", at, "Hal Head", at, "not_needed")
    visit_alerts.put(me, check_id, told)
    fill(me, check_id, V4_1="C")
    with pytest.raises(Refused, match=r"V4\.1: Who was told of a No is recorded, and the opinion"):
        submit(me, check_id)
    visit_alerts.remove(me, check_id, "V4.1")
    submit(me, check_id)
    assert len(makers.entries("tell")) == 2
