"""Visits after their form is finished, for tests: issued by the service, sent to everybody."""

import datetime as dt
from types import SimpleNamespace

from db.engine import reading
from db.models import Check, VisitSending
from qa.domain.actor import Actor
from qa.services import visit_after, visit_sendings
from qa.services.recommendations import Response
from qa.services.visit_sendings import Sent
from tests.services import makers
from tests.services.visit_filling import ON, on_day

FARSHIRE, COUNCIL = "Farshire County Council (fictional)", "Fictional Council"
LATER = ON + dt.timedelta(days=7)


def version(check_id: int) -> int:
    """The version of a visit as it stands now."""
    return makers.row(Check, check_id).version


def issue(w: SimpleNamespace, check_id: int, on: dt.date = LATER, reason: str = "") -> None:
    """Issue the report on a day."""
    visit_after.issue(on_day(w.visitor, on), check_id, version(check_id), on, reason)


def copies(on: dt.date = LATER) -> list[Sent]:
    """One to everybody who must have it: of Oak House with A and B."""
    return [
        Sent("ofsted", "", on, "portal", "FIC-1"),
        Sent("placing_authorities", FARSHIRE, on, "email"),
        Sent("placing_authorities", COUNCIL, on, "email"),
        Sent("provider", "Fictional Council", on, "email"),
        Sent("manager", "", on, "by_hand"),
        Sent("responsible_individual", "Rae Responsible", on, "post"),
    ]


def send_all(actor: Actor, check_id: int, on: dt.date = LATER, but: str = "") -> None:
    """Record a copy to everybody, leaving one kind of recipient out."""
    wanted = [each for each in copies(on) if each.recipient != but]
    visit_sendings.record_all(on_day(actor, on), check_id, version(check_id), wanted)


def missing(check_id: int) -> list[str]:
    """Who is still missing, in words."""
    with reading() as session:
        return [copy.words for copy in visit_sendings.needed(session, check_id)]


def sendings(check_id: int) -> list[VisitSending]:
    """The whole log, the first entry first."""
    with reading() as session:
        found = session.query(VisitSending).filter_by(check_id=check_id)
        return found.order_by(VisitSending.id).all()


def response(stance: str = "accept", **about: object) -> Response:
    """What the registered manager says, complete for the stance."""
    given = {
        "by_name": "Manager of Oak House", "by_role": "Registered manager",
        "responded_on": LATER, "reference": "FIC-R44-1",
    }  # fmt: skip
    if stance != "accept":
        given["reason"] = "The landlord decides"
    if stance != "not_accept":
        given |= {"owner_name": "Dee Deputy", "owner_role": "Deputy manager",
                  "due_on": dt.date(2026, 12, 1)}  # fmt: skip
    return Response(stance, **{**given, **about})
