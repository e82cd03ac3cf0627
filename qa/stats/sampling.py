"""Samples that can be drawn again: who is drawn depends on the id and the seed alone.

Each id is given a number by hashing it with the seed, and the smallest numbers are drawn. The
order of the list does not matter, and neither do the years between two draws.
"""

import hashlib
import math
from collections.abc import Hashable, Iterable
from typing import TypeVar

Id = TypeVar("Id", int, str)

INADEQUATE, OUTSTANDING = 1, 4
MODERATION_SHARE = 0.2


def draw(ids: Iterable[Id], share: float, seed: str | int) -> list[Id]:
    """At least `share` (0 to 1) of the distinct `ids`, rounded up, in the order drawn."""
    ranked = sorted(set(ids), key=lambda one: (lot(one, seed), str(one)))
    return ranked[: math.ceil(round(_share(share) * len(ranked), 9))]


def draw_in_strata(strata: dict[Id, Hashable], share: float, seed: str | int) -> list[Id]:
    """`share` of every stratum: `strata` says of each id to which it belongs (its team, case
    type and age band, say). At least one is drawn from each, when the share is above 0."""
    groups: dict[Hashable, list[Id]] = {}
    for one, stratum in strata.items():
        groups.setdefault(stratum, []).append(one)
    drawn = [one for group in groups.values() for one in draw(group, share, seed)]
    return sorted(drawn, key=lambda one: (lot(one, seed), str(one)))


def moderation_reason(
    grade: int | None, check_id: int | str, share: float, seed: str | int
) -> str | None:
    """Why a check is moderated: its grade (1 Inadequate, 4 Outstanding), or that it was drawn
    into the sample of `share`; None when it is not."""
    if grade == INADEQUATE:
        return "Inadequate"
    if grade == OUTSTANDING:
        return "Outstanding"
    if lot(check_id, seed) < _share(share):
        return f"drawn in the {share:.0%} sample"
    return None


def needs_moderation(grade: int | None, check_id: int | str, share: float, seed: str | int) -> bool:
    """Whether a check is moderated: every Inadequate and Outstanding, and a share of the rest."""
    return moderation_reason(grade, check_id, share, seed) is not None


def lot(one: int | str, seed: str | int) -> float:
    """The number an id draws under a seed: even over 0 to 1, 1 left out, the same for ever."""
    digest = hashlib.sha256(f"{seed}:{one}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _share(share: float) -> float:
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return share
