"""The themes of a challenge: chosen while it is a draft, corrected after it was raised.

Themes are counted in every chart, so a wrong one can be put right; what stood before stays on the
record.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from db.engine import writing
from db.models import ChallengeTheme, Theme
from db.queries import challenges as queries
from db.queries import themes as theme_queries
from qa.domain.actor import Actor
from qa.domain.challenge_events import Event
from qa.domain.challenge_words import MOST_THEMES, TOO_MANY_THEMES
from qa.domain.refusals import Refused
from qa.services.challenge_store import (
    allowed,
    found,
    happen,
    must_be_current,
    standing,
    typed_text,
)

MOVE = "correct_themes"


def correct(
    actor: Actor, challenge_id: int, version: int, codes: Iterable[str], reason: str = ""
) -> None:
    """Other themes for what was raised or shared, by whoever acts as its raiser. Raises NotFound,
    Stale, or Refused in words."""
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        allowed(session, actor, "judge_challenge", challenge)
        must_be_current(session, actor, challenge, version)
        before, after = put(session, challenge_id, codes)
        event = Event(
            MOVE, actor.today, actor.now, actor.person_id,
            text=typed_text(reason), themes=after, themes_before=before,
        )  # fmt: skip
        happen(session, actor, standing(session, challenge), event)


def put(
    session: Any, challenge_id: int, codes: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make these its themes; the words of those before and after. Raises Refused for more than
    `MOST_THEMES`, and for one that was taken off the list meanwhile."""
    codes = tuple(dict.fromkeys(codes))
    themes = theme_queries.of_codes(session, codes)
    had = {row.theme_id: row for row in queries.themes(session, challenge_id)}
    before = tuple(row.words for row in theme_queries.of_challenges(session, [challenge_id]))
    _must_be_on_list(codes, themes, set(had))
    if len(codes) > MOST_THEMES and len(codes) >= len(had):
        raise Refused(TOO_MANY_THEMES)
    for theme_id, row in had.items():
        if theme_id not in {theme.id for theme in themes}:
            session.delete(row)
    session.add_all(
        ChallengeTheme(challenge_id=challenge_id, theme_id=theme.id)
        for theme in themes
        if theme.id not in had
    )
    return before, tuple(theme.words for theme in themes)


def _must_be_on_list(codes: Sequence[str], themes: Sequence[Theme], had: set[int]) -> None:
    gone = [each for each in themes if each.removed_on is not None and each.id not in had]
    if len(themes) != len(codes) or gone:
        raise Refused("Choose themes that are on the list.")
