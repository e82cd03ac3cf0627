"""Funnel charts: teams of different sizes against what chance explains, never ranked."""

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, LILAC, ORANGE, TEAL, finish, mark, outlined
from qa.charts.kinds import GOOD_TOOLTIP

PLACES = (
    "above the 99.8% limit",
    "above the 95% limit",
    "within the limits",
    "below the 95% limit",
    "below the 99.8% limit",
    "too few to say",
)
_UP = "M-1,0L0,-1L1,0ZM-1,1L0,0L1,1Z"  # two triangles, one above the other
_DOWN = "M-1,-1L0,0L1,-1ZM-1,0L0,1L1,0Z"
_SHAPES = (_UP, "triangle-up", "circle", "triangle-down", _DOWN, "cross")
_COLOURS = (ORANGE, LILAC, BLUE, LILAC, ORANGE, TEAL)
_LIMITS = (("low998", [1, 0]), ("low95", [6, 4]), ("high95", [6, 4]), ("high998", [1, 0]))
_RATE = "Per 100 children"


def challenge_funnel(frame: pd.DataFrame) -> alt.LayerChart:
    """Challenges per 100 children of each team by the number of its children, with the 95 %
    (dashed) and 99.8 % limits. More is not worse: a place outside asks for a question.

    Columns row (team or limit), team_id, team, n, children, rate, place (in words), centre, low998,
    low95, high95, high998, good (practice shared); rows of the limits have no team.
    """
    selected = mark("team_id")
    x = alt.X("children:Q", title="Children", axis=alt.Axis(grid=False, tickMinStep=1, format=",d"))
    base = alt.Chart(frame).encode(x=x)
    curves = base.transform_filter("datum.row == 'limit'")
    lines = [
        curves.mark_line(strokeDash=dash, strokeWidth=1.5).encode(y=_rate(column))
        for column, dash in _LIMITS
    ]
    mean = curves.mark_line(strokeWidth=1).encode(y=_rate("centre"))
    teams = base.transform_filter("datum.row == 'team'")
    points = (
        teams.mark_point(size=140)
        .encode(
            y=_rate("rate"),
            color=alt.Color(
                "place:N",
                scale=alt.Scale(domain=list(PLACES), range=list(_COLOURS)),
                legend=alt.Legend(title=None, columns=alt.ExprRef("width < 500 ? 1 : 3")),
            ),
            shape=alt.Shape(
                "place:N", scale=alt.Scale(domain=list(PLACES), range=list(_SHAPES)), legend=None
            ),
            **outlined(selected),
            tooltip=_tooltip(),
        )
        .properties(name="points")
        .add_params(selected)
    )
    chart = alt.layer(*lines, mean, points, *_names(teams)).properties(height=380)
    return finish(chart, "Challenges per 100 children")


def _names(teams: alt.Chart) -> list[alt.Chart]:
    """The teams outside the limits by name, on a wide page: beside the mark towards the middle,
    so that none leaves the chart, and on two lines in turn."""
    listed = (
        teams.transform_joinaggregate(most="max(children)")
        .transform_filter("test(/limit$/, datum.place)")
        .transform_calculate(
            is_up="slice(datum.place, 0, 5) == 'above'", is_right="datum.children > datum.most / 2"
        )
        .transform_window(
            number="row_number()", groupby=["is_up"], sort=[alt.SortField("children")]
        )
        .transform_calculate(said="width < 500 ? '' : truncate(datum.team, 40)")
    )
    return [
        listed.transform_filter(
            f"datum.is_up == {up} && datum.is_right == {right} && datum.number % 2 == {turn}"
        )
        .mark_text(dx=dx, dy=dy, align="right" if right == "true" else "left")
        .encode(y=_rate("rate"), text="said:N")
        for up, right, turn, dx, dy in _PLACES_OF_NAMES
    ]


_PLACES_OF_NAMES = tuple(
    (up, right, turn, -12 if right == "true" else 12, (1 if up == "true" else -1) * (7 - 18 * turn))
    for up in ("true", "false")
    for right in ("true", "false")
    for turn in (0, 1)
)
"""(above the limits, right half, which turn, moved across, moved down): beside the mark."""


def _rate(column: str) -> alt.Y:
    axis = alt.Axis(grid=False, tickCount=5)
    return alt.Y(f"{column}:Q", title=_RATE, axis=axis, scale=alt.Scale(zero=True))


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("team:N", title="Team"),
        alt.Tooltip("n:Q", title="Challenges"),
        alt.Tooltip("children:Q", title="Children"),
        alt.Tooltip("rate:Q", title=_RATE, format=".1f"),
        alt.Tooltip("place:N", title="Compared with all"),
        GOOD_TOOLTIP,
    ]
