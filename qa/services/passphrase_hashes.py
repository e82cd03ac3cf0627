"""How passphrases are kept: bcrypt over a digest, so that no length is cut at 72 bytes."""

import base64
import hashlib
import os
import secrets
from functools import lru_cache

import bcrypt

from qa.domain.passphrases import normalised

COST = 12
SOUNDS = "bdfghklmnprstvz", "aeiou"
PURPOSE = b"quality assurance passphrase 1:"


def cost() -> int:
    """bcrypt's cost: `QA_BCRYPT_COST`, or 12."""
    return int(os.environ.get("QA_BCRYPT_COST", COST))


def hash_of(passphrase: str) -> str:
    """The hash to keep."""
    return bcrypt.hashpw(_digest(passphrase), bcrypt.gensalt(cost())).decode()


def matches(passphrase: str, kept: str | None) -> bool:
    """Whether the passphrase is the one kept; without one, as slow and always no."""
    right = bcrypt.checkpw(_digest(passphrase), (kept or _nobodys(cost())).encode())
    return right and kept is not None


def one_time() -> str:
    """Twelve syllables in three groups (74 bits), easy to read out over the telephone."""
    letters = [secrets.choice(sound) for _ in range(12) for sound in SOUNDS]
    return "-".join("".join(letters[start : start + 8]) for start in range(0, 24, 8))


@lru_cache(maxsize=4)
def _nobodys(at_cost: int) -> str:
    return bcrypt.hashpw(b"nobody", bcrypt.gensalt(at_cost)).decode()


def _digest(passphrase: str) -> bytes:
    digest = hashlib.sha256(PURPOSE + normalised(passphrase).encode("utf-8", "replace")).digest()
    return base64.b64encode(digest)
