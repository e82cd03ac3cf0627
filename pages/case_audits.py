"""Case audits: the list, and one audit by its address."""

from pages.ui import audit_list, audit_page
from pages.ui.buttons import say_what_happened
from pages.ui.page import guard, query_id, saying_refusals

actor = guard("case_audits")
with saying_refusals():
    say_what_happened()
    check_id = query_id("audit")
    if check_id is None:
        audit_list.draw(actor)
    else:
        audit_page.draw(actor, check_id)
