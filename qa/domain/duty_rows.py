"""Duties as columns of codes: small numbers until they are stored or shown."""

from dataclasses import dataclass

import numpy as np

from qa.domain.due_dates import due_dates
from qa.domain.duties import DONE, ENDED, KINDS, MISSED, RUNNING
from qa.domain.duty_arrays import NEVER, Column
from qa.domain.timescales import Rule, RuleBook
from qa.domain.working_days import Calendar

KIND_NAMES = tuple(KINDS)
STATUS_NAMES = (RUNNING, DONE, MISSED, ENDED)
RULE_NAMES = tuple(dict.fromkeys(rule for kind in KINDS.values() for rule in kind.rule_ids))
KIND = {name: np.int8(n) for n, name in enumerate(KIND_NAMES)}
STATUS = {name: np.int8(n) for n, name in enumerate(STATUS_NAMES)}
RULE = {name: np.int8(n) for n, name in enumerate(RULE_NAMES)}
NO_VERSION = np.int16(-1)


@dataclass(frozen=True)
class Rows:
    """Duties as columns. `kind`, `rule` and `status` are places in the tuples above, `version` the
    place of a step of the rule book; days may be NaT, ids are 0 for none."""

    child: Column
    kind: Column
    started: Column
    until: Column
    due: Column
    on_time_until: Column
    rule: Column
    version: Column
    status: Column
    done: Column
    review: Column
    check: Column
    ended: Column

    def where(self, chosen: Column) -> "Rows":
        """Some of the rows."""
        return Rows(*(getattr(self, name)[chosen] for name in FIELDS))


FIELDS = tuple(Rows.__dataclass_fields__)


def joined(parts: list[Rows]) -> Rows:
    """Several sets of rows as one."""
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in FIELDS))


def named(codes: Column, names: tuple[str, ...]) -> Column:
    """The names that codes stand for."""
    return np.array(names, dtype=object)[codes]


def in_versions(book: RuleBook, rule_id: str, started: Column) -> list[tuple[Rule, int, Column]]:
    """The rule in each step of the book that has it, and which of the starts fall under it."""
    steps = [(n, rules[rule_id]) for n, (_on, _v, rules) in enumerate(book.steps)
             if rule_id in rules]  # fmt: skip
    if len(book.steps) == 1:
        return [(rule, n, np.ones(len(started), dtype=bool)) for n, rule in steps]
    in_force = book.places(started)
    return [(rule, n, in_force == n) for n, rule in steps]


def due_by(
    book: RuleBook, rule: Column, started: Column, calendar: Calendar
) -> tuple[Column, Column]:
    """Due dates and versions of clocks under these rules, each by the rules in force on the day
    it started; NaT where no date can be given."""
    due = np.full(len(started), NEVER)
    version = np.full(len(started), NO_VERSION)
    for code in np.flatnonzero(np.bincount(rule, minlength=len(RULE_NAMES))):
        of_rule = np.flatnonzero(rule == code)
        for each, step, in_force in in_versions(book, RULE_NAMES[code], started[of_rule]):
            rows = of_rule if in_force.all() else of_rule[in_force]
            if len(rows) and each.runs:
                due[rows] = due_dates(each, started[rows], calendar, blank=True)
                version[rows] = step
    return due, version
