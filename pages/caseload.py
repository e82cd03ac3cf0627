"""Caseload: children per IRO or chair and full-time post; who has nobody stands first."""

from pages.ui import caseload_page
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("caseload")
set_title("Caseload")
with saying_refusals():
    caseload_page.draw(actor)
