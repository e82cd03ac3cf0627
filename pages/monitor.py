"""Escalations: who must act today, what ends soon and where; then how it is going."""

from pages.ui import monitor_briefing, monitor_chart, monitor_filters, monitor_now, monitor_today
from pages.ui.page import guard, saying_refusals, set_title
from qa.services.monitor import monitor
from qa.services.monitor_today import today

actor = guard("monitor")
set_title("Escalations")
with saying_refusals():
    asked = monitor_filters.chosen(actor)
    found = monitor(actor, asked)
    monitor_today.draw(found, today(actor, asked.team_id))
    monitor_now.draw(actor, asked, found)
    monitor_chart.draw_all(actor, asked, found)
    monitor_briefing.draw(actor, asked)
