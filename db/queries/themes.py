"""The council's list of themes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from db.models import Challenge, ChallengeTheme, Theme


def every(session: Session) -> Sequence[Theme]:
    """Every theme there is or was, in the order of the list."""
    return session.scalars(select(Theme).order_by(Theme.position, Theme.id)).all()


def of_codes(session: Session, codes: Iterable[str]) -> Sequence[Theme]:
    """The themes with these codes, in the order of the list."""
    query = select(Theme).where(Theme.code.in_(tuple(codes)))
    return session.scalars(query.order_by(Theme.position, Theme.id)).all()


def add_all(session: Session, themes: Mapping[str, str]) -> None:
    """Add themes (code → words) at the end of the list."""
    last = session.scalar(select(func.max(Theme.position))) or 0
    session.add_all(
        Theme(code=code, words=words, position=last + place)
        for place, (code, words) in enumerate(themes.items(), start=1)
    )
    session.flush()


def of_challenges(session: Session, ids: Iterable[int]) -> Sequence[Row]:
    """(challenge_id, code, words, removed_on) of the themes of these challenges, in order."""
    return session.execute(
        select(ChallengeTheme.challenge_id, Theme.code, Theme.words, Theme.removed_on)
        .join(Theme, Theme.id == ChallengeTheme.theme_id)
        .where(ChallengeTheme.challenge_id.in_(tuple(ids)))
        .order_by(ChallengeTheme.challenge_id, Theme.position, Theme.id)
    ).all()


def uses(session: Session) -> dict[str, tuple[int, int]]:
    """How many (challenges, good-practice alerts) have each theme, by code. Drafts, which are
    their writers' alone, are not counted."""
    is_good = Challenge.kind == "good_practice"
    rows = session.execute(
        select(Theme.code, func.count(case((~is_good, 1))), func.count(case((is_good, 1))))
        .join(ChallengeTheme, ChallengeTheme.theme_id == Theme.id)
        .join(Challenge, Challenge.id == ChallengeTheme.challenge_id)
        .where(Challenge.status != "draft")
        .group_by(Theme.code)
    )
    return {code: (challenges, alerts) for code, challenges, alerts in rows}
