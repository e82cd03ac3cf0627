"""The list of themes a store begins with."""

from typing import Any

from db.queries import themes as queries
from qa.domain.challenge_words import THEMES


def install_default(session: Any) -> None:
    """Put the themes in that come with the program, where there are none yet."""
    if not queries.every(session):
        queries.add_all(session, THEMES)
