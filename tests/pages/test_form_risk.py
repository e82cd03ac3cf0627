"""A child may be at risk now: who was told, when, what they will do; a second person ends it."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.engine import reading
from db.models import RiskFlag
from pages.ui import page
from qa import clock
from qa.domain.words import LONDON
from tests.accounts import begin_session
from tests.services import filling


def panel(which: str, check_id: int) -> AppTest:
    def script(which: str, check_id: int) -> None:
        from pages.ui import form_risk
        from pages.ui.page import look

        getattr(form_risk, which)(look().actor, check_id)

    screen = AppTest.from_function(script, default_timeout=20, args=(which, check_id)).run()
    assert not screen.exception
    return screen


@pytest.fixture
def draft(sqlite_store, monkeypatch) -> filling.Draft:
    made = filling.draft()
    cookie = begin_session(made.account_id)
    monkeypatch.setattr(page, "current_cookie", lambda: cookie)
    return made


def press(screen: AppTest, words: str) -> AppTest:
    return next(b for b in screen.button if b.label == words).click().run()


def the_flag() -> RiskFlag:
    with reading() as session:
        return session.query(RiskFlag).one()


def said(screen: AppTest) -> str:
    return "".join(found.proto.body for found in screen.get("html"))


def test_the_panel_says_to_telephone_first(draft):
    screen = panel("risk_panel", draft.check_id)
    assert screen.expander[0].label == "A child may be at risk now"
    assert "Telephone first" in screen.markdown[0].value
    assert "999" in screen.markdown[0].value


def test_who_was_told_when_and_what_they_will_do_is_recorded(draft):
    screen = panel("risk_panel", draft.check_id)
    now = clock.now().astimezone(LONDON)
    screen.text_area[0].set_value("Bruises; afraid to go home")
    screen.text_input[0].set_value("Asha Rai, team manager")
    screen.time_input[0].set_value(dt.time(0, 0))
    screen.text_area[1].set_value("Visit today with the police")
    press(screen, "Record it")
    flag = the_flag()
    assert (flag.worry, flag.told_whom) == ("Bruises; afraid to go home", "Asha Rai, team manager")
    assert flag.told_at == dt.datetime.combine(now.date(), dt.time(), LONDON)
    assert screen.success[0].value.startswith("Recorded.")
    assert "Asha Rai, team manager" in said(screen)
    assert not screen.button


def test_a_worry_without_words_is_refused_and_the_panel_stays_open(draft):
    screen = press(panel("risk_panel", draft.check_id), "Record it")
    assert screen.error[0].value == "Not recorded: Say what you are worried about."
    assert screen.expander[0].proto.expanded


def test_the_worry_is_recorded_before_anybody_is_told_and_that_is_added_later(draft):
    screen = panel("risk_panel", draft.check_id)
    screen.text_area[0].set_value("Missing since last night")
    press(screen, "Record it")
    assert "nobody yet" in said(screen)
    screen.text_input[0].set_value("Duty team")
    screen.time_input[0].set_value(dt.time(0, 0))
    screen.text_area[1].set_value("Return home interview")
    press(screen, "Add who was told")
    assert (the_flag().told_whom, the_flag().will_do) == ("Duty team", "Return home interview")


def test_words_of_a_worry_are_shown_as_words(draft):
    screen = panel("risk_panel", draft.check_id)
    screen.text_area[0].set_value("<img src=x onerror=alert(1)>")
    press(screen, "Record it")
    assert "&lt;img" in said(screen)


def test_whoever_raised_it_cannot_record_the_child_safe(draft):
    screen = panel("risk_panel", draft.check_id)
    screen.text_area[0].set_value("Afraid")
    press(screen, "Record it")
    screen = panel("flags_panel", draft.check_id)
    assert screen.caption[0].value == "A second person has to record that the child is safe."


def test_a_second_person_records_the_child_safe_with_how_that_is_known(draft, signed_in):
    screen = panel("risk_panel", draft.check_id)
    screen.text_area[0].set_value("Afraid")
    press(screen, "Record it")
    signed_in("practice_manager")
    screen = panel("flags_panel", draft.check_id)
    screen.text_area[0].set_value("Seen at school by the duty worker")
    press(screen, "Record that the child is safe")
    assert the_flag().safe_note == "Seen at school by the duty worker"
    assert "Seen at school by the duty worker" in said(screen)


def test_without_a_flag_readers_see_no_panel(draft):
    assert not panel("flags_panel", draft.check_id).expander
