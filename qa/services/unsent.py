"""What somebody typed into a box and has not sent yet, so that no page, session or server loses it.

It is theirs alone and no record: not on the trail, not in an export, not on the child's page, and
nobody covers for it. It goes once it was sent, after some days, and with the sight of the record.
A `place` is the record the boxes stand on ("challenge:17"), a `field` one of them ("answer/text").
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import unsent as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.answers import checks as given
from qa.domain.refusals import Stale
from qa.services import people, saving, settings

ACT = "keep_unsent"
ELSEWHERE = "You typed something else here meanwhile, in another window."


@dataclass(frozen=True, slots=True)
class Kept:
    """A text, since when, its version, and how often what stood in its box was sent ('' then)."""

    text: str
    saved_at: dt.datetime
    version: int
    turn: int


def kept(actor: Actor, place: str) -> dict[str, Kept]:
    """What this person has typed at a place, by field (one statement). Raises Refused."""
    permissions.require(actor, ACT)
    with reading() as session:
        return {
            field: Kept(*rest) for field, *rest in queries.kept(session, actor.person_id, place)
        }


def keep(actor: Actor, place: str, field: str, text: str, *, typed_on_version: int) -> int:
    """Keep a text exactly as typed; its new version.

    `typed_on_version`: the version the box has shown, 0 for none. Raises Stale (`theirs`: Kept)
    where another window kept another text since, Refused past the size of any text.
    """
    with writing() as session:
        connection = session.connection()
        actor = saving.as_of_now(connection, actor)
        permissions.require(actor, ACT)
        values = {
            "person_id": actor.person_id,
            "place": place,
            "field": field,
            "text": given.text(text) or "",
            "saved_at": actor.now,
            "typed_on": typed_on_version,
        }
        version = queries.keep(connection, values)
        if version is None:
            _field, *rest = queries.one(connection, actor.person_id, place, field)
            theirs = Kept(*rest)
            raise Stale(ELSEWHERE, theirs, theirs.version)
        return version


def clear(actor: Actor, place: str, sent: Mapping[str, int]) -> None:
    """What was sent, by field and version, is not kept any more; a newer text stays."""
    with writing() as session:
        queries.empty(session, actor.person_id, place, sent)


def tidy(actor: Actor) -> int:
    """Remove what is too old, and what stands on records its person may not see any more."""
    with writing() as session:
        days = settings.value(session, "unsent_kept_days", actor.today)
        gone = queries.remove_before(session, actor.now - dt.timedelta(days=days))
        for person_id, places in queries.places(session).items():
            person = people.actor(session, person_id, "", actor.now, actor.today)
            gone += queries.remove_places(
                session, person_id, _out_of_sight(session, person, places)
            )
        return gone


def _out_of_sight(session: Any, person: Actor, places: list[str]) -> list[str]:
    by_noun: dict[str, dict[int, str]] = {}
    for place in places:
        noun, _, number = place.partition(":")
        if noun in queries.SCOPES:
            by_noun.setdefault(noun, {})[int(number)] = place
    gone = []
    for noun, ids in by_noun.items():
        seen = queries.seen(session, person, noun, ids)
        gone += [place for number, place in ids.items() if number not in seen]
    return gone
