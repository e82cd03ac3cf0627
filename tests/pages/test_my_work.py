"""My work says in which order it stands."""

import datetime as dt

import pytest

from pages.ui.my_work import ORDER
from tests.pages.conftest import open_page
from tests.pages.reading import links, words
from tests.services import makers
from tests.services.audit_world import allocated, world
from tests.services.test_my_work import owing


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return world()


def test_where_a_statutory_limit_stands_before_an_earlier_day_the_rule_is_said(w, signed_in):
    allocated(w, due_on=makers.TODAY + dt.timedelta(1))
    signed_in(account_id=makers.account(w.iro.person_id))
    assert ORDER not in words(open_page("my_work"))
    owing(w, w.iro, "D-1", met_on=dt.date(2026, 5, 10))
    screen = open_page("my_work")
    assert words(screen).count(ORDER) == 1
    soon = [link for link in links(screen) if not link.startswith("Midway")]
    assert "Statutory review" in soon[0]
    assert soon[1].startswith("Start the audit")


def test_that_nothing_is_due_is_said_only_where_nothing_waits_either(w, signed_in):
    signed_in("administrator")
    screen = open_page("my_work")
    assert "**Nothing is due to you.**" in words(screen)
    assert not screen.subheader
    signed_in("business_support")
    screen = open_page("my_work")
    assert [each.value for each in screen.subheader] == ["Waiting"]
    assert "Nothing is due" not in words(screen)
