"""Charts over time of any subject: shares in states, a share with its range, a control chart.

`month` is '2026-11'; shares run from 0 to 1. Prepared frame in, chart out.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, INK, LILAC, ORANGE, TEAL, finish, mark, outlined

SIGNALS = ("As usual", "Concern", "Improvement", "Change")
NOT_OVER = "Not over yet"
MONTH_AXIS = alt.Axis(
    labelExpr="utcFormat(toDate(datum.value + '-01'), '%b %Y')",
    labelAngle=0,
    labelOverlap=True,
    labelSeparation=12,
)
MONTH_WORDS = "utcFormat(toDate(datum.month + '-01'), '%B %Y')"
"""A month as tables say it: 'June 2026'; each chart by month calculates it for its tooltips."""
_SO_FAR = " + (datum.unfinished ? ', so far' : '')"
GREY = "#7a7f84"
SHARE_AXIS = alt.Axis(format=".0%", tickCount=4, grid=False)
WHOLE = alt.Scale(domain=[0, 1])


def month_tip() -> alt.Tooltip:
    """The month in words."""
    return alt.Tooltip("month_words:N", title="Month")


def share_bars(
    frame: pd.DataFrame, field: str, axis: alt.Axis, title: str, share: str,
    tooltip: Sequence[alt.Tooltip], when: str = "''",
) -> alt.LayerChart:  # fmt: skip
    """A bar for each `field` with the 95 % interval as a line and 'n of total' above.

    Columns `field`, n, total, share, low, high; `share` says of what. `when`: an expression that
    tooltips may name.
    """
    selected = mark(field)
    x = alt.X(f"{field}:O", title=field.capitalize(), axis=axis)
    base = alt.Chart(frame).transform_calculate(when=when).encode(x=x)
    y = alt.Y("share:Q", title=share, scale=WHOLE, axis=SHARE_AXIS)
    bars = (
        base.mark_bar(color=TEAL)
        .encode(y=y, **outlined(selected), tooltip=list(tooltip))
        .properties(name="bars")
        .add_params(selected)
    )
    lines = base.mark_rule().encode(y=alt.Y("low:Q", title=share), y2="high:Q")
    crowded = base.transform_joinaggregate(bars="count()")
    shares = (
        crowded.transform_calculate(
            said="datum.share < 0.1 || width < 66 * datum.bars ? '' : format(datum.share, '.0%')"
        )
        .mark_text(baseline="bottom", dy=-4, align="right", dx=-3, color=INK)
        .encode(y=alt.datum(0), text="said:N")
    )
    counts = (
        crowded.transform_calculate(
            said="!datum.total || width < 30 * datum.bars ? '' : width < 58 * datum.bars"
            " ? datum.n + '/' + datum.total : datum.n + ' of ' + datum.total"
        )
        .mark_text(dy=-12)
        .encode(y=alt.value(0), text="said:N")
    )
    chart = alt.layer(bars, lines, shares, counts).properties(height=340)
    return finish(chart, title)


def control(
    frame: pd.DataFrame, title: str, value: str, axis: alt.Axis, tooltip: Sequence[alt.Tooltip],
    *, has_unfinished: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """A control chart by month. Columns month, share (the value), centre, low, high (none where
    not settled), signal ('', concern, improvement, change) and rule (in words). Signals differ by
    shape; the first of each stretch is named, above its neighbours. A month without a value stands
    on the axis, and no line joins over it. With `has_unfinished` there is a column `unfinished`:
    the month that is not over is a shape of its own that no line leads to. `value` says what is
    drawn.
    """
    selected = mark("month")
    judged = "datum.signal ? upper(slice(datum.signal, 0, 1)) + slice(datum.signal, 1) : 'As usual'"
    seen = f"datum.unfinished ? '{NOT_OVER}' : {judged}"
    base = (
        alt.Chart(frame)
        .transform_calculate(seen=seen, month_words=MONTH_WORDS + _SO_FAR)
        .encode(x=alt.X("month:O", title="Month", axis=MONTH_AXIS))
    )
    y = alt.Y("share:Q", title=value, axis=axis)
    limits = [
        base.mark_line(interpolate="step", strokeDash=[6, 4], strokeWidth=1.5).encode(
            y=alt.Y(f"{end}:Q", title=value)
        )
        for end in ("low", "high")
    ]
    mean = base.mark_line(strokeWidth=1).encode(y=alt.Y("centre:Q", title=value))
    over = base.transform_filter("!datum.unfinished")
    path = over.mark_line(strokeWidth=1.5, color=GREY).encode(y=y)
    points = (
        base.mark_point(size=130)
        .encode(y=y, **_seen(has_unfinished), **outlined(selected), tooltip=list(tooltip))
        .properties(name="points")
        .add_params(selected)
    )
    named = "datum.signal && datum.signal != datum.before ? datum.seen : ''"
    said = f"datum.unfinished ? (width < 400 ? '' : 'So far') : {named}"
    known = base.transform_filter("isValid(datum.share)")
    words = [  # above those beside it; that of the first month begins at its point
        known.transform_window(
            before="lag(signal)", place="row_number()", top="max(share)", frame=beside,
            sort=[alt.SortField("month")],
        )
        .transform_calculate(said=said, top="datum.unfinished ? datum.share : datum.top")
        .transform_filter(f"datum.place {which} 1")
        .mark_text(dy=-16, align=align)
        .encode(y=alt.Y("top:Q", title=value, axis=axis), text="said:N")
        for which, align, beside in (("==", "left", [0, 4]), (">", "center", [-1, 2]))
    ]  # fmt: skip
    chart = alt.layer(*limits, mean, path, points, *words).properties(height=320)
    return finish(chart, title)


def _seen(has_unfinished: bool) -> dict[str, alt.Color | alt.Shape]:
    """Colour and shape of what a point is, compared with usual."""
    more = (NOT_OVER,) if has_unfinished else ()
    scale, title = {"domain": [*SIGNALS, *more]}, "Compared with usual"
    colours = [BLUE, ORANGE, TEAL, LILAC, GREY][: len(scale["domain"])]
    shapes = ["circle", "triangle-up", "square", "diamond", "cross"][: len(scale["domain"])]
    return {
        "color": alt.Color(
            "seen:N",
            scale=alt.Scale(**scale, range=colours),
            title=title,
            legend=alt.Legend(columns=alt.ExprRef("width < 500 ? 2 : 5")),
        ),
        "shape": alt.Shape("seen:N", scale=alt.Scale(**scale, range=shapes), title=title),
    }
