"""The guard, refusals in words, ids in addresses."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import page
from pages.ui.page import OUR_FAULT, SIGNED_OUT
from tests.pages.conftest import open_page

READ_COOKIE = page.current_cookie


def test_a_page_opened_signed_out_shows_only_that(store):
    screen = open_page("my_account")
    assert [box.value for box in screen.info] == [SIGNED_OUT]
    assert not screen.title


def test_a_page_opens_for_who_is_signed_in(sqlite_store, signed_in):
    signed_in("iro", name="Asha Kaur")
    screen = open_page("my_account")
    assert screen.title[0].value == "My account"
    assert "Asha Kaur" in screen.markdown[0].value


def refused_page():
    from pages.ui.page import guard

    guard("accounts")
    raise AssertionError("the page went on")


def test_a_role_without_the_screen_is_told_whose_it_is(sqlite_store, signed_in):
    signed_in("iro", "practice_manager")
    screen = AppTest.from_function(refused_page, default_timeout=20).run()
    assert not screen.exception
    words = " ".join(text.value for text in screen.markdown)
    assert screen.title[0].value == "Accounts is not open to you"
    assert "This screen is for: Administrator." in words
    assert "IRO or chair, auditor and Practice manager (quality assurance)" in words


def test_a_one_time_passphrase_opens_nothing_but_my_account(sqlite_store, signed_in):
    signed_in("administrator", must_change=True)
    screen = AppTest.from_function(refused_page, default_timeout=20).run()
    assert "Choose a passphrase of your own first" in screen.info[0].value
    assert open_page("my_account").title[0].value == "My account"


def failing_page():
    from pages.ui.page import saying_refusals
    from qa.domain.refusals import Refused

    with saying_refusals():
        raise Refused("The day is past the bundled calendar.")
    with saying_refusals():
        raise ZeroDivisionError("a secret detail")


def test_a_refusal_is_its_sentence_and_a_bug_shows_no_details():
    screen = AppTest.from_function(failing_page, default_timeout=20).run()
    assert [box.value for box in screen.error] == [
        "The day is past the bundled calendar.",
        OUR_FAULT,
    ]
    assert not screen.exception


def id_page():
    import streamlit as st

    from pages.ui.page import query_id, saying_refusals

    with saying_refusals():
        st.text(str(query_id("audit")))


@pytest.mark.parametrize("text", ["x", "1.5", "-1", "0", "٣", "1 or 1=1", "99999999999999", ""])
def test_an_id_that_is_no_number_is_answered_like_one_that_does_not_exist(text):
    screen = AppTest.from_function(id_page, default_timeout=20)
    screen.query_params["id"] = text
    screen.run()
    assert screen.error[0].value == "There is no such audit that you may read."


def test_an_id_is_read_from_the_address():
    screen = AppTest.from_function(id_page, default_timeout=20)
    assert screen.run().text[0].value == "None"
    screen.query_params["id"] = "41"
    assert screen.run().text[0].value == "41"


def saving_page():
    import streamlit as st

    from pages.ui.page import actor_for_save, saying_refusals

    with saying_refusals():
        st.text(actor_for_save().name)


def test_a_save_is_accepted_up_to_a_minute_after_the_session_idled_out(
    sqlite_store, monkeypatch, signed_in
):
    monkeypatch.setenv("QA_NOW", "2026-11-05T10:00:00+00:00")
    signed_in("iro", name="Asha Kaur")
    monkeypatch.setenv("QA_NOW", "2026-11-05T10:30:59+00:00")
    screen = AppTest.from_function(saving_page, default_timeout=20).run()
    assert screen.text[0].value == "Asha Kaur"
    assert open_page("my_account").info[0].value == SIGNED_OUT
    monkeypatch.setenv("QA_NOW", "2026-11-05T10:31:01+00:00")
    screen = AppTest.from_function(saving_page, default_timeout=20).run()
    assert "not saved" in screen.error[0].value


def test_a_save_in_a_tab_of_somebody_else_is_refused(sqlite_store, signed_in):
    signed_in("iro", name="Asha Kaur")
    screen = AppTest.from_function(saving_page, default_timeout=20).run()
    signed_in("iro", name="Bina Shah")
    assert "Somebody else has signed in" in screen.run().error[0].value


def test_a_cookie_that_is_no_text_is_no_cookie():
    assert READ_COOKIE() is None
