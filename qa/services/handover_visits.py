"""What of a visitor's work a handover leaves: reports, appointments, recommendations to answer.

Independence belongs to a person and a home (SI 2015/541 regulation 43(3)): whoever takes over is
appointed to the home in their own right, and nobody writes the report of another's visit.
"""

from collections.abc import Iterator
from typing import Any

from db.queries import handover_visits as queries
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services.handover_items import Item

UNFINISHED = (
    "Only the visitor who was there writes the report: let them finish it, or withdraw the visit "
    "and have the home visited again this month."
)
NOT_ISSUED = "The report is written. Its visitor issues it, or somebody who covers for them."
APPOINTMENT = (
    "Independence belongs to a person: end this appointment on the home's page and appoint "
    "somebody who is independent of the home."
)
RECOMMENDATION = (
    "The registered manager of the home answers it: enter the new manager on the home's page."
)


def items(session: Any, actor: Actor, from_id: int) -> Iterator[Item]:
    """What stays and is to be decided, each with why."""
    for check, visited_on, home in queries.reports(session, from_id):
        about = f"Report of the visit to {home} on {format_date(visited_on)}"
        why = NOT_ISSUED if check.status == "submitted" else UNFINISHED
        yield Item("check", check.id, about, why)
    for link_id, home in queries.appointments(session, from_id, actor.today):
        yield Item("home_visitor", link_id, f"Appointment to visit {home}", APPOINTMENT)
    for action_id, home in queries.recommendations(session, from_id):
        yield Item("action", action_id, f"Recommendation to {home}", RECOMMENDATION)
