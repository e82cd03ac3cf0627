"""Visits to children's homes: who may begin one, on which day, and what is known already."""

import datetime as dt

import pytest

from db.engine import reading
from db.models import Check, Home, HomeVisitor
from qa.domain.answers import NONE, AnswerRow
from qa.domain.refusals import NotFound, Refused
from qa.services import visits
from qa.services.visits import VisitFilter
from tests.services import makers
from tests.services.visit_filling import changed, current, visit_of
from tests.services.visit_world import appointed

ON = dt.date(2026, 11, 3)


def test_the_appointed_visitor_begins_a_visit_and_what_is_known_is_answered(w):
    check_id = visits.begin(w.visitor, w.oak, ON, "unannounced")
    shown = visits.view(w.visitor, check_id)
    given = shown.check_view.answers
    assert (given["VH.1"].value, given["VH.2"].value) == ("2026-11", "2026-11-03")
    assert given["VH.4"].value == "unannounced"
    assert given["VH.5"].rows == (AnswerRow("total", number=2),)
    assert given["VH.6"].value == "Farshire County Council (fictional); Fictional Council"
    assert given["V0.1"].value == NONE
    assert [r.letter for r in shown.residents] == ["A", "B"]
    assert (shown.home.name, shown.visit.month) == ("Oak House", dt.date(2026, 11, 1))
    assert shown.visit.report_due_on == dt.date(2026, 11, 13)
    assert shown.check_view.fills_in and shown.check_view.child is None


def test_beginning_goes_on_the_trail_with_what_coverage_is_rebuilt_from(one):
    check_id = visits.begin(one.visitor, one.oak, ON)
    [entry] = makers.entries("start")
    said = {key: entry.payload[key] for key in ("home_id", "month", "visited_on", "announced")}
    assert said == {"home_id": one.oak, "month": "2026-11-01", "visited_on": "2026-11-03",
                    "announced": None}  # fmt: skip
    assert (entry.home_id, entry.noun_id) == (one.oak, check_id)


def test_beginning_twice_finds_the_visit_that_is_begun(one):
    assert visits.begin(one.visitor, one.oak, ON) == visits.begin(one.visitor, one.oak, ON)


def test_how_it_was_announced_is_carried_into_a_visit_begun_without_saying_and_not_over_an_answer(
    one,
):
    check_id = visits.begin(one.visitor, one.oak, ON)
    assert "VH.4" not in current(check_id)
    assert visits.begin(one.visitor, one.oak, ON, "unannounced") == check_id
    assert current(check_id)["VH.4"].value == visit_of(check_id).announced == "unannounced"
    [entry] = makers.entries("change")
    assert entry.payload["announced"] == [None, "unannounced"]
    visits.begin(one.visitor, one.oak, ON, "announced")
    assert current(check_id)["VH.4"].value == visit_of(check_id).announced == "unannounced"


def test_two_visits_in_a_month_are_allowed(w):
    first = visits.begin(w.visitor, w.oak, ON)
    second = visits.begin(w.visitor, w.oak, ON - dt.timedelta(1))
    assert first != second
    rows, total = visits.listed(w.visitor, VisitFilter(home_ids=(w.oak,)))
    assert ([row.id for row in rows], total) == ([first, second], 2)


def test_a_day_in_the_future_or_outside_the_homes_life_is_refused_in_words(w):
    with pytest.raises(Refused, match="6 November 2026 is in the future"):
        visits.begin(w.visitor, w.oak, makers.TODAY + dt.timedelta(1))
    changed(Home, w.oak, opened_on=dt.date(2026, 11, 4))
    with pytest.raises(Refused, match="Oak House opened on 4 November 2026"):
        visits.begin(w.visitor, w.oak, ON)
    changed(Home, w.oak, opened_on=dt.date(2020, 4, 1), closed_on=dt.date(2026, 11, 2))
    with pytest.raises(Refused, match="Oak House closed on 2 November 2026"):
        visits.begin(w.visitor, w.oak, ON)
    assert visits.begin(w.visitor, w.oak, dt.date(2026, 11, 2))


def test_independence_that_ran_out_before_the_day_stops_the_visit(w):
    with reading() as session:
        [link] = session.query(HomeVisitor).filter_by(home_id=w.oak).all()
    changed(HomeVisitor, link.id, independent_until_on=dt.date(2026, 11, 2))
    with pytest.raises(Refused, match="confirmed until 2 November 2026 only"):
        visits.begin(w.visitor, w.oak, ON)
    assert visits.begin(w.visitor, w.oak, dt.date(2026, 11, 2))


def test_whoever_reviews_a_child_of_the_home_is_stopped_and_told_the_rule(w):
    with pytest.raises(Refused, match=r"reviews a child placed there \(regulation 43\(3\)\(g\)"):
        visits.begin(w.visitor, w.elm, ON)
    assert visits.begin(w.visitor2, w.elm, ON)
    assert visits.listed(w.manager, VisitFilter(visitor_id=w.visitor.person_id))[1] == 0


def test_a_visit_kept_on_paper_is_typed_in_later_under_its_own_day_and_month(one):
    check_id = visits.begin(one.visitor, one.oak, dt.date(2026, 9, 30))
    visit = visits.view(one.visitor, check_id).visit
    assert (visit.month, visit.report_due_on) == (dt.date(2026, 9, 1), dt.date(2026, 10, 10))
    assert visits.listed(one.visitor, VisitFilter(month_to=dt.date(2026, 9, 1), mine=True))[1] == 1
    assert visits.listed(one.visitor, VisitFilter(month_from=dt.date(2026, 10, 1)))[1] == 0


def test_a_way_of_announcing_that_the_form_does_not_know_is_refused(one):
    with pytest.raises(Refused, match="Choose whether the visit was announced"):
        visits.begin(one.visitor, one.oak, ON, "perhaps")


def test_nobody_begins_a_visit_to_a_home_they_are_not_appointed_to(w):
    with pytest.raises(NotFound):
        visits.begin(w.visitor2, w.oak, ON)
    with pytest.raises(Refused, match="Only the independent person appointed"):
        visits.begin(w.manager, w.oak, ON)
    appointed(w.oak, w.visitor2.person_id, ON + dt.timedelta(1))
    with pytest.raises(Refused, match="You were appointed to this home from 4 November 2026"):
        visits.begin(w.visitor2, w.oak, ON)


def test_a_draft_is_for_its_visitor_and_others_know_only_that_it_exists(w):
    appointed(w.oak, w.visitor2.person_id)
    check_id = visits.begin(w.visitor, w.oak, ON)
    with pytest.raises(NotFound):
        visits.view(w.visitor2, check_id)
    for reader in (w.manager, w.head, w.support):
        shown = visits.view(reader, check_id)
        assert not shown.may_read and shown.residents == []


def test_a_withdrawn_visit_is_kept_with_the_reason(w):
    check_id = visits.begin(w.visitor, w.oak, ON)
    with pytest.raises(Refused, match="Say why"):
        visits.withdraw(w.visitor, check_id, " ")
    with pytest.raises(Refused):
        visits.withdraw(w.manager, check_id, "Not hers")
    visits.withdraw(w.visitor, check_id, "Wrong home")
    assert makers.row(Check, check_id).status == "withdrawn"
    [entry] = makers.entries("withdraw")
    assert (entry.payload["month"], entry.payload["reason"]) == ("2026-11-01", "Wrong home")


def test_a_visit_is_not_opened_as_another_kind_of_check(one):
    with pytest.raises(NotFound):
        visits.view(one.manager, makers.check(one.girl, one.iro.person_id))
