import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Child, ChildAccess, Cover, Home, HomeTie
from qa.services import independence
from tests.services import makers, visit_world
from tests.services.makers import TODAY, made

DAY = dt.timedelta(days=1)


@pytest.fixture
def w(store):
    return visit_world.visit_world()


def why(w, person_id, home_id=None, on=TODAY, **given):
    with reading() as session:
        found = independence.refusals(session, [home_id or w.oak], person_id, on, **given)
    return found.get(home_id or w.oak, "")


def private(home_id, kind="private"):
    with writing() as session:
        session.get(Home, home_id).provider_kind = kind


def test_who_reviews_a_child_placed_there_is_refused_with_the_rule_and_without_the_child(w):
    with reading() as session:
        found = independence.refusals(session, [w.oak, w.elm], w.visitor.person_id, TODAY)
    assert list(found) == [w.elm]
    assert found[w.elm] == (
        "Vic Visitor cannot be the independent person of Elm House: Vic Visitor reviews a child "
        "placed there (regulation 43(3)(g)(iii))."
    )
    assert "C-2002" not in found[w.elm]


def test_a_visitor_with_no_tie_is_free(w):
    assert why(w, w.visitor2.person_id) == ""


@pytest.mark.parametrize(
    ("part", "paragraph"), [("social_worker", "(c)"), ("team_manager", "(c)"), ("iro", "(g)(iii)")]
)
def test_who_works_with_a_child_placed_there_is_refused_from_the_first_day_to_the_last(
    w, part, paragraph
):
    who = makers.person("Worker")
    makers.link(w.girl, part, who, from_on=TODAY, to_on=TODAY + DAY)
    assert [bool(why(w, who, on=TODAY + n * DAY)) for n in (-1, 0, 1, 2)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert f"regulation 43(3){paragraph}" in why(w, who)


def test_who_manages_a_worker_however_far_above_is_refused(w):
    top = makers.person("Top")
    middle = makers.person("Middle", top)
    worker = makers.person("Worker", middle)
    makers.link(w.girl, "social_worker", worker)
    assert "manages or supervises work on the care plan" in why(w, middle)
    assert "regulation 43(3)(c)" in why(w, top)
    assert why(w, makers.person("Below", worker)) == ""


def test_the_manager_of_the_childs_team_and_the_cover_of_its_chair_are_refused(w):
    manager = makers.holder("Tim", "team_manager", team_id=w.team).person_id
    other = makers.holder("Tom", "team_manager", team_id=makers.team("South")).person_id
    private(w.oak)
    assert "regulation 43(3)(c)" in why(w, manager)
    assert why(w, other) == ""
    made(Cover(absent_id=w.iro.person_id, cover_id=w.visitor2.person_id, from_on=TODAY,
               to_on=TODAY, reason="Leave", set_by_id=w.head.person_id))  # fmt: skip
    assert "reviews a child" in why(w, w.visitor2.person_id)
    assert why(w, w.visitor2.person_id, on=TODAY + DAY) == ""


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [("manages", "(g)(i)"), ("funds", "(d)"), ("financial", "(e)"), ("employed", "(b)"),
     ("responsible_individual", "(f)"), ("connection", "(g)")],
)  # fmt: skip
def test_each_tie_has_its_own_paragraph_and_holds_on_its_own_days(w, kind, paragraph):
    private(w.oak)
    who = makers.person("Tied")
    made(HomeTie(home_id=w.oak, person_id=who, kind=kind, from_on=TODAY, to_on=TODAY))
    assert f"(regulation 43(3){paragraph})" in why(w, who)
    assert why(w, who, on=TODAY - DAY) == why(w, who, on=TODAY + DAY) == ""


def test_an_employee_who_only_scrutinises_may_visit_where_an_employee_otherwise_may_not(w):
    who = makers.person("Employee")
    made(HomeTie(home_id=w.oak, person_id=who, kind="employed", from_on=TODAY))
    assert "(regulation 43(3)(a))" in why(w, who)
    assert why(w, who, basis_kind="scrutiny") == ""
    made(HomeTie(home_id=w.oak, person_id=who, kind="funds", from_on=TODAY))
    assert "43(3)(d)" in why(w, who, basis_kind="scrutiny")


@pytest.mark.parametrize("role", ["iro", "team_manager", "practice_manager", "head_of_service"])
def test_the_councils_own_staff_visit_its_homes_only_on_the_basis_of_scrutiny(w, role):
    who = makers.holder("Staff", role, team_id=makers.team("South")).person_id
    assert "43(3)(a)" in why(w, who)
    assert why(w, who, basis_kind="scrutiny") == ""
    private(w.oak, "other_council")
    assert why(w, who) == ""
    private(w.oak, "council")
    link = visit_world.appointed(w.oak, who, basis_kind="scrutiny")
    assert link and why(w, who) == ""


def test_the_manager_and_the_responsible_individual_are_known_by_person_and_by_name(w):
    assert "manages the home" in why(w, w.oak_manager)
    assert "43(3)(f)" in why(w, makers.person("rae  RESPONSIBLE"))


def test_independence_holds_through_its_last_day_and_not_the_day_after(w):
    who = makers.holder("Ann", "reg44_visitor").person_id
    visit_world.appointed(w.oak, who, independent_until_on=TODAY)
    assert why(w, who) == ""
    assert "confirmed until 5 November 2026 only" in why(w, who, on=TODAY + DAY)


def test_a_restricted_child_bars_too_but_is_said_as_a_connection_like_any_other(w):
    with writing() as session:
        session.get(Child, w.boy).restricted_at = makers.NOW
    made(ChildAccess(child_id=w.boy, person_id=w.head.person_id))
    said = why(w, w.visitor.person_id, w.elm)
    assert "has a connection that raises doubt" in said
    assert "child" not in said


def test_a_child_under_two_numbers_bars_through_either(w):
    other = makers.child("C-9", w.team)
    who = makers.person("Worker")
    makers.link(other, "social_worker", who)
    assert why(w, who) == ""
    with writing() as session:
        session.get(Child, other).merged_into_id = w.girl
    assert "43(3)(c)" in why(w, who)


def test_nobody_and_no_home_give_no_refusal(w):
    assert why(w, 99999) == ""
    with reading() as session:
        assert independence.refusals(session, [], w.visitor.person_id, TODAY) == {}
        facts = independence.facts_of_home(session, w.visitor, w.elm, TODAY)
    assert "reviews a child" in facts.not_independent
    assert w.visitor.person_id in facts.home_visitor_ids
