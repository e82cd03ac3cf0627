"""My work: the home page of every role."""

from pages.ui.buttons import say_what_happened
from pages.ui.my_work import draw
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.my_work import my_work
from qa.services.settlement import due

actor = guard("my_work")
set_title("My work")
with saying_refusals():
    say_what_happened()
    work = my_work(actor)
    if work.to_settle and due(actor):
        work = my_work(actor)
    draw(actor, work)
