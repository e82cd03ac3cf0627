"""Notices: by council e-mail where a mail server is set, else a list that business support sends.

Each is sent once, on working days only, with a link and nothing about a child.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import challenges
from db.queries import notices as queries
from db.queries import trail as trail_queries
from qa.domain import notices as words
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.working_days import is_working_day
from qa.services import clocks, mail, notices_make, settings, trail


@dataclass(frozen=True)
class NoticeRow:
    """Something somebody is to be told by hand, with the words to send."""

    id: int
    challenge_id: int
    words: str
    """What it is about and where to look, or what to do without an account."""
    to_whom: str
    email: str
    made_at: dt.datetime

    @property
    def text(self) -> str:
        """The message, to copy: for whom, and the words."""
        for_whom = f"For {self.to_whom}. " if self.to_whom else ""
        return f"{for_whom}{self.words}"


@dataclass(frozen=True)
class Done:
    """What a run did: how many were sent, how many wait for business support."""

    is_working_day: bool
    sent: int = 0
    waiting: int = 0
    has_server: bool = False


def waiting(actor: Actor) -> list[NoticeRow]:
    """What business support sends: all that was not sent, or with a mail server all that it
    cannot reach. Within the reader's scope."""
    permissions.require(actor, "send_notices")
    with reading() as session:
        values = settings.values(session, actor.today)
        by_mail = words.by_mail(values)
        rows = queries.unsent_to_see(session, actor)
    return [
        _row(row, values)
        for row in rows
        if not (by_mail and _reachable(row) and row[0].sent_how != words.REFUSED)
    ]


def mark_sent(actor: Actor, notice_id: int) -> None:
    """Record that somebody was told by hand."""
    permissions.require(actor, "send_notices")
    with writing() as session:
        notice = queries.locked(session, notice_id)
        if notice is None or challenges.one(session, actor, notice.challenge_id) is None:
            raise NotFound("notice")
        for child in challenges.children(session, notice.challenge_id):
            trail.must_be_free(session, child.child_id)
        if notice.sent_at is not None:
            raise Refused("Somebody has seen to this already.")
        notice.sent_at, notice.sent_how = actor.now, "by_hand"
        notice.sent_by_id = actor.person_id or None
        _record(session, actor, notice)


def make_due(actor: Actor) -> int:
    """Ask the raisers of challenges whose day is over without an answer; how many."""
    with writing() as session:
        trail_queries.locked_head(
            session
        )  # of two runs at once the second sees what the first made
        found = queries.unanswered(session, actor.today)
        for challenge in found:
            notices_make.no_answer(session, actor, challenge)
        return len(found)


def run(actor: Actor) -> Done:
    """Make what is due and send what can be sent. On a day off nothing is done.

    Raises Refused where the mail server cannot be used; what was sent before stays sent.
    """
    with reading() as session:
        if not is_working_day(clocks.working_calendar(session), actor.today):
            return Done(False)
        values = settings.values(session, actor.today)
    make_due(actor)
    server = mail.server(values)
    if server is not None and not words.address(values["app_address"], 1):
        raise Refused("Set the address of this app for links in e-mail (app_address).")
    with reading() as session:
        rows = queries.unsent(session)
    reachable = [row for row in rows if _reachable(row)] if server else []
    sent = _send_all(actor, server, reachable, values) if server and reachable else 0
    with reading() as session:
        left = len(queries.unsent(session))
    return Done(True, sent, left, server is not None)


def _send_all(actor: Actor, server: mail.Server, rows: list[Any], values: dict[str, Any]) -> int:
    sent = 0
    with mail.connected(server) as smtp:
        for row in rows:
            if not _claimed(actor, row[0].id):
                continue
            told = None
            try:
                link = words.address(values["app_address"], row[0].challenge_id)
                kind = row[0].kind
                told = mail.send(
                    smtp, server.sender, row.email, words.KINDS[kind], words.body(kind, link)
                )
            finally:
                _settled(actor, row[0].id, told)
            sent += bool(told)
    return sent


def _claimed(actor: Actor, notice_id: int) -> bool:
    """Take a notice before it is sent, so that of two runs at once one sends it."""
    with writing() as session:
        notice = queries.locked(session, notice_id)
        if notice is None or notice.sent_at is not None:
            return False
        notice.sent_at, notice.sent_how = actor.now, "email"
        return True


def _settled(actor: Actor, notice_id: int, told: bool | None) -> None:
    """On the trail once it went out; given back where it did not (False: the mail server does not
    take the address, so it is on the list too)."""
    with writing() as session:
        notice = queries.locked(session, notice_id)
        if notice is not None and told:
            _record(session, actor, notice)
        elif notice is not None:
            notice.sent_at, notice.sent_how = None, words.REFUSED if told is False else None


def _reachable(row: Any) -> bool:
    return bool(row.email and row.has_account and mail.is_address(row.email))


def _row(row: Any, values: dict[str, Any]) -> NoticeRow:
    notice = row[0]
    said = words.to_send_by_hand(
        notice.kind, values["app_address"], notice.challenge_id, has_account=row.has_account
    )
    return NoticeRow(
        notice.id, notice.challenge_id, said, row.name or notice.name or "", row.email or "",
        notice.made_at,
    )  # fmt: skip


def _record(session: Any, actor: Actor, notice: Any) -> None:
    kept = {"challenge_id": notice.challenge_id, "kind": notice.kind, "how": notice.sent_how}
    trail.record(session, actor, "send", "notice", notice.id, kept)
