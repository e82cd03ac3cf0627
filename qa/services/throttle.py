"""Tries are counted by account and place together, so that nobody can lock a colleague out.

A place is an address, or a device that has signed in to the account before (which is then
exempt from what others do at the same address). From one place, after five wrong tries the next
has to wait, longer each time. Wrong tries from everywhere, or of one address at every account,
never refuse: they only slow the answer.
"""

import datetime as dt
import hashlib
import math
from dataclasses import dataclass
from typing import Any

from db.models import SignInAttempt
from db.queries import people
from db.queries import sign_in as queries
from qa.domain.refusals import Refused
from qa.domain.words import plural

WINDOW = dt.timedelta(minutes=15)
FREE_TRIES = 5
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(minutes=15)
FREE_ACCOUNT_WIDE = 20
SLOWEST_SECONDS = 4.0
REFUSED_SECONDS = 1.0
"""How long the refusal to look at a try takes, so that asking again and again is slow too."""
KEPT = dt.timedelta(days=1)


class TooManyTries(Refused):
    """Wait before trying again from this place."""


@dataclass(frozen=True)
class Try:
    """A try that was let through: its row, and how long to make its answer take."""

    attempt_id: int
    slow_seconds: float


def begin_try(
    session: Any, username: str, address: str, device_hash: str | None, now: dt.datetime
) -> Try:
    """Count a try, as wrong until `succeeded` says otherwise, before its passphrase is looked at.

    Raises TooManyTries if this place has to wait.
    """
    account = people.account_by_username(session, username)
    known = bool(account and device_hash and queries.known_device(session, account.id, device_hash))
    who = username if account else _unknown(username)
    place = f"device {device_hash[:40]}" if known and device_hash else address
    failed = queries.failures_from(session, who, place, now - WINDOW)
    _require_waited(failed, now)
    slow = 0.0 if known else _slow_seconds(session, who, address, now)
    attempt = SignInAttempt(username=who, address=place, at=now, succeeded=False)
    session.add(attempt)
    session.flush()
    return Try(attempt.id, slow)


def _unknown(username: str) -> str:
    """A name nobody has may be a passphrase typed into the wrong box: keep only a digest."""
    return f"unknown {hashlib.sha256(username.encode()).hexdigest()[:32]}"


def wait_after(failures: int) -> dt.timedelta:
    """How long to wait after so many wrong tries in a row from one place."""
    if failures < FREE_TRIES:
        return dt.timedelta()
    return min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10), LONGEST_WAIT)


def _require_waited(failed: list[dt.datetime], now: dt.datetime) -> None:
    if not failed:
        return
    left = max(failed) + wait_after(len(failed)) - now
    if left > dt.timedelta():
        minutes = math.ceil(left.total_seconds() / 60)
        raise TooManyTries(
            f"Too many tries from this device. Try again in {plural(minutes, 'minute')}."
        )


def _slow_seconds(session: Any, who: str, address: str, now: dt.datetime) -> float:
    since = now - WINDOW
    worst = max(
        queries.count_failures(session, since, username=who),
        queries.count_failures(session, since, address=address),
    )
    return min(SLOWEST_SECONDS, max(0, worst - FREE_ACCOUNT_WIDE + 1) * 0.25)


def forget_old(session: Any, now: dt.datetime) -> None:
    """Throw away tries and tickets nobody needs any more."""
    queries.forget_before(session, now - KEPT)
