"""Ladders of challenges: who answers at each stage, by when, and in how many days in all.

The ladders are data (`qa/ladders/`), read by `qa.domain.ladder_files`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.domain.refusals import Refused

INFORMAL = 0
"""The number of the informal stage; the formal ones are 1, 2, 3 …"""
LONGEST_CAP = 20
"""Working days in all that a council's own ladder may take (IRO Handbook 6.2)."""
WORDS = {
    "challenge": "Challenge",
    "informal": "Informal challenge",
    "formal": "Formal challenge",
    "good_practice": "Good-practice alert",
}


@dataclass(frozen=True)
class Stage:
    """One stage. `limit`: working days to answer, None where it has none of its own.

    `role`: the role of this program that answers; '' where it is answered for by others.
    """

    number: int
    name: str
    answers: str
    role: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class Ladder:
    """A version of a ladder. `cap` and `issue` are working days; None: no such limit."""

    name: str
    version: int
    title: str
    stages: tuple[Stage, ...]
    informal: Stage | None = None
    cap: int | None = LONGEST_CAP
    issue: int | None = None
    partner: str = ""
    source: str = ""
    words: Mapping[str, str] | None = None

    @property
    def first(self) -> int:
        """The number of the lowest stage."""
        return self.stages[0].number if self.informal is None else INFORMAL

    @property
    def last(self) -> int:
        """The number of the highest stage."""
        return self.stages[-1].number

    def has(self, number: int) -> bool:
        """Whether there is such a stage."""
        return self.first <= number <= self.last

    def stage(self, number: int) -> Stage:
        """The stage of this number. Raises Refused where there is none."""
        if number == INFORMAL and self.informal is not None:
            return self.informal
        if 1 <= number <= self.last:
            return self.stages[number - 1]
        raise Refused("The ladder has no such stage.")

    def kind(self, wanted: str) -> str:
        """What a challenge wanted as informal, or as anything else, is here: formal where there is
        no informal stage."""
        return "formal" if wanted == "informal" and self.informal is None else wanted

    def above(self, number: int) -> tuple[Stage, ...]:
        """The stages above this one, the next one first."""
        return tuple(stage for stage in self.stages if stage.number > number)

    def word(self, key: str) -> str:
        """What a thing is called here: a key of `WORDS`."""
        return (self.words or {}).get(key, WORDS[key])


def shared_out(days: int, shares: Sequence[int]) -> list[int]:
    """Whole days for each share, in all `days`; what cannot be divided goes to the first ones."""
    total = sum(shares)
    made = [days * share // total for share in shares]
    for place in range(days - sum(made)):
        made[place] += 1
    return made
