"""What timeliness says, for whom, and the records behind every mark."""

import dataclasses
import datetime as dt

import pytest

from db.models import ChildAccess
from qa.domain.refusals import Refused
from qa.domain.timeliness import MEASURES
from qa.services import timeliness_records as records_of
from qa.services.timeliness import asked, team_names, timeliness
from qa.services.timeliness_tables import overview, table
from tests.services import makers
from tests.services.duties_world import DAY, duty, install_rules, meeting, plan

TODAY = makers.TODAY
RECENT = dt.date(2026, 9, 10)


def some_timeliness(today: dt.date) -> dict[str, int]:
    """Two teams: 8 midways and 6 reviews due two months ago, some late; one overdue today; 5
    conferences, one plan of 25 months. Ids of what is there."""
    install_rules()
    then = today - 56 * DAY
    north, south = makers.team("Northgate"), makers.team("Southbank")
    ira = makers.person("Ira")
    children = [makers.child(f"10{n:02d}", north if n < 5 else south) for n in range(8)]
    for n, child in enumerate(children):
        team = north if n < 5 else south
        done = then + DAY * (20 if n == 7 else 3)
        duty(child, "midway_cla", then, done_on=done, team_id=team, iro_id=ira)
        if n < 6:
            late = 1 if n == 0 else 0
            duty(child, "cla_review", then, done_on=then + late * DAY, team_id=team)
            code = "PN7" if n == 1 else "PN1"
            meeting(child, "cla_review", then, participation=code, child_told_on=then)
    makers.link(children[0], "iro", ira)
    duty(children[0], "cla_review", today - 30 * DAY, started_on=today - 200 * DAY, team_id=north)
    for n in range(5):
        meeting(children[n], "cp_review", then, is_quorate=n > 0)
    plan(children[6], today - 800 * DAY)
    return {"north": north, "south": south, "ira": ira, "first": children[0], "then": then}


@pytest.fixture
def ids(sqlite_store: str) -> dict[str, int]:
    return some_timeliness(TODAY)


def manager():
    return makers.holder("Manager", "practice_manager")


def of(actor, measure: str = "midways", **other):
    return timeliness(actor, asked(actor, "12", measure=measure, **other))


def test_the_sentence_gives_counts_the_share_its_range_and_what_is_overdue(ids):
    actor = manager()
    assert of(actor).sentences["midways"] == (
        "In the 12 months to 5 November 2026, 7 of 8 midway reviews due were done on time "
        "(88%, likely range 53% to 98%); none is overdue now."
    )
    assert of(actor).beside.startswith("8 of 8 were done at all, late ones too (100%")
    found = of(actor, "cla_reviews")
    assert "5 of 7 reviews of looked-after children due" in found.sentences["cla_reviews"]
    assert found.sentences["cla_reviews"].endswith("; 1 is overdue now.")
    assert found.beside.startswith("Of 6 children with a review due, 5 had every one in time")


def test_timeliness_falls_when_a_review_goes_late(ids):
    actor = manager()
    assert of(actor, "cla_reviews").counts.good_of("cla_reviews") == (5, 7)
    duty(ids["first"], "cla_review", TODAY - DAY, team_id=ids["north"])
    a_minute_later = dataclasses.replace(actor, now=actor.now + dt.timedelta(minutes=1))
    found = of(a_minute_later, "cla_reviews")
    assert found.counts.good_of("cla_reviews") == (5, 8)
    assert found.sentences["cla_reviews"].endswith("; 2 are overdue now.")


def test_what_comes_of_meetings_counts_those_that_say_it(ids):
    found = of(manager(), "participation")
    assert "children of 4 and over took part in 5 of 6 reviews" in found.sentences["participation"]
    assert "4 of 5 conferences held were quorate" in found.sentences["quorate"]
    assert "told the outcome of 6 of 11 reviews" in found.sentences["told"]


def test_how_long_plans_have_been_open_is_said(ids):
    assert of(manager()).plans == (
        "1 child protection plan is open today: 1 for 9 months or more (100%), 1 for 2 years or "
        "more (100%)."
    )


def test_a_month_that_is_not_over_is_said_and_marked(ids):
    found = of(manager())
    assert found.notes[0].startswith("November 2026 is not over")
    assert table("month", "midways", found.charts["month"]).rows[-1][0] == "November 2026 (so far)"


def test_every_mark_of_every_chart_opens_its_records(store):
    some_timeliness(TODAY)
    actor = manager()
    for measure in MEASURES:
        opens_its_records(actor, measure)


def opens_its_records(actor, measure: str) -> None:
    wanted = asked(actor, "12", measure=measure)
    for chart, frame in timeliness(actor, wanted).charts.items():
        marks = records_of.marks(chart, frame)
        for words, point in marks.items():
            behind = records_of.records(actor, wanted, chart, words)
            assert len(behind.rows) == point["n"], (chart, words)
            assert records_of.mark_words(chart, frame, point) == words
        made = table(chart, measure, frame)
        assert all(len(row) == len(made.header) for row in made.rows)
        assert bool(made.rows) is bool(frame)


def test_a_record_says_when_it_was_due_how_it_ended_and_why_it_was_that_day(ids):
    actor = manager()
    wanted = asked(actor, "12", measure="cla_reviews")
    [late] = records_of.records(actor, wanted, "month", "September 2026: late").rows
    assert late.words == "Child 1000: statutory review"
    assert late.facts == (
        "due 10 September 2026",
        "done 11 September 2026, 1 working day late",
        "Northgate",
    )
    assert late.explanation.startswith("Due Thursday 10 September 2026: 6 months from")
    [owed] = records_of.records(actor, wanted, "late", "Northgate: critically overdue").rows
    assert owed.facts[1] == "22 working days late"


def test_a_team_manager_counts_and_opens_the_own_teams_only(ids):
    actor = makers.holder("Tess", "team_manager", team_id=ids["south"])
    assert team_names(actor) == {ids["south"]: "Southbank"}
    assert of(actor).counts.good_of("midways") == (2, 3)
    assert of(actor, team_id=ids["north"]).counts.good_of("midways") == (0, 0)


def test_an_iro_sees_the_totals_of_the_service_and_only_own_records(ids):
    actor = makers.actor(ids["ira"], "iro")
    wanted = asked(actor, "12")
    assert of(actor).counts.good_of("midways") == (7, 8)
    behind = records_of.records(actor, wanted, "month", "September 2026: on time")
    assert [record.words for record in behind.rows] == ["Child 1000: midway review (looked after)"]
    assert behind.summary.endswith("The figure counts 6 more that you may not read.")


def test_business_support_has_timeliness_and_an_administrator_has_not(ids):
    assert of(makers.holder("Sue", "business_support")).counts.good_of("midways") == (7, 8)
    with pytest.raises(Refused, match="does not include timeliness"):
        of(makers.holder("Ada", "administrator"))


def test_a_restricted_child_is_in_no_figure_of_who_is_not_named_for_it(ids):
    hidden = makers.child("2000", ids["north"], restricted_at=makers.NOW)
    duty(hidden, "midway_cla", RECENT, done_on=RECENT, team_id=ids["north"])
    actor = manager()
    assert of(actor).counts.good_of("midways") == (7, 8)
    makers.made(ChildAccess(child_id=hidden, person_id=actor.person_id))
    assert of(actor).counts.good_of("midways") == (8, 9)


def test_a_file_hides_small_numbers_and_is_on_the_trail(ids):
    actor = manager()
    made = records_of.csv(actor, asked(actor, "12"), "month").decode("utf-8-sig")
    assert "September 2026,7,fewer than 5,0,not given,not given,not given" in made
    [entry] = makers.entries("export")
    assert entry.noun == "timeliness"
    with pytest.raises(Refused, match="does not include exports"):
        iro = makers.actor(ids["ira"], "iro")
        records_of.csv(iro, asked(iro, "12"), "month")


def test_every_measure_stands_in_one_table(ids):
    rows = overview(of(manager()).counts).rows
    assert [row[0] for row in rows] == [measure.words for measure in MEASURES.values()]
    assert rows[0][1:] == ("7 of 8", "88%", "53% to 98%", "0")


def test_nothing_in_the_period_is_said_and_nothing_is_drawn(ids):
    actor = manager()
    wanted = asked(actor, "dates", (dt.date(2019, 1, 1), dt.date(2019, 2, 1)))
    found = timeliness(actor, wanted)
    assert found.sentences["midways"] == (
        "From 1 January 2019 to 1 February 2019 there were no midway reviews due; none is overdue "
        "now."
    )
    assert not found.charts["month"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("dates", (TODAY, TODAY - DAY)), "ends before it begins"),
        (("dates", (TODAY,)), "first and the last day"),
        (("12", (), None, "<b>"), "no such measure"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_in_words(given, why):
    with pytest.raises(Refused, match=why):
        asked(makers.actor(1, "practice_manager"), *given)
