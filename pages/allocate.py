"""Allocate an audit: child, auditor, type, period, due date."""

from pages.ui.allocate_form import draw
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("allocate")
set_title("Allocate an audit")
with saying_refusals():
    say_what_happened()
    draw(actor)
