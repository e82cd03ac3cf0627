"""Charts of findings across children's homes. Prepared frame in, chart out.

`month` is '2026-11', shares run from 0 to 1. Every state stands in words or shapes too; homes and
standards keep the order of the frame, which is no ranking.
"""

from functools import partial

import altair as alt
import pandas as pd

from qa.charts.house import (
    BLUE,
    BURGUNDY,
    GREY,
    INK,
    INK_ON,
    LILAC,
    ORANGE,
    TEAL,
    finish,
    heading,
    mark,
    outlined,
)
from qa.charts.over_time import MONTH_AXIS, MONTH_WORDS, control, month_tip, share_bars
from qa.charts.timeliness import BY_MONTH, states_by_month
from qa.domain.findings import CELLS, FATES, STATES

CELL_COLOURS = (TEAL, "#f6c8b0", BURGUNDY, "#f3f2f1", "transparent")
"""Of CELLS, in their order; the words on the third are white, and there are none on the last."""
FATE_COLOURS = (TEAL, BLUE, ORANGE, LILAC, BURGUNDY, GREY)
FATE_LETTERS = ("D", "A", "O", "W", "L", "N")
"""Done, accepted, overdue, waiting for a response, response late, not accepted."""
STANDARDS = (
    "home_id", "home", "month", "n", "met", "partly", "not_met", "looked", "state", "shape",
)  # fmt: skip
RECOMMENDATIONS = ("standard", "title", "fate", "n", "total", "accepted", "done", "overdue")
EVENTS = ("month", "n", "children", "total", "share", "centre", "low", "high", "signal", "rule")
SPOKEN = ("month", "n", "total", "visits", "share", "low", "high")
_NARROW = "width < 46 * datum.months"


def standards_by_home(frame: pd.DataFrame) -> alt.LayerChart:
    """Standards met in each home's month, by the least of those looked at. Columns STANDARDS; n is
    visits, looked is standards looked at, shape is the sign of the state."""
    selected = mark("home_id", "month")
    axis = alt.Axis(**{**MONTH_AXIS.to_dict(), "orient": "top"})
    base = alt.Chart(frame).transform_calculate(month_words=MONTH_WORDS)
    base = base.encode(
        x=alt.X("month:O", title="Month", axis=axis),
        y=alt.Y("home:N", sort=None, axis=None, title="Home"),
    )
    cells = (
        base.mark_rect(height=28, yOffset=9)
        .encode(color=_cell_colour(), **outlined(selected), tooltip=_cell_tooltip())
        .properties(name="cells")
        .add_params(selected)
    )
    said = (
        f"datum.looked == 0 || {_NARROW} ? datum.shape"
        " : datum.shape + ' ' + datum.met + '/' + datum.looked"
    )
    on_dark = f"datum.state == '{list(CELLS)[2]}'"
    words = (
        base.transform_joinaggregate(months="distinct(month)")
        .transform_calculate(said=said)
        .mark_text(fontSize=13, yOffset=9)
        .encode(
            text="said:N",
            color=alt.condition(on_dark, alt.value(INK_ON[BURGUNDY]), alt.value(INK)),
        )
    )
    names = base.transform_aggregate(groupby=["home"]).transform_calculate(said="datum.home")
    chart = (cells + words + heading(names, 14)).properties(height=alt.Step(56))
    return finish(chart, "Quality standards met by home and month")


def recommendations_by_standard(frame: pd.DataFrame) -> alt.LayerChart:
    """Recommendations by quality standard and where they stand. Columns RECOMMENDATIONS: n of one
    fate; of the whole standard total (raised), accepted, done, overdue."""
    selected = mark("standard", "fate")
    source = alt.Chart(frame).encode(y=alt.Y("title:N", sort=None, axis=None, title="Standard"))
    base = source.transform_calculate(place=f"indexof({list(FATES)}, datum.fate)")
    axis = alt.Axis(tickMinStep=1, tickCount=5, grid=False, format=",d")
    stacked = base.encode(order=alt.Order("place:Q"))
    x = partial(alt.X, "n:Q", stack="zero", title="Recommendations", axis=axis)
    bars = (
        stacked.mark_bar(size=22, yOffset=10)
        .encode(x=x(), color=_fate_colour(), **outlined(selected), tooltip=_fate_tooltip())
        .properties(name="bars")
        .add_params(selected)
    )
    words = (
        stacked.transform_joinaggregate(most="max(total)")
        .transform_calculate(
            letter=f"{list(FATE_LETTERS)}[datum.place]",
            room="datum.n / datum.most * width",
            said="datum.room < 14 ? '' : datum.room < 40 ? datum.letter"
            " : datum.letter + ' ' + datum.n",
        )
        .mark_text(yOffset=10)
        .encode(x=x(bandPosition=0.5), text="said:N", color=_on_fate())
    )
    names = source.transform_aggregate(
        groupby=["title", "total", "accepted", "done", "overdue"]
    ).transform_calculate(
        said="datum.title + ': ' + datum.total + (width < 500 ? '' : ' raised, ' + datum.accepted"
        " + ' accepted, ' + datum.done + ' done, ' + datum.overdue + ' overdue')"
    )
    chart = (bars + words + heading(names)).properties(height=alt.Step(56))
    return finish(chart, "Recommendations by quality standard")


def events(frame: pd.DataFrame) -> alt.LayerChart:
    """Control chart of events by month for each home visited. Columns EVENTS: n events, total
    homes visited, share the number for each home."""
    axis = alt.Axis(tickCount=4, grid=False)
    tooltip = [
        month_tip(),
        alt.Tooltip("n:Q", title="Events"),
        alt.Tooltip("children:Q", title="Children involved"),
        alt.Tooltip("total:Q", title="Homes visited"),
        alt.Tooltip("share:Q", title="For each home visited", format=".2~f"),
        alt.Tooltip("seen:N", title="Compared with usual"),
        alt.Tooltip("rule:N", title="Because"),
    ]
    return control(frame, "Events by month", "Events for each home visited", axis, tooltip)


def spoken_to(frame: pd.DataFrame) -> alt.LayerChart:
    """Children who accepted a private conversation, of those offered one. Columns SPOKEN."""
    tooltip = [
        alt.Tooltip("when:N", title="Month"),
        alt.Tooltip("n:Q", title="Accepted"),
        alt.Tooltip("total:Q", title="Offered"),
        alt.Tooltip("visits:Q", title="Visits"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]
    title, share = "Children spoken to in private by month", "Share who accepted"
    return share_bars(frame, "month", MONTH_AXIS, title, share, tooltip, MONTH_WORDS)


def makers() -> dict[str, tuple[partial, tuple[str, ...]]]:
    """How each chart is drawn, by its name, and the columns it needs."""
    codes = ("Y", "C", "N")
    opinions = {
        "visit_safeguarded": "Opinion: children safeguarded, by month",
        "visit_wellbeing": "Opinion: well-being promoted, by month",
    }
    return {
        **{
            name: (partial(states_by_month, title, STATES, codes=codes, what="Opinion"), BY_MONTH)
            for name, title in opinions.items()
        },
        "visit_standards": (partial(standards_by_home), STANDARDS),
        "visit_recommendations": (partial(recommendations_by_standard), RECOMMENDATIONS),
        "visit_events": (partial(events), EVENTS),
        "visit_spoken_to": (partial(spoken_to), SPOKEN),
    }


def _cell_colour() -> alt.Color:
    label = f"{list(CELLS.values())}[indexof({list(CELLS)}, datum.label)] + ' ' + datum.label"
    scale = alt.Scale(domain=list(CELLS), range=list(CELL_COLOURS))
    columns = alt.ExprRef("width < 400 ? 2 : 5")
    legend = alt.Legend(title="Standards looked at", labelExpr=label, columns=columns)
    return alt.Color("state:N", scale=scale, legend=legend, sort=list(CELLS))


def _cell_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("home:N", title="Home"),
        month_tip(),
        alt.Tooltip("state:N", title="Standards"),
        alt.Tooltip("met:Q", title="Met"),
        alt.Tooltip("partly:Q", title="Partly met"),
        alt.Tooltip("not_met:Q", title="Not met"),
        alt.Tooltip("n:Q", title="Visits"),
    ]


def _fate_colour() -> alt.Color:
    label = f"datum.label + ' (' + {list(FATE_LETTERS)}[indexof({list(FATES)}, datum.label)] + ')'"
    scale = alt.Scale(domain=list(FATES), range=list(FATE_COLOURS))
    columns = alt.ExprRef("width < 500 ? 1 : width < 800 ? 3 : 6")
    legend = alt.Legend(title="Where they stand", labelExpr=label, columns=columns)
    return alt.Color("fate:N", scale=scale, legend=legend, sort=list(FATES))


def _on_fate() -> dict:
    pairs = zip(FATES, FATE_COLOURS, strict=True)
    dark = " || ".join(f"datum.fate == '{fate}'" for fate, c in pairs if INK_ON[c] != INK)
    return alt.condition(dark, alt.value(INK_ON[BLUE]), alt.value(INK))


def _fate_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("title:N", title="Standard"),
        alt.Tooltip("fate:N", title="Where they stand"),
        alt.Tooltip("n:Q", title="Recommendations"),
        alt.Tooltip("total:Q", title="Raised"),
    ]
