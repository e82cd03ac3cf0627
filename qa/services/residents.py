"""Children in a home by letter: given once, kept for the stay, never another child's there.

Children of this council come from the roster; those of other authorities by hand, with nothing
that identifies them but the authority. Restricted children have letters too (a visitor meets
everybody who lives there); the register's own screens leave them out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import HomeResident
from db.queries import homes as home_queries
from db.queries import residents as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.homes import must_be_in_its_life
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.domain.residents import DAY, Stay, is_authority, next_letter, stays
from qa.services import trail
from qa.services.independence import facts_of_home

OUR_COUNCIL = "This council"
Lettered = Sequence[tuple[HomeResident, int | None]]


@dataclass(frozen=True)
class Resident:
    """A child of a home by letter. `child_id` is the number that stands, where they are ours."""

    id: int
    letter: str
    child_id: int | None
    placing_authority: str
    from_on: dt.date
    to_on: dt.date | None

    def lives_there(self, on: dt.date) -> bool:
        """Whether they live in the home that day."""
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)


def everybody(session: Any, home_id: int) -> list[Resident]:
    """Everybody ever given a letter in the home, in the order of the letters.

    A child with two numbers, each of which had a letter before they were merged, has the first.
    """
    found = [_resident(*each) for each in queries.letters(session, home_id)]
    return [each for at, each in enumerate(found) if not _is_double(each, found[:at])]


def living(session: Any, home_id: int, on: dt.date) -> list[Resident]:
    """Children with a letter who live in the home on a day."""
    return [each for each in everybody(session, home_id) if each.lives_there(on)]


def bring_up_to_date(
    session: Any, actor: Actor, home_id: int, on: dt.date, *, ends: bool = True
) -> list[Resident]:
    """Give the roster's children who live there on a day their letters, and end the stays of those
    who have left (`ends`; not by a day that is past); who lives there then. In the caller's
    transaction; policy is the caller's."""
    if queries.lock_home(session, home_id) is None:
        raise NotFound("home")
    lettered = [(row, child_id) for row, child_id in queries.letters(session, home_id)]
    found = stays(Stay(*row) for row in queries.placements(session, home_id))
    changed = _end(lettered, found, max(on, actor.today)) if ends else []
    given = _give(session, actor, home_id, lettered, found, on)
    if given or changed:
        payload = {"letters_given": [None, given], "stays_changed": [None, changed]}
        trail.record(session, actor, "letters", "home", home_id, payload, home_id=home_id)
    return living(session, home_id, on)


def _end(lettered: Lettered, found: Sequence[Stay], today: dt.date) -> list[str]:
    """Let each stay end, or go on, as the roster has it; the letters whose stay changed. One that
    the roster holds no longer ended yesterday at the latest, and not on the day of a visit that is
    typed in late: the child may have been met since."""
    changed = []
    for row, child_id in lettered:
        if row.child_id is None:
            continue
        stay = next(
            (s for s in found if s.child_id == child_id and s.touches(row.from_on, row.to_on)), None
        )
        ends = stay.to_on if stay else (row.to_on or max(row.from_on, today - DAY))
        if ends != row.to_on:
            row.to_on = ends and max(row.from_on, ends)
            changed.append(row.letter)
    return changed


def _give(
    session: Any, actor: Actor, home_id: int, lettered: Lettered, found: Sequence[Stay], on: dt.date
) -> list[str]:
    used = [row.letter for row, _child in lettered]
    before = len(used)
    for stay in sorted(found, key=lambda each: (each.from_on, each.child_id)):
        known = any(
            child_id == stay.child_id and stay.touches(row.from_on, row.to_on)
            for row, child_id in lettered
        )
        if known or not stay.holds(on):
            continue
        used.append(next_letter(used))
        session.add(_row(home_id, used[-1], OUR_COUNCIL, stay.from_on, actor, stay))
    session.flush()
    return used[before:]


def _row(
    home_id: int, letter: str, authority: str, from_on: dt.date, actor: Actor,
    stay: Stay | None = None,
) -> HomeResident:  # fmt: skip
    return HomeResident(
        home_id=home_id,
        letter=letter,
        child_id=stay.child_id if stay else None,
        placing_authority=authority,
        from_on=from_on,
        to_on=stay.to_on if stay else None,
        added_by_id=actor.person_id or None,
    )


def add(actor: Actor, home_id: int, placing_authority: str, from_on: dt.date) -> int:
    """Enter a child of another authority, by hand: the authority and the day; the stay's id."""
    authority = _authority(placing_authority)
    with writing() as session:
        home = _may(session, actor, home_id)
        _must_be_a_first_day(actor, home, from_on)
        used = [row.letter for row, _child in queries.letters(session, home_id)]
        row = _row(home_id, next_letter(used), authority, from_on, actor)
        session.add(row)
        session.flush()
        payload = {
            "letter": [None, row.letter],
            "placing_authority": [None, authority],
            "from_on": [None, from_on],
        }
        trail.record(session, actor, "add", "home_resident", row.id, payload, home_id=home_id)
        return row.id


def _must_be_a_first_day(actor: Actor, home: Any, from_on: dt.date | None) -> None:
    if from_on is None:
        raise Refused("Enter the day the child came to live there.")
    if from_on > actor.today:
        raise Refused("The day the child came to live there is not in the future.")
    must_be_in_its_life("The child's first day", from_on, home.opened_on, home.closed_on)


def correct(actor: Actor, resident_id: int, placing_authority: str) -> None:
    """Correct the authority of a child who was entered by hand. Raises NotFound, Refused."""
    authority = _authority(placing_authority)
    with writing() as session:
        row, _home = _by_hand(session, actor, resident_id)
        payload = {"letter": row.letter, "placing_authority": [row.placing_authority, authority]}
        row.placing_authority = authority
        trail.record(session, actor, "change", "home_resident", row.id, payload,
                     home_id=row.home_id)  # fmt: skip


def came(actor: Actor, resident_id: int, from_on: dt.date) -> None:
    """Correct the first day of a child who was entered by hand. Raises NotFound, Refused."""
    with writing() as session:
        row, home = _by_hand(session, actor, resident_id)
        _must_be_a_first_day(actor, home, from_on)
        if row.to_on is not None and row.to_on < from_on:
            raise Refused("The first day is after the last.")
        payload = {"letter": row.letter, "from_on": [row.from_on, from_on]}
        row.from_on = from_on
        trail.record(session, actor, "change", "home_resident", row.id, payload,
                     home_id=row.home_id)  # fmt: skip


def _authority(typed: str) -> str:
    """The name of an authority, or a refusal: what stands here is printed and sent on."""
    authority = one_line(typed)
    if not authority:
        raise Refused("Enter the authority that placed the child. Never the child's name.")
    if not is_authority(authority):
        raise Refused(
            "Enter the authority by its full name, for example Westholm Borough Council, and "
            "nothing about the child."
        )
    return authority


def _by_hand(session: Any, actor: Actor, resident_id: int) -> tuple[HomeResident, Any]:
    row = queries.one(session, resident_id)
    if row is None:
        raise NotFound("child of the home")
    home = _may(session, actor, row.home_id)
    if row.child_id is not None:
        raise Refused("What is known of a child of this council comes from the list of children.")
    return row, home


def leave(actor: Actor, resident_id: int, to_on: dt.date) -> None:
    """Record the last day of a child of another authority; it can be corrected."""
    with writing() as session:
        row, _home = _by_hand(session, actor, resident_id)
        if to_on is None or to_on < row.from_on:
            raise Refused("The last day is before the first.")
        if to_on > actor.today:
            raise Refused("The last day is not in the future.")
        payload = {"letter": row.letter, "to_on": [row.to_on, to_on]}
        row.to_on = to_on
        trail.record(session, actor, "leave", "home_resident", row.id, payload,
                     home_id=row.home_id)  # fmt: skip


def may_keep(session: Any, actor: Actor, home_id: int) -> permissions.Decision:
    """Whoever keeps the register, and the home's visitor: children are entered at the visit."""
    kept = permissions.can(actor, "keep_register")
    if kept.allowed:
        return kept
    facts = facts_of_home(session, actor, home_id, actor.today)
    return permissions.can(actor, "begin_visit", facts)


def _may(session: Any, actor: Actor, home_id: int) -> Any:
    home = home_queries.one(session, actor, home_id, lock=True)
    if home is None:
        raise NotFound("home")
    decision = may_keep(session, actor, home_id)
    if not decision.allowed:
        raise Refused(decision.why)
    return home


def _resident(row: HomeResident, child_id: int | None) -> Resident:
    ours = None if row.child_id is None else child_id
    return Resident(row.id, row.letter, ours, row.placing_authority, row.from_on, row.to_on)


def _is_double(one: Resident, earlier: Sequence[Resident]) -> bool:
    return one.child_id is not None and any(
        other.child_id == one.child_id
        and Stay(one.child_id, one.from_on, one.to_on).touches(other.from_on, other.to_on)
        for other in earlier
    )
