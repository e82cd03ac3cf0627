"""Every chart by name: how it is drawn, how it is said in words, and the columns it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from qa.charts import (
    actions,
    alt_texts,
    challenge_alt_texts,
    challenges,
    challenges_curves,
    challenges_time,
    funnels,
    grades,
    timeliness,
    timeliness_words,
    visits,
    visits_words,
)
from qa.charts.house import spec


@dataclass(frozen=True)
class Drawing:
    """A chart: `make(frame)` draws it, `alt_text(frame)` says it; `columns` are what it needs."""

    make: Callable[[pd.DataFrame], Any]
    alt_text: Callable[[pd.DataFrame], str]
    columns: tuple[str, ...]


GALLERY = {
    "grade_share_by_month": Drawing(
        grades.grade_share_by_month,
        alt_texts.grade_share_by_month,
        ("month", "grade", "n", "share", "total"),
    ),
    "grade_share_by_team": Drawing(
        grades.grade_share_by_team,
        alt_texts.grade_share_by_team,
        ("team_id", "team", "grade", "n", "share", "total"),
    ),
    "domain_team_heatmap": Drawing(
        grades.domain_team_heatmap,
        alt_texts.domain_team_heatmap,
        ("domain", "domain_title", "team_id", "team", "n", "share"),
    ),
    "critical_no": Drawing(
        grades.critical_no,
        alt_texts.critical_no,
        ("question", "title", "n", "total", "share"),
    ),
    "open_actions_by_age": Drawing(
        actions.open_actions_by_age,
        alt_texts.open_actions_by_age,
        ("band", "urgency", "n"),
    ),
    "challenge_in_time": Drawing(
        challenges_time.challenge_in_time,
        challenge_alt_texts.challenge_in_time,
        ("quarter", "good", "n", "total", "share", "low", "high"),
    ),
    "challenge_volume": Drawing(
        challenges_time.challenge_volume,
        challenge_alt_texts.challenge_volume,
        ("quarter", "kind", "n"),
    ),
    "challenge_days": Drawing(
        challenges_curves.challenge_days,
        challenge_alt_texts.challenge_days,
        ("stage", "place", "day", "open", "low", "high", "at_risk", "ended", "n", "median"),
    ),
    "challenge_stages": Drawing(
        challenges.challenge_stages,
        challenge_alt_texts.challenge_stages,
        ("stage", "n", "total", "share"),
    ),
    "challenge_answers": Drawing(
        challenges.challenge_answers,
        challenge_alt_texts.challenge_answers,
        ("stage", "n", "total", "share", "low", "high"),
    ),
    "challenge_themes": Drawing(
        challenges.challenge_themes,
        challenge_alt_texts.challenge_themes,
        ("theme", "kind", "n", "share", "so_far"),
    ),
    "challenge_outcomes": Drawing(
        challenges.challenge_outcomes,
        challenge_alt_texts.challenge_outcomes,
        ("outcome", "n", "total", "share"),
    ),
    "challenge_cafcass": Drawing(
        challenges_time.challenge_cafcass,
        challenge_alt_texts.challenge_cafcass,
        ("quarter", "n", "total", "good"),
    ),
    "challenge_lateness": Drawing(
        challenges_time.challenge_lateness,
        challenge_alt_texts.challenge_lateness,
        (
            "month",
            "n",
            "total",
            "share",
            "centre",
            "low",
            "high",
            "signal",
            "rule",
            "unfinished",
        ),
    ),
    "challenge_open": Drawing(
        challenges.challenge_open,
        challenge_alt_texts.challenge_open,
        ("stage", "urgency", "n", "total"),
    ),
    "challenge_funnel": Drawing(
        funnels.challenge_funnel,
        challenge_alt_texts.challenge_funnel,
        (
            "row",
            "team_id",
            "team",
            "n",
            "children",
            "rate",
            "place",
            "centre",
            "low998",
            "low95",
            "high95",
            "high998",
            "good",
        ),
    ),
    **{
        name: Drawing(make, timeliness_words.alt_texts()[name], columns)
        for name, (make, columns) in timeliness.makers().items()
    },
    **{
        name: Drawing(make, visits_words.alt_texts()[name], columns)
        for name, (make, columns) in visits.makers().items()
    },
}


@cache
def ready(name: str, dark: bool = False) -> dict[str, Any]:
    """The spec of a chart without rows, made once for the life of the program.

    Drawn with `st.vega_lite_chart(frame, ready(name), theme=None, alt=..., on_select="rerun",
    selection_mode="mark")`. Do not change what it returns.
    """
    return spec(GALLERY[name].make(pd.DataFrame()), dark=dark)
