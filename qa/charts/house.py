"""The one look of our charts, and the way from a chart to what a page draws.

A page keeps the spec (the same for any data) and sends the rows beside it:
`st.vega_lite_chart(frame, spec(chart), theme=None, alt=..., on_select="rerun")`.
"""

from typing import Any

import altair as alt

FONT = "Arial, Helvetica, sans-serif"
INK, INK_DARK = "#0b0c0c", "#f3f2f1"
PAPER, PAPER_DARK = "#ffffff", "#0b0c0c"
RULE, RULE_DARK = "#b1b4b6", "#505a5f"

BLUE, TEAL, BURGUNDY, ORANGE, GREY, LILAC = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
    "#A285D1",
)
# Of lines on the page itself: 3 to 1 against the light and the dark one (held by a test).
LINES = (TEAL, "#d53880", "#3f83c4", "#85994b", "#d0581b", LILAC)
# What a text may be written in on each colour (contrast of 4.5 or more, held by a test).
INK_ON = {
    BLUE: "#ffffff",
    TEAL: INK,
    BURGUNDY: "#ffffff",
    ORANGE: INK,
    GREY: "#ffffff",
    LILAC: INK,
}

MARK = "mark"  # the name of every chart's selection
TITLE_LIMIT = 60


def mark(*fields: str) -> alt.Parameter:
    """The selection of a click on one mark; `fields` say which records lie behind it."""
    return alt.selection_point(name=MARK, fields=list(fields), on="click", clear="dblclick")


def outlined(selection: alt.Parameter, width: int = 4) -> dict[str, Any]:
    """A thick dark edge round the mark that was clicked; words on marks keep their contrast."""
    chosen = alt.when(selection, empty=False)
    return {"stroke": chosen.then(alt.value(INK)), "strokeWidth": chosen.then(alt.value(width))}


def heading(chart: alt.Chart, above: int = 14) -> alt.Chart:
    """The line `above` (pixels) each bar, from `said`: at the left edge, cut at the right one."""
    return chart.mark_text(
        align="left", yOffset=-above, limit=alt.ExprRef("width"), fontSize=14
    ).encode(x=alt.value(0), text="said:N")


def finish(chart: alt.Chart | alt.LayerChart, title: str) -> Any:
    """Title, width of the page and the house's look, last in the chain."""
    return chart.properties(title=title, width="container").configure(**config())


def spec(chart: Any, *, dark: bool = False) -> dict[str, Any]:
    """The Vega-Lite spec without its rows, the same for any rows: fit to be cached."""
    found = chart.to_dict()
    for key in ("data", "datasets", "$schema"):
        found.pop(key, None)
    for layer in found.get("layer", []):
        layer.pop("data", None)
    if dark:
        found["config"] = config(dark=True)
    return found


def config(*, dark: bool = False) -> dict[str, Any]:
    """Colours of text and lines, fonts and sizes; the background is the page's own."""
    ink, rule, edge = (INK_DARK, RULE_DARK, INK_DARK) if dark else (INK, RULE, PAPER)
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": 14, "titleFontSize": 14}
    return {
        "background": "transparent",
        "font": FONT,
        "title": {
            "color": ink,
            "fontSize": {"expr": "width < 400 ? 15 : 18"},
            "anchor": "start",
            "offset": 12,
        },
        "axis": {**words, "domainColor": rule, "tickColor": rule, "gridColor": rule},
        "axisY": {"labelLimit": 190},
        "bar": {"stroke": edge, "strokeWidth": 1},
        "rect": {"stroke": edge, "strokeWidth": 1},
        "point": {"stroke": edge, "strokeWidth": 1, "size": 90, "filled": True, "opacity": 1},
        "rule": {"color": ink, "strokeWidth": 2},
        "line": {"color": ink, "strokeWidth": 2},
        "legend": {**words, "orient": "top", "symbolType": "square", "labelLimit": 0},
        "text": {"font": FONT, "fontSize": 13, "color": ink},
        "view": {"stroke": "transparent"},
    }
