"""Finishing a visit: its figures on the record and the trail, and what stops it."""

import dataclasses
import datetime as dt

import pytest

from db.models import (
    Check,
    CheckConcern,
    CheckDomain,
    Home,
    HomeVisitor,
    VisitEvent,
    VisitStandard,
)
from qa.domain.answers import Answer, AnswerRow
from qa.domain.refusals import Refused
from qa.services import (
    answers,
    visits,
)
from tests.services import makers
from tests.services.visit_filling import (
    ON,
    begun,
    changed,
    current,
    drafted,
    evening,
    events,
    fill,
    issued,
    on_day,
    rows,
    submit,
    visit_of,
    written,
)


def pair(done, total):
    return Answer(rows=(AnswerRow("done", number=done), AnswerRow("total", number=total)))


def test_a_finished_visit_keeps_its_figures_where_lists_and_coverage_read_them(w):
    check_id = written(w, V4_2="C", V3_1=events(missing=(2, 1)), V2_8="P")
    visit = visit_of(check_id)
    assert (visit.arrived, visit.left, visit.announced) == ("14:05", "17:30", "unannounced")
    assert (visit.present, visit.on_roll, visit.accepted, visit.offered) == (2, 2, 1, 2)
    assert (visit.safeguarded, visit.wellbeing, visit.is_conflict_found) == ("Y", "C", False)
    met = {row.standard: row.met for row in rows(VisitStandard, check_id=check_id)}
    assert len(met) == 9 and (met["8"], met["12"]) == ("P", "M")
    counted = {row.event: (row.events, row.children) for row in rows(VisitEvent, check_id=check_id)}
    assert len(counted) == 11 and (counted["missing"], counted["police"]) == ((2, 1), (0, 0))
    assert makers.row(Check, check_id).status == "submitted"


def test_the_trail_of_a_finished_visit_says_home_month_day_and_opinions(one):
    written(one, V4_1="C")
    [entry] = makers.entries("submit")
    assert entry.home_id == one.oak
    said = {key: entry.payload[key] for key in ("home_id", "month", "visited_on", "announced",
                                                "safeguarded", "revision")}  # fmt: skip
    assert said == {"home_id": one.oak, "month": "2026-11-01", "visited_on": "2026-11-03",
                    "announced": "unannounced", "safeguarded": "C", "revision": 1}  # fmt: skip


def test_figures_of_audits_are_not_touched_by_a_visit(one):
    check_id = written(one, standards=("12",), V2_12="N")
    assert {r.kind for r in rows(CheckConcern, check_id=check_id)} == {"reg44_visit"}
    assert {r.kind for r in rows(CheckDomain, check_id=check_id)} == {"reg44_visit"}
    assert {r.submitted_on for r in rows(CheckDomain, check_id=check_id)} == {ON}


def test_nothing_is_finished_before_home_and_independence_are_confirmed(one):
    check_id = visits.begin(evening(one), one.oak, ON, "unannounced")
    fill(evening(one), check_id)
    with pytest.raises(Refused, match="right home and that you are independent"):
        submit(evening(one), check_id)


def test_whoever_is_not_independent_withdraws_or_tells_of_the_conflict(w):
    check_id = drafted(w)
    visits.confirm(evening(w), check_id, False)
    fill(evening(w), check_id, VH_7="N")
    with pytest.raises(Refused, match=r"Regulation 43\(3\) rules out.*regulation 44\(6\)"):
        submit(evening(w), check_id)
    fill(evening(w), check_id, V4_6="Y", V4_5="My sister began work there after the visit.")
    submit(evening(w), check_id)
    assert visit_of(check_id).is_conflict_found


def test_a_conflict_told_of_needs_its_details_and_why_it_was_not_notified(w):
    check_id = drafted(w, V4_6="Y")
    with pytest.raises(Refused, match="1 question still needs an answer"):
        submit(evening(w), check_id)


def test_cover_may_type_but_not_confirm_or_finish_in_the_visitors_place(one):
    check_id = drafted(one)
    cover = on_day(makers.actor(one.visitor2.person_id, "reg44_visitor",
                                covering=[one.visitor.person_id]), ON)  # fmt: skip
    answers.save(cover, check_id, "V4.4", Answer("The cook."), typed_on_version=1)
    with pytest.raises(Refused, match="in person"):
        visits.confirm(cover, check_id, True)
    with pytest.raises(Refused, match="in person"):
        submit(cover, check_id)


def test_departure_before_arrival_is_refused(w):
    check_id = begun(w)
    times = Answer(rows=(AnswerRow("arrival", text="14:00"), AnswerRow("departure", text="13:30")))
    with pytest.raises(Refused, match=r"Left \(13:30\) must be after arrived \(14:00\)"):
        answers.save(evening(w), check_id, "VH.3", times, typed_on_version=0)


def test_more_children_present_or_accepting_than_there_are_is_refused_as_it_is_typed(one):
    check_id = begun(one)
    with pytest.raises(Refused, match="3 children present is more than 2 children on roll"):
        answers.save(evening(one), check_id, "VH.5", pair(3, 2), typed_on_version=1)
    with pytest.raises(Refused, match="3 accepted is more than 2 offered"):
        answers.save(evening(one), check_id, "V1.1", pair(3, 2), typed_on_version=0)


def test_more_children_spoken_to_than_on_roll_stops_the_visit(w):
    check_id = drafted(w, V1_1=pair(3, 4))
    with pytest.raises(Refused, match=r"4 children offered.*the 2 on roll.*3 children spoken"):
        submit(evening(w), check_id)
    fill(evening(w), check_id, V1_1=pair(1, 2))
    submit(evening(w), check_id)


def test_children_counted_in_no_event_stop_the_visit(one):
    check_id = drafted(one, V3_1=events(missing=(0, 1), restraints=(2, 0), police=(1, 0)))
    with pytest.raises(Refused) as refusal:
        submit(evening(one), check_id)
    assert "Missing: children are counted, and no event" in str(refusal.value)
    assert "Restraints: events are counted, and no child" in str(refusal.value)
    assert "Police" not in str(refusal.value)


def test_a_day_changed_in_the_form_moves_the_visit_and_is_judged_again(w):
    check_id = drafted(w, VH_2="2026-10-31")
    with pytest.raises(Refused, match="counts for the month of its own day, 31 October 2026, and"):
        submit(evening(w), check_id)
    fill(evening(w), check_id, VH_1="2026-10")
    submit(evening(w), check_id)
    visit = visit_of(check_id)
    assert (visit.visited_on, visit.month) == (dt.date(2026, 10, 31), dt.date(2026, 10, 1))
    assert visit.report_due_on == dt.date(2026, 11, 10) == makers.row(Check, check_id).due_on


def test_a_day_changed_to_one_outside_the_homes_life_or_the_appointment_is_refused(one):
    check_id = drafted(one, VH_2="2026-10-31", VH_1="2026-10")
    changed(Home, one.oak, opened_on=dt.date(2026, 11, 2))
    with pytest.raises(Refused, match=r"VH\.2: Oak House opened on 2 November 2026"):
        submit(evening(one), check_id)
    changed(Home, one.oak, opened_on=None)
    [link] = rows(HomeVisitor, home_id=one.oak)
    changed(HomeVisitor, link.id, from_on=dt.date(2026, 11, 1))
    with pytest.raises(Refused, match="Nobody was appointed in your name to visit Oak House on 31"):
        submit(evening(one), check_id)
    with pytest.raises(Refused, match="in the future"):
        fill(evening(one), check_id, VH_2="2026-11-04")


def test_independence_not_confirmed_for_the_day_stops_what_was_begun_before(one):
    check_id = drafted(one, V4_6="Y", V4_5="Told.")
    [link] = rows(HomeVisitor, home_id=one.oak)
    changed(HomeVisitor, link.id, independent_until_on=dt.date(2026, 11, 2))
    with pytest.raises(Refused, match="confirmed until 2 November 2026 only"):
        submit(evening(one), check_id)


def test_a_tie_found_after_the_visit_is_told_in_the_report(one):
    check_id = drafted(one)
    makers.link(one.girl, "iro", one.visitor.person_id, ON)
    with pytest.raises(Refused, match=r"reviews a child placed there.*V4\.6.*regulation 44\(6\)"):
        submit(evening(one), check_id)
    fill(evening(one), check_id, V4_6="Y", V4_5="I was given her review today.")
    submit(evening(one), check_id)


def test_an_earlier_recommendation_left_as_it_was_filled_in_needs_a_word_of_this_visit(one):
    august, october = dt.date(2026, 8, 4), dt.date(2026, 10, 6)
    issued(written(one, on=august, standards=("12",)), august)
    said = current(begun(one, on=october))["V0.1"].rows[0]
    reported = Answer(rows=(dataclasses.replace(said, reference="completed_reported"),))
    issued(written(one, on=october, V0_1=reported), october)
    me, check_id = evening(one), drafted(one)
    assert current(check_id)["V0.1"].rows[0].reference == "completed_reported"
    with pytest.raises(Refused, match='Item 1 stands as the last visit left it, "Completed, rep'):
        submit(me, check_id)
    [row] = current(check_id)["V0.1"].rows
    told = dataclasses.replace(row, text="The manager showed me the new plan.")
    fill(me, check_id, V0_1=Answer(rows=(told,)))
    submit(me, check_id)


def test_more_children_in_an_event_than_ever_lived_there_stop_the_visit(one):
    check_id = drafted(one, V3_1=events(restraints=(2, 50)))
    with pytest.raises(
        Refused, match=r"V3\.1: Restraints: 50 children involved is more than the 2"
    ):
        submit(evening(one), check_id)
    fill(evening(one), check_id, V3_1=events(restraints=(2, 2)))
    submit(evening(one), check_id)


def test_a_departure_still_to_come_stops_the_visit_until_it_is_past(one):
    check_id = drafted(one)
    before = dataclasses.replace(evening(one), now=dt.datetime.combine(ON, dt.time(16), dt.UTC))
    with pytest.raises(Refused, match=r"VH\.3: 3 November 2026 at 17:30, when you left, is in the"):
        submit(before, check_id)
    submit(evening(one), check_id)
