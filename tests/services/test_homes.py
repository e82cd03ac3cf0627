import datetime as dt
from dataclasses import replace

import pytest

from db.engine import reading, writing
from db.models import (
    Action,
    Child,
    ChildAccess,
    Home,
    HomeResident,
    HomeTie,
    HomeVisitor,
    Person,
    Placement,
    Visit,
)
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import home_visitors, homes, residents
from qa.services.homes import HomeGiven
from tests.services import makers, visit_world
from tests.services.makers import TODAY, entries, made, row

DAY = dt.timedelta(days=1)
ASH = HomeGiven("Ash House", "SC765432", "Fictional Care", "private", "Mary Manager", "Rae R", 5,
                dt.date(2021, 5, 1))  # fmt: skip


@pytest.fixture
def w(store):
    return visit_world.visit_world()


def given(home_id):
    kept = row(Home, home_id)
    return HomeGiven(kept.name, kept.urn, kept.provider or "", kept.provider_kind,
                     kept.registered_manager or "", kept.responsible_individual or "",
                     kept.capacity, kept.opened_on, kept.closed_on, kept.is_visited,
                     kept.host_authority or "")  # fmt: skip


def test_a_home_is_entered_with_its_manager_as_a_person_and_all_that_coverage_is_rebuilt_from(w):
    home_id = homes.put(w.support, ASH)
    kept = row(Home, home_id)
    assert (kept.name, kept.urn, kept.capacity) == ("Ash House", "765432", 5)
    manager = row(Person, kept.manager_id)
    assert (manager.name, manager.job_title) == ("Mary Manager", "Registered manager")
    [entry] = [e for e in entries("add") if e.noun == "home"]
    assert entry.home_id == home_id
    assert entry.payload["closed_on"] == [None, None]
    assert entry.payload["is_visited"] == [None, True]
    assert entry.payload["opened_on"] == [None, "2021-05-01"]


@pytest.mark.parametrize("who", ["head", "visitor", "iro"])
def test_others_than_keepers_of_the_register_enter_no_home(w, who):
    with pytest.raises(Refused, match="keep the register"):
        homes.put(getattr(w, who), ASH)


@pytest.mark.parametrize("urn", ["12345", "12345678", "abcdef", ""])
def test_a_number_not_of_six_or_seven_digits_is_refused(w, urn):
    with pytest.raises(Refused, match="six or seven digits"):
        homes.put(w.support, replace(ASH, urn=urn))


def test_one_number_belongs_to_one_home(w):
    with pytest.raises(Refused, match="Oak House has the Ofsted number 1234567 already"):
        homes.put(w.support, replace(ASH, urn="SC1234567"))
    homes.put(w.support, given(w.oak), w.oak, 1)


def test_a_change_on_an_old_version_is_refused_and_carries_what_stands(w):
    homes.put(w.support, replace(given(w.oak), capacity=6), w.oak, 1)
    with pytest.raises(Stale, match="Oak House was changed by somebody else") as refused:
        homes.put(w.manager, replace(given(w.oak), capacity=7), w.oak, 1)
    assert refused.value.theirs["capacity"] == 6
    assert refused.value.version == 2
    [entry] = [e for e in entries("change") if e.noun == "home"]
    assert entry.payload == {"capacity": [4, 6]}


def test_saving_what_stands_already_is_no_conflict_and_leaves_no_second_entry(w):
    wanted = replace(given(w.oak), capacity=6)
    homes.put(w.support, wanted, w.oak, 1)
    assert homes.put(w.support, wanted, w.oak, 1) == w.oak
    assert row(Home, w.oak).version == 2
    assert len([e for e in entries("change") if e.noun == "home"]) == 1


def test_a_home_closes_no_earlier_than_a_child_by_hand_came_to_live_there(w):
    late = residents.add(w.support, w.oak, "Farshire County Council", TODAY)
    with pytest.raises(Refused, match=r"1 child is entered .* from 5 November 2026"):
        homes.put(w.support, replace(given(w.oak), closed_on=TODAY - DAY), w.oak, 1)
    residents.came(w.support, late, TODAY - DAY)
    homes.put(w.support, replace(given(w.oak), closed_on=TODAY - DAY), w.oak, 1)
    assert row(HomeResident, late).to_on == TODAY - DAY


def test_placements_that_came_before_the_home_become_its_own_whatever_was_typed(w):
    early = [
        made(Placement(child_id=w.girl, urn=urn, placement_type="K2", from_on=TODAY, to_on=None))
        for urn in ("765432", "SC765432", "sc 765432", "1765432", None)
    ]
    home_id = homes.put(w.support, ASH)
    assert [row(Placement, i).home_id for i in early] == [home_id, home_id, home_id, None, None]
    homes.put(w.support, replace(ASH, urn="1765432"), home_id, 1)
    assert [row(Placement, i).home_id for i in early] == [None, None, None, home_id, None]


def recommendation(w, owner_id, status="open", home_id=None):
    return makers.action(owner_id, w.visitor.person_id, kind="recommendation",
                         origin="reg44_visit", home_id=home_id or w.oak, status=status)  # fmt: skip


def test_a_new_manager_takes_over_what_is_open_and_the_old_one_is_no_longer_listed(w):
    open_id, done = recommendation(w, w.oak_manager), recommendation(w, w.oak_manager, "done")
    over = recommendation(w, w.oak_manager, "verified")
    other = recommendation(w, w.elm_manager, home_id=w.elm)
    homes.put(w.support, replace(given(w.oak), registered_manager="Nia New"), w.oak, 1)
    new = row(Home, w.oak).manager_id
    assert row(Person, new).name == "Nia New"
    assert [row(Action, i).owner_id for i in (open_id, done, over, other)] == [
        new, new, w.oak_manager, w.elm_manager,
    ]  # fmt: skip
    assert row(Person, w.oak_manager).left_on == TODAY
    assert row(Action, open_id).version == 2
    assert [e.payload for e in entries("hand_over")] == [{"owner_id": [w.oak_manager, new]}] * 2


def test_another_spelling_renames_the_same_person(w):
    better = replace(given(w.oak), registered_manager="Manager O'Oak", is_same_manager=True)
    homes.put(w.support, better, w.oak, 1)
    assert row(Home, w.oak).manager_id == w.oak_manager
    assert row(Person, w.oak_manager).name == "Manager O'Oak"


def test_a_vacant_post_keeps_what_is_open_for_the_next_manager(w):
    open_id = recommendation(w, w.oak_manager)
    homes.put(w.support, replace(given(w.oak), registered_manager=""), w.oak, 1)
    assert row(Home, w.oak).manager_id is None
    assert row(Action, open_id).owner_id == w.oak_manager
    homes.put(w.support, replace(given(w.oak), registered_manager="Nia New"), w.oak, 2)
    assert row(Action, open_id).owner_id == row(Home, w.oak).manager_id


def test_somebody_with_an_account_is_never_renamed_and_does_not_leave(w):
    makers.account(w.oak_manager)
    spelt = replace(given(w.oak), registered_manager="Other", is_same_manager=True)
    homes.put(w.support, spelt, w.oak, 1)
    homes.put(w.support, replace(given(w.oak), registered_manager=""), w.oak, 2)
    assert row(Person, w.oak_manager).name == "Manager of Oak House"
    assert row(Person, w.oak_manager).left_on is None


def test_closing_a_home_ends_appointments_ties_and_stays_by_hand_and_nothing_else(w):
    tie = made(HomeTie(home_id=w.oak, person_id=w.iro.person_id, kind="funds", from_on=TODAY))
    [link] = [each.id for each in homes.opened(w.manager, w.oak).visitors]
    homes.put(w.support, replace(given(w.oak), closed_on=TODAY + DAY), w.oak, 1)
    assert row(HomeVisitor, link).to_on == row(HomeTie, tie).to_on == TODAY + DAY
    assert row(HomeResident, w.resident_b).to_on == TODAY + DAY
    assert row(HomeResident, w.resident_a).to_on is None
    ended = {e.noun: e.payload for e in entries("end")}
    assert set(ended) == {"home_visitor", "home_tie", "home_resident"}
    assert ended["home_visitor"]["home_id"] == w.oak
    assert ended["home_visitor"]["person_id"] == w.visitor.person_id
    assert ended["home_visitor"]["to_on"] == [None, "2026-11-06"]


def test_a_home_closes_no_earlier_and_opens_no_later_than_it_was_visited(w):
    check = makers.check(None, w.visitor.person_id, home_id=w.oak, kind="reg44_visit",
                         status="submitted")  # fmt: skip
    made(Visit(check_id=check, home_id=w.oak, visitor_id=w.visitor.person_id, month=TODAY,
               visited_on=TODAY, report_due_on=TODAY, report_due_rule="CH02",
               report_due_rule_version="1", report_due_explained="-"))  # fmt: skip
    for about in ({"closed_on": TODAY - DAY}, {"opened_on": TODAY + DAY}):
        with pytest.raises(Refused, match="was visited on 5 November 2026"):
            homes.put(w.support, replace(given(w.oak), **about), w.oak, 1)
    homes.put(w.support, replace(given(w.oak), closed_on=TODAY), w.oak, 1)


def test_the_list_says_who_visits_and_how_many_live_there(w):
    oak, elm = homes.listed(w.manager)[1], homes.listed(w.manager)[0]
    assert (oak.name, oak.visitors, oak.children) == ("Oak House", ("Vic Visitor",), 2)
    assert (elm.name, elm.visitors, elm.children) == (
        "Elm House", ("Val Visitor", "Vic Visitor"), 1,
    )  # fmt: skip
    assert [home.name for home in homes.listed(w.head, text="123 oak")] == ["Oak House"]
    assert homes.listed(w.support, text="100%") == []


def test_a_visitor_sees_the_homes_they_are_appointed_to_and_others_see_none(w):
    assert [home.name for home in homes.listed(w.visitor2)] == ["Elm House"]
    with pytest.raises(NotFound):
        homes.opened(w.visitor2, w.oak)
    assert homes.listed(w.iro) == []


def test_a_closed_home_is_listed_on_request(w):
    homes.put(w.support, replace(given(w.oak), closed_on=TODAY - DAY), w.oak, 1)
    assert [home.name for home in homes.listed(w.manager)] == ["Elm House"]
    assert len(homes.listed(w.manager, with_closed=True)) == 2


def test_a_visitor_reads_letters_without_numbers_and_no_tie_of_others(w):
    made(HomeTie(home_id=w.elm, person_id=w.iro.person_id, kind="funds", from_on=TODAY))
    made(HomeTie(home_id=w.elm, person_id=w.visitor2.person_id, kind="connection", from_on=TODAY))
    visit_world.resident(w.elm, "A", w.boy)
    page = homes.opened(w.visitor2, w.elm)
    assert [(each.letter, each.case_number, each.child_id) for each in page.residents] == [
        ("A", "", None)
    ]
    assert [tie.name for tie in page.ties] == ["Val Visitor"]
    assert not page.decisions["keep_register"].allowed
    assert "43(3)(g)" in page.decisions["begin_visit"].why
    full = homes.opened(w.manager, w.elm)
    assert [each.case_number for each in full.residents] == ["C-2002"]
    assert {tie.name for tie in full.ties} == {"Ira Iro", "Val Visitor"}
    assert {v.name: bool(v.refusal) for v in full.visitors} == {
        "Vic Visitor": True, "Val Visitor": True,
    }  # fmt: skip


def test_a_visitor_reads_that_a_colleague_cannot_visit_but_not_why(w):
    made(HomeTie(home_id=w.elm, person_id=w.visitor2.person_id, kind="financial", from_on=TODAY))
    said = {row.name: row.refusal for row in homes.opened(w.visitor, w.elm).visitors}
    assert said["Val Visitor"] == "Val Visitor cannot visit this home today (regulation 43(3))."
    assert "reviews a child" in said["Vic Visitor"]
    full = {row.name: row.refusal for row in homes.opened(w.head, w.elm).visitors}
    assert "43(3)(e)" in full["Val Visitor"]


def test_a_restricted_child_leaves_no_trace_in_the_register_but_for_those_named(w):
    with writing() as session:
        session.get(Child, w.girl).restricted_at = makers.NOW
    made(ChildAccess(child_id=w.girl, person_id=w.head.person_id))
    assert {home.name: home.children for home in homes.listed(w.manager)}["Oak House"] == 1
    page = homes.opened(w.manager, w.oak)
    assert [each.letter for each in page.residents] == ["B"]
    assert page.placed == ()
    named = homes.opened(w.head, w.oak)
    assert [each.case_number for each in named.residents] == ["C-1001", ""]
    with reading() as session:
        assert [each.letter for each in residents.living(session, w.oak, TODAY)] == ["A", "B"]


def test_children_placed_without_a_letter_are_shown_until_they_have_one(w):
    assert [each.case_number for each in homes.opened(w.manager, w.elm).placed] == ["C-2002"]
    with writing() as session:
        residents.bring_up_to_date(session, w.manager, w.elm, TODAY)
    page = homes.opened(w.manager, w.elm)
    assert page.placed == ()
    assert [each.letter for each in page.residents] == ["A"]


def test_a_planned_closing_day_ends_a_later_appointment_too(w):
    homes.put(w.support, replace(given(w.oak), closed_on=TODAY + 9 * DAY), w.oak, 1)
    link = home_visitors.appoint(w.head, w.oak, w.visitor2.person_id, "no_tie", "None", TODAY)
    assert row(HomeVisitor, link).to_on == TODAY + 9 * DAY
    with pytest.raises(Refused, match="after the home closed"):
        home_visitors.appoint(w.head, w.oak, w.visitor.person_id, "scrutiny", "None",
                              TODAY + 10 * DAY)  # fmt: skip
