"""Who saves, looked up again within the save's own transaction.

A fragment's rerun does not run the page, so what the page knew of the person may be old: the
sign-in may have ended, a role may have been taken away, cover may have run out.
"""

import dataclasses
import datetime as dt
from typing import Any

from db.queries import saving as queries
from qa.domain.actor import Actor, RoleHeld
from qa.domain.refusals import Refused
from qa.domain.settings import BY_KEY, parsed
from qa.services.sessions import GRACE_FOR_A_SAVE, TOUCH_EVERY

SIGNED_OUT = (
    "You are signed out, so this was not saved. Sign in again and load this page anew: what you "
    "typed here comes back and is saved."
)


def as_of_now(connection: Any, actor: Actor) -> Actor:
    """The actor with the roles held now; cover is another read. Counts as use of the session.

    A session that ran out in the last 60 seconds still saves what was typed; one that was ended
    does not. An actor without a sign-in (the command line) stays as it is. Raises Refused.
    """
    if actor.sign_in_id is None:
        return actor
    rows = queries.sign_in(connection, actor.sign_in_id, actor.person_id, actor.today)
    if not rows or rows[0].ended_at or rows[0].disabled_at or rows[0].must_change:
        raise Refused(SIGNED_OUT)
    ends_at = _ends_at(rows[0])
    if actor.now >= ends_at + GRACE_FOR_A_SAVE:
        raise Refused(SIGNED_OUT)
    if actor.now < ends_at and actor.now - rows[0].last_seen_at >= TOUCH_EVERY:
        queries.seen(connection, actor.sign_in_id, actor.now)
    held = frozenset(RoleHeld(row.role, row.team_id) for row in rows if row.role)
    return dataclasses.replace(actor, roles=held, covering=frozenset())


def with_cover(connection: Any, actor: Actor) -> Actor:
    """The actor with the colleagues covered now: needed only for what is not their own."""
    covering = frozenset(queries.covered(connection, actor.person_id, actor.today))
    return dataclasses.replace(actor, covering=covering)


def _ends_at(row: Any) -> dt.datetime:
    idle = dt.timedelta(minutes=_limit(row, "session_idle_minutes"))
    absolute = dt.timedelta(hours=_limit(row, "session_absolute_hours"))
    return min(row.last_seen_at + idle, row.begun_at + absolute)


def _limit(row: Any, key: str) -> Any:
    set_to = getattr(row, key)
    return BY_KEY[key].default if set_to is None else parsed(key, set_to)
