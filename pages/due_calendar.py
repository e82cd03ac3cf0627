"""Calendar: the month of what falls due, the load of each IRO, the same as a file for Outlook."""

from pages.ui import calendar_filters, calendar_list, calendar_load, calendar_month
from pages.ui.lists import page_number
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.due_calendar import month

actor = guard("due_calendar")
set_title("Calendar")
with saying_refusals():
    wanted = calendar_filters.wanted(actor)
    found = month(actor, wanted, calendar_list.SIZE, (page_number() - 1) * calendar_list.SIZE)
    calendar_month.draw(wanted, found)
    calendar_load.draw(actor, found)
    calendar_list.draw(wanted, found)
    calendar_filters.files(actor, wanted)
