"""The moderation queue: every Inadequate and Outstanding, overrides, disagreements, a share."""

from pages.ui.buttons import say_what_happened
from pages.ui.moderation_queue import draw
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.moderation import queue
from qa.services.settlement import due

actor = guard("moderation")
set_title("Moderation")
with saying_refusals():
    say_what_happened()
    due(actor)
    draw(actor, queue(actor))
