"""Long plans: protection plans open for nine months and more, for the panel."""

from pages.ui import long_plans_list, long_plans_one
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("long_plans")
with saying_refusals():
    say_what_happened()
    child_id = query_id("plan")
    if child_id is None:
        long_plans_list.draw(actor)
    else:
        long_plans_one.draw(actor, child_id)
