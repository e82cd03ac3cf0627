"""Charts of timeliness. Prepared frame in, chart out; no figure is worked out here.

`month` is '2026-11', `share`, `low` and `high` run from 0 to 1. Colour says how late, never how
much; each state stands in words as well.
"""

from collections.abc import Sequence
from functools import partial

import altair as alt
import pandas as pd

from qa.charts.house import (
    BLUE,
    BURGUNDY,
    INK,
    INK_ON,
    LILAC,
    ORANGE,
    finish,
    heading,
    mark,
    outlined,
)
from qa.charts.over_time import MONTH_AXIS, MONTH_WORDS, month_tip
from qa.domain.timeliness import MEASURES, Measure

FEW = 5  # below this a share says nothing
COLOURS = {3: (BLUE, ORANGE, BURGUNDY), 2: (BLUE, LILAC)}
URGENCY = ("Critically overdue", "Overdue")
SHARES = ("state", "n", "share", "total", "good", "low", "high")
BY_MONTH = ("month", *SHARES, "unfinished")
BY_TEAM = ("team_id", "team", *SHARES)
LATE_BY_TEAM = ("team_id", "team", "urgency", "n")
BY_LENGTH = ("band", "n", "share", "total")
_CROWDED = "width < 34 * datum.months"  # no room to write on each month


def by_month(measure: Measure, frame: pd.DataFrame) -> alt.LayerChart:
    """The states month by month, each month 100 %; a month that is not over says 'so far'."""
    return states_by_month(f"{measure.chart} by month", measure.states, frame)


def states_by_month(
    title: str, states: Sequence[str], frame: pd.DataFrame, codes: Sequence[str] = (),
    what: str = "State",
) -> alt.LayerChart:  # fmt: skip
    """The states month by month, each month 100 %, with the letter of each state where there are
    any. Columns BY_MONTH; `what` tooltips call a state."""
    selected = mark("month", "state")
    months = (
        alt.Chart(frame)
        .transform_calculate(month_words=MONTH_WORDS)
        .encode(x=alt.X("month:O", title="Month", axis=MONTH_AXIS))
    )
    base = _placed(months, states).encode(order=alt.Order("place:Q", sort="ascending"))
    bars = (
        base.mark_bar()
        .encode(
            y=_share(alt.Y),
            color=_colour(states, above=48, codes=codes),
            tooltip=[month_tip(), *_tooltip(states[0], what)],
            **outlined(selected),
        )
        .properties(name="bars")
        .add_params(selected)
    )
    words = (
        base.transform_joinaggregate(months="distinct(month)")
        .transform_calculate(said=f"datum.share < 0.07 ? '' : {_lettered(codes)}")
        .mark_text()
        .encode(y=_share(alt.Y, bandPosition=0.5), text="said:N", color=_ink(states))
    )
    counts = (
        months.transform_aggregate(groupby=["month", "total", "unfinished"])
        .transform_joinaggregate(months="distinct(month)")
        .transform_calculate(
            said=f"{_CROWDED} ? (datum.unfinished ? '*' : '') : datum.unfinished"
            " ? [format(datum.total, ','), 'so far'] : [format(datum.total, ','), '']"
        )
        .mark_text(dy=-26, lineHeight=14)
        .encode(y=alt.value(0), text="said:N")
    )
    chart = alt.layer(bars, words, counts).properties(height=380)
    return finish(chart, title)


def by_team(measure: Measure, frame: pd.DataFrame) -> alt.LayerChart:
    """The states of each team with the good share, its likely range and both counts; drawn in
    the order of the frame, which is no ranking."""
    selected = mark("team_id", "state")
    source = alt.Chart(frame).encode(y=alt.Y("team:N", sort=None, axis=None, title="Team"))
    base = _placed(source, measure.states).encode(order=alt.Order("place:Q"))
    bars = (
        base.mark_bar(size=22, yOffset=9)
        .encode(
            x=_share(alt.X),
            color=_colour(measure.states, above=18),
            tooltip=[alt.Tooltip("team:N", title="Team"), *_tooltip(measure.states[0])],
            **outlined(selected),
        )
        .properties(name="bars")
        .add_params(selected)
    )
    words = (
        base.transform_calculate(said="datum.share * width < 44 ? '' : format(datum.share, '.0%')")
        .mark_text(yOffset=9)
        .encode(x=_share(alt.X, bandPosition=0.5), text="said:N", color=_ink(measure.states))
    )
    names = source.transform_aggregate(
        groupby=["team", "total", "good", "low", "high"]
    ).transform_calculate(
        said="datum.team + ': ' + format(datum.good, ',') + ' of ' + format(datum.total, ',') +"
        f" (datum.total < {FEW} ? '' : ' (' + format(datum.good / datum.total, '.0%') + ', '"
        " + format(datum.low, '.0%') + ' to ' + format(datum.high, '.0%') + ')')"
    )
    chart = (bars + words + heading(names)).properties(height=alt.Step(52))
    return finish(chart, f"{measure.chart} by team")


def late_by_team(measure: Measure, frame: pd.DataFrame) -> alt.LayerChart:
    """What is overdue today in each team, the critically overdue first."""
    selected = mark("team_id", "urgency")
    base = alt.Chart(frame).encode(y=alt.Y("team:N", sort=None, axis=None, title="Team"))
    placed = base.transform_calculate(place=f"indexof({list(URGENCY)}, datum.urgency)")
    axis = alt.Axis(tickMinStep=1, tickCount=5, grid=False)
    bars = (
        placed.mark_bar(size=18, yOffset=11)
        .encode(
            x=alt.X("n:Q", stack="zero", title="Overdue now", axis=axis),
            order=alt.Order("place:Q"),
            color=alt.Color(
                "urgency:N",
                scale=alt.Scale(domain=list(URGENCY), range=[BURGUNDY, ORANGE]),
                legend=alt.Legend(title="How late", columns=_legend_columns(2)),
            ),
            tooltip=[
                alt.Tooltip("team:N", title="Team"),
                alt.Tooltip("urgency:N", title="How late"),
                alt.Tooltip("n:Q", title="Overdue now"),
            ],
            **outlined(selected),
        )
        .properties(name="bars")
        .add_params(selected)
    )
    names = (
        base.transform_calculate(critical=f"datum.urgency == '{URGENCY[0]}' ? datum.n : 0")
        .transform_aggregate(all="sum(n)", critical="sum(critical)", groupby=["team"])
        .transform_calculate(
            said="datum.team + ': ' + datum.all + ' overdue, ' + datum.critical + ' critically'"
        )
    )
    chart = (bars + heading(names)).properties(height=alt.Step(52))
    return finish(chart, f"{measure.chart} overdue now")


def plans_by_length(frame: pd.DataFrame) -> alt.LayerChart:
    """Open plans by how long they have been open, in the order of the frame."""
    selected = mark("band")
    base = alt.Chart(frame).encode(y=alt.Y("band:N", sort=None, axis=None, title="Open for"))
    axis = alt.Axis(tickMinStep=1, tickCount=5, grid=False)
    bars = (
        base.mark_bar(size=18, yOffset=11, color=BLUE)
        .encode(
            x=alt.X("n:Q", title="Open plans", axis=axis),
            tooltip=[
                alt.Tooltip("band:N", title="Open for"),
                alt.Tooltip("n:Q", title="Plans"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
            **outlined(selected),
        )
        .properties(name="bars")
        .add_params(selected)
    )
    names = base.transform_calculate(
        said="datum.band + ': ' + format(datum.n, ',') + (datum.n == 1 ? ' plan' : ' plans')"
    )
    chart = (bars + heading(names)).properties(height=alt.Step(46))
    return finish(chart, "Child protection plans by length")


def makers() -> dict[str, tuple[partial, tuple[str, ...]]]:
    """How each chart of each measure is drawn, by name, and the columns it needs."""
    found = {"plans_by_length": (partial(plans_by_length), BY_LENGTH)}
    for key, measure in MEASURES.items():
        found[f"{key}_by_month"] = (partial(by_month, measure), BY_MONTH)
        found[f"{key}_by_team"] = (partial(by_team, measure), BY_TEAM)
        if not measure.of_meetings:
            found[f"{key}_late"] = (partial(late_by_team, measure), LATE_BY_TEAM)
    return found


def _placed(chart: alt.Chart, states: Sequence[str]) -> alt.Chart:
    return chart.transform_calculate(place=f"indexof({list(states)}, datum.state)")


def _lettered(codes: Sequence[str]) -> str:
    """What stands on a bar where it fits: its share, or its letter and then its share."""
    share = "format(datum.share, '.0%')"
    if not codes:
        return f"{_CROWDED} ? '' : {share}"
    code = f"{list(codes)}[datum.place]"
    room = "width < {} * datum.months"
    return f"{room.format(12)} ? '' : {room.format(50)} ? {code} : {code} + ' ' + {share}"


def _legend_columns(most: int) -> alt.ExprRef:
    return alt.ExprRef(f"width < 400 ? 1 : {most}")


def _colour(states: Sequence[str], above: int, codes: Sequence[str] = ()) -> alt.Color:
    """The legend stands `above` the bars by so many pixels."""
    scale = alt.Scale(domain=list(states), range=list(COLOURS[len(states)]))
    place = f"indexof({list(states)}, datum.label)"
    label = {"labelExpr": f"datum.label + ' (' + {list(codes)}[{place}] + ')'"} if codes else {}
    legend = alt.Legend(title=None, columns=_legend_columns(len(states)), offset=above, **label)
    return alt.Color("state:N", scale=scale, legend=legend, sort=list(states))


def _ink(states: Sequence[str]) -> alt.Color:
    on_dark = " || ".join(
        f"datum.state == '{state}'"
        for state, colour in zip(states, COLOURS[len(states)], strict=True)
        if INK_ON[colour] != INK
    )
    return alt.condition(on_dark, alt.value(INK_ON[BLUE]), alt.value(INK))


def _share(channel: type[alt.X] | type[alt.Y], **more: float) -> alt.X | alt.Y:
    axis = alt.Axis(format=".0%", tickCount=4, grid=False)
    return channel(
        "share:Q", stack="zero", scale=alt.Scale(domain=[0, 1]), axis=axis, title="Share", **more
    )


def _tooltip(good: str, what: str = "State") -> list[alt.Tooltip]:
    return [
        alt.Tooltip("state:N", title=what),
        alt.Tooltip("n:Q", title="Number"),
        alt.Tooltip("total:Q", title="Of"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
        alt.Tooltip("low:Q", title=f"{good}: likely from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]
