"""Settings and closure days."""

from pages.ui import settings_forms
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("settings")
set_title("Settings")
with saying_refusals():
    say_what_happened()
    settings_forms.draw(actor)
