"""Time limits: what they are, who sets them, and what the council changed."""

from pages.ui import time_limits_change, time_limits_list
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.time_limits import limits

actor = guard("time_limits")
set_title("Time limits")
with saying_refusals():
    say_what_happened()
    found = limits(actor)
    time_limits_list.introduce(actor, found)
    time_limits_change.draw(actor, found)
    time_limits_list.draw(found)
    time_limits_list.changes(found)
