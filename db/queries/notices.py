"""What people are still to be told about challenges: not while a serious-incident hold locks the
records of one of the children, as nobody can act on it then."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, exists, false, func, select, true, update
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Account,
    Challenge,
    ChallengeChild,
    ChallengeStage,
    ClockPause,
    Hold,
    Notice,
    Person,
)
from qa.domain.actor import Actor
from qa.domain.challenges import KIND
from qa.domain.notices import REFUSED


def _deadlines(challenge_id: Any) -> Any:
    """How many deadlines a challenge has had: each stage sets one, each pause moves it."""
    stages = select(func.count(ChallengeStage.id)).where(
        ChallengeStage.challenge_id == challenge_id
    )
    pauses = select(func.count(ClockPause.id)).where(
        ClockPause.noun == KIND, ClockPause.noun_id == challenge_id
    )
    counted = [each.correlate(Challenge).scalar_subquery() for each in (stages, pauses)]
    return counted[0] + counted[1]


def deadlines(session: Session, challenge_id: int) -> int:
    """How many deadlines a challenge has had so far: the number of the latest."""
    return session.scalar(select(_deadlines(challenge_id))) or 0


def no_longer_needed(
    session: Session, challenge_id: int, at: dt.datetime, kind: str | None = None
) -> None:
    """What was not sent yet about a challenge (of one kind, or all) is out of date: it is not
    sent any more."""
    of_kind = Notice.kind == kind if kind else true()
    session.execute(
        update(Notice)
        .where(Notice.challenge_id == challenge_id, Notice.sent_at.is_(None), of_kind)
        .values(sent_at=at, sent_how="not_needed")
        .execution_options(synchronize_session=False)
    )


def readdress(session: Session, challenge_id: int, from_id: int, to_id: int) -> None:
    """What was not sent yet to one person about a challenge goes to another."""
    session.execute(
        update(Notice)
        .where(
            Notice.challenge_id == challenge_id,
            Notice.person_id == from_id,
            Notice.sent_at.is_(None),
        )
        .values(person_id=to_id)
        .execution_options(synchronize_session=False)
    )


def unanswered(session: Session, today: dt.date) -> Sequence[Challenge]:
    """Challenges whose stage's day is over without an answer, the raiser not asked yet
    at this deadline."""
    asked = select(Notice.id).where(
        Notice.challenge_id == Challenge.id,
        Notice.kind == "no_answer",
        Notice.number == _deadlines(Challenge.id),
    )
    query = select(Challenge).where(
        Challenge.status == "open", Challenge.due_on < today, ~exists(asked), ~_is_held()
    )
    return session.scalars(query.order_by(Challenge.due_on, Challenge.id)).all()


def unsent(session: Session) -> Sequence[Row[Any]]:
    """(notice, name, email, has_account) of everything not sent yet, the oldest first."""
    return session.execute(_unsent()).all()


def unsent_to_see(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """The same about challenges in the reader's scope."""
    return session.execute(_unsent().where(scope.challenges(actor))).all()


def count_by_hand(actor: Actor, by_mail: bool) -> Any:
    """How many of those somebody has to send: with a mail server, what it cannot reach."""
    rows = _unsent().where(scope.challenges(actor))
    if by_mail:
        mailed = and_(
            _has_account(),
            Person.email.like("%_@_%"),
            Person.email.not_like("% %"),
            func.coalesce(Notice.sent_how, "") != REFUSED,
        )
        rows = rows.where(func.coalesce(mailed, false()).is_(False))
    listed = rows.with_only_columns(Notice.id).order_by(None).subquery()
    return select(func.count()).select_from(listed).scalar_subquery()


def _has_account() -> Any:
    return exists().where(Account.person_id == Person.id, Account.disabled_at.is_(None))


def _unsent() -> Select[Any]:
    return (
        select(Notice, Person.name, Person.email, _has_account().label("has_account"))
        .join(Challenge, Challenge.id == Notice.challenge_id)
        .outerjoin(Person, Person.id == Notice.person_id)
        .where(Notice.sent_at.is_(None), ~_is_held())
        .order_by(Notice.made_at, Notice.id)
    )


def _is_held() -> Any:
    held = select(Hold.child_id).where(Hold.lifted_at.is_(None))
    about = select(ChallengeChild.id).where(
        ChallengeChild.challenge_id == Challenge.id, ChallengeChild.child_id.in_(held)
    )
    return exists(about)


def locked(session: Session, notice_id: int) -> Notice | None:
    """One notice, held for this transaction."""
    return session.scalars(select(Notice).where(Notice.id == notice_id).with_for_update()).first()
