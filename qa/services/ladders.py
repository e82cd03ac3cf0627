"""Ladders of challenges: installed versions, which one is in force, a council's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from db.engine import reading, writing
from db.models import InstalledVersion
from db.queries import install as install_queries
from db.queries import keeping
from db.queries.trail import locked_head
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.forms import digest
from qa.domain.forms.lines import Lines
from qa.domain.ladder_files import OWN, load_ladder
from qa.domain.ladders import Ladder
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import install, trail
from qa.services.ladder_texts import LADDER, ladder

DEFAULT = OWN
EMPTY = "The box is empty; put a text into it."


@dataclass(frozen=True)
class LadderVersion:
    """An installed version; whether new challenges get it today; until when they did, where a
    later one begins; the number of the one that replaced it on the day it began, where one did."""

    id: int
    ladder: Ladder
    from_on: dt.date
    in_force: bool
    until_on: dt.date | None = None
    replaced_by: int | None = None

    @property
    def title(self) -> str:
        """'Challenges, version 1, in force since 5 November 2026'."""
        standing = "in force since" if self.in_force else "from"
        named = f"{self.ladder.title}, version {self.ladder.version}"
        until = f" until {format_date(self.until_on)}" if self.until_on else ""
        if self.replaced_by is not None:
            until = f", replaced by version {self.replaced_by} with effect from the same day"
        return f"{named}, {standing} {format_date(self.from_on)}{until}"


def in_force(session: Any, name: str, on: dt.date) -> tuple[int, Ladder]:
    """The version of a ladder that challenges raised on a day follow, with its id."""
    have = keeping.version_in_force(session, LADDER, name, on)
    if have is None:
        raise Refused("This ladder is not installed. Run: python -m qa init")
    return have.id, ladder(session, have.id)


def choices(actor: Actor) -> list[LadderVersion]:
    """The ladders a challenge raised today can follow: the council's own first, then partners'."""
    found = [each for each in listed(actor) if each.in_force]
    return sorted(found, key=lambda each: (each.ladder.partner, each.ladder.title))


def listed(actor: Actor) -> list[LadderVersion]:
    """Every installed version of every ladder, the latest of each first."""
    with reading() as session:
        rows = keeping.versions(session, LADDER)
        current = {r.name: r.id for r in rows if r.effective_from <= actor.today}
        after = {one.id: other for one, other in pairwise(rows) if one.name == other.name}
        made = [
            LadderVersion(
                r.id, ladder(session, r.id), r.effective_from, current.get(r.name) == r.id,
                *_ends(r, after.get(r.id)),
            )
            for r in rows
        ]  # fmt: skip
    return sorted(made, key=lambda each: (each.ladder.name, -each.ladder.version))


def _ends(
    one: InstalledVersion, after: InstalledVersion | None
) -> tuple[dt.date | None, int | None]:
    """The last day of a version, or the number of the one that begins on its own first day."""
    if after is None:
        return None, None
    if after.effective_from == one.effective_from:
        return None, after.number
    return after.effective_from - dt.timedelta(days=1), None


def text(actor: Actor, ladder_id: int) -> str:
    """The text of an installed version, to begin a new one from."""
    permissions.require(actor, "keep_ladders")
    with reading() as session:
        ladder(session, ladder_id)
        return install_queries.body_of(session, ladder_id)


def install_ladder(actor: Actor, text: str, where: str, effective_from: dt.date | None) -> str:
    """Install a council's own version of a ladder with effect from a day; what was done, in words.

    Challenges that are raised already keep theirs. Raises Refused with line and reason.
    """
    permissions.require(actor, "keep_ladders")
    if not text.strip():
        raise Refused(EMPTY)
    text = text.removeprefix("\ufeff")
    made = load_ladder(text, where)
    if effective_from is None or effective_from < actor.today:
        raise Refused("A version takes effect today or later; what was raised keeps its own.")
    said = f"{made.title} (ladder {made.name}) version {made.version}"
    with writing() as session:
        locked_head(session)  # of two who install at once the second sees what the first did
        earlier = [v for v in keeping.versions(session, LADDER) if v.name == made.name]
        if any(v.number == made.version and v.digest == digest(text) for v in earlier):
            return f"{said} is installed already. Nothing changed."
        _is_next(made, earlier, text, where)
        _is_not_overtaken(earlier, effective_from)
        each = install.Packaged(LADDER, made.name, made.version, text)
        by_id = actor.person_id or None
        row_id = install.add(session, each, digest(text), effective_from, actor.now, by_id)
        payload = {"name": made.name, "number": made.version, "digest": digest(text),
                   "effective_from": effective_from}  # fmt: skip
        trail.record(session, actor, "install", "ladder", row_id, payload)
    done = f"{said} is installed. It is for challenges raised from {format_date(effective_from)}."
    if earlier and earlier[-1].effective_from == effective_from:
        done += f" It replaces version {earlier[-1].number}, which has effect from the same day."
    return done


def _is_not_overtaken(earlier: Sequence[InstalledVersion], effective_from: dt.date) -> None:
    if earlier and effective_from < earlier[-1].effective_from:
        first = earlier[-1]
        raise Refused(
            f"Version {first.number} takes effect on {format_date(first.effective_from)}. The next "
            "one takes effect on that day or later."
        )


def _is_next(made: Ladder, earlier: Sequence[InstalledVersion], text: str, where: str) -> None:
    wanted = (earlier[-1].number if earlier else 0) + 1
    if made.version == wanted:
        return
    line = Lines(text).of(("version",))
    raise Refused(
        f"{where}, line {line}: version {made.version} is not the next one. A version that is "
        f"installed does not change; give the new one version = {wanted}."
    )
