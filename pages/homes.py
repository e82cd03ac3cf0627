"""Children's homes: the register, and one home by its address."""

from pages.ui import homes_list, homes_one
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("homes")
with saying_refusals():
    say_what_happened()
    home_id = query_id("home")
    if home_id is None:
        homes_list.draw(actor)
    else:
        homes_one.draw(actor, home_id)
