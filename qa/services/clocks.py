"""The calendar and the time limits in force, for services."""

import datetime as dt
from typing import Any

from db.queries import keeping
from qa.domain.timescales import Due, RuleBook, due
from qa.domain.working_days import Calendar
from qa.services import install, rule_books, settings
from qa.services.calendar import calendar


def working_calendar(session: Any) -> Calendar:
    """England's working days less the council's closure days as they are now kept."""
    return calendar(keeping.closure_days(session))


def values_and_calendar(session: Any, on: dt.date) -> tuple[dict[str, Any], Calendar]:
    """The settings in force on a day and the working calendar, in one read."""
    stored, closed = keeping.holds_today(session, on)
    return settings.typed(stored), calendar(closed)


def rule_book(session: Any) -> RuleBook:
    """Every set of time limits, by the day from which it is in force. Raises Refused."""
    return rule_books.rule_book(session)


def limit(session: Any, rule_id: str, start: dt.date, on: dt.date) -> tuple[Due, str]:
    """The due date a rule gives, by the version in force `on` a day, and that version."""
    version, rules = install.rules_in_force(session, on)
    return due(rules[rule_id], start, working_calendar(session)), version
