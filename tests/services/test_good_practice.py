import pytest

from db.engine import writing
from db.models import CheckDomain
from qa.domain.refusals import Refused
from qa.services import good_practice, install
from tests.services.makers import (
    NOW,
    START,
    TODAY,
    actor,
    check,
    child,
    finished,
    holder,
    made,
    person,
    team,
)


@pytest.fixture
def pm(store):
    with writing() as session:
        install.install_released(session, START, NOW)
    return holder("Manager", "practice_manager")


def marked(number, team_id=None, **other):
    note = f"What made the difference for {number}"
    return finished(
        child(number, team_id), person("Auditor"), is_good_practice=True, team_id=team_id,
        good_practice_note=note, **other,
    )  # fmt: skip


def domain(check_id, section, positive, counted):
    made(
        CheckDomain(
            check_id=check_id, kind="case_audit", section=section, submitted_on=TODAY,
            positive=positive, counted=counted,
        )
    )  # fmt: skip


def test_marked_audits_are_listed_with_their_note_and_what_went_well(pm):
    check_id = marked("C1")
    finished(child("C2"), person("Auditor"))
    domain(check_id, "A", 4, 4)
    domain(check_id, "B", 2.5, 4)
    domain(check_id, "C", 0, 0)
    [example] = good_practice.listed(pm).rows
    assert (example.about, example.grade) == ("Child C1", "Good")
    assert example.note == "What made the difference for C1"
    assert example.strong_in == (good_practice.sections(pm)["A"],)


def test_the_list_is_narrowed_by_team_and_section(pm):
    north = team("North")
    first = marked("C1", north)
    marked("C2")
    domain(first, "A", 2, 2)
    assert good_practice.listed(pm, north).total == 1
    assert good_practice.listed(pm, section="A").total == 1
    assert good_practice.listed(pm, section="B").total == 0
    assert good_practice.listed(pm, section="'; --").total == 0


def test_a_draft_is_no_example(pm):
    check(child("C1"), person("Auditor"), is_good_practice=True)
    assert good_practice.listed(pm).total == 0


def test_team_managers_see_their_teams_and_business_support_none(pm):
    north = team("North")
    marked("C1", north)
    marked("C2", team("South"))
    leader = holder("Leader", "team_manager", team_id=north)
    assert [row.about for row in good_practice.listed(leader).rows] == ["Child C1"]
    with pytest.raises(Refused):
        good_practice.listed(actor(99, "business_support"))
    both = actor(99, "business_support", "iro")
    assert good_practice.listed(both).total == 0
