"""Trends of case-file audits: the sentence first, then the charts and the records behind them."""

import streamlit as st

from pages.ui import filters, trend_chart
from pages.ui.page import guard, saying_refusals, set_title
from qa.domain.kpis import KPIS
from qa.services.trends import trends

actor = guard("trends")
set_title("Trends")
with saying_refusals():
    asked = filters.chosen(actor)
    found = trends(actor, asked)
    st.markdown(f"**{found.headline}**")
    if found.notes:
        st.markdown("\n".join(f"- {note}" for note in found.notes))
    st.caption(f"{KPIS['K41'].counted} Source: {KPIS['K41'].source}.")
    for chart in trend_chart.CHARTS:
        trend_chart.draw(actor, asked, found, chart)
