"""Reviews and conferences: the list, a child's register, one record by its address."""

from pages.ui import reviews_list, reviews_one, reviews_register
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("reviews")
with saying_refusals():
    say_what_happened()
    review_id = query_id("review or conference")
    child_id = query_id("child", "child")
    if review_id is not None:
        reviews_one.draw(actor, review_id)
    elif child_id is not None:
        reviews_register.draw(actor, child_id)
    else:
        reviews_list.draw(actor)
