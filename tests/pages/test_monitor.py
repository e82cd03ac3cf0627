"""Escalations: who must act today stands first, filters in the address, records on request."""

from types import SimpleNamespace

import pytest

from db.engine import writing
from db.models import Person
from pages.ui.monitor_now import TEAMS, THEMES
from pages.ui.monitor_today import all_words
from qa.services import challenges
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, words
from tests.services import makers
from tests.services.challenge_world import challenge_world, raised, v


@pytest.fixture
def w(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """On 16 November an informal challenge and one at stage 2, both past the day."""
    made = challenge_world()
    made.late = raised(made)
    made.up = raised(made, child_ids=[made.boy], kind="formal", themes=("placement",))
    challenges.bypass(made.iro, made.up, v(made.up), 2, "It cannot wait")
    monkeypatch.setenv("QA_NOW", "2026-11-16T10:00:00+00:00")
    return made


def test_the_screen_answers_at_a_glance_who_must_act_today_and_why(w, signed_in) -> None:
    signed_in("head_of_service")
    screen = open_page("monitor")
    assert not screen.exception
    assert "2 challenges are open: 0 critically overdue, 2 overdue" in screen.markdown[0].value
    called = [each for each in links(screen) if "Call" in each]
    assert [each[:8] for each in called] == ["1. Call ", "2. Call "]
    assert "Informal: no answer by" in words(screen).replace("\\", "")
    heads = [heading.value for heading in screen.subheader]
    assert heads[:4] == [
        "Who must act today",
        "About to breach",
        "Open challenges by stage and age",
        "Where",
    ]
    assert heads[-1] == "Briefing"
    assert "Northgate" in html(screen)


def test_the_first_five_are_shown_and_all_of_them_on_request_with_where_to_write(w, signed_in):
    for _ in range(4):
        raised(w)
    with writing() as session:
        session.get(Person, w.boss.person_id).email = "boss_1@example.org"
    signed_in("practice_manager")
    screen = open_page("monitor")
    assert "6 wait: the longest overdue first." in words(screen)
    assert len([each for each in links(screen) if "Call" in each]) == 5
    assert "[boss\\_1@example.org](mailto:boss_1@example.org)" in words(screen)
    [switch] = [each for each in screen.toggle if each.label == "Show all 6"]
    screen = switch.set_value(True).run()
    assert len([each for each in links(screen) if "Call" in each]) == 6


def test_a_mark_opens_its_challenges_from_the_address_too(w, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("monitor")
    screen = screen.button(key="open_challenge_open").click().run()
    box = screen.selectbox(key="behind_challenge_open")
    assert set(box.options) == {"Informal: overdue", "Stage 2: overdue"}
    screen = box.select("Stage 2: overdue").run()
    assert "1 challenge." in words(screen)
    again = open_page("monitor", behind_challenge_open="Stage 2: overdue")
    assert "1 challenge." in words(again)
    assert "Critically overdue" in html(again)


def test_a_team_manager_sees_the_own_team(w, signed_in) -> None:
    other = makers.team("Southbank")
    signed_in("team_manager", team_ids=(other,))
    screen = open_page("monitor")
    assert screen.selectbox(key="team").options == ["All my teams", "Southbank"]
    assert screen.markdown[0].value == "**No challenge is open.**"
    assert "No day is over and none ends today." in words(screen)
    signed_in("team_manager", team_ids=(w.team,))
    assert "2 challenges are open" in open_page("monitor").markdown[0].value


def test_nothing_in_the_period_is_said_in_words_and_a_wrong_period_is_refused(w, signed_in) -> None:
    signed_in("head_of_service")
    screen = open_page("monitor", period="Choose dates", dates=["2019-01-01", "2019-02-01"])
    assert not screen.exception
    assert "No challenge ended in this period." in words(screen)
    assert "2 challenges are open" in screen.markdown[0].value


def test_the_switch_says_what_it_shows() -> None:
    assert all_words(14, 14) == "Show all 14"
    assert all_words(50, 1_200) == "Show the first 50"


def test_each_file_stands_under_the_table_it_holds_and_says_which(w, signed_in) -> None:
    signed_in("head_of_service")
    found = [_said(each) for each in open_page("monitor").main]
    places = [found.index(each) for each in found if "Download what is open" in each]
    assert [found[place] for place in places] == [TEAMS, THEMES]
    assert "Open now by team" in found[places[0] - 1]
    assert "By theme, the most open first" in found[places[1] - 1]
    assert not any("Download" in each for each in found[places[0] + 1 : places[1]])


def _said(element) -> str:
    return getattr(element.proto, "label", "") or getattr(element.proto, "body", "")
