"""Addresses that are no screen: which they are, and what answers them."""

import pytest
from starlette.routing import Match

from pages.ui import nowhere
from pages.ui.routes import AN_ADDRESS
from pages.ui.tables import as_words

ROOT = "https://qa.example.gov.uk"


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/nonsense", "nonsense"),
        ("/visit_coverage?home=1#x", "visit_coverage"),
        ("/Case_audits", "Case_audits"),
        ("/n%C3%A4chste%20Seite", "nächste Seite"),
        ("/children", ""),
        ("/%20children", ""),
        ("/my_work", ""),
        ("/", ""),
        ("", ""),
        ("/a%2Fb", ""),
        ("/%00", ""),
    ],
)
def test_an_address_that_no_screen_has_is_told_from_those_that_one_has(address, asked):
    assert nowhere.asked_for(ROOT + address) == asked


def test_without_an_address_nothing_was_asked_for():
    assert nowhere.asked_for(None) == ""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/nonsense", 0),
        ("/case_audits/7", 1),
        ("/a/b/c", 1),
        ("/favicon.png", None),
        ("/_stcore/health", None),
        ("/static/js/index.js", None),
        ("/media/x", None),
        ("/component/x/index.html", None),
        ("/oauth2callback", None),
    ],
)
def test_what_is_the_platforms_own_is_left_to_it(path, place):
    scope = {"type": "http", "method": "GET", "path": path}
    matched = [route.matches(scope)[0] is Match.FULL for route in nowhere.ROUTES]
    assert matched == [place == 0, place == 1]


def test_the_words_say_what_was_asked_for_and_nothing_of_it_is_markup(monkeypatch):
    said = []
    monkeypatch.setattr(nowhere.st, "markdown", said.append)
    monkeypatch.setattr(nowhere.st, "page_link", lambda *_given, **_more: None)
    monkeypatch.setattr(nowhere.page, "set_title", said.append)
    monkeypatch.setattr(nowhere, "asked_for", lambda _url: "*x*<b>" + "y" * 200)
    nowhere.draw()
    assert said[0] == nowhere.TITLE
    assert said[1] == "You asked for **" + as_words("*x*<b>") + "y" * 94 + "…**."


@pytest.mark.parametrize("asked", ["nonsense", "Case-Audits", "children?id=7", ""])
def test_sign_in_leads_back_to_what_was_asked_for_whatever_it_is(asked):
    assert AN_ADDRESS.fullmatch(asked)


@pytest.mark.parametrize("asked", ["//example.org", "https://example.org", "../x", "a/b", "a\n"])
def test_sign_in_leads_to_no_other_site(asked):
    assert not AN_ADDRESS.fullmatch(asked)
