"""The charts of challenges: their words, and what holds them to the figures of `qa.stats`."""

import time

import numpy as np
import pandas as pd
import pytest

from qa.charts import challenge_alt_texts as alt_texts
from qa.charts import funnels, kinds, over_time
from qa.charts.gallery import GALLERY, ready
from qa.charts.house import BURGUNDY, ORANGE
from qa.stats import control_charts, control_words, frames, funnel, pareto, survival
from tests.charts.challenge_frames import FRAMES, STAGES

NEUTRAL = (
    "challenge_stages", "challenge_outcomes", "challenge_themes", "challenge_cafcass",
    "challenge_volume",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "challenge_in_time",
            "Challenges resolved within 20 working days: 68% (15 of 22). "
            "January to March 2026: 50% (6 of 12); July to September 2026: 90% (9 of 10).",
        ),
        (
            "challenge_days",
            "Time to resolve, by the stage reached, open ones counted. "
            "Informal (5 challenges): half were resolved within 3 working days "
            "(likely range 2 to not reached); Stage 1 (5 challenges): half were resolved within "
            "14 working days (likely range 12 to not reached).",
        ),
        (
            "challenge_stages",
            "100 challenges by the furthest stage reached: "
            "Informal 60 (60%); Stage 1 30 (30%); Stage 2 10 (10%). "
            "Beside them 4 good-practice alerts.",
        ),
        (
            "challenge_volume",
            "31 challenges raised, 2 good-practice alerts shared. In April to June 2026: "
            "1 challenge raised, 0 good-practice alerts shared.",
        ),
        (
            "challenge_answers",
            "Answers given in time: 62% (15 of 24). Informal 60% (12 of 20); Stage 1 75% (3 of 4).",
        ),
        (
            "challenge_themes",
            "4 themes. Most often in challenges: Drift and delay 12, Visits 5 and Recording 3. "
            "In good practice: Visits 4 and Life story work 2.",
        ),
        (
            "challenge_outcomes",
            "40 challenges by outcome: Resolved as sought 30 (75%); Explanation accepted 10 (25%).",
        ),
        (
            "challenge_cafcass",
            "3 referrals to Cafcass, of 75 challenges raised: "
            "2 in January to March 2026 and 1 in July to September 2026.",
        ),
        (
            "challenge_lateness",
            "Answers that came late, January 2025 to January 2026. Mean 28%. "
            "Latest: 100% (10 of 10); its limits are 0% to 70%. "
            "1 month stands out: January 2026 (concern: outside the limits).",
        ),
        (
            "challenge_open",
            "12 open challenges: 2 critically overdue, 3 due soon and 7 not due yet. "
            "By stage: Informal 7 and Stage 1 5.",
        ),
        (
            "challenge_funnel",
            "Challenges per 100 children of 5 teams: mean 38.5 (155 challenges, 403 children). "
            "Above the 99.8% limit: North (60.0). 1 team too small to judge.",
        ),
    ],
)
def test_the_alternative_text_says_the_finding_with_its_numbers(name, said):
    assert GALLERY[name].alt_text(FRAMES[name]()) == said


def test_one_quarter_alone_is_not_compared_with_itself():
    one = FRAMES["challenge_in_time"]().head(2)
    assert alt_texts.challenge_in_time(one) == (
        "Challenges resolved within 20 working days: 50% (6 of 12). All in January to March 2026."
    )


def test_lateness_without_limits_or_signals_says_so():
    late, due, months = [1] * 6, [4] * 6, [f"2026-0{m}" for m in range(1, 7)]
    made = control_charts.p_chart(late, due)
    few = pd.DataFrame(control_charts.columns(months, made, late, due))
    assert alt_texts.challenge_lateness(few).endswith("Too few months for limits.")
    late, due, months = [1] * 12, [4] * 12, [f"2025-{m:02d}" for m in range(1, 13)]
    made = control_charts.p_chart(late, due)
    usual = pd.DataFrame(control_charts.columns(months, made, late, due))
    assert alt_texts.challenge_lateness(usual).endswith("No month stands out.")


def test_only_the_last_few_of_many_months_are_named():
    late, due = [8] * 12 + [1] * 12, [20] * 24
    months = [f"{year}-{m:02d}" for year in (2025, 2026) for m in range(1, 13)]
    made = control_charts.p_chart(late, due)
    frame = pd.DataFrame(control_charts.columns(months, made, late, due))
    said = alt_texts.challenge_lateness(frame)
    assert "24 months stand out, of which the last 3 are: October 2026" in said


def test_teams_all_within_the_limits_are_said_to_be():
    found = funnel.funnel([20, 21], [100, 100])
    frame = pd.DataFrame(funnel.columns([1, 2], ["North", "South"], found, [20, 21]))
    assert alt_texts.challenge_funnel(frame).endswith("No team is outside the limits.")


def test_of_teams_too_small_none_is_said_to_be_within_the_limits():
    found = funnel.funnel([20, 1], [100, 3])
    frame = pd.DataFrame(funnel.columns([1, 2], ["North", "Small"], found, [20, 1]))
    assert alt_texts.challenge_funnel(frame).endswith(" There are too few to compare.")


def test_words_are_the_same_in_the_figures_and_the_charts():
    assert set(funnels.PLACES) == set(funnel.PLACES)
    assert (pareto.CHALLENGES, pareto.GOOD_PRACTICE) == kinds.KINDS
    known = (control_words.CONCERN, control_words.IMPROVEMENT, control_words.CHANGE)
    assert {word.capitalize() for word in known} == set(over_time.SIGNALS[1:])


@pytest.mark.parametrize("name", NEUTRAL)
def test_how_many_there_are_is_never_coloured_as_bad(name):
    assert not any(colour in str(ready(name)["layer"]) for colour in (BURGUNDY, ORANGE))


def test_what_stands_out_differs_by_shape_and_not_by_colour_alone():
    for name in ("challenge_lateness", "challenge_days", "challenge_funnel"):
        (points,) = [x for x in ready(name)["layer"] if x["mark"]["type"] == "point"]
        shapes = points["encoding"]["shape"]["scale"]["range"]
        assert len(set(shapes)) >= 4


def realistic():
    rng = np.random.default_rng(4)
    groups = np.asarray(STAGES, object)[rng.integers(0, 3, 2_000)]
    days, ended = rng.integers(0, 60, 2_000), rng.random(2_000) < 0.8
    due = rng.integers(5, 40, 36)
    late, months = rng.binomial(due, 0.3), [f"m{i}" for i in range(36)]
    children = rng.integers(3, 200, 30)
    raised = rng.poisson(children * 0.2)
    themes = {f"theme {i}": int(n) for i, n in enumerate(rng.integers(0, 90, 25))}

    yield lambda: survival.columns(survival.kaplan_meier(days, ended, groups, STAGES))
    yield lambda: control_charts.columns(months, control_charts.p_chart(late, due), late, due)
    yield lambda: funnel.columns(
        range(30), months[:30], funnel.funnel(raised, children), raised.tolist()
    )
    yield lambda: pareto.pareto(themes, themes)
    yield lambda: frames.shares("quarter", months, late, due)


def test_a_frame_is_made_in_a_few_thousandths_of_a_second():
    for make in realistic():
        make()
        taken = []
        for _ in range(9):
            begun = time.process_time()
            make()
            taken.append(time.process_time() - begun)
        assert min(taken) < 0.005


def axes(spec):
    """Every axis anywhere in a chart."""
    if isinstance(spec, dict):
        yield from ([spec["axis"]] if isinstance(spec.get("axis"), dict) else [])
    parts = spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ()
    for part in parts:
        yield from axes(part)


@pytest.mark.parametrize("name", FRAMES)
def test_an_axis_of_counts_has_whole_numbers_once_each(name):
    assert all(axis["tickMinStep"] == 1 for axis in axes(ready(name)) if axis.get("format") == ",d")


def test_the_word_of_a_signal_stands_above_those_beside_it_and_once_in_a_stretch():
    first, later = [x for x in ready("challenge_lateness")["layer"] if x["mark"]["type"] == "text"]
    for words, beside in ((first, [0, 4]), (later, [-1, 2])):
        known, window = words["transform"][-5:-3]
        assert known == {"filter": "isValid(datum.share)"}
        assert window["frame"] == beside
        assert words["encoding"]["y"]["field"] == "top"


def test_a_quarter_covered_in_part_says_so_in_words():
    frame = FRAMES["challenge_cafcass"]()
    frame["quarter"] = ["2026-01|Mar|only", "2026-04", "2026-07|Jul to Sep|so far"]
    assert alt_texts.challenge_cafcass(frame).endswith(
        "2 in March 2026 only and 1 in July to September 2026, so far."
    )


def test_a_month_that_is_not_over_has_a_shape_and_words_of_its_own_and_no_line_leads_to_it():
    frame = FRAMES["challenge_lateness"]()
    frame["unfinished"] = [False] * 12 + [True]
    spec = GALLERY["challenge_lateness"].make(frame).to_dict()
    points = next(x for x in spec["layer"] if x.get("name") == "points")
    scale = points["encoding"]["shape"]["scale"]
    assert scale["domain"][-1] == "Not over yet"
    assert len(set(scale["range"])) == len(scale["domain"]) == 5
    [path] = [x for x in spec["layer"] if x["mark"].get("color") == "#7a7f84"]
    assert {"filter": "!datum.unfinished"} in path["transform"]
