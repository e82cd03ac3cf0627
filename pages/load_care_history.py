"""Load care history: SSDA903's Header, Episodes and Reviews, dry run first."""

from pages.ui import load_care_history
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("load_care_history")
set_title("Load care history")
with saying_refusals():
    load_care_history.draw(actor)
