"""To whom the issued report of a visit was sent, when and how: regulation 44(7)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import Check, Visit, VisitSending
from db.queries import visits as queries
from qa.domain import distribution
from qa.domain.actor import Actor
from qa.domain.distribution import Copy
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import joined
from qa.services import residents, visit_begin
from qa.services.records import record as on_trail
from qa.services.visit_moves import day_between, may, moved_by

NAMED = {
    "manager": "registered_manager",
    "responsible_individual": "responsible_individual",
}
"""Recipients whom the register of homes names, if there is one."""
LOGGED = ("recipient", "name", "sent_on", "method", "reference")


@dataclass(frozen=True)
class Sent:
    """A copy as it is recorded; `name`: which authority, or who. No day where there is none."""

    recipient: str
    name: str = ""
    sent_on: dt.date | None = None
    method: str = ""
    reference: str = ""


def needed(session: Any, check_id: int) -> list[Copy]:
    """Who must still be sent the version that was issued last; nobody before an issue."""
    visit = queries.one(session, check_id)
    if visit is None or visit.issued_revision is None:
        return []
    return distribution.missing(authorities(session, visit), _log(session, visit))


def authorities(session: Any, visit: Visit) -> list[str]:
    """The placing authorities of the children who lived in the home on the day of the visit."""
    living = residents.living(session, visit.home_id, visit.visited_on)
    return sorted({each.placing_authority for each in living})


def record(actor: Actor, check_id: int, version: int, given: Sent) -> None:
    """Record one copy of the version issued last. Raises Refused in words."""
    record_all(actor, check_id, version, [given])


def record_all(actor: Actor, check_id: int, version: int, given: Sequence[Sent]) -> None:
    """Record several copies at once, all or none."""
    if not given:
        raise Refused("Choose to whom the report was sent.")
    with writing() as session:
        check, visit = may(session, actor, "distribute_visit", check_id, version)
        moved_by(check, "send")
        for each in given:
            _add(session, actor, check, visit, each)


def remove(actor: Actor, check_id: int, version: int, sending_id: int) -> None:
    """Take a wrong entry out of the log of the version issued last; the history keeps it."""
    with writing() as session:
        check, visit = may(session, actor, "distribute_visit", check_id, version)
        moved_by(check, "send")
        entry = next((s for s in _log(session, visit) if s.id == sending_id), None)
        if entry is None:
            raise NotFound("entry")
        session.delete(entry)
        session.flush()
        if check.status == "closed" and (lacking := needed(session, check.id)):
            who = joined([copy.words for copy in lacking])
            raise Refused(f"The visit is closed, and this is the only copy sent to: {who}.")
        before = {name: [getattr(entry, name), None] for name in LOGGED}
        _on_trail(session, actor, "unsend", check, visit, before)


def _log(session: Any, visit: Visit) -> list[VisitSending]:
    every = queries.sendings(session, visit.check_id)
    return [each for each in every if each.revision == visit.issued_revision]


def _add(session: Any, actor: Actor, check: Check, visit: Visit, given: Sent) -> None:
    values = _checked(session, actor, visit, given)
    copy = Copy(values["recipient"], values["name"] or "")
    log = _log(session, visit)
    if any(distribution.is_for(copy, each) for each in log):
        raise Refused(
            f"That a copy was sent is recorded already: {copy.words}. If the entry is wrong, take "
            "it away first."
        )
    session.add(
        VisitSending(
            check_id=check.id,
            revision=visit.issued_revision,
            recorded_by_id=actor.person_id,
            recorded_at=actor.now,
            **values,
        )
    )
    session.flush()
    added = {name: [None, value] for name, value in values.items()}
    _on_trail(session, actor, "send", check, visit, added)


def _checked(session: Any, actor: Actor, visit: Visit, given: Sent) -> dict[str, Any]:
    if given.recipient not in distribution.RECIPIENTS:
        raise Refused("Choose to whom the report was sent from the list.")
    words = distribution.RECIPIENTS[given.recipient]
    if given.method not in distribution.METHODS:
        raise Refused(f"Say how the report was sent: {words}.")
    there = authorities(session, visit)
    name = one_line(given.name)
    if given.method == distribution.NONE:
        _must_be_absent(session, visit, given.recipient, there)
        sent_on = None
    else:
        if given.recipient == distribution.PLACING and not name:
            raise Refused("Say which placing authority the report was sent to.")
        sent_on = day_between(
            given.sent_on, _issued_on(session, visit), actor.today, f"it was sent ({words})",
            "it was issued",
        )  # fmt: skip
    return {
        "recipient": given.recipient,
        "name": name or None,
        "sent_on": sent_on,
        "method": given.method,
        "reference": one_line(given.reference) or None,
    }


def _must_be_absent(session: Any, visit: Visit, recipient: str, there: Sequence[str]) -> None:
    if recipient in distribution.ALWAYS_THERE:
        raise Refused(distribution.ALWAYS_THERE[recipient])
    if recipient == distribution.PLACING and there:
        raise Refused(
            "Children lived in the home on the day of the visit, so there is a placing authority: "
            f"{joined(there)}."
        )
    _visit, home = queries.of_check(session, visit.check_id)
    named = getattr(home, NAMED[recipient], None) if recipient in NAMED else None
    if named:
        words = distribution.RECIPIENTS[recipient].lower()
        raise Refused(
            f"{home.name} has a {words} by the register of homes: {named}. Where there is none any "
            "more, business support or a practice manager says so on Children's homes first."
        )


def _issued_on(session: Any, visit: Visit) -> dt.date:
    every = queries.issues(session, visit.check_id)
    return next(each.issued_on for each in every if each.revision == visit.issued_revision)


def _on_trail(
    session: Any, actor: Actor, act: str, check: Check, visit: Visit, log: dict[str, Any]
) -> None:
    about = visit_begin.about(visit)
    on_trail(session, actor, act, check, {**about, "revision": visit.issued_revision, **log})
