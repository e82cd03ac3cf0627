"""Children: the lists, and one child by its address."""

from pages.ui import children_list, children_page
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("children")
with saying_refusals():
    say_what_happened()
    child_id = query_id("child")
    if child_id is None:
        children_list.draw(actor)
    else:
        children_page.draw(actor, child_id)
