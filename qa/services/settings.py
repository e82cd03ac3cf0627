"""Settings with effect from a day."""

import datetime as dt
from typing import Any

from db.engine import reading, writing
from db.models import Setting
from db.queries import keeping as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.settings import BY_KEY, RULES, parsed
from qa.services import trail

TOLERANCE = "midway_tolerance_working_days"
Values = dict[str, Any]


def values(session: Any, on: dt.date) -> Values:
    """Every setting in force on a day, typed; defaults where nothing was set."""
    return typed(queries.settings_on(session, on))


def typed(stored: dict[str, str]) -> Values:
    """Every setting, from what was set; defaults where nothing was."""
    return {r.key: parsed(r.key, stored[r.key]) if r.key in stored else r.default for r in RULES}


def value(session: Any, key: str, on: dt.date) -> Any:
    """One setting in force on a day."""
    return values(session, on)[key]


def history(session: Any, key: str) -> tuple[tuple[dt.date, Any], ...]:
    """Every value a setting had or will have, by the day from which it holds: the default first."""
    rows = queries.setting_history(session, key)
    return ((dt.date.min, BY_KEY[key].default), *((on, parsed(key, text)) for on, text in rows))


def current(on: dt.date) -> Values:
    """Every setting in force on a day (opens a session of its own)."""
    with reading() as session:
        return values(session, on)


def put(actor: Actor, key: str, text: str, from_on: dt.date) -> None:
    """Set a value with effect from a day, today or later."""
    permissions.require(actor, "keep_accounts")
    if key not in BY_KEY:
        raise Refused("There is no such setting.")
    parsed(key, text)
    if from_on < actor.today:
        raise Refused("A setting takes effect today or later; what has happened stays as it was.")
    with writing() as session:
        before = value(session, key, from_on)
        session.add(
            Setting(
                key=key,
                value=text,
                from_on=from_on,
                set_at=actor.now,
                set_by_id=actor.person_id or None,
            )
        )
        trail.record(
            session, actor, "set", "setting", None, {key: [before, text], "from_on": from_on}
        )
        if key == TOLERANCE and from_on == actor.today:
            from qa.services import duties  # which reads settings itself

            duties.refresh_all(session, actor.today)
