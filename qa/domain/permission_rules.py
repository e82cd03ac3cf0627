"""What a row of the policy table is: the words of an act, who may, what must not be, why not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from qa.domain.actor import Actor
from qa.domain.predicates import Facts, Predicate, anyone


@dataclass(frozen=True)
class Act:
    """Something that may be done: its words, who may, what must not be, why not."""

    words: str
    grants: dict[str, Predicate]
    refusal: str
    conflicts: tuple[Callable[[Actor, Facts], str], ...] = field(default=())


def everyone(*roles: str) -> dict[str, Predicate]:
    """Whoever holds one of these roles, with no further condition."""
    return dict.fromkeys(roles, anyone)
