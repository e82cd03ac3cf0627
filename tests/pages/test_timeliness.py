"""The timeliness page: its sentence first, its filters in the address, records on request."""

import pytest

from qa import clock
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, words
from tests.services.test_timeliness import some_timeliness


@pytest.fixture
def ids(sqlite_store: str) -> dict[str, int]:
    return some_timeliness(clock.today())


def test_the_sentence_comes_first_then_the_charts_and_every_measure(ids, signed_in) -> None:
    signed_in("head_of_service")
    screen = open_page("timeliness")
    assert not screen.exception
    assert "7 of 8 midway reviews due were done on time" in screen.markdown[0].value
    assert [heading.value for heading in screen.subheader] == [
        "Midway reviews by month",
        "Midway reviews by team",
        "Midway reviews overdue now",
        "Child protection plans by length",
        "Every measure",
    ]
    assert "Nothing is overdue now." in words(screen)
    assert "Conferences with enough agencies" in html(screen)


def test_the_address_chooses_the_measure_and_a_mark_lists_its_records(ids, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("timeliness", measure="Reviews of looked-after children on time")
    assert "5 of 7 reviews of looked-after children" in screen.markdown[0].value
    screen = screen.button(key="open_team").click().run()
    screen = screen.selectbox(key="behind_team").select("Northgate: late").run()
    assert "1 record." in words(screen)
    assert links(screen) == [r"Child 1000\: statutory review"]
    assert "6 months from" in words(screen)


def test_a_team_manager_is_offered_the_own_teams(ids, signed_in) -> None:
    signed_in("team_manager", team_ids=(ids["south"],))
    screen = open_page("timeliness")
    assert screen.selectbox(key="team").options == ["All teams", "Southbank"]
    assert "2 of 3 midway reviews" in screen.markdown[0].value


def test_a_period_without_anything_due_says_so(ids, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("timeliness", period="Choose dates", dates=["2019-01-01", "2019-02-01"])
    assert "there were no midway reviews due" in screen.markdown[0].value
    assert "Nothing was counted in this period." in words(screen)
