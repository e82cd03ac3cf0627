"""The accessibility statement: the standard, what is known to fall short, how to report it."""

from pages.ui import accessibility_words
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("accessibility")
set_title("Accessibility statement")
with saying_refusals():
    accessibility_words.draw()
