"""Charts of challenges over time: in time by quarter, Cafcass, time to resolve, late answers.

`quarter` is its first month, '2026-07'; `month` is '2026-11'; shares run from 0 to 1.
"""

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, LINES, finish, mark, outlined
from qa.charts.over_time import SHARE_AXIS, WHOLE, control, share_bars

CAP = 20  # working days from the formal start
_QUARTERS = "{'01': 'Jan to Mar', '04': 'Apr to Jun', '07': 'Jul to Sep', '10': 'Oct to Dec'}"
_QUARTER_AXIS = alt.Axis(
    labelExpr=f"[{_QUARTERS}[slice(datum.value, 5)], slice(datum.value, 0, 4)]",
    labelAngle=0,
    labelOverlap=True,
    labelSeparation=8,
)
_DASHES = ([1, 0], [8, 3], [2, 3], [10, 3, 2, 3], [5, 5], [12, 4])
_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")


def challenge_in_time(frame: pd.DataFrame) -> alt.LayerChart:
    """Challenges resolved within 20 working days of the formal start, by quarter of resolving.

    Columns quarter, n (within), total (resolved), share, low, high; the line is the 95 % interval.
    """
    return share_bars(
        frame, "quarter", _QUARTER_AXIS, "Resolved within 20 working days",
        "Share resolved in time", _in_time_tooltip(),
    )  # fmt: skip


def challenge_cafcass(frame: pd.DataFrame) -> alt.LayerChart:
    """Referrals to Cafcass by quarter, with the challenges raised in it.

    Columns quarter, n (referred), total (raised).
    """
    selected = mark("quarter")
    base = alt.Chart(frame).encode(x=alt.X("quarter:O", title="Quarter", axis=_QUARTER_AXIS))
    axis = alt.Axis(tickMinStep=1, tickCount=4, grid=False, format="d")
    y = alt.Y("n:Q", title="Referrals", axis=axis)
    bars = (
        base.mark_bar(color=BLUE)
        .encode(
            y=y,
            **outlined(selected),
            tooltip=[
                alt.Tooltip("quarter:N", title="Quarter from"),
                alt.Tooltip("n:Q", title="Referred to Cafcass"),
                alt.Tooltip("total:Q", title="Challenges raised"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    numbers = base.mark_text(dy=-9).encode(y=y, text="n:Q")
    chart = (bars + numbers).properties(height=240)
    return finish(chart, "Cafcass referrals by quarter")


def challenge_days(frame: pd.DataFrame) -> alt.LayerChart:
    """Kaplan-Meier: the share still open so many working days after the formal start, by the stage
    reached. A click on a stage shows its 95 % band.

    Columns stage, place (its order), day, open, low, high, at_risk, ended, n, median (in words);
    the points are days on which challenges were resolved.
    """
    selected = mark("stage")
    base = alt.Chart(frame).encode(
        x=alt.X("day:Q", title="Working days since formal start", axis=alt.Axis(grid=False)),
        color=alt.Color(
            "stage:N",
            sort=None,
            scale=alt.Scale(range=list(LINES)),
            title="Stage",
            legend=alt.Legend(columns=alt.ExprRef("width < 500 ? 1 : 3"), symbolOpacity=1),
        ),
    )
    y = alt.Y("open:Q", title="Still open", scale=WHOLE, axis=SHARE_AXIS)
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


def challenge_lateness(frame: pd.DataFrame) -> alt.LayerChart:
    """Control chart of the share of answers that came late, by month of the date they were due.

    Columns month, n (late), total (due), share, centre, low, high (none where not settled), signal
    ('', concern, improvement, change) and rule (in words). Signals differ by shape; the
    first of each stretch is named.
    """
    return control(frame, "Late answers by month", "Answers late", SHARE_AXIS, _lateness_tooltip())


def _cap(frame: pd.DataFrame) -> tuple[alt.Chart, alt.Chart]:
    """The line at 20 working days and its words."""
    one = alt.Chart(frame).transform_aggregate(rows="count()")
    one = one.transform_calculate(cap=str(CAP), said=f"'{CAP} working days'")
    x = alt.X("cap:Q", title="Working days since formal start")
    line = one.mark_rule(strokeDash=[4, 4], strokeWidth=1.5).encode(x=x)
    return line, one.mark_text(align="left", dx=5, dy=8).encode(x=x, y=alt.value(0), text="said:N")


def _in_time_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("quarter:N", title="Quarter from"),
        alt.Tooltip("n:Q", title="Within 20 working days"),
        alt.Tooltip("total:Q", title="Resolved"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]


def _days_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("stage:N", title="Stage reached"),
        alt.Tooltip("day:Q", title="Working days"),
        alt.Tooltip("open:Q", title="Still open", format=".0%"),
        alt.Tooltip("ended:Q", title="Resolved on that day"),
        alt.Tooltip("at_risk:Q", title="Open before it"),
        alt.Tooltip("median:N", title="In all"),
    ]


def _lateness_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("month:N", title="Month"),
        alt.Tooltip("n:Q", title="Late"),
        alt.Tooltip("total:Q", title="Due"),
        alt.Tooltip("share:Q", title="Share late", format=".0%"),
        alt.Tooltip("seen:N", title="Compared with usual"),
        alt.Tooltip("rule:N", title="Because"),
    ]
