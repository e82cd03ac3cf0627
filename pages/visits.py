"""Regulation 44 visits: those made and being written, or one of them, by the address."""

from pages.ui import visit_list, visit_page, visit_start
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("visits")
with saying_refusals():
    say_what_happened()
    check_id, home_id = query_id("visit"), query_id("home", "home")
    if check_id is not None:
        visit_page.draw(actor, check_id)
    elif home_id is not None:
        visit_start.draw(actor, home_id)
    else:
        visit_list.draw(actor)
