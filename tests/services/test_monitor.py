"""The escalation monitor: figures worked out by hand from a handful of challenges."""

import dataclasses
import datetime as dt
from collections import Counter
from types import SimpleNamespace

import pandas as pd
import pytest

from db.engine import writing
from db.models import Child
from qa.charts import challenges as charts
from qa.charts import challenges_curves, challenges_time, funnels, picture
from qa.domain.challenge_words import BESIDE
from qa.domain.refusals import Refused
from qa.services import (
    challenges,
    monitor,
    monitor_frames,
    monitor_records,
    monitor_tables,
    monitor_where,
    monitor_words,
)
from tests.services import makers
from tests.services.challenge_world import (
    answered,
    at,
    challenge_world,
    changed,
    good,
    raised,
    v,
)

PERIOD = monitor.Filters(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
LATER = dt.date(2026, 11, 16)
SO_FAR = "2026-10|Oct to Dec|so far"


@pytest.fixture
def w(store):
    """On 16 November: one informal late, one formal at stage 2, one resolved, one withdrawn, one
    paused, good practice."""
    made = challenge_world()
    late = raised(made)
    up = raised(made, child_ids=[made.boy], kind="formal", themes=("placement", "visits"))
    challenges.bypass(made.iro, up, v(up), 2, "It cannot wait")
    done = raised(made, child_ids=[made.boy], kind="formal", themes=("placement",))
    answered(made, done)
    challenges.judge(made.iro, done, v(done), "satisfied")
    challenges.resolve(made.iro, done, v(done), "as_sought", changed(made.boy))
    gone = raised(made, kind="formal")
    challenges.refer_to_cafcass(made.iro, gone, v(gone), "Breach of duty")
    challenges.withdraw(made.iro, gone, v(gone), "Put right")
    still = raised(made, kind="formal")
    challenges.pause(made.iro, still, v(still), "In hospital")
    good(made)
    made.late, made.up = late, up
    return made


def seen(actor, asked=PERIOD, day=LATER):
    return monitor.monitor(at(actor, day), asked)


def test_what_is_open_and_ends_soon_is_counted(w):
    found = seen(w.head)
    assert (found.open, found.paused, found.over, found.raised, found.good_practice) == (
        3, 1, 2, 5, 1,
    )  # fmt: skip
    assert (found.in_five, found.in_ten) == (0, 0)
    earlier = seen(w.head, day=dt.date(2026, 11, 6))
    assert (earlier.over, earlier.in_five, earlier.in_ten) == (0, 2, 2)
    rows = pd.DataFrame(found.charts["challenge_open"])
    overdue = rows[(rows.urgency == "Overdue") & (rows.n > 0)]
    assert sorted(overdue.stage) == ["Informal", "Stage 2"]


def test_where_is_told_by_team_and_theme_never_by_worker(w):
    [team] = seen(w.head).teams
    assert (team.team, team.open, team.raised, team.children) == ("Northgate", 3, 5, 3)
    assert round(team.per_hundred) == 167
    assert seen(w.head).themes[0] == ("Visits not in time", 3, 4, 1)


def test_how_it_is_going(w):
    found = seen(w.head)
    in_time = found.charts["challenge_in_time"]
    assert (in_time["quarter"], in_time["n"], in_time["total"]) == ([SO_FAR], [1], [1])
    outcomes = found.charts["challenge_outcomes"]
    assert dict(zip(outcomes["outcome"], outcomes["n"], strict=True)) == {
        "Resolved as sought": 1, "Withdrawn": 1, BESIDE: 1,
    }  # fmt: skip
    given = found.charts["challenge_answers"]
    assert dict(zip(given["stage"], zip(given["n"], given["total"], strict=True), strict=True)) == {
        "Informal": (0, 1), "Stage 1": (1, 1), "Stage 2": (0, 1),
    }  # fmt: skip
    assert found.charts["challenge_cafcass"] == {
        "quarter": [SO_FAR], "n": [1], "total": [5], "good": [1],
    }  # fmt: skip
    assert found.charts["challenge_volume"]["n"] == [5, 1]
    assert found.words["challenge_volume"].endswith(
        "5 challenges raised, 1 good-practice alert shared."
    )
    assert found.charts["challenge_lateness"]["n"] == [2]


def test_open_and_withdrawn_ones_are_censored_in_the_time_to_resolve(w):
    rows = pd.DataFrame(seen(w.head).charts["challenge_days"])
    assert set(rows.stage) == {"Stage 1", "Stage 2"}
    assert rows.groupby("stage").ended.sum().to_dict() == {"Stage 1": 1, "Stage 2": 0}


def test_every_frame_is_what_its_chart_draws(w):
    drawn = {
        **{n: getattr(charts, n) for n in ("challenge_open", "challenge_stages",
           "challenge_outcomes", "challenge_answers", "challenge_themes")},
        **{n: getattr(challenges_time, n) for n in ("challenge_in_time",
           "challenge_cafcass", "challenge_lateness", "challenge_volume")},
        "challenge_funnel": funnels.challenge_funnel,
        "challenge_days": challenges_curves.challenge_days,
    }  # fmt: skip
    found = seen(w.head)
    assert set(found.charts) == set(drawn)
    for name, draw in drawn.items():
        assert draw(pd.DataFrame(found.charts[name])).to_dict()
    assert all(found.words.values())


def test_with_nothing_to_count_every_sentence_says_so(store):
    head = makers.holder("Head", "head_of_service")
    found = seen(head)
    assert (found.open, found.raised, found.teams, found.themes) == (0, 0, (), ())
    assert all(found.words.values())


def test_who_counts_what(w):
    other = makers.holder("Other", "team_manager", team_id=makers.team("Southgate"))
    assert seen(other).open == 0
    assert seen(w.boss).open == 3
    assert seen(w.iro2).open == 3
    asked = dataclasses.replace(PERIOD, team_id=w.team)
    assert (seen(w.head, asked).open, seen(other, asked).open) == (3, 0)
    with pytest.raises(Refused, match="does not include"):
        seen(w.admin)
    with pytest.raises(Refused, match="ends before it begins"):
        seen(w.head, monitor.Filters(PERIOD.to_on, PERIOD.from_on))


def test_restricted_children_are_left_out_of_every_count(w):
    with writing() as session:
        session.get(Child, w.boy).restricted_at = makers.NOW
    found = seen(w.head)
    assert (found.open, found.raised) == (2, 3)
    assert "Stage 2" not in found.charts["challenge_open"]["stage"]


def test_a_quarter_that_the_period_covers_in_part_is_called_so_wherever_it_stands(w):
    asked = monitor.Filters(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    found = seen(w.head, asked, day=dt.date(2027, 2, 1))
    for name in ("challenge_volume", "challenge_in_time", "challenge_cafcass"):
        said = monitor_tables.table(name, found.charts[name])
        assert said.rows[0][0] == "November 2026 only"
        assert "November 2026" in picture.said(name, found.charts[name])
        assert "October to December" not in picture.said(name, found.charts[name])
    mark, *_ = monitor_records.marks("challenge_volume", found.charts["challenge_volume"])
    assert mark == "November 2026 only: challenges"
    head = at(w.head, dt.date(2027, 2, 1))
    behind = monitor_records.records(head, asked, "challenge_volume", mark)
    assert len(behind.rows) == found.raised == 5


def test_every_theme_with_a_challenge_or_good_practice_is_listed_the_commonest_first(w):
    assert [row[0] for row in monitor_where.themes(seen(w.head)).rows] == [
        "Visits not in time", "Placement unsuitable, unregistered or unplanned move",
    ]  # fmt: skip
    about = [SimpleNamespace(words=f"Theme {n}", kind="good_practice", n=n, open=0)
             for n in range(1, 30)]  # fmt: skip
    listed = monitor._open_themes(about)
    assert (len(listed), listed[0]) == (29, ("Theme 29", 0, 0, 29))
    frame = monitor_frames._themes(about)
    assert frame["theme"][0] == "Theme 29"
    assert monitor_words.themes(frame) == (
        "No challenge was raised in this period. Good practice was most often about: Theme 29 (29)."
    )


def test_months_with_nothing_due_stand_between_the_others_without_a_value():
    answers = [
        SimpleNamespace(month=month, stage=0, name="Informal", in_time=1, late=1)
        for month in ("2026-03", "2026-06")
    ]
    _, frame = monitor_frames._lateness(answers)
    assert frame["month"] == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert frame["share"] == [0.5, None, None, 0.5]
    rows = monitor_tables.table("challenge_lateness", frame).rows
    assert rows[1] == ("April 2026", "0", "0", "none", "–")
    assert list(monitor_records.marks("challenge_lateness", frame)) == ["March 2026", "June 2026"]


def due(month, in_time, late):
    return SimpleNamespace(month=month, stage=0, name="Informal", in_time=in_time, late=late)


def test_the_month_that_is_not_over_is_shown_and_not_judged():
    months = [f"2025-{n:02d}" for n in range(1, 13)]
    rows = [*(due(month, 9, 1) for month in months), due("2026-01", 0, 10)]
    period = (dt.date(2025, 1, 1), dt.date(2026, 1, 20), dt.date(2026, 1, 20))
    said, frame = monitor_frames._lateness(rows, period)
    assert frame["signal"] == [""] * 13
    assert (frame["centre"][-1], frame["high"][-1], frame["unfinished"][-1]) == (0.1, None, True)
    assert said.startswith("Common cause") and said.endswith(
        "January 2026 is not over, so it is shown and not judged."
    )
    shown = monitor_tables.table("challenge_lateness", frame).rows
    assert shown[-1] == ("January 2026 (so far)", "10", "10", "100%", "Not over yet")
    assert picture.said("challenge_lateness", frame).endswith(
        "No month stands out. January 2026 so far: 10 of 10, not judged."
    )
    last_day = (*period[:1], dt.date(2026, 1, 31), dt.date(2026, 1, 31))
    said, frame = monitor_frames._lateness(rows, last_day)
    assert (frame["signal"][-1], frame["unfinished"][-1]) == ("concern", False)
    assert "not over" not in said


def test_eleven_months_and_the_one_that_is_not_over_are_enough_for_limits():
    rows = [due(f"2025-{n:02d}", 9, 1) for n in range(2, 13)] + [due("2026-01", 0, 10)]
    period = (dt.date(2025, 2, 1), dt.date(2026, 1, 20), dt.date(2026, 1, 20))
    said, frame = monitor_frames._lateness(rows, period)
    assert said.startswith("Common cause")
    assert frame["high"][0] is not None and frame["centre"][0] == 0.1


def test_with_the_month_that_is_not_over_alone_there_is_no_mean():
    period = (dt.date(2026, 1, 1), dt.date(2026, 1, 20), dt.date(2026, 1, 20))
    said, frame = monitor_frames._lateness([due("2026-01", 1, 1)], period)
    assert said == "January 2026 is not over, so it is shown and not judged."
    assert (frame["n"], frame["share"], frame["centre"]) == ([1], [0.5], [None])
    assert picture.said("challenge_lateness", frame) == (
        "Answers that came late. January 2026 so far: 1 of 2, not judged."
    )


def test_quarters_with_nothing_stand_between_the_others():
    raised = [
        SimpleNamespace(month=month, stage=0, stage_name="Informal", kind="formal", n=3)
        for month in ("2026-02", "2026-08")
    ]
    frame = monitor_frames._volume(
        monitor_frames.by_quarter(raised), Counter(), Counter({"2026-10": 1})
    )
    assert frame["quarter"][::2] == ["2026-01", "2026-04", "2026-07", "2026-10"]
    assert frame["n"][::2] == [3, 0, 3, 0]


def test_a_rate_for_a_hundred_is_told_of_a_hundred_only():
    assert monitor_words.volume(8, 1) == "8 challenges raised, 1 good-practice alert shared."
    assert monitor_words.volume(200, 25).endswith(": 12 alerts for every 100 challenges.")


def test_one_team_alone_is_not_judged_by_chance(w):
    found = seen(w.head, dataclasses.replace(PERIOD, team_id=w.team))
    assert found.words["challenge_funnel"] == "No team is large enough to say."
    one = SimpleNamespace(team_id=1, team="Northgate", raised=9, children=40, good=1)
    placed, frame = monitor_frames._funnel([one])
    assert monitor_words.funnel([one], placed) == (
        "Northgate is the only team here, so there is nothing to compare it with."
    )
    assert frame["row"] == ["team"]
    assert picture.said("challenge_funnel", frame) == (
        "Challenges per 100 children of Northgate: 22.5 (9 challenges, 40 children). "
        "There is no other team to compare it with."
    )
    assert monitor_tables.table("challenge_funnel", frame).rows[0][-1] == "Too few to say"
    nothing = SimpleNamespace(team_id=2, team="Southgate", raised=0, children=40, good=0)
    assert "nothing to compare" in monitor_words.funnel([nothing], placed)


def test_good_practice_stands_beside_every_chart_in_plain_words(w):
    found = monitor.monitor(at(w.head, LATER), PERIOD).charts
    assert monitor_words.beside(found) == "In the same period: 1 good-practice alert."
    said = monitor_words.beside(found, is_of_today=True)
    assert said == "In the period of the charts: 1 good-practice alert."
