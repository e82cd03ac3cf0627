"""Findings across homes: what visits found, recommended and counted, with the visits behind it."""

from pages.ui import findings_chart, findings_filters, findings_page, visit_documents
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.findings import findings

actor = guard("findings")
set_title("Findings across homes")
with saying_refusals():
    asked = findings_filters.chosen(actor)
    found = findings(actor, asked)
    findings_page.begin(actor, found)
    findings_chart.draw_all(actor, found)
    if asked.home_id is not None:
        visit_documents.pack(actor, asked.home_id, found.homes[asked.home_id])
