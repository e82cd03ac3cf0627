"""Samples that can be drawn again: what is drawn depends on the id and the seed alone.

Each id is given a number by hashing it with the seed; below the share it is drawn. The order of a
list does not matter, and neither do the years between two draws.
"""

import hashlib

INADEQUATE, OUTSTANDING = 1, 4
MODERATION_SHARE = 0.2


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


def lot(one: int | str, seed: str | int) -> float:
    """The number an id draws under a seed: even over 0 to 1, 1 left out, the same for ever."""
    digest = hashlib.sha256(f"{seed}:{one}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _share(share: float) -> float:
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return share
