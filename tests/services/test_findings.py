"""Findings across homes: every figure against plain loops, who counts what, what is refused."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from db import engine
from db.engine import reading
from qa.domain.findings import EVENTS, Asked
from qa.domain.refusals import Refused
from qa.domain.visits import STANDARDS
from qa.services import findings_records as records_of
from qa.services import findings_tables as tables
from qa.services import install
from qa.services.findings import asked, findings
from qa.services.findings_words import notes
from tests.services import makers
from tests.services.findings_world import DAY, Advice, Oracle, Planned, put

TODAY = makers.TODAY
FIRST = dt.date(2026, 3, 1)
NAMES = {"oak": "Oak House", "elm": "Elm House"}
ADVICE = st.builds(
    Advice,
    standard=st.sampled_from(["8", "12"]),
    status=st.sampled_from(["open", "open", "done", "verified", "withdrawn", "draft"]),
    stances=st.lists(st.sampled_from(["accept", "accept_part", "not_accept"]), max_size=2).map(
        tuple
    ),
    due_in=st.integers(10, 200),
    consider_in=st.integers(10, 200),
    seen_refused=st.booleans(),
)
MET = ("M", "P", "N", "NL")
SPOKEN = st.integers(0, 5).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
PLANNED = st.builds(
    Planned,
    home=st.sampled_from(["oak", "elm"]),
    on=st.integers(0, 300).map(lambda n: TODAY - n * DAY),
    status=st.sampled_from(
        ["submitted", "issued", "closed", "correcting", "in_progress", "withdrawn"]
    ),
    opinions=st.tuples(st.sampled_from("YCN"), st.sampled_from("YCN")),
    spoken=st.none() | SPOKEN,
    standards=st.dictionaries(st.sampled_from(["6", "8", "12"]), st.sampled_from(MET)),
    events=st.tuples(st.integers(0, 9), st.integers(0, 4)),
    advice=st.lists(ADVICE, max_size=2).map(tuple),
)  # fmt: skip
PLANS = st.lists(PLANNED, min_size=1, max_size=14, unique_by=lambda p: (p.home, p.on))


def of(actor, **other):
    return findings(actor, Asked(FIRST, TODAY.replace(day=1), **other))


@given(plan=PLANS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_that_of_plain_loops(w, plan):
    put(w, plan)
    found = of(w.manager)
    agrees(found, Oracle(plan, found.asked, TODAY))
    mine = of(w.visitor2)
    agrees(mine, Oracle([p for p in plan if p.home == "elm"], mine.asked, TODAY))


def agrees(found, oracle) -> None:
    for place, name in enumerate(("visit_safeguarded", "visit_wellbeing")):
        assert counted(found.charts[name], "month", "state", "n") == oracle.opinions(place)
    assert cells(found.charts["visit_standards"]) == oracle.cells()
    frame = found.charts["visit_recommendations"]
    assert counted(frame, "standard", "fate", "n") == oracle.fates()
    accepted = dict(zip(frame.get("standard", []), frame.get("accepted", []), strict=True))
    assert sum(accepted.values()) == oracle.accepted()
    assert by_month(found.charts["visit_events"], "n", "children", "total") == oracle.events()
    spoken = oracle.spoken()
    some = spoken if any(total for _, total in spoken.values()) else {}
    assert by_month(found.charts["visit_spoken_to"], "n", "total") == some
    repeated = {
        (r.home, r.standard, tuple(on for _, on in r.visits), r.goes_on) for r in found.repeated
    }
    assert repeated == {
        (NAMES[home], STANDARDS[standard], days, on)
        for home, standard, days, on in oracle.repeated()
    }


def counted(frame, one: str, other: str, n: str) -> Counter:
    if not frame:
        return Counter()
    rows = zip(frame[one], frame[other], frame[n], strict=True)
    return Counter({(a, b): count for a, b, count in rows if count})


def by_month(frame, *names: str) -> dict:
    if not frame:
        return {}
    columns = [frame[name] for name in names]
    return dict(zip(frame["month"], zip(*columns, strict=True), strict=True))


def cells(frame) -> dict:
    homes = {name: key for key, name in NAMES.items()}
    names = ("home", "month", "n", "state", "met", "looked")
    rows = zip(*(frame.get(name, []) for name in names), strict=True)
    return {(homes[h], month): tuple(rest) for h, month, n, *rest in rows if n}


@given(plan=PLANS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_mark_of_every_chart_opens_its_visits(one, plan):
    put(one, plan)
    found = of(one.manager)
    visits = Counter(f"{p.month:%Y-%m}" for p in plan if p.counts)
    for chart, frame in found.charts.items():
        for words, point in records_of.marks(chart, frame).items():
            behind = records_of.records(one.manager, found, chart, words)
            expected = visits[point["month"]] if chart == "visit_events" else point["n"]
            expected = point["visits"] if chart == "visit_spoken_to" else expected
            assert len(behind.rows) == expected, (chart, words)
            assert records_of.mark_words(chart, frame, point) == words
        for leaving in (False, True):
            made = tables.table(chart, frame, leaving=leaving)
            assert all(len(row) == len(made.header) for row in made.rows)


def three_running(home: str = "oak") -> list[Planned]:
    days = [dt.date(2026, month, 10) for month in (7, 8, 9)]
    return [Planned(home, on, advice=(Advice("12"),)) for on in days]


def test_the_same_standard_at_three_visits_running_is_a_repeated_recommendation(w):
    put(w, three_running())
    (found,) = of(w.manager).repeated
    assert (found.home, found.standard, found.goes_on) == (
        "Oak House", "Protection of children", True,
    )  # fmt: skip
    assert found.visits[0][1] == dt.date(2026, 7, 10)
    put(w, [*three_running(), Planned("oak", dt.date(2026, 10, 10))])
    assert [r.goes_on for r in of(w.manager).repeated] == [False]
    put(w, [*three_running(), Planned("oak", dt.date(2026, 8, 20))])
    assert of(w.manager).repeated == ()


def test_two_visits_in_a_month_both_count_and_the_month_is_one(one):
    on = dt.date(2026, 9, 1)
    put(one, [Planned("oak", on + n * DAY, standards={"8": "M"}, events=(2, 1)) for n in (0, 20)])
    found = of(one.manager)
    assert found.charts["visit_standards"]["n"].count(2) == 1
    assert found.charts["visit_events"]["total"] == [1]
    assert found.charts["visit_events"]["share"] == [4.0]


def test_filters_narrow_the_figures_to_a_home_a_standard_and_an_event(one):
    on = dt.date(2026, 9, 10)
    put(one, [Planned(home, on, standards={"8": "M", "12": "N"}, events=(3, 1))
              for home in ("oak", "elm")])  # fmt: skip
    found = of(one.manager, home_id=one.elm, standard="8", event="police")
    assert set(found.charts["visit_standards"]["state"]) == {"Met", "No visit"}
    assert set(found.charts["visit_standards"]["home"]) == {"Elm House"}
    assert found.charts["visit_events"]["n"] == [7]


def test_the_sentence_says_special_or_common_cause_and_the_first_year_may_settle_what_is_usual(one):
    start = dt.date(2024, 11, 10)
    months = [(start.replace(day=1) + n * 31 * DAY).replace(day=9) for n in range(24)]
    put(one, [Planned("oak", on, events=(1 + n % 2 if n < 16 else 6, 1))
              for n, on in enumerate(months)])  # fmt: skip
    by_all = of(one.manager, home_id=one.oak)
    by_first = of(one.manager, home_id=one.oak, baseline="first")
    assert "Special cause concern" in by_first.words["visit_events"]
    assert by_first.charts["visit_events"]["centre"][0] == 1.5
    assert by_all.charts["visit_events"]["centre"][0] > 2
    few = tables.homes_of(by_all.rows.events, by_all.asked, by_all.homes, TODAY)
    assert few.rows[0][0] == "Oak House" and few.rows[0][-1] == "Concern"


def test_small_numbers_do_not_leave_and_the_export_is_on_the_trail(one):
    on = dt.date(2026, 9, 10)
    put(one, [Planned("oak", on + n * DAY, opinions=("Y" if n else "N", "Y"), spoken=(9, 8))
              for n in range(9)])  # fmt: skip
    wanted = Asked(FIRST, TODAY.replace(day=1))
    text = records_of.csv(one.manager, wanted, "visit_safeguarded").decode()
    assert "September 2026,not given,0,not given" in text
    assert makers.entries("export")[-1].noun == "findings"
    assert "81" in records_of.csv(one.manager, wanted, "visit_spoken_to").decode()


def test_findings_take_as_many_statements_whatever_their_number(one):
    said = []
    for plan in ([], [*three_running(), *three_running("elm")]):
        put(one, plan)
        seen: list[str] = []
        event.listen(engine.engine(), "before_cursor_execute", lambda *a, s=seen: s.append(a[2]))
        of(one.manager)
        said.append(sum(each.startswith(("SELECT", "WITH")) for each in seen))
    assert said == [6, 6]


def test_nothing_found_is_said_in_words(one):
    found = of(one.manager)
    assert found.visits == 0 and not any(found.charts.values())
    assert found.words["visit_events"] == "No visit in these months counted these events."
    assert notes(found.asked, TODAY)[0].startswith("November 2026 is not over")


def test_who_has_no_role_for_it_or_asks_for_what_is_not_there_is_refused_in_words(one):
    for actor in (one.support, one.iro):
        with pytest.raises(Refused, match="does not include findings"):
            of(actor)
    with pytest.raises(Refused, match="no such home"):
        of(one.visitor2, home_id=one.oak)
    with pytest.raises(Refused, match="no such quality standard"):
        asked(one.manager, "12", standard="99")
    with pytest.raises(Refused, match="no such kind of event"):
        asked(one.manager, "12", event="parties")
    with pytest.raises(Refused, match="ends before it begins"):
        asked(one.manager, "dates", (TODAY, TODAY - DAY))
    with pytest.raises(Refused, match="nothing behind this mark"):
        records_of.records(one.manager, of(one.manager), "visit_events", "May 2026")


def test_another_role_opens_nothing_more_to_a_visitor(one):
    put(one, [Planned("oak", dt.date(2026, 9, 10))])
    both = makers.actor(one.visitor2.person_id, "reg44_visitor", "business_support")
    assert of(both).visits == 0
    assert of(one.visitor).visits == 1


def test_events_are_named_as_in_the_form(one):
    with reading() as session:
        _, form = install.form_in_force(session, "reg44_visit", TODAY)
    assert {row.code: row.label for row in form.question("V3.1").rows} == EVENTS
