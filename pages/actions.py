"""Actions: the list, and one action by its address."""

from pages.ui import action_list, action_page
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("actions")
with saying_refusals():
    say_what_happened()
    action_id = query_id("action")
    if action_id is None:
        action_list.draw(actor)
    else:
        action_page.draw(actor, action_id)
