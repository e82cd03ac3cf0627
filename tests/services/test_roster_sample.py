import pytest

from qa.domain.refusals import Refused
from qa.services import demo, roster
from qa.services.roster_sample import NEW_TEAM, workbook_to_try
from qa.services.roster_words import plan_words, report_words
from tests.services.rosters import NOW, TODAY, actor


def test_outside_a_demonstration_the_workbook_holds_children_of_its_own(sqlite_store):
    data = workbook_to_try(actor())
    plan = roster.preview(actor(), data, TODAY)
    assert len(plan.new) > 150
    assert all(number.startswith("FIC") for number in plan.new)
    assert len(plan.annex.refused_rows) == 3


def test_in_a_demonstration_it_brings_a_little_news_of_the_children_known_there(sqlite_store):
    demo.load(demo.Size(50), NOW, TODAY)
    data = workbook_to_try(actor())
    plan = roster.preview(actor(), data, TODAY)
    assert plan.confirmation == ""
    assert 20 <= len(plan.new) <= 25
    assert 30 <= plan.changed_count <= 60
    assert plan.unchanged > 850
    assert 0 < plan.leaving_count <= 8
    assert [team.name for team in plan.new_teams] == [NEW_TEAM]
    assert len(plan.annex.refused_rows) == 3
    report = roster.load(actor(), data, TODAY, create_teams=True)
    assert report_words(report)[0].startswith("Loaded as at 22 November 2026: ")
    assert plan_words(roster.preview(actor(), data, TODAY))[0].startswith("This file changes noth")


def test_it_is_only_for_those_who_may_import(sqlite_store):
    with pytest.raises(Refused):
        workbook_to_try(actor("team_manager"))
