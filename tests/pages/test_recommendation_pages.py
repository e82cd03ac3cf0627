"""Recommendations on the screen of actions: named as such, with the home instead of a child."""

import datetime as dt

from db.models import Action
from tests.accounts import make_account
from tests.pages.conftest import open_page
from tests.pages.reading import words
from tests.services import makers
from tests.services.visit_world import visit_world


def test_a_recommendation_stands_among_the_actions_with_its_home(sqlite_store, signed_in):
    w = visit_world()
    advice = makers.made(
        Action(kind="recommendation", origin="reg44_visit", home_id=w.oak, text="Paint the hall.",
               standard="6", priority="high", owner_id=w.oak_manager,
               raised_by_id=w.visitor.person_id, raised_on=dt.date(2026, 10, 1),
               consider_by_on=dt.date(2026, 10, 15), due_on=dt.date(2026, 10, 29),
               due_explained="By a day agreed.", status="open")
    )  # fmt: skip
    _person, account_id = make_account("pm", "practice_manager")
    signed_in(account_id=account_id)
    listed = open_page("actions", what="recommendation")
    assert not listed.exception
    assert "Recommendation · Oak House" in words(listed)
    screen = open_page("actions", id=str(advice))
    assert not screen.exception
    said = words(screen)
    assert "**Children's home:** Oak House" in said
    assert "**Quality standard:** 6, quality and purpose of care" in said
    assert "29 October 2026 (high priority)" in said
