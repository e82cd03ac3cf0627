import datetime as dt

import pytest

from db.engine import reading
from db.models import HomeTie, HomeVisitor, Visit
from qa.domain.refusals import NotFound, Refused
from qa.services import home_ties, home_visitors, independence
from tests.services import makers, visit_world
from tests.services.makers import TODAY, entries, holder, made, row

DAY = dt.timedelta(days=1)


@pytest.fixture
def w(store):
    return visit_world.visit_world()


def appoint(w, who, home_id=None, by=None, **about):
    given = {"basis_kind": "no_tie", "basis": "Works elsewhere", "from_on": TODAY, **about}
    return home_visitors.appoint(by or w.head, home_id or w.oak, who.person_id, **given)


def test_a_visitor_is_appointed_with_the_basis_and_its_dates_on_the_trail(w):
    link = appoint(w, w.visitor2, independent_until_on=TODAY + 365 * DAY)
    kept = row(HomeVisitor, link)
    assert (kept.basis_kind, kept.basis, kept.from_on) == ("no_tie", "Works elsewhere", TODAY)
    [entry] = entries("appoint")
    assert (entry.noun, entry.home_id) == ("home_visitor", w.oak)
    assert entry.payload["person_id"] == w.visitor2.person_id
    assert entry.payload["home_id"] == w.oak
    assert entry.payload["from_on"] == [None, "2026-11-05"]
    assert entry.payload["to_on"] == [None, None]


@pytest.mark.parametrize("who", ["support", "visitor", "iro"])
def test_only_managers_appoint(w, who):
    with pytest.raises(Refused, match="Practice managers and heads of service"):
        appoint(w, w.visitor2, by=getattr(w, who))


def test_somebody_who_reviews_a_child_placed_there_is_not_appointed_and_hears_which_rule(w):
    new = holder("Nell", "reg44_visitor")
    makers.link(w.girl, "iro", new.person_id)
    with pytest.raises(Refused, match=r"reviews a child placed there \(regulation 43\(3\)\(g\)"):
        appoint(w, new, basis_kind="scrutiny")


def test_a_conflict_of_today_stops_an_appointment_dated_back(w):
    new = holder("Nell", "reg44_visitor")
    home_ties.add(w.support, w.oak, new.person_id, "funds", TODAY, "Signs the contract")
    with pytest.raises(Refused, match=r"43\(3\)\(d\)"):
        appoint(w, new, from_on=TODAY - 30 * DAY)
    appoint(w, new, from_on=TODAY - 30 * DAY, to_on=TODAY - DAY)


def test_a_councils_employee_needs_the_basis_of_scrutiny(w):
    both = holder("Both", "reg44_visitor", "practice_manager")
    with pytest.raises(Refused, match=r"43\(3\)\(a\)"):
        appoint(w, both)
    appoint(w, both, basis_kind="scrutiny", basis="Employed to scrutinise homes alone")


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"basis": "  "}, "why the visitor is independent"),
        ({"basis_kind": "friend"}, "on what basis"),
        ({"to_on": TODAY - DAY}, "before its first"),
        ({"independent_until_on": TODAY - DAY}, "until a day before"),
        ({"from_on": dt.date(2019, 1, 1)}, "before the home opened"),
        ({"from_on": None}, "first day"),
    ],
)
def test_an_appointment_that_makes_no_sense_is_refused_in_words(w, about, sentence):
    with pytest.raises(Refused, match=sentence):
        appoint(w, w.visitor2, **about)


def test_nobody_is_appointed_twice_for_the_same_days_or_without_the_role(w):
    with pytest.raises(Refused, match="appointed to this home from 5 January 2026 already"):
        appoint(w, w.visitor, basis_kind="scrutiny")
    with pytest.raises(Refused, match="role of independent person"):
        appoint(w, w.support)
    with pytest.raises(NotFound):
        appoint(w, w.visitor2, home_id=99999)


def test_a_button_pressed_twice_appoints_once_and_refuses_nothing(w):
    asked = {"from_on": TODAY, "independent_until_on": TODAY + 365 * DAY, "basis": " Elsewhere "}
    first = appoint(w, w.visitor2, **asked)
    assert appoint(w, w.visitor2, **asked) == first
    assert len(entries("appoint")) == 1
    for other in ({"basis": "In another council"}, {"independent_until_on": TODAY + 30 * DAY},
                  {"basis_kind": "scrutiny"}, {"from_on": TODAY + DAY}):  # fmt: skip
        with pytest.raises(Refused, match="already"):
            appoint(w, w.visitor2, **{**asked, **other})


def test_an_appointment_ends_on_its_last_day_and_not_before_a_visit_made_under_it(w):
    link = appoint(w, w.visitor2, from_on=TODAY - 9 * DAY)
    check = makers.check(None, w.visitor2.person_id, home_id=w.oak, kind="reg44_visit",
                         status="submitted")  # fmt: skip
    made(Visit(check_id=check, home_id=w.oak, visitor_id=w.visitor2.person_id, month=TODAY,
               visited_on=TODAY - DAY, report_due_on=TODAY, report_due_rule="CH02",
               report_due_rule_version="1", report_due_explained="-"))  # fmt: skip
    with pytest.raises(Refused, match="visit was made under this appointment on 4 November 2026"):
        home_visitors.end(w.manager, link, TODAY - 2 * DAY)
    with pytest.raises(Refused, match="before its first"):
        home_visitors.end(w.manager, link, TODAY - 10 * DAY)
    home_visitors.end(w.manager, link, TODAY - DAY)
    assert row(HomeVisitor, link).to_on == TODAY - DAY
    assert entries("end")[-1].payload["to_on"] == [None, "2026-11-04"]
    with pytest.raises(Refused, match="ends on 4 November 2026 already"):
        home_visitors.end(w.manager, link, TODAY)


def test_independence_is_confirmed_again_until_a_day_to_come(w):
    link = appoint(w, w.visitor2, from_on=TODAY - 9 * DAY, independent_until_on=TODAY - DAY)
    with reading() as session:
        assert independence.refusals(session, [w.oak], w.visitor2.person_id, TODAY)
    with pytest.raises(Refused, match="today or later"):
        home_visitors.confirm(w.head, link, TODAY - DAY)
    home_visitors.confirm(w.head, link, TODAY)
    with reading() as session:
        assert not independence.refusals(session, [w.oak], w.visitor2.person_id, TODAY)


def test_independence_is_not_confirmed_for_somebody_with_a_tie(w):
    [(link, _home)] = [(each.id, each.home_id) for each in _links(w.visitor2.person_id)]
    home_ties.add(w.manager, w.elm, w.visitor2.person_id, "financial", TODAY)
    with pytest.raises(Refused, match=r"43\(3\)\(e\)"):
        home_visitors.confirm(w.head, link, TODAY + DAY)


def _links(person_id):
    with reading() as session:
        return list(session.query(HomeVisitor).filter_by(person_id=person_id))


def test_a_tie_is_recorded_once_and_ended(w):
    tie = home_ties.add(w.support, w.oak, w.iro.person_id, "funds", TODAY - DAY, "Buys places")
    with pytest.raises(Refused, match="recorded from 4 November 2026 already"):
        home_ties.add(w.support, w.oak, w.iro.person_id, "funds", TODAY)
    with pytest.raises(Refused, match="before its first"):
        home_ties.end(w.support, tie, TODAY - 2 * DAY)
    home_ties.end(w.support, tie, TODAY - DAY)
    assert row(HomeTie, tie).to_on == TODAY - DAY
    with pytest.raises(Refused, match="ended already"):
        home_ties.end(w.support, tie, TODAY)
    home_ties.add(w.support, w.oak, w.iro.person_id, "funds", TODAY)


@pytest.mark.parametrize(
    ("kind", "from_on", "sentence"),
    [("likes", TODAY, "what ties"), ("funds", None, "Enter the day")],
)
def test_a_tie_needs_its_kind_and_its_day(w, kind, from_on, sentence):
    with pytest.raises(Refused, match=sentence):
        home_ties.add(w.support, w.oak, w.iro.person_id, kind, from_on)
    with pytest.raises(Refused, match="keep the register"):
        home_ties.add(w.head, w.oak, w.iro.person_id, "funds", TODAY)


def test_only_visitors_are_offered_to_appoint(w):
    assert [each.name for each in home_visitors.choices(w.head)] == ["Val Visitor", "Vic Visitor"]
    assert "Ira Iro" in [each.name for each in home_ties.choices(w.support)]
