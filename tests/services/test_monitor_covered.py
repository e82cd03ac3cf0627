"""What the figures of the monitor say of themselves: whose they are, what they leave out, and what
leaves the building without small numbers."""

import datetime as dt

import pytest

from qa.services import challenge_documents, challenges, monitor, monitor_records
from qa.services.monitor import Filters
from tests.reports.opened import everything, opened
from tests.services import makers
from tests.services.challenge_world import at, challenge_world, changed, raised, v

PERIOD = (dt.date(2026, 1, 1), makers.TODAY)


@pytest.fixture
def w(sqlite_store):
    return challenge_world()


def said(actor, *, team_id=None, for_publication=False) -> str:
    asked = Filters(*PERIOD, team_id)
    made = challenge_documents.briefing_word(actor, asked, for_publication=for_publication)
    return everything(opened(made[1]))


def test_the_briefing_of_a_team_manager_names_the_teams_it_is_of(w):
    raised(w)
    makers.team("Southgate")
    for for_publication in (False, True):
        assert "Northgate. As on" in said(w.boss, for_publication=for_publication)
        assert "All teams. As on" in said(w.head, for_publication=for_publication)
    assert "Northgate. As on" in said(w.head, team_id=w.team)


def test_who_holds_the_role_for_the_whole_service_is_given_all_teams(w):
    anywhere = makers.holder("Ann Anywhere", "team_manager")
    assert monitor.covered(anywhere) == ""
    assert monitor.covered(w.boss) == monitor.covered(w.head, w.team) == "Northgate"


def test_what_was_resolved_in_time_says_that_paused_days_are_left_out(w):
    made = raised(w, kind="formal")
    challenges.pause(w.iro, made, v(made), "The mother is in hospital.")
    late = at(w.iro, dt.date(2026, 12, 16))
    challenges.resolve(late, made, v(made), "as_sought", changed(w.girl))
    found = monitor.monitor(at(w.head, dt.date(2026, 12, 16)), Filters(PERIOD[0], late.today))
    assert found.words["challenge_in_time"].startswith("1 of 1 formal challenge (100%) was")
    assert found.words["challenge_in_time"].endswith("but a withdrawal.")
    assert "or fewer, days of a pause left out" in found.words["challenge_in_time"]
    assert found.charts["challenge_days"]["day"] == [0.0, 29.0]


def test_how_few_were_resolved_so_far_does_not_leave_the_building(w):
    every = [raised(w, kind="formal") for _ in range(12)]
    for made in every[:2]:
        challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    asked = Filters(*PERIOD)
    sent = monitor_records.csv(w.head, asked, "challenge_days").decode()
    assert "Stage 1,12,Half not reached\r\n" in sent
    assert "resolved so far" not in said(w.head, for_publication=True)
    inside = monitor.monitor(w.head, asked).charts["challenge_days"]["median"]
    assert inside[0] == "half not reached: 2 of 12 resolved so far"
