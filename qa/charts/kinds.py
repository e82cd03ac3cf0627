"""Challenges and good practice, told apart in one way in every chart."""

import altair as alt

from qa.charts.house import BLUE, TEAL

KINDS = ("Challenges", "Good practice")
KIND_COLOUR = alt.Color(
    "kind:N",
    scale=alt.Scale(domain=list(KINDS), range=[BLUE, TEAL]),
    legend=alt.Legend(title=None),
)
GOOD_TOOLTIP = alt.Tooltip("good:Q", title="Good practice shared")
