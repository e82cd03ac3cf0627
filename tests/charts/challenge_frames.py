"""Small frames for the charts of challenges, made as the services make them: by `qa.stats`."""

import pandas as pd

from qa.charts.actions import URGENCY
from qa.domain.challenge_words import BESIDE
from qa.stats import control_charts, frames, funnel, pareto, survival

STAGES = ["Informal", "Stage 1", "Stage 2"]


def in_time():
    quarters = ["2026-01", "2026-04", "2026-07"]
    return pd.DataFrame(frames.shares("quarter", quarters, [6, 0, 9], [12, 0, 10], good=[2, 0, 1]))


def cafcass():
    rows = {
        "quarter": ["2026-01", "2026-04", "2026-07"],
        "n": [2, 0, 1],
        "total": [30, 20, 25],
        "good": [2, 0, 1],
    }
    return pd.DataFrame(rows)


def days():
    lengths = [2, 3, 3, 5, 8, 12, 14, 18, 25, 9]
    ended = [1, 1, 1, 1, 0, 1, 1, 1, 0, 0]
    groups = ["Informal"] * 5 + ["Stage 1"] * 5
    curves = survival.kaplan_meier(lengths, ended, groups, STAGES)
    return pd.DataFrame(survival.columns(curves))


def stages():
    found = frames.parts("stage", dict(zip(STAGES, [60, 30, 10], strict=True)))
    beside = zip(found, (BESIDE, 4, 4, None), strict=True)
    return pd.DataFrame({name: [*found[name], value] for name, value in beside})


def volume():
    quarters = ["2026-01", "2026-01", "2026-04", "2026-04"]
    kinds = ["Challenges", "Good practice"] * 2
    return pd.DataFrame({"quarter": quarters, "kind": kinds, "n": [30, 2, 1, 0]})


def outcomes():
    counts = {"Resolved as sought": 30, "Explanation accepted": 10, "Withdrawn": 0}
    return pd.DataFrame(frames.parts("outcome", counts))


def answers():
    return pd.DataFrame(frames.shares("stage", STAGES, [12, 3, 0], [20, 4, 0]))


def themes():
    counts = {"Drift and delay": 12, "Visits": 5, "Recording": 3}
    return pd.DataFrame(pareto.pareto(counts, {"Visits": 4, "Life story work": 2}))


def open_now():
    counts = {
        ("Informal", "Not due yet"): 7,
        ("Stage 1", "Critically overdue"): 2,
        ("Stage 1", "Due soon"): 3,
    }
    return pd.DataFrame(frames.grid("stage", "urgency", STAGES, URGENCY, counts))


def lateness():
    late, due = [2, 3, 2, 1, 2, 3, 2, 3, 1, 2, 3, 2, 10], [10] * 13
    months = [*(f"2025-{m:02d}" for m in range(1, 13)), "2026-01"]
    made = control_charts.p_chart(late, due)
    found = pd.DataFrame(control_charts.columns(months, made, late, due))
    return found.assign(unfinished=False)


def funnels():
    counts, children = [60, 30, 31, 33, 1], [100, 100, 100, 100, 3]
    found = funnel.funnel(counts, children)
    names = ["North", "South", "East", "West", "Small"]
    made = funnel.columns([1, 2, 3, 4, 5], names, found, counts)
    made["good"] = [3, 0, 0, 0, 0, *[None] * (len(made["row"]) - 5)]
    return pd.DataFrame(made)


FRAMES = {
    "challenge_volume": volume,
    "challenge_in_time": in_time,
    "challenge_days": days,
    "challenge_stages": stages,
    "challenge_answers": answers,
    "challenge_themes": themes,
    "challenge_outcomes": outcomes,
    "challenge_cafcass": cafcass,
    "challenge_lateness": lateness,
    "challenge_open": open_now,
    "challenge_funnel": funnels,
}
