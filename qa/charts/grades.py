"""Charts of audit grades and answers. Prepared frame in, chart out; no figure is worked out here.

`month` is '2026-11', `share` runs from 0 to 1, `grade` is a grade in words.
"""

from typing import Any

import altair as alt
import pandas as pd

from qa.charts.house import (
    BLUE,
    BURGUNDY,
    INK,
    INK_ON,
    ORANGE,
    TEAL,
    finish,
    heading,
    mark,
    outlined,
)

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")  # best first
CODES = ("O", "G", "RI", "I")
COLOURS = (BLUE, TEAL, ORANGE, BURGUNDY)
FEW = 5  # below this a share says nothing

_PLACE = f"indexof({list(GRADES)}, datum.grade)"
_CODE = f"{list(CODES)}[{_PLACE}]"
_ON_DARK = " || ".join(
    f"datum.grade == '{grade}'"
    for grade, colour in zip(GRADES, COLOURS, strict=True)
    if INK_ON[colour] != INK
)
_LEGEND_COLUMNS = "width < 400 ? 1 : 4"
_MONTH_LABEL = "utcFormat(toDate(datum.value + '-01'), '%b %Y')"
_MONTH_AXIS = alt.Axis(labelExpr=_MONTH_LABEL, labelAngle=0, labelOverlap=True, labelSeparation=12)
_CROWDED = "width < 24 * datum.months"  # no room to write on each month
_POSITIVE_STEPS = (0.5, 0.7, 0.85)
_POSITIVE_COLOURS = ("#e3ebf2", "#a9c3d9", "#5694ca", BLUE)
_FEW_COLOUR = "#f3f2f1"
_ON_DARK_CELL = f"datum.n >= {FEW} && datum.share >= {_POSITIVE_STEPS[-1]}"
_DOMAIN_LABEL = (  # its letter where there is no room for its title, in lines of 16 letters
    "width < 800 ? split(datum.value, ' ')[0]"
    " : split(slice(replace(datum.value, regexp('(.{1,16})( |$)', 'g'), '$1|'), 0, -1), '|')"
)


def grade_share_by_month(frame: pd.DataFrame) -> alt.LayerChart:
    """Overall grades month by month, each month 100 %. Columns month, grade, n, share, total."""
    selected = mark("month", "grade")
    source = _graded(alt.Chart(frame))
    months = source.encode(x=alt.X("month:O", title="Month", axis=_MONTH_AXIS))
    base = months.encode(order=alt.Order("place:Q", sort="descending"))
    bars = (
        base.mark_bar()
        .encode(
            y=_share(alt.Y),
            color=_grade_colour(),
            tooltip=_grade_tooltip("month"),
            **outlined(selected),
        )
        .properties(name="bars")
        .add_params(selected)
    )
    words = (
        base.transform_joinaggregate(months="distinct(month)")
        .transform_calculate(
            said=f"datum.share < 0.07 || {_CROWDED} ? ''"
            " : width < 64 * datum.months ? datum.code"
            " : datum.code + ' ' + format(datum.share, '.0%')"
        )
        .mark_text()
        .encode(y=_share(alt.Y, bandPosition=0.5), text="said:N", color=_ink(_ON_DARK))
    )
    chart = alt.layer(bars, words, *_counts(source, months)).properties(height=420)
    return finish(chart, "Overall grades by month")


def grade_share_by_team(frame: pd.DataFrame) -> alt.LayerChart:
    """Overall grades of each team, each 100 %, with its number of audits.

    Columns team_id, team, grade, n, share, total; drawn in the order of the frame, which is no
    ranking.
    """
    selected = mark("team_id", "grade")
    base = _graded(alt.Chart(frame)).encode(y=alt.Y("team:N", sort=None, axis=None, title="Team"))
    stacked = base.encode(x=_share(alt.X), order=alt.Order("place:Q"))
    bars = (
        stacked.mark_bar(size=24, yOffset=9)
        .encode(color=_grade_colour(), **outlined(selected), tooltip=_grade_tooltip("team"))
        .properties(name="bars")
        .add_params(selected)
    )
    words = (
        stacked.transform_calculate(
            said="datum.share * width < 56 ? '' : datum.code + ' ' + format(datum.share, '.0%')"
        )
        .mark_text(yOffset=9)
        .encode(x=_share(alt.X, bandPosition=0.5), text="said:N", color=_ink(_ON_DARK))
    )
    names = base.transform_aggregate(groupby=["team", "total"]).transform_calculate(
        said="datum.team + ': ' + datum.total + (datum.total == 1 ? ' audit' : ' audits')"
    )
    chart = (bars + words + heading(names)).properties(height=alt.Step(52))
    return finish(chart, "Overall grades by team")


def domain_team_heatmap(frame: pd.DataFrame) -> alt.LayerChart:
    """Share of positive answers in each domain of each team, with the number of answers.

    Columns domain (its letter), domain_title, team_id, team, n, share. Fewer than 5 answers are
    marked 'few' and not coloured.
    """
    selected = mark("domain", "team_id")
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr=_DOMAIN_LABEL,
        labelLimit=0,
        labelPadding=alt.ExprRef("width < 800 ? 4 : 62"),
    )
    titled = alt.Chart(frame).transform_calculate(column="datum.domain + ' ' + datum.domain_title")
    base = titled.encode(
        x=alt.X("column:N", title="Domain", axis=axis),
        y=alt.Y("team:N", sort=None, axis=None, title="Team"),
    )
    cells = (
        base.mark_rect(height=36, yOffset=10)
        .encode(color=_positive_colour(), **outlined(selected), tooltip=_cell_tooltip())
        .properties(name="cells")
        .add_params(selected)
    )
    words = (
        base.transform_calculate(
            said=f"datum.n < {FEW} ? ['few', 'of ' + datum.n]"
            " : [format(datum.share, '.0%'), 'of ' + datum.n]",
        )
        .mark_text(fontSize=12, lineHeight=14, yOffset=3)
        .encode(text="said:N", color=_ink(_ON_DARK_CELL))
    )
    names = base.transform_aggregate(groupby=["team"]).transform_calculate(said="datum.team")
    chart = (cells + words + heading(names, 22)).properties(height=alt.Step(66))
    return finish(chart, "Answers by domain and team")


def critical_no(frame: pd.DataFrame) -> alt.LayerChart:
    """Critical questions answered No, in the order of the frame.

    Columns question (its id), title, n (answered No), total (answered), share.
    """
    selected = mark("question")
    base = alt.Chart(frame).encode(y=alt.Y("question:N", sort=None, axis=None, title="Question"))
    bars = (
        base.mark_bar(size=18, yOffset=11, color=BURGUNDY)
        .encode(
            x=alt.X(
                "share:Q",
                title="Share answered No",
                axis=alt.Axis(format=".0%", tickCount=4, grid=False),
            ),
            **outlined(selected),
            tooltip=[
                alt.Tooltip("question:N", title="Question"),
                alt.Tooltip("title:N", title="Asked"),
                alt.Tooltip("n:Q", title="Answered No"),
                alt.Tooltip("total:Q", title="Answered"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    names = base.transform_calculate(
        said="datum.question + ': ' + format(datum.share, '.0%') + ' (' + datum.n + ' of '"
        " + datum.total + ')  ' + datum.title"
    )
    chart = (bars + heading(names)).properties(height=alt.Step(52))
    return finish(chart, "Critical questions answered No")


def _ink(on_dark: str) -> Any:
    return alt.condition(on_dark, alt.value(INK_ON[BLUE]), alt.value(INK))


def _graded(chart: alt.Chart) -> alt.Chart:
    return chart.transform_calculate(place=_PLACE, code=_CODE)


def _counts(source: alt.Chart, months: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The number of audits above each month's bar, and the word for them, where there is room."""
    said = f"{_CROWDED} ? '' : format(datum.total, ',')"
    numbers = (
        months.transform_aggregate(groupby=["month", "total"])
        .transform_joinaggregate(months="distinct(month)")
        .transform_calculate(said=said)
        .mark_text(dy=-12)
        .encode(y=alt.value(0), text="said:N")
    )
    word = (
        source.transform_aggregate(months="distinct(month)")
        .transform_calculate(said=f"{_CROWDED} ? '' : 'Audits'")
        .mark_text(align="right", dx=-7, dy=-12)
        .encode(x=alt.value(0), y=alt.value(0), text="said:N")
    )
    return numbers, word


def _share(channel: type[alt.X] | type[alt.Y], **more: Any) -> alt.X | alt.Y:
    axis = alt.Axis(format=".0%", tickCount=4, grid=False)
    scale = alt.Scale(domain=[0, 1])
    return channel("share:Q", stack="zero", scale=scale, axis=axis, title="Share of audits", **more)


def _grade_colour() -> alt.Color:
    label = f"datum.label + ' (' + {list(CODES)}[indexof({list(GRADES)}, datum.label)] + ')'"
    legend = alt.Legend(
        title="Grade", labelExpr=label, columns=alt.ExprRef(_LEGEND_COLUMNS), offset=26
    )
    scale = alt.Scale(domain=list(GRADES), range=list(COLOURS))
    return alt.Color("grade:N", scale=scale, legend=legend, sort=list(GRADES))


def _grade_tooltip(by: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{by}:N", title=by.capitalize()),
        alt.Tooltip("grade:N", title="Grade"),
        alt.Tooltip("n:Q", title="Audits"),
        alt.Tooltip("total:Q", title="Of"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
    ]


def _positive_colour() -> alt.Color:
    scale = alt.Scale(type="threshold", domain=list(_POSITIVE_STEPS), range=list(_POSITIVE_COLOURS))
    legend = alt.Legend(title="Positive answers", format=".0%")
    enough = alt.Color("share:Q", scale=scale, legend=legend)
    return alt.condition(f"datum.n >= {FEW}", enough, alt.value(_FEW_COLOUR))


def _cell_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("team:N", title="Team"),
        alt.Tooltip("domain_title:N", title="Domain"),
        alt.Tooltip("n:Q", title="Answers"),
        alt.Tooltip("share:Q", title="Positive", format=".0%"),
    ]
