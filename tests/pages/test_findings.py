"""Findings across homes: the sentence first, filters in the address, visits behind a mark."""

import datetime as dt
from types import SimpleNamespace

import pytest

from qa.domain.findings import EVENTS
from tests.pages.conftest import open_page
from tests.pages.reading import html, links, words
from tests.services.findings_world import Advice, Planned, put
from tests.services.visit_world import appointed, visit_world


@pytest.fixture
def w(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Oak House is told of protection at three visits running; Elm House is visited once."""
    monkeypatch.setenv("QA_NOW", "2026-11-25T14:02:00+00:00")
    made = visit_world()
    days = [dt.date(2026, month, 10) for month in (7, 8, 9)]
    said = {"standards": {"12": "N", "8": "M"}, "advice": (Advice("12"),), "events": (2, 1)}
    plan = [*(Planned("oak", on, opinions=("C", "Y"), **said) for on in days),
            Planned("elm", dt.date(2026, 9, 3), standards={"8": "M"})]  # fmt: skip
    made.ids = put(made, plan)
    return made


def test_a_manager_reads_what_is_repeated_then_every_chart_with_its_sentence(w, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("findings")
    assert not screen.exception
    assert "4 submitted visits to 2 homes are counted." in screen.markdown[0].value
    said = words(screen)
    assert "1 repeated recommendation in 1 home" in said
    assert "**Oak House\\: Protection of children**, at 3 visits running since 10 July" in said
    assert links(screen)[:3] == ["10 July 2026", "10 August 2026", "10 September 2026"]
    assert [heading.value for heading in screen.subheader] == [
        "Repeated recommendations",
        "Opinion: children safeguarded, by month",
        "Opinion: well-being promoted, by month",
        "Quality standards met by home and month",
        "Recommendations by quality standard",
        "Missing: events by month",
        "Children spoken to in private by month",
    ]
    assert "too few for a share" in said and "Too few points to say" in said


def test_the_address_narrows_and_a_mark_opens_its_visits(w, signed_in) -> None:
    signed_in("head_of_service")
    mark = "Oak House, September 2026"
    screen = open_page("findings", home="Oak House", behind_visit_standards=mark)
    assert not screen.exception
    assert "3 submitted visits to 1 home are counted." in screen.markdown[0].value
    assert "**Oak House, September 2026**. 1 visit." in words(screen)
    assert links(screen)[-1] == "Oak House, 10 September 2026"
    assert "Not met" in html(screen)
    screen = screen.selectbox(key="event").select("police").run()
    assert f"{EVENTS['police']}: events by month" in [h.value for h in screen.subheader]
    screen = screen.button(key="open_visit_events").click().run()
    assert "September 2026" in html(screen)


def test_the_events_of_every_home_stand_by_name(w, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("findings", event="Missing")
    screen = screen.button(key="open_visit_events").click().run()
    assert "Missing in each home" in html(screen)
    assert html(screen).index("Elm House") < html(screen).index("Oak House")


def test_a_visitor_sees_the_homes_appointed_to_and_a_period_without_visits_says_so(
    w, signed_in
) -> None:
    actor = signed_in("reg44_visitor")
    screen = open_page("findings")
    assert "There is no children's home whose visits you may read." in words(screen)
    assert "no submitted visit is counted" in screen.markdown[0].value
    appointed(w.elm, actor.person_id)
    screen = open_page("findings")
    assert "1 submitted visit to 1 home is counted." in screen.markdown[0].value
    assert screen.selectbox(key="home").options == ["All homes", "Elm House"]
    screen = open_page("findings", period="Choose dates", dates=["2019-01-01", "2019-02-01"])
    assert "No recommendation was raised at a visit in these months." in words(screen)
