"""Long plans: who needs a panel first, why then, what the panel decided, who reads it."""

import datetime as dt

import pytest

from db.engine import writing
from db.models import Child, ChildStatus, Hold, PanelDecision
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.urgency import Group
from qa.domain.working_days import add_months
from qa.services import duties, install, long_plans, panels
from qa.services.long_plan_rows import last_panel_words
from qa.services.long_plans import Wanted
from qa.services.panels import Panel
from tests.services import makers
from tests.services.makers import NOW, TODAY

DAY = dt.timedelta(days=1)
LONG_AGO = dt.date(2020, 1, 6)


def _manager():
    with writing() as session:
        install.install_released(session, LONG_AGO, NOW)
    return makers.holder("Mina Manager", "practice_manager")


@pytest.fixture
def manager(sqlite_store):
    return _manager()


@pytest.fixture
def either(store):
    """The same manager on either database."""
    return _manager()


def plan(number, months, days=0, team_id=None, chair_id=None, facts=None, **about):
    """A plan that has been open so many months and days today; the child's id."""
    child_id = makers.child(number, team_id, **about)
    began_on = add_months(TODAY, -months) - days * DAY
    told = {"latest_category": "neglect", "previous_plans": 0, **(facts or {})}
    makers.made(
        ChildStatus(child_id=child_id, status="cp", from_on=began_on, as_at=TODAY, facts=told)
    )
    if chair_id:
        makers.link(child_id, "iro", chair_id)
    with writing() as session:
        duties.refresh(session, [child_id], TODAY)
    return child_id


def numbers(found):
    return [row.case_number for row in found.rows]


def decide(actor, child_id, months, on=TODAY, decision="Fictional: go on.", version=0):
    panels.keep(actor, child_id, Panel(months, on, decision, version))


def test_plans_that_need_a_panel_now_come_first_and_say_why(manager):
    plan("A1", 10)
    plan("B1", 9, days=20)
    plan("C1", 9)
    plan("D1", 8)
    found = long_plans.page(manager, Wanted())
    assert numbers(found) == ["A1", "B1", "C1"]
    assert [row.group for row in found.rows] == [Group.CRITICAL, Group.CRITICAL, Group.SOON]
    first = found.rows[0]
    assert (first.months, first.next_months, first.category) == (10, 9, "Neglect")
    assert first.explanation.startswith("Due Monday 5 October 2026: 9 months from 5 January 2026")
    assert last_panel_words(first) == "no panel yet"


def test_a_marker_four_weeks_ahead_is_on_the_list_and_one_further_off_is_not(manager):
    child_id = plan("A1", 0)
    with writing() as session:
        row = session.query(ChildStatus).filter_by(child_id=child_id).one()
        row.from_on = add_months(TODAY + 28 * DAY, -9)
        duties.refresh(session, [child_id], TODAY)
    assert numbers(long_plans.page(manager, Wanted())) == ["A1"]
    with writing() as session:
        row = session.query(ChildStatus).filter_by(child_id=child_id).one()
        row.from_on = add_months(TODAY + 29 * DAY, -9)
        duties.refresh(session, [child_id], TODAY)
    assert numbers(long_plans.page(manager, Wanted())) == []


def test_a_plan_that_ended_is_not_on_the_list(manager):
    child_id = plan("A1", 12)
    with writing() as session:
        session.query(ChildStatus).filter_by(child_id=child_id).one().to_on = TODAY
        duties.refresh(session, [child_id], TODAY)
    found = long_plans.page(manager, Wanted())
    assert found.total == found.open_plans == 0


def test_counts_by_marker_and_of_two_years_cover_every_open_plan(manager):
    for number, months in (("A", 3), ("B", 9), ("C", 11), ("D", 15), ("E", 24), ("F", 40)):
        plan(number, months)
    found = long_plans.page(manager, Wanted())
    assert found.by_marker == {9: 2, 12: 0, 15: 1, 18: 0, 21: 0, 24: 2}
    assert (found.open_plans, found.two_years) == (6, 2)
    assert found.two_years_words == "2 of 6 open plans (33.3%) began two years ago or more."
    assert numbers(long_plans.page(manager, Wanted(months=9))) == ["C", "B"]
    assert numbers(long_plans.page(manager, Wanted(months=24))) == ["F", "E"]


def test_what_the_list_holds_adds_up_with_the_plans_by_marker(either):
    for number, months, days in (("A", 3, 0), ("B", 8, 20), ("C", 9, 0), ("D", 15, 0)):
        plan(number, months, days)
    found = long_plans.page(either, Wanted())
    assert (found.total, found.long) == (3, 2) == (3, sum(found.by_marker.values()))
    assert found.held_words == (
        "3 plans: 2 open 9 months or more, 1 open less long whose panel is due by 3 December 2026"
    )
    narrowed = long_plans.page(either, Wanted(months=15))
    assert narrowed.held_words == "1 plan: 1 open 9 months or more"
    assert long_plans.page(either, Wanted(months=24)).held_words == "0 plans"


def test_groups_can_be_asked_for_and_add_up(either):
    for number, months, days in (("A", 11, 0), ("B", 9, 3), ("C", 9, 0), ("D", 24, 0)):
        plan(number, months, days)
    for months in (9, 12, 15, 18, 21, 24):
        decide(either, _id("D"), months)
    found = long_plans.page(either, Wanted())
    by_group = {key: numbers(long_plans.page(either, Wanted(key))) for key in long_plans.GROUPS}
    assert by_group == {"critical": ["A"], "overdue": ["B"], "soon": ["C"], "later": []}
    assert [found.by_group[g] for g in Group] == [1, 1, 1, 0]
    assert numbers(long_plans.page(either, Wanted("none"))) == ["D"]
    assert numbers(found) == ["A", "B", "C", "D"]
    assert long_plans.summary(found) == "2 plans past a marker without the panel's decision."


def _id(number):
    with writing() as session:
        return session.query(Child).filter_by(case_number=number).one().id


def test_the_list_is_narrowed_to_a_team_and_a_chair_and_paged(manager):
    team, chair = makers.team("Alder"), makers.person("Ann Example")
    plan("A1", 12, team_id=team)
    plan("B1", 12, chair_id=chair)
    assert numbers(long_plans.page(manager, Wanted(team_id=team))) == ["A1"]
    assert numbers(long_plans.page(manager, Wanted(chair_id=chair))) == ["B1"]
    assert long_plans.chairs(manager) == {chair: "Ann Example"}
    page = long_plans.page(manager, Wanted(), limit=1, offset=1)
    assert (numbers(page), page.total) == (["B1"], 2)


def test_a_chair_sees_their_own_and_a_team_manager_their_teams(manager):
    team, chair = makers.team("Alder"), makers.person("Ann Example")
    plan("A1", 12, chair_id=chair)
    plan("B1", 12, team_id=team)
    iro = makers.actor(chair, "iro")
    operations = makers.holder("Tess Example", "team_manager", team_id=team)
    assert numbers(long_plans.page(iro, Wanted())) == ["A1"]
    assert numbers(long_plans.page(operations, Wanted())) == ["B1"]
    assert long_plans.page(iro, Wanted()).open_plans == 1


@pytest.mark.parametrize("role", ["reg44_visitor", "administrator"])
def test_other_roles_are_refused(manager, role):
    with pytest.raises(Refused, match="long plans"):
        long_plans.page(makers.holder("Somebody", role), Wanted())


def test_a_recorded_panel_moves_the_plan_to_its_next_marker_and_is_on_the_trail(either):
    child_id = plan("A1", 10)
    decide(either, child_id, 9, TODAY - DAY, "Fictional: legal planning first.")
    row, decided = long_plans.one(either, child_id)
    assert (row.next_months, row.group) == (12, Group.LATER)
    assert last_panel_words(row) == "last panel 4 November 2026, for 9 months"
    kept = decided[9]
    assert (kept.decision, kept.recorded_by) == ("Fictional: legal planning first.", "Mina Manager")
    [entry] = makers.entries("record")
    assert (entry.noun, entry.child_id) == ("panel", child_id)
    assert entry.payload["panel_on"] == [None, "2026-11-04"]


def test_a_change_keeps_both_in_the_trail_and_a_stale_one_is_refused(manager):
    child_id = plan("A1", 10)
    decide(manager, child_id, 9, decision="First.")
    decide(manager, child_id, 9, decision="Second.", version=1)
    with pytest.raises(Stale):
        decide(manager, child_id, 9, decision="Third.", version=1)
    with pytest.raises(Stale):
        decide(manager, child_id, 9, decision="As if new.")
    assert makers.entries("record")[-1].payload["decision"] == ["First.", "Second."]
    assert long_plans.one(manager, child_id)[1][9].version == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (Panel(9, TODAY + DAY, "x"), "future"),
        (Panel(9, dt.date(2025, 12, 1), "x"), "before the plan began on 5 January 2026"),
        (Panel(9, None, "x"), "Enter the day"),
        (Panel(10, TODAY, "x"), "one of the markers"),
        (Panel(15, TODAY, "x"), "reaches 15 months on 5 April 2027"),
        (Panel(9, TODAY, "  "), "Say what the panel decided"),
        (Panel(9, TODAY, None), "Say what the panel decided"),
        (Panel(9, TODAY, "x" * 4001), "under 4,000"),
        (Panel(9, TODAY, "x", 3), "taken back"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(manager, given, says):
    child_id = plan("A1", 10)
    with pytest.raises(Refused, match=says):
        panels.keep(manager, child_id, given)
    assert long_plans.one(manager, child_id)[1] == {}


def test_business_support_keeps_the_date_and_never_meets_the_text(manager):
    support = makers.holder("Sam Support", "business_support")
    child_id = plan("A1", 10)
    panels.keep(support, child_id, Panel(9, TODAY - DAY, "Typed all the same"))
    assert long_plans.one(manager, child_id)[1][9].decision == ""
    decide(manager, child_id, 9, TODAY - DAY, "Fictional: go on.", version=1)
    panels.keep(support, child_id, Panel(9, TODAY, None, 2))
    kept = long_plans.one(manager, child_id)[1][9]
    assert (kept.panel_on, kept.decision) == (TODAY, "Fictional: go on.")
    row, decided = long_plans.one(support, child_id)
    assert decided[9].decision == "" and row.last_panel.decision == ""


@pytest.mark.parametrize("role", ["iro", "team_manager"])
def test_a_chair_and_a_team_manager_read_but_do_not_record(manager, role):
    child_id = plan("A1", 10)
    person_id = makers.person("Ann Example")
    makers.link(child_id, "iro", person_id)
    with pytest.raises(Refused, match="record the panel's decisions"):
        decide(makers.actor(person_id, role), child_id, 9)


def test_a_plan_one_may_not_see_does_not_exist(manager):
    child_id = plan("A1", 10)
    with writing() as session:
        session.get(Child, child_id).restricted_at = NOW
    for use in (lambda: long_plans.one(manager, child_id), lambda: decide(manager, child_id, 9)):
        with pytest.raises(NotFound, match="no such plan"):
            use()


def test_a_hold_locks_the_panels_record(manager):
    child_id = plan("A1", 10)
    makers.made(
        Hold(child_id=child_id, reason="Fictional", placed_at=NOW, was_restricted=False,
             placed_by_id=manager.person_id)
    )  # fmt: skip
    with pytest.raises(Refused, match="hold locks"):
        decide(manager, child_id, 9)
    assert not panels.may_keep(manager, child_id).allowed


def test_a_panel_of_an_earlier_plan_is_not_this_plans(manager):
    child_id = plan("A1", 10)
    makers.made(
        PanelDecision(child_id=child_id, plan_from_on=LONG_AGO, months=9, panel_on=LONG_AGO,
                      decision="Old", recorded_at=NOW, recorded_by_id=manager.person_id)
    )  # fmt: skip
    row, decided = long_plans.one(manager, child_id)
    assert row.last_panel is None and decided == {}


def test_the_agenda_has_dates_and_no_decision_and_leaves_out_the_restricted(manager):
    child_id = plan("A1", 10, facts={"previous_plans": 2})
    decide(manager, child_id, 9, decision="Fictional: secret text.")
    hidden = plan("B1", 12)
    with writing() as session:
        from db.models import ChildAccess

        session.get(Child, hidden).restricted_at = NOW
        session.add(ChildAccess(child_id=hidden, person_id=manager.person_id))
    text = long_plans.agenda(manager, Wanted()).decode("utf-8-sig")
    assert "A1,10,2026-01-05,Neglect,2," in text
    assert "2026-11-05,9" in text
    assert "secret" not in text and "B1" not in text
    [entry] = makers.entries("export")
    assert (entry.noun, entry.payload) == ("long_plans", {"rows": 1})
    with pytest.raises(Refused, match="exports"):
        long_plans.agenda(makers.holder("Ann Example", "iro"), Wanted())


def test_a_file_is_whole_or_not_made(manager, monkeypatch):
    monkeypatch.setattr(long_plans, "MOST", 1)
    plan("A1", 12)
    plan("B1", 12)
    with pytest.raises(Refused, match="more than the 1 that one file holds"):
        long_plans.agenda(manager, Wanted())


def test_the_opening_of_a_plan_is_on_the_trail(manager):
    child_id = plan("A1", 10)
    long_plans.one(manager, child_id)
    [entry] = makers.entries("open")
    assert (entry.noun, entry.noun_id) == ("child", child_id)


def test_a_child_under_two_numbers_or_without_a_category_is_shown_all_the_same(manager):
    plan("A1", 10, facts={"latest_category": None, "previous_plans": None})
    [row] = long_plans.page(manager, Wanted()).rows
    assert (row.category, row.previous_plans, row.team, row.chair) == ("", None, "", "")
