"""The time limits of every day: the versions that ship with the program, and laid over them the
council's own changes, each from its day. Read once for each set of installed versions."""

import datetime as dt
from typing import Any

from db.queries import keeping
from qa.domain import local_limits
from qa.domain.forms import digest
from qa.domain.local_limits import Change
from qa.domain.refusals import Refused
from qa.domain.timescale_files import load_rules
from qa.domain.timescales import Rule, RuleBook

RULES_KIND, TIMESCALES, LOCAL = "rules", "timescales", "timescales-local"
CACHED_AT_MOST = 50
_books: dict[tuple, RuleBook] = {}
_rules: dict[str, dict[str, Rule]] = {}


def rule_book(session: Any) -> RuleBook:
    """Every set of time limits, by the day from which it is in force; one small query.

    Versions are '2', and with local changes '2.1': the number of the last change that has begun.
    Raises Refused where nothing is installed, or an installed text was changed.
    """
    stamps = tuple(keeping.version_stamps(session, RULES_KIND))
    if stamps not in _books:
        book = RuleBook(tuple(_steps(stamps, keeping.version_bodies(session, RULES_KIND))))
        if len(_books) >= CACHED_AT_MOST:
            _books.clear()
        _books[stamps] = book
    return _books[stamps]


def _steps(stamps: tuple, bodies: dict[str, str]) -> list[tuple[dt.date, str, dict[str, Rule]]]:
    if all(stamp.name != TIMESCALES for stamp in stamps):
        raise Refused("The time limits are not installed. Run: python -m qa init")
    begun = [stamps[: n + 1] for n in range(len(stamps))]
    return [
        (each[-1].effective_from, *_after(each, bodies))
        for each in begun
        if any(stamp.name == TIMESCALES for stamp in each)
    ]


def _after(begun: tuple, bodies: dict[str, str]) -> tuple[str, dict[str, Rule]]:
    """The version and rules once these have begun: the highest of ours, then every change."""
    number, ours = max((s.number, s.digest) for s in begun if s.name == TIMESCALES)
    rules = _read(ours, bodies)
    local = [stamp for stamp in begun if stamp.name == LOCAL]
    if not local:
        return str(number), rules
    version = f"{number}.{local[-1].number}"
    changes = [change_in(bodies[stamp.digest]) for stamp in local]
    return version, local_limits.laid_over(rules, changes, version)


def _read(found: str, bodies: dict[str, str]) -> dict[str, Rule]:
    if found not in _rules:
        if digest(bodies[found]) != found:
            raise Refused(
                "The installed time limits were changed after they were installed. Restore them "
                "from a backup."
            )
        _rules[found] = load_rules(bodies[found], "The installed time limits")
    return _rules[found]


def change_in(body: str) -> Change:
    """The council's change in an installed text."""
    return local_limits.read(body, "An installed change of a time limit")
