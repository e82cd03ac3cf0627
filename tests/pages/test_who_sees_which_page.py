"""Every page, every role, and signed out: the agreed table, held as it was agreed."""

import ast

import pytest

from pages.ui.page import OUR_FAULT, SIGNED_OUT
from pages.ui.screens import BY_KEY, PAGES, SCREENS
from qa.domain.actor import ROLES
from tests.pages.conftest import open_page

COLUMNS = ("iro", "reg44_visitor", "practice_manager", "team_manager", "head_of_service",
           "business_support", "administrator")  # fmt: skip
AGREED = """
                iro  visitor  practice  team  head  support  administrator
my_work         yes  yes      yes       yes   yes   yes      yes
case_audits     yes  -        yes       yes   yes   yes      -
midway_reviews  yes  -        yes       yes   yes   yes      -
reviews         yes  -        yes       yes   yes   yes      -
challenges      yes  -        yes       yes   yes   yes      -
monitor         -    -        yes       yes   yes   -        -
good_practice   yes  -        yes       yes   yes   -        -
visits          -    yes      yes       -     yes   yes      -
coverage        -    yes      yes       -     yes   yes      -
findings        -    yes      yes       -     yes   -        -
homes           -    yes      yes       -     yes   yes      -
actions         yes  yes      yes       yes   yes   yes      -
allocate        -    -        yes       -     yes   -        -
moderation      -    -        yes       -     yes   -        -
trends          yes  -        yes       yes   yes   -        -
timeliness      yes  -        yes       yes   yes   yes      -
long_plans      yes  -        yes       yes   yes   yes      -
caseload        yes  -        yes       -     yes   yes      -
due_calendar    yes  -        yes       yes   yes   yes      -
children        yes  -        yes       yes   yes   yes      -
roster          -    -        yes       -     -     yes      yes
load_care_history -  -        yes       -     -     yes      yes
not_filed       yes  -        yes       -     yes   yes      -
cover           -    -        yes       -     yes   yes      -
history         yes  yes      yes       yes   yes   -        yes
how_it_works    yes  yes      yes       yes   yes   yes      yes
time_limits     yes  yes      yes       yes   yes   yes      yes
ladders         -    -        -         -     yes   -        yes
accounts        -    -        -         -     -     -        yes
settings        -    -        yes       -     -     -        yes
my_account      yes  yes      yes       yes   yes   yes      yes
accessibility   yes  yes      yes       yes   yes   yes      yes
"""
ROWS = {words[0]: words[1:] for words in map(str.split, AGREED.strip().splitlines()[1:])}
CASES = [
    pytest.param(screen.key, role, ROWS[screen.key][at] == "yes", id=f"{screen.key}-{role}")
    for screen in SCREENS
    for at, role in enumerate(COLUMNS)
]


def test_the_table_is_about_every_screen_and_every_role():
    assert list(ROWS) == [screen.key for screen in SCREENS]
    assert set(COLUMNS) == set(ROLES)
    assert all(len(row) == len(COLUMNS) for row in ROWS.values())


@pytest.mark.parametrize(("key", "role", "opens"), CASES)
def test_a_page_opens_for_the_roles_agreed_and_for_no_other(
    sqlite_store, signed_in, key, role, opens
):
    signed_in(role)
    screen = open_page(key)
    assert not screen.exception
    assert OUR_FAULT not in [box.value for box in screen.error]
    refused = f"{BY_KEY[key].title} is not open to you"
    assert (screen.title[0].value != refused) is opens
    if not opens:
        assert not screen.button
        assert not screen.text_input


@pytest.mark.parametrize("key", [screen.key for screen in SCREENS])
def test_a_page_signed_out_shows_only_that(sqlite_store, key):
    screen = open_page(key)
    assert not screen.exception
    assert [box.value for box in screen.info] == [SIGNED_OUT]
    shown = (screen.title, screen.markdown, screen.button, screen.text_input, screen.table)
    assert not any(shown)


@pytest.mark.parametrize("key", [screen.key for screen in SCREENS])
def test_a_person_without_any_role_opens_what_is_everyones_and_nothing_else(
    sqlite_store, signed_in, key
):
    signed_in()
    screen = open_page(key)
    assert not screen.exception
    is_everyones = set(ROWS[key]) == {"yes"}
    assert ("is not open to you" not in screen.title[0].value) is is_everyones


def test_every_script_in_pages_is_in_the_table_and_begins_with_its_guard():
    for script in PAGES.glob("*.py"):
        if script.stem == "__init__":
            continue
        body = ast.parse(script.read_text("utf-8")).body
        definitions = (ast.Import, ast.ImportFrom, ast.FunctionDef)
        first = next(
            node
            for node in body
            if not isinstance(node, definitions)
            and any(isinstance(part, ast.Call) for part in ast.walk(node))
        )
        call = first.value
        assert isinstance(call, ast.Call), script
        assert call.func.id == "guard", script
        assert [argument.value for argument in call.args] == [script.stem]
        assert script.stem in BY_KEY
