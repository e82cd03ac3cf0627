"""The escalation monitor: figures worked out by hand from a handful of challenges."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from db.engine import writing
from db.models import Child
from qa.charts import challenges as charts
from qa.charts import challenges_curves, challenges_time, funnels
from qa.domain.challenge_words import BESIDE
from qa.domain.refusals import Refused
from qa.services import challenges, monitor
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
    assert (in_time["quarter"], in_time["n"], in_time["total"]) == (["2026-10"], [1], [1])
    outcomes = found.charts["challenge_outcomes"]
    assert dict(zip(outcomes["outcome"], outcomes["n"], strict=True)) == {
        "Resolved as sought": 1, "Withdrawn": 1, BESIDE: 1,
    }  # fmt: skip
    given = found.charts["challenge_answers"]
    assert dict(zip(given["stage"], zip(given["n"], given["total"], strict=True), strict=True)) == {
        "Informal": (0, 1), "Stage 1": (1, 1), "Stage 2": (0, 1),
    }  # fmt: skip
    assert found.charts["challenge_cafcass"] == {
        "quarter": ["2026-10"], "n": [1], "total": [5], "good": [1],
    }  # fmt: skip
    assert found.charts["challenge_volume"]["n"] == [5, 1]
    assert found.words["challenge_volume"].endswith("20 alerts for every 100 challenges.")
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
