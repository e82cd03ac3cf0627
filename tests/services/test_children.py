import datetime as dt

import pytest
from sqlalchemy import event

from db.engine import engine
from db.models import ChildAccess, NotLoaded, RiskFlag, RosterLoad, Setting
from qa.domain.children import LIST_HELP, LISTS, Filter
from qa.domain.refusals import NotFound
from qa.services import child_page, children
from tests.services.makers import (
    NOW,
    START,
    TODAY,
    action,
    actor,
    check,
    child,
    entries,
    finished,
    holder,
    link,
    made,
    person,
    status,
    team,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def pm(store):
    return holder("Manager", "practice_manager")


def numbers(reader, **wanted):
    return [row.case_number for row in children.listed(reader, Filter(**wanted)).rows]


def test_the_list_shows_what_holds_today_in_words(pm):
    child_id = child("C1", team("Northgate"))
    status(child_id, "cla")
    status(child_id, "cp")
    status(child_id, "cin", to_on=TODAY - DAY)
    link(child_id, "iro", person("Ann Example"), START, TODAY - DAY)
    link(child_id, "iro", person("Bob Example"), TODAY)
    [row] = children.listed(pm, Filter()).rows
    assert (row.age, row.team, row.iro) == ("14 years", "Northgate", "Bob Example")
    assert row.statuses == "Looked after, Child protection plan"
    assert (row.social_worker, row.team_manager) == ("", "")


def test_the_lists_of_missing_links_hold_those_who_need_one(pm):
    for number, code in (("CIN", "cin"), ("CLA", "cla"), ("CP", "cp"), ("LEAVER", "care_leaver")):
        status(child(number), code)
    full = child("FULL")
    status(full, "cla")
    for part in ("iro", "social_worker", "team_manager"):
        link(full, part, person(f"{part} person"))
    ended = child("ENDED")
    status(ended, "cla", to_on=TODAY)
    assert numbers(pm, show="no_iro") == ["CLA", "CP"]
    assert numbers(pm, show="no_social_worker") == ["CIN", "CLA", "CP", "LEAVER"]
    assert numbers(pm, show="no_team_manager") == ["CIN", "CLA", "CP", "LEAVER"]
    assert numbers(pm, show="off_list") == ["ENDED"]
    assert len(numbers(pm, show="all")) == 6


def test_a_child_that_a_list_dropped_is_no_longer_on_the_list(pm):
    status(child("C1"), "cla", off_list_on=TODAY)
    assert numbers(pm) == []
    assert numbers(pm, show="off_list") == ["C1"]


def test_not_updated_ends_with_a_newer_file_that_could_be_read(pm):
    child("OLD", updated_as_at=START, not_updated_as_at=TODAY)
    child("NEW", updated_as_at=TODAY, not_updated_as_at=START)
    assert numbers(pm, show="not_updated") == ["OLD"]


def test_rows_that_were_not_loaded_are_listed_for_those_who_see_every_child(pm):
    load = made(RosterLoad(as_at=TODAY, file_digest="-", loaded_at=NOW, report={}))
    made(NotLoaded(roster_load_id=load, case_number="C9", list_number=8, reason="No date"))
    assert children.not_loaded(pm).rows[0].case_number == "C9"
    assert children.not_loaded(pm, "C8").total == 0
    reviewer = actor(pm.person_id, "iro")
    assert "not_loaded" not in children.lists(reviewer)
    with pytest.raises(NotFound):
        children.not_loaded(reviewer)


@pytest.mark.parametrize("search", ["c_1", "%", "'; DROP TABLE child; --", "\N{SNOWMAN}"])
def test_a_search_is_text_and_nothing_else(pm, search):
    child("C1")
    assert numbers(pm, search=search, show="all") == []


def test_a_search_finds_part_of_a_number_whatever_its_capitals(pm):
    child("CS-1001")
    assert numbers(pm, search=" cs-10 ", show="all") == ["CS-1001"]


def test_filters_by_status_and_team_add_up(pm):
    north, south = team("North"), team("South")
    for number, where, code in (("A", north, "cla"), ("B", north, "cin"), ("C", south, "cla")):
        status(child(number, where), code)
    assert numbers(pm, team_id=north) == ["A", "B"]
    assert numbers(pm, team_id=north, status="cla") == ["A"]
    assert children.teams(pm) == {north: "North", south: "South"}


def test_thousands_are_paged_in_the_store_in_few_reads(pm):
    for n in range(120):
        child(f"C{n:04}")
    asked = []
    event.listen(engine(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = children.listed(pm, Filter(show="all"), offset=100)
    assert (page.total, len(page.rows), page.rows[0].case_number) == (120, 20, "C0100")
    assert len([statement for statement in asked if "SELECT" in statement]) <= 5
    assert children.listed(pm, Filter(show="all"), offset=9_999).offset == 100
    assert children.listed(pm, Filter(show="all"), offset=-5).offset == 0


def test_each_role_sees_the_children_the_matrix_gives_it(pm):
    north, south = team("North"), team("South")
    mine, theirs = child("MINE", north), child("THEIRS", south)
    reviewer = person("Reviewer")
    link(mine, "iro", reviewer)
    check(theirs, reviewer)
    assert numbers(actor(reviewer, "iro"), show="all") == ["MINE", "THEIRS"]
    assert numbers(actor(99, "iro"), show="all") == []
    assert numbers(actor(99, "iro", covering={reviewer}), show="all") == ["MINE", "THEIRS"]
    assert numbers(actor(99, "team_manager", team_id=south), show="all") == ["THEIRS"]
    assert numbers(actor(99, "business_support"), show="all") == ["MINE", "THEIRS"]
    assert numbers(actor(99, "administrator"), show="all") == []


def test_a_restricted_child_does_not_exist_for_those_not_named(pm):
    child_id = child("C1", restricted_at=NOW, restricted_reason="-")
    assert numbers(pm, show="all") == []
    with pytest.raises(NotFound):
        child_page.opened(pm, child_id)
    made(ChildAccess(child_id=child_id, person_id=pm.person_id))
    assert numbers(pm, show="all") == ["C1"]
    assert child_page.opened(pm, child_id).restricted_reason == "-"


def test_what_does_not_exist_and_what_is_not_yours_get_the_same_answer(pm):
    child_id = child("C1")
    stranger = actor(99, "iro")
    said = []
    for wanted in (child_id, 4711):
        with pytest.raises(NotFound) as refusal:
            child_page.opened(stranger, wanted)
        said.append(str(refusal.value))
    assert said[0] == said[1]
    assert entries("open") == []


def test_opening_a_child_is_on_the_trail_once(pm):
    child_id = child("C1")
    child_page.opened(pm, child_id)
    child_page.opened(pm, child_id)
    [entry] = entries("open")
    assert (entry.noun, entry.noun_id, entry.child_id) == ("child", child_id, child_id)


def test_a_page_keeps_the_history_of_links_and_says_who_holds_them_now(pm):
    child_id = child("C1", team("North"))
    link(child_id, "iro", person("First"), START, TODAY - DAY)
    link(child_id, "iro", person("Second"), TODAY)
    page = child_page.opened(pm, child_id)
    assert [row.name for row in page.people] == ["Second", "First"]
    assert page.now("iro", TODAY) == "Second"
    assert page.now("iro", TODAY - DAY) == "First"
    assert page.now("team", TODAY) == "North"
    assert page.now("social_worker", TODAY) == ""


def test_business_support_sees_dates_and_statuses_but_not_what_was_said(pm):
    child_id = child("C1", legal_hold_reason="court")
    auditor = person("Auditor")
    finished(child_id, auditor)
    action(person("Owner"), auditor, child_id=child_id, text="Visit at once")
    made(RiskFlag(child_id=child_id, raised_by_id=auditor, raised_at=NOW, worry="Left alone"))
    clerk = child_page.opened(holder("Clerk", "business_support"), child_id)
    assert [(row.status, row.grade) for row in clerk.checks] == [("Closed", None)]
    assert [row.text for row in clerk.actions] == [""]
    assert (clerk.risks, clerk.legal_hold_reason) == ((), "")
    manager = child_page.opened(pm, child_id)
    assert manager.checks[0].grade == 3
    assert manager.actions[0].text == "Visit at once"
    assert manager.risks[0].worry == "Left alone"
    assert manager.legal_hold_reason == "court"


def test_a_draft_of_somebody_else_is_not_on_a_team_managers_page(pm):
    north = team("North")
    child_id = child("C1", north)
    check(child_id, person("Auditor"))
    leader = holder("Leader", "team_manager", team_id=north)
    assert child_page.opened(leader, child_id).checks == ()
    assert [row.status for row in child_page.opened(pm, child_id).checks] == ["Not started"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", ""),
        ("https://cases.example/{case_number}", "https://cases.example/A%2F1%20b"),
        ("javascript:alert('{case_number}')", ""),
        ("cases.example/{case_number}", ""),
    ],
)
def test_the_link_into_the_case_system_is_a_web_address_or_none(pm, pattern, expected):
    child_id = child("A/1 b")
    made(Setting(key="case_system_address", value=pattern, from_on=START, set_at=NOW))
    assert child_page.opened(pm, child_id).address == expected


def test_every_list_says_what_it_holds():
    assert LISTS.keys() == LIST_HELP.keys()
