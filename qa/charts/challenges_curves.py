"""Time to resolve as curves: the share of challenges still open, by the stage they reached."""

import altair as alt
import pandas as pd

from qa.charts.house import LINES, finish, mark, outlined

CAP = 20  # working days from the formal start
SHOWN = 60  # working days that the curves are drawn for: one that never ends hides no others
_DAY_AXIS = alt.Axis(grid=False, tickMinStep=1)
_SHARE_AXIS = alt.Axis(format=".0%", tickCount=4, grid=False)
_WHOLE = alt.Scale(domain=[0, 1])
_DASHES = ([1, 0], [8, 3], [2, 3], [10, 3, 2, 3], [5, 5], [12, 4])
_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")


def challenge_days(frame: pd.DataFrame) -> alt.LayerChart:
    """Kaplan-Meier: the share still open so many working days after the formal start, by the stage
    reached, for the first 60 of them. A click on a stage shows its 95 % band.

    Columns stage, place (its order), day, open, low, high, at_risk, ended, n, median (in words);
    the points are days on which challenges were resolved.
    """
    selected = mark("stage")
    shown = alt.Chart(frame).transform_filter(f"datum.day <= {SHOWN}")
    base = shown.encode(
        x=alt.X("day:Q", title="Working days since formal start", axis=_DAY_AXIS),
        color=alt.Color(
            "stage:N",
            sort=None,
            scale=alt.Scale(range=list(LINES)),
            title="Stage",
            legend=alt.Legend(columns=alt.ExprRef("width < 500 ? 1 : 3"), symbolOpacity=1),
        ),
    )
    y = alt.Y("open:Q", title="Still open", scale=_WHOLE, axis=_SHARE_AXIS)
    bands = (
        base.transform_filter(selected, empty=False)
        .mark_area(interpolate="step-after", opacity=0.25)
        .encode(y=alt.Y("low:Q", title="Still open"), y2="high:Q")
    )
    dash = alt.StrokeDash("stage:N", sort=None, scale=alt.Scale(range=list(_DASHES)), title="Stage")
    lines = base.mark_line(interpolate="step-after").encode(
        y=y, strokeDash=dash, order=alt.Order("day:Q")
    )
    points = (
        base.transform_filter("datum.ended > 0")
        .mark_point(size=45)
        .encode(
            y=y,
            shape=alt.Shape(
                "stage:N", sort=None, scale=alt.Scale(range=list(_SHAPES)), title="Stage"
            ),
            **outlined(selected, 2),
            tooltip=_days_tooltip(),
        )
        .properties(name="points")
        .add_params(selected)
    )
    chart = alt.layer(bands, lines, *_cap(frame), points).properties(height=360)
    return finish(chart, "Time to resolve by stage reached")


def _cap(frame: pd.DataFrame) -> tuple[alt.Chart, alt.Chart]:
    """The line at 20 working days and its words."""
    one = alt.Chart(frame).transform_aggregate(rows="count()")
    said = f"width < 400 ? '{CAP} days' : '{CAP} working days'"
    one = one.transform_calculate(cap=str(CAP), said=said)
    x = alt.X("cap:Q", title="Working days since formal start")
    line = one.mark_rule(strokeDash=[4, 4], strokeWidth=1.5).encode(x=x)
    return line, one.mark_text(align="left", dx=5, dy=8).encode(x=x, y=alt.value(0), text="said:N")


def _days_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("stage:N", title="Stage reached"),
        alt.Tooltip("day:Q", title="Working days"),
        alt.Tooltip("open:Q", title="Still open", format=".0%"),
        alt.Tooltip("ended:Q", title="Resolved on that day"),
        alt.Tooltip("at_risk:Q", title="Open before it"),
        alt.Tooltip("median:N", title="In all"),
    ]
