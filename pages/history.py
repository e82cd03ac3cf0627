"""History: who did what, when; its filters in the address, its chain checked on request."""

from pages.ui import history_list
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("history")
set_title("History")
with saying_refusals():
    history_list.draw(actor)
