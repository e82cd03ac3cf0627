"""The council's list of themes of challenges: added to, taken off, never forgotten."""

import re
from dataclasses import dataclass

from db.engine import reading, writing
from db.queries import themes as queries
from db.queries.trail import locked_head
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.one_line import one_line
from qa.domain.refusals import NotFound, Refused
from qa.services import trail

LONGEST = 80


@dataclass(frozen=True)
class ThemeRow:
    """A theme: its code for ever, its words, whether it can be chosen, and in how many challenges
    and good-practice alerts it is used; drafts are their writers' alone and not counted."""

    code: str
    words: str
    is_removed: bool
    uses: int
    alerts: int


def listed(actor: Actor, *, with_removed: bool = False) -> list[ThemeRow]:
    """The themes in order; for everybody who is signed in."""
    with reading() as session:
        uses = queries.uses(session) if with_removed else {}
        return [
            ThemeRow(
                each.code, each.words, each.removed_on is not None, *uses.get(each.code, (0, 0))
            )
            for each in queries.every(session)
            if with_removed or each.removed_on is None
        ]


def add(actor: Actor, words: str) -> str:
    """Add a theme; its code. One that was taken off comes back under the code it had."""
    permissions.require(actor, "keep_ladders")
    words = one_line(words, LONGEST + 1)
    if not words:
        raise Refused("Name the theme.")
    if len(words) > LONGEST:
        raise Refused(f"Name the theme in at most {LONGEST} characters.")
    with writing() as session:
        locked_head(session)  # of two who add at once the second sees what the first added
        every = queries.every(session)
        same = next((t for t in every if t.words.casefold() == words.casefold()), None)
        if same is not None and same.removed_on is None:
            raise Refused(f"{same.words} is on the list already.")
        if same is not None:
            same.removed_on, code = None, same.code
        else:
            code = _code(words, {theme.code for theme in every})
            queries.add_all(session, {code: words})
        trail.record(session, actor, "add", "theme", None, {code: [None, words]})
        return code


def remove(actor: Actor, code: str) -> None:
    """Take a theme off the list. Where it is in use it stays, and is still shown and counted."""
    permissions.require(actor, "keep_ladders")
    with writing() as session:
        locked_head(session)
        found = next(iter(queries.of_codes(session, [code])), None)
        if found is None or found.removed_on is not None:
            raise NotFound("theme")
        found.removed_on = actor.today
        trail.record(session, actor, "remove", "theme", found.id, {code: [found.words, None]})


def _code(words: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:30] or "theme"
    if stem not in taken:
        return stem
    return next(made for n in range(2, 10_000) if (made := f"{stem}_{n}") not in taken)
