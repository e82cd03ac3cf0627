"""Ladders and themes of challenges: what is installed, and keeping them."""

from pages.ui import challenge_ladders, challenge_themes
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("ladders")
set_title("Ladders and themes")
with saying_refusals():
    say_what_happened()
    challenge_ladders.draw(actor)
    challenge_themes.draw(actor)
