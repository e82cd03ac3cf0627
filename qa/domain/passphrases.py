"""What a passphrase has to be: long, and not the first thing anybody would try.

No composition rules (NCSC and NIST SP 800-63B 5.1.1.2): length is what counts.
"""

import unicodedata

from qa.domain.refusals import Refused

SHORTEST = 12
LONGEST = 200
FEWEST_DIFFERENT = 5
COMMON = frozenset(
    {
        "123456789012",
        "1234567890123",
        "abcdefghijkl",
        "adminadminadmin",
        "changemechangeme",
        "correct horse battery staple",
        "correcthorsebatterystaple",
        "fictional data only",
        "iloveyouiloveyou",
        "letmeinletmein",
        "password1234",
        "password12345",
        "passwordpassword",
        "qwertyqwerty",
        "qwertyuiop123",
        "qwertyuiopas",
        "safeguarding",
        "safeguarding1",
        "socialworker",
        "socialworker1",
        "welcome12345",
        "welcomewelcome",
    }
)


def normalised(passphrase: str) -> str:
    """The same passphrase however a keyboard composed it: NFKC, no space at either end."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def accepted(passphrase: str, *about: str) -> str:
    """The passphrase as it is kept. `about` holds the username and name, which are too obvious.

    Raises Refused with the sentence that says what to change.
    """
    chosen = normalised(passphrase)
    if len(chosen) < SHORTEST:
        raise Refused(f"Use at least {SHORTEST} characters. Four unrelated words are a good start.")
    if len(chosen) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.")
    if is_obvious(chosen, *about):
        raise Refused("This passphrase is too easily guessed. Four unrelated words are better.")
    return chosen


def is_obvious(chosen: str, *about: str) -> bool:
    """Whether it is common, has hardly any different characters, or is about the person."""
    plain = chosen.casefold()
    if plain in COMMON or len(set(plain)) < FEWEST_DIFFERENT:
        return True
    return any(len(plain.replace(fact.casefold(), "")) < FEWEST_DIFFERENT for fact in about if fact)
