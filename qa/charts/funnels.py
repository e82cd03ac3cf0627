"""Funnel charts: teams of different sizes against what chance explains, never ranked."""

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, LILAC, ORANGE, TEAL, finish, mark, outlined

PLACES = (
    "above the 99.8% limit",
    "above the 95% limit",
    "within the limits",
    "below the 95% limit",
    "below the 99.8% limit",
    "too few to say",
)
_SHAPES = ("triangle-up", "triangle-up", "circle", "triangle-down", "triangle-down", "cross")
_COLOURS = (ORANGE, LILAC, BLUE, LILAC, ORANGE, TEAL)
_LIMITS = (("low998", [1, 0]), ("low95", [6, 4]), ("high95", [6, 4]), ("high998", [1, 0]))
_RATE = "Per 100 children"


def challenge_funnel(frame: pd.DataFrame) -> alt.LayerChart:
    """Challenges per 100 children of each team by the number of its children, with the 95 %
    (dashed) and 99.8 % limits. More is not worse: a place outside asks for a question.

    Columns row (team or limit), team_id, team, n, children, rate, place (in words), centre, low998,
    low95, high95, high998; rows of the limits have no team.
    """
    selected = mark("team_id")
    x = alt.X("children:Q", title="Children", axis=alt.Axis(grid=False, format=",d"))
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
    names = (
        teams.transform_filter("test(/limit$/, datum.place)")
        .transform_calculate(said="datum.team")
        .mark_text(dy=-14)
        .encode(y=_rate("rate"), text="said:N")
    )
    chart = alt.layer(*lines, mean, points, names).properties(height=380)
    return finish(chart, "Challenges per 100 children")


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
    ]
