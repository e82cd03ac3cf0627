"""The ladders that ship with the program, and reading an installed one: once per digest."""

from pathlib import Path
from typing import Any

from db.queries import install as queries
from qa.domain.forms import digest
from qa.domain.ladder_files import load_ladder
from qa.domain.ladders import Ladder
from qa.domain.refusals import NotFound, Refused

LADDER = "ladder"
FOLDER = Path(__file__).parents[1] / "ladders"
_ladders: dict[str, Ladder] = {}


def packaged() -> list[tuple[str, int, str]]:
    """(name, number, text) of every ladder that ships, by name, the oldest first."""
    files = FOLDER.glob("*/v*.toml")
    found = sorted((file.parent.name, int(file.stem[1:]), file) for file in files)
    return [(name, number, file.read_text(encoding="utf-8")) for name, number, file in found]


def ladder(session: Any, installed_version_id: int) -> Ladder:
    """An installed ladder. Raises NotFound, or Refused where its text was changed."""
    found = queries.digest_of(session, installed_version_id)
    if found is None:
        raise NotFound("ladder")
    if found not in _ladders:
        body = queries.body_of(session, installed_version_id)
        if digest(body) != found:
            raise Refused(
                "An installed ladder was changed after it was installed. Restore it from a backup."
            )
        _ladders[found] = load_ladder(body, "The installed ladder")
    return _ladders[found]
