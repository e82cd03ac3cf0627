"""Visit coverage: which children's home has its visit of the month, and who is due where."""

from pages.ui import coverage_page
from pages.ui.page import guard, saying_refusals, set_title

actor = guard("coverage")
set_title("Visit coverage")
with saying_refusals():
    coverage_page.draw(actor)
