"""The list of challenges and what is kept beside it: filing, themes, ladders, notices to send."""

import datetime as dt

import pytest

from qa.domain.challenge_events import ChildResult
from qa.services import challenge_lists, challenges, themes
from tests.pages.challenge_pages import NOT_THERE, box, words
from tests.pages.conftest import one, open_page
from tests.pages.reading import html, links, press
from tests.services import makers
from tests.services.challenge_world import (
    answered,
    changed,
    draft,
    good,
    raised,
    row,
    v,
)


def test_it_is_marked_as_filed_printed_and_opened_again(w, as_):
    made = raised(w)
    as_(w.iro)
    assert "Mark as filed" not in [each.label for each in one(made).button]
    assert "It is marked as filed once it is closed." in words(one(made))
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "satisfied")
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    as_(w.iro)
    screen = one(made)
    press(screen, "Mark as filed")
    assert "Filed on the case system on 5 November 2026." in words(screen)
    sheet = open_page("challenges", id=str(made), view="print")
    assert not sheet.button
    assert "Closed: Resolved as sought." in words(sheet)
    assert "Visited each week." in html(sheet)
    screen.text_area(key=box(made, "reopen")).set_value("It slipped again.")
    press(screen, "Open it again")
    assert row(made).status == "open"


def test_closed_ones_are_marked_as_filed_from_the_list_of_what_is_not(w, as_):
    made, kept = raised(w), raised(w, child_ids=[w.girl, w.boy])
    for each in (made, kept):
        challenges.withdraw(w.iro, each, v(each), "Raised twice")
    as_(w.support)
    screen = open_page("not_filed")
    assert links(screen) == ["Child L-2001", "Children L-2001, L-2002"]
    assert "challenge, final 5 November 2026" in words(screen)
    assert "whoever raised it or a practice manager makes the copy" in words(screen)
    assert "can download the record" in words(one(kept))
    screen.checkbox(key=f"file-challenge-{made}").check()
    press(screen.run(), "Mark the ticked ones as filed")
    assert links(screen) == ["Children L-2001, L-2002"]
    assert (row(made).filed_on, row(kept).filed_on) == (makers.TODAY, None)


def test_the_list_filters_by_address(w, as_):
    first, shared = raised(w), good(w)
    as_(w.iro)
    screen = open_page("challenges")
    assert "**1 challenge and 1 good-practice alert**" in words(screen)
    for query in ({"state": "Good practice, shared"}, {"kind": "Good-practice alert"}):
        assert "**1 good-practice alert**" in words(open_page("challenges", **query))
    assert "**1 challenge**" in words(open_page("challenges", stage="Informal"))
    assert "**1 challenge**" in words(open_page("challenges", ends="Within 5 working days"))
    assert "**0 challenges**" in words(open_page("challenges", theme="Recording"))
    as_(w.manager)
    assert "**0 challenges**" in words(open_page("challenges", whose="Mine"))
    assert {first, shared}


def test_each_row_says_its_number_and_the_list_is_searched_by_it(w, as_):
    first, shared = raised(w), good(w)
    as_(w.iro)
    screen = open_page("challenges")
    listed = links(screen)
    assert "raised 5 November 2026" in words(screen) and "shared 5 November 2026" in words(screen)
    assert [each.split(",")[0] for each in listed if " child " in each] == [
        f"Challenge {first}", f"Good-practice alert {shared}",
    ]  # fmt: skip
    for typed in (str(first), f"challenge {first} "):
        found = open_page("challenges", number=typed)
        assert "**1 challenge**" in words(found)
        assert f"Challenge {first}, child L-2001" in "".join(links(found))
    assert "**0 challenges**" in words(open_page("challenges", number="99999"))
    for typed in ("abc", "-1", "9" * 30, "²"):
        refused = open_page("challenges", number=typed)
        assert [e.value for e in refused.error] == [
            "Search for a challenge by its number, such as 250."
        ]
    as_(w.iro2)
    assert "**0 challenges**" in words(open_page("challenges", number=str(first)))


@pytest.mark.parametrize("address", ["99999", "abc", "-1"])
def test_an_address_that_is_nothing_gets_a_sentence(w, as_, address):
    as_(w.manager)
    assert [e.value for e in one(address).error] == [NOT_THERE]


def test_themes_are_added_and_taken_off_by_those_who_keep_them(w, as_):
    raised(w)
    as_(w.admin)
    screen = open_page("ladders")
    screen.text_input(key="theme-add").set_value("Contact with school")
    press(screen, "Add the theme")
    assert "contact_with_school" in {t.code for t in themes.listed(w.admin)}
    screen.selectbox(key="theme-remove").set_value("visits")
    press(screen, "Take it off the list")
    assert "visits" not in {t.code for t in themes.listed(w.admin)}
    assert "1 challenge" in html(screen)


def test_a_ladder_is_installed_with_effect_from_a_day_and_a_bad_one_keeps_its_text(w, as_):
    as_(w.head)
    screen = open_page("ladders")
    press(screen, "Put its text into the box")
    text = screen.text_area(key="ladder-text").value
    screen.text_area(key="ladder-text").set_value(" ")
    press(screen, "Install it")
    assert screen.error[-1].value == "The box is empty; put a text into it."
    press(screen, "Put its text into the box")
    screen.text_area(key="ladder-text").set_value(text.replace("limit = 5", "limit = 50"))
    press(screen, "Install it")
    assert screen.error
    assert "limit = 50" in screen.text_area(key="ladder-text").value
    good_text = text.replace("version = 1", "version = 2")
    screen.text_area(key="ladder-text").set_value(good_text)
    press(screen, "Install it")
    assert "is installed. It is for challenges raised from 5 November 2026" in words(screen)
    assert dt.date(2026, 11, 5) == w.head.today


def test_business_support_sends_what_no_mail_server_sends(w, as_):
    raised(w)
    as_(w.support)
    screen = open_page("challenges")
    assert "Notices to send (1)" in words(screen)
    [button] = [each for each in screen.button if "as sent" in each.label]
    button.click().run()
    assert "Marked as sent." in words(screen)
    assert "Notices to send" not in words(screen)


def test_closed_ones_stand_last_the_latest_first(w, as_, day):
    first, second, third = raised(w), raised(w), raised(w)
    for made in (first, second):
        challenges.withdraw(w.iro, made, v(made), "Put right")
    mine = draft(w)
    as_(w.iro)
    shown = [each for each in links(open_page("challenges")) if each.startswith("Challenge ")]
    assert len(shown) == 4
    assert "waiting for an answer" in shown[0]
    assert "draft" in shown[1]
    listed, total = challenge_lists.listed(w.iro)
    assert ([each.id for each in listed], total) == ([third, mine, second, first], 4)


def test_the_filter_calls_closed_what_is_closed_whatever_came_of_it(w, as_):
    made, _ = raised(w, kind="formal"), raised(w)
    results = [ChildResult(w.girl, "not_resolved", "Nothing.")]
    challenges.resolve(w.iro, made, v(made), "not_resolved", results, "The director knows.")
    as_(w.iro)
    shown = links(open_page("challenges", state="Closed"))
    assert [each.replace("\\", "") for each in shown if each.startswith("Challenge ")] == [
        f"Challenge {made}, child L-2001: closed, not resolved"
    ]


def test_a_filter_with_nothing_to_choose_from_is_not_shown(w, as_):
    for who, shown in ((w.iro, True), (w.support, False)):
        as_(who)
        boxes = [each.label for each in open_page("challenges").selectbox]
        assert ("Theme" in boxes) is shown
