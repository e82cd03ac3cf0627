"""The calendar page: the month in the address, days that open, the list with its sentences."""

import pytest

from qa import clock
from qa.domain.due_calendar import month_code
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, words
from tests.services import makers
from tests.services.duties_world import duty, install_rules


@pytest.fixture
def child(sqlite_store: str) -> int:
    install_rules()
    team = makers.team()
    child = makers.child("1001", team)
    makers.link(child, "iro", makers.person("Ira"))
    duty(child, "cla_review", clock.today(), team_id=team)
    return child


def test_the_month_of_today_is_shown_with_its_days_and_why(child, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("due_calendar")
    assert not screen.exception
    assert "1 due date in" in words(screen)
    assert links(screen) == [r"Statutory review\: child 1001"]
    assert "6 months from" in words(screen)
    assert "Ira" in html(screen)


def test_a_day_opens_its_list_and_the_whole_month_comes_back(child, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("due_calendar")
    [day] = [b for b in screen.button if b.label.endswith("1\u00a0due")]
    screen = day.click().run()
    assert screen.query_params["day"] == clock.today().isoformat()
    assert any("(1)" in heading.value for heading in screen.subheader)
    screen = screen.button(key="whole_month").click().run()
    assert "day" not in screen.query_params


def test_an_empty_month_says_so_and_the_next_one_is_in_the_address(child, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("due_calendar", month="2029-12")
    assert "Nothing falls due in December 2029 with these filters." in words(screen)
    assert "have not been announced" in words(screen)
    screen = screen.button(key="to_1").click().run()
    assert screen.query_params["month"] == "2030-01"
    screen = screen.button(key="to_today").click().run()
    assert screen.query_params["month"] == month_code(clock.today())


@pytest.mark.parametrize("query", [{"month": "soon"}, {"day": "soon"}])
def test_an_address_that_names_no_month_or_day_is_refused_in_words(child, signed_in, query) -> None:
    signed_in("practice_manager")
    screen = open_page("due_calendar", **query)
    assert not screen.exception
    assert "The address names one like this" in screen.error[0].value


def test_an_iro_is_shown_no_filter_of_people_and_may_take_their_dates(child, signed_in) -> None:
    signed_in("iro")
    screen = open_page("due_calendar")
    assert [box.label for box in screen.selectbox] == ["Show"]
    labels = [button.proto.label for button in screen.get("download_button")]
    assert labels[0] == "My next 6 months"
    assert len(labels) == 2
