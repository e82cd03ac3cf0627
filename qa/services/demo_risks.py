"""Children at risk in the demonstration: one still open, a few found safe."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from qa.services import demo_words as words
from qa.services.demo_audits import FINAL, Audits
from qa.services.demo_children import Children
from qa.services.demo_people import Staff
from qa.services.demo_trail import Event
from qa.services.demo_world import Rows, World

FOUND_SAFE = 3
COLUMNS = ("id", "child_id", "check_id", "team_id", "raised_by_id", "raised_at", "worry",
           "told_whom", "told_at", "will_do", "safe_by_id", "safe_at", "safe_note")  # fmt: skip


def risks(world: World, who: Staff, all_of: Children, drawn: Audits) -> tuple[Rows, list[Event]]:
    """The flags and what the trail says of them."""
    first, rows = world.first_ids["risk_flag"], []
    for number, place in enumerate(_places(all_of, drawn)):
        rows.append((first + number, *_flag(world, who, all_of, drawn, place)))
    events = [event for row in rows for event in _events(dict(zip(COLUMNS, row, strict=True)))]
    return Rows("risk_flag", COLUMNS, rows), events


def _places(all_of: Children, drawn: Audits) -> list[int]:
    """One draft, of the first team where there is one; then some audits long finished."""
    plain = ~all_of.restricted[drawn.child]
    drafts = np.flatnonzero((drawn.stage == "in_progress") & plain)
    mine = drafts[all_of.team[drawn.child[drafts]] == 0]
    finished = np.flatnonzero((drawn.stage == FINAL) & plain)
    older = finished[:: max(1, len(finished) // FOUND_SAFE)][:FOUND_SAFE]
    return [int((mine if len(mine) else drafts)[0]), *older.tolist()]


def _flag(world: World, who: Staff, all_of: Children, drawn: Audits, place: int) -> tuple[Any, ...]:
    child, ended = int(drawn.child[place]), drawn.stage[place] == FINAL
    day = int(drawn.submitted[place]) if ended else world.present - 1
    team = int(all_of.team[child])
    safe = (who.managers[team], world.at(min(day + 1, world.present), 60), words.SAFE)
    return (
        int(all_of.ids[child]),
        world.first_ids["check"] + place,
        who.teams[team],
        who.iros[drawn.auditor[place]],
        world.at(day, 120),
        words.WORRY,
        words.TOLD,
        world.at(day, 115),
        words.WILL_DO,
        *(safe if ended else (None, None, None)),
    )


def _events(flag: dict[str, Any]) -> Iterator[Event]:
    about = ("risk", flag["id"], flag["child_id"], flag["team_id"])
    told = {name: flag[name] for name in ("worry", "told_whom", "will_do")}
    number = -10 * flag["id"]
    yield Event(flag["raised_at"], number, flag["raised_by_id"], "raise", *about, told)
    if flag["safe_at"]:
        said = {"safe_note": [None, flag["safe_note"]]}
        yield Event(flag["safe_at"], number + 1, flag["safe_by_id"], "record_safe", *about, said)
