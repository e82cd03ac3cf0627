"""What the panels inside the form of a visit show, read anew for the part of the page they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.models import Visit, VisitAlert, VisitConsent
from db.queries import visits as queries
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound
from qa.services import drafts, install, residents
from qa.services.records import allowed, found


@dataclass(frozen=True)
class Panels:
    """A visit being written: who lived there, consents with letters, who was told, answers."""

    visit: Visit
    residents: Sequence[Any]
    consents: Sequence[tuple[VisitConsent, str]]
    alerts: Sequence[VisitAlert]
    answers: dict[str, Any]


def read(actor: Actor, check_id: int) -> Panels:
    """For whoever is filling it in. Raises NotFound, or Refused in words."""
    with reading() as session:
        check = found(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        on_visit = queries.of_check(session, check_id)
        if on_visit is None:
            raise NotFound("visit")
        visit, home = on_visit
        return Panels(
            visit,
            residents.living(session, home.id, visit.visited_on),
            queries.consents(session, check_id),
            queries.alerts(session, check_id),
            drafts.answers(session, check, install.form(session, check.form_id)),
        )
