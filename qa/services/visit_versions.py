"""What stood beside the answers of an earlier version of a visit when that version was finished.

Answers are kept for each version; recommendations, consents and who was told at once are kept for
the visit and go on changing while a later version is written. What an earlier version said of them
the trail tells: nothing of the draft shows in it, and nothing that was taken back since is lost.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.models import Action, Revision, VisitAlert, VisitConsent
from db.queries import actions as action_queries
from db.queries import visit_versions as queries
from db.queries import visits as visit_queries
from qa.domain.residents import number_of
from qa.domain.words import LONDON
from qa.services.drafts import was_raised

Entries = Sequence[Any]
Held = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Beside:
    """What stood beside the answers; consents with the letter of the child, as `VisitView`."""

    actions: list[Action]
    consents: list[tuple[VisitConsent, str]]
    alerts: list[VisitAlert]


def when_finished(session: Any, revision: Revision) -> Beside:
    """What stood beside the answers of a finished version. The caller has opened the visit."""
    every = action_queries.of_check(session, revision.check_id)
    told = queries.entries(session, revision.check_id, [each.id for each in every])
    before, since = _split(told, revision)
    return Beside(
        _actions(every, before, since, revision),
        _consents(session, before, since, revision.check_id),
        _alerts(session, before, since, revision.check_id),
    )


def _split(told: Entries, revision: Revision) -> tuple[Entries, Entries]:
    """The trail up to the finish of the version, and after it."""
    finished = [
        place
        for place, each in enumerate(told, start=1)
        if each.act == "submit" and each.payload.get("revision") == revision.number
    ]
    end = finished[-1] if finished else sum(each.at <= revision.issued_at for each in told)
    return told[:end], told[end:]


def _actions(
    every: Iterable[Action], before: Entries, since: Entries, revision: Revision
) -> list[Action]:
    """Recommendations that were written by then, and not taken back."""
    gone, later = _named(before, "withdraw"), _named(since, "add")
    until = revision.issued_at.astimezone(LONDON).date()
    return [
        each
        for each in every
        if each.id not in later
        and each.raised_on <= until
        and (was_raised(each) or (each.id not in gone and each.id in _named(since, "withdraw")))
    ]


def _named(told: Entries, act: str) -> set[int | None]:
    return {each.noun_id for each in told if each.noun == "action" and each.act == act}


def _consents(
    session: Any, before: Entries, since: Entries, check_id: int
) -> list[tuple[VisitConsent, str]]:
    changed = _about(since, "consent", "letter")
    stand = [
        (row, letter)
        for row, letter in visit_queries.consents(session, check_id)
        if letter not in changed
    ]
    then = _replayed(before, "consent", "letter", changed)
    stand += [(VisitConsent(check_id=check_id, **held), letter) for letter, held in then.items()]
    return sorted(stand, key=lambda one: number_of(one[1]))


def _alerts(session: Any, before: Entries, since: Entries, check_id: int) -> list[VisitAlert]:
    changed = _about(since, "tell", "question")
    stand = [row for row in visit_queries.alerts(session, check_id) if row.question not in changed]
    then = _replayed(before, "tell", "question", changed)
    stand += [VisitAlert(check_id=check_id, question=q, **held) for q, held in then.items()]
    return sorted(stand, key=lambda one: one.question)


def _about(told: Entries, act: str, key: str) -> set[str]:
    return {each.payload[key] for each in told if each.act == act}


def _replayed(told: Entries, act: str, key: str, wanted: Collection[str]) -> Held:
    """The columns of each row as the entries leave it; nothing of one that was taken away."""
    found: Held = {}
    for each in told:
        if each.act == act and each.payload[key] in wanted:
            found.setdefault(each.payload[key], {}).update(_given(each.payload))
    return {name: held for name, held in found.items() if any(held.values())}


def _given(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _typed(k, v[-1]) for k, v in payload.items() if isinstance(v, list)}


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name.endswith("_at"):
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if name.endswith("_on") else value
