"""What the registered person says to a recommendation, checked before it is recorded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.models import Action
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.recommendations import ACCEPT, NOT_ACCEPTED
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services.records import said
from qa.services.visit_moves import day_between


@dataclass(frozen=True)
class Response:
    """What the registered person says. `stance`: accept, accept_part or not_accept; the reason
    is needed unless it is accepted, owner and day of completion unless it is not."""

    stance: str
    reason: str = ""
    by_name: str = ""
    by_role: str = ""
    responded_on: dt.date | None = None
    owner_name: str = ""
    owner_role: str = ""
    due_on: dt.date | None = None
    reference: str = ""


def checked(actor: Actor, action: Action, given: Response) -> dict[str, Any]:
    """The columns of the response. Raises Refused in words."""
    if given.stance not in visits.STANCES:
        raise Refused("Say whether it is accepted, accepted in part or not accepted.")
    reason, accepts = given.reason.strip(), given.stance != NOT_ACCEPTED
    if given.stance != ACCEPT:
        reason = said(
            reason, "Give the registered person's reason, since it is not fully accepted."
        )
    name = said(one_line(given.by_name), "Say who responded, by name.")
    role = said(one_line(given.by_role), "Say in which role they responded.")
    on = day_between(
        given.responded_on, action.raised_on, actor.today, "they responded", "it was recommended"
    )
    return {
        "stance": given.stance,
        "reason": reason or None,
        "by_name": name,
        "by_role": role,
        "responded_on": on,
        "reference": one_line(given.reference) or None,
        **(_completion(action, given) if accepts else {}),
    }


def _completion(action: Action, given: Response) -> dict[str, Any]:
    owner = said(one_line(given.owner_name), "Say who in the home sees to it, by name.")
    role = said(one_line(given.owner_role), "Say the role of who sees to it.")
    if given.due_on is None:
        raise Refused("Give the day by which it will be done.")
    if given.due_on < action.raised_on:
        raise Refused(
            f"{format_date(given.due_on)} is before it was recommended "
            f"({format_date(action.raised_on)}). Give the day by which it will be done."
        )
    return {"owner_name": owner, "owner_role": role, "due_on": given.due_on}
