"""One thing that a handover moves, or that stays with why."""

from dataclasses import dataclass

ON_HOLD = "A serious-incident hold locks this child's records."


@dataclass(frozen=True)
class Item:
    """One thing to hand over. `why` says why it stays; '' for what moves."""

    noun: str
    noun_id: int
    what: str
    why: str = ""
