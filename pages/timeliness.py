"""Timeliness: the sentence first, every measure in one table, then charts with their records."""

import streamlit as st

from pages.ui import tables, timeliness_chart, timeliness_filters
from pages.ui.page import guard, saying_refusals, set_title
from qa.domain.kpis import KPIS
from qa.domain.timeliness import MEASURES
from qa.services.timeliness import timeliness
from qa.services.timeliness_tables import overview

actor = guard("timeliness")
set_title("Timeliness")
with saying_refusals():
    asked = timeliness_filters.chosen(actor)
    found = timeliness(actor, asked)
    st.markdown(f"**{found.sentences[asked.measure]}** {found.beside}")
    st.markdown("\n".join(f"- {note}" for note in found.notes))
    kpi = KPIS[MEASURES[asked.measure].code]
    st.caption(f"{kpi.counted} Source: {kpi.source}.")
    timeliness_chart.draw_all(actor, asked, found)
    made = overview(found.counts)
    st.subheader("Every measure", anchor=False)
    tables.show(made.header, made.rows, "Every measure of this period")
