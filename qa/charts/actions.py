"""Charts of actions."""

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, BURGUNDY, LILAC, ORANGE, finish, heading, mark, outlined

URGENCY = ("Critically overdue", "Overdue", "Due soon", "Not due yet")
_SAID = (
    "format(datum.n, ',') + ' ' + lower(datum.urgency) +"
    " (indexof(lower(datum.urgency), 'overdue') < 0 ? ''"
    " : ', ' + datum.band)"
)
COLOURS = (BURGUNDY, ORANGE, LILAC, BLUE)


def open_actions_by_age(frame: pd.DataFrame) -> alt.LayerChart:
    """Open actions by how late they are, most urgent first.

    Columns band (in words), urgency (its group in words), n; one row a band, in order.
    """
    selected = mark("band")
    base = alt.Chart(frame).encode(y=alt.Y("band:N", sort=None, axis=None, title="Age"))
    bars = (
        base.mark_bar(size=18, yOffset=11)
        .encode(
            x=alt.X(
                "n:Q", title="Open actions", axis=alt.Axis(tickMinStep=1, tickCount=5, grid=False)
            ),
            color=alt.Color(
                "urgency:N",
                scale=alt.Scale(domain=list(URGENCY), range=list(COLOURS)),
                legend=None,
            ),
            **outlined(selected),
            tooltip=[
                alt.Tooltip("urgency:N", title="Urgency"),
                alt.Tooltip("band:N", title="Age"),
                alt.Tooltip("n:Q", title="Open actions"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    names = base.transform_calculate(said=_SAID)
    return finish((bars + heading(names)).properties(height=alt.Step(52)), "Open actions by age")
