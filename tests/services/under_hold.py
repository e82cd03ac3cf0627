"""What a serious-incident hold lets through: writes that are tried, and what they changed."""

from collections.abc import Callable, Mapping
from typing import Any

from db.engine import reading
from db.models import Base
from qa.domain.permissions import HELD
from qa.domain.refusals import Refused

NOT_STORED = {"trail_entry", "trail_head"}


def store_now() -> dict[str, list[Any]]:
    """Every row of every table but the trail's, as it stands."""
    with reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select())]
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_STORED
        }


def went_through(
    writes: Mapping[str, Callable[[Any], Any]], w: Any, sentence: str = HELD
) -> dict[str, str]:
    """What was not refused in these words, or changed anything: name and what came of it."""
    wrong = {}
    for name, write in writes.items():
        w.before = store_now()
        try:
            write(w)
        except Refused as refusal:
            if not any(words in str(refusal) for words in (HELD, sentence)):
                wrong[name] = str(refusal)
        else:
            wrong[name] = "it was done"
        if store_now() != w.before:
            wrong[name] = "something was changed"
    return wrong
