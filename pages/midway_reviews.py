"""Midway reviews: what is due, one review, or the history of one child, by the address."""

from pages.ui import midway_history, midway_list, midway_page
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("midway_reviews")
with saying_refusals():
    say_what_happened()
    check_id, child_id = query_id("midway review"), query_id("child", "child")
    if check_id is not None:
        midway_page.draw(actor, check_id)
    elif child_id is not None:
        midway_history.draw(actor, child_id)
    else:
        midway_list.draw(actor)
