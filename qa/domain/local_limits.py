"""A council's own changes to the time limits it may change: read, written, laid over the others.

A change is kept as a small text (TOML): the id of the rule, its limit, its unit, and why.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.domain.one_line import one_line
from qa.domain.refusals import Refused
from qa.domain.timescale_files import LARGEST
from qa.domain.timescales import MIDPOINT, UNIT_WORDS, Rule

KEYS = {"id": str, "limit": int, "unit": str, "reason": str}
LONGEST_REASON = 300


@dataclass(frozen=True)
class Change:
    """A limit as the council set it: so many of a unit, and why."""

    id: str
    limit: int
    unit: str
    reason: str


def write(change: Change) -> str:
    """The text that is kept."""
    values = {key: getattr(change, key) for key in KEYS}
    return "".join(f"{key} = {json.dumps(v, ensure_ascii=False)}\n" for key, v in values.items())


def read(text: str, where: str) -> Change:
    """A change from its text. Raises `Refused` naming `where` and the reason."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{where} cannot be read: {error}.") from error
    if set(data) != set(KEYS) or any(type(data[key]) is not kind for key, kind in KEYS.items()):
        raise Refused(f"{where} is not a change of a time limit.")
    return Change(**data)


def may_change(rule: Rule) -> str:
    """Why a council may not change this limit, in a sentence; '' where it may."""
    if rule.statutory:
        return (
            f"{rule.event}: set by law or statutory guidance ({rule.source}), so it cannot be "
            "changed here."
        )
    if rule.fixed:
        return f"{rule.event}: the limit is named wherever it is chosen, so it stays as it is."
    if not rule.runs or rule.unit == MIDPOINT:
        return f"{rule.event}: the limit is not a number, so there is nothing to change."
    return ""


def locked_words(rule: Rule) -> str:
    """That a council may not change this limit, and why where law does not say it; '' where it
    may."""
    if rule.statutory or not may_change(rule):
        return "locked" if rule.statutory else ""
    if rule.fixed:
        return "locked: its number is in the words people choose"
    if rule.unit == MIDPOINT:
        return "locked: it has no number, being half way between two meetings"
    return "locked: it is said in words and runs as no clock"


def changed(rule: Rule, limit: int, unit: str, reason: str) -> Change:
    """The change, where it makes sense. Raises `Refused` in words where it does not."""
    if why := may_change(rule):
        raise Refused(why)
    least = 0 if rule.limit == 0 else 1
    if type(limit) is not int or not least <= limit <= LARGEST:
        raise Refused(f"Enter a whole number from {least} to {LARGEST:,}.")
    if unit not in UNIT_WORDS:
        raise Refused("Choose working days, days, weeks or months.")
    if not one_line(reason):
        raise Refused("Say why the limit changes, for example who agreed it and when.")
    return Change(rule.id, limit, unit, one_line(reason, LONGEST_REASON))


def laid_over(rules: dict[str, Rule], changes: Iterable[Change], version: str) -> dict[str, Rule]:
    """The rules with the council's limits in place of ours, later changes over earlier ones, and
    all of them by that version. What law sets stays as it is, whatever a change says."""
    ours = {change.id: change for change in changes}
    return {
        rule_id: _with(replace(rule, version=version), ours.get(rule_id))
        for rule_id, rule in rules.items()
    }


def _with(rule: Rule, change: Change | None) -> Rule:
    if change is None or may_change(rule):
        return rule
    source = f"{rule.source}, limit set by the council"
    return replace(rule, limit=change.limit, unit=change.unit, source=source)
