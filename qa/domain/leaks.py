"""Warns (never blocks) where text seems to say who a child is: the record knows them by number.

Every pattern has bounded repeats and looks behind before it starts, so that the time taken grows
with the length of the text and no faster.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from qa.domain.leak_words import NOT_NAMES, ORDINALS, POSTCODE_AREAS

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    r"(?<![\w/.\-])(?:"
    r"\d{1,2}([/.\-])\d{1,2}\1(?:\d{4}|\d{2})"
    r"|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    r")(?![\w/])",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:d\.?o\.?b\b|date of birth|born\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’\-]{1,30}")
_NHS = re.compile(r"(?<![\w/.\-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w/\-])")
_POSTCODE = re.compile(
    r"(?<![\w\-/])([a-z]{1,2})\d[a-z\d]? ?\d([abd-hjlnp-uw-z]{2})(?![\w\-])", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\w.\-/])(?:(?:\+|00)44 ?(?:\(0\) ?)?|\(?0)[1237]\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{3,4}"
    r"(?![\w\-/])"
)
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}")

_NEAR = 70


def warnings(text: str) -> tuple[str, ...]:
    """One sentence for each kind of identifying detail that `text` seems to hold, with an example.

    Looks for a full date of birth or a name with a date, an NHS number (check digit right), a
    postcode, a UK telephone number other than a freephone one, and an e-mail address.
    """
    found = ((sentence, next(finder(text), None)) for sentence, finder in _KINDS)
    return tuple(sentence.format(example) for sentence, example in found if example)


def _birth_dates(text: str) -> Iterator[str]:
    births = list(_BIRTH.finditer(text))
    starts, ends = [m.start() for m in births], [m.end() for m in births]
    for match in _DATE.finditer(text):
        start, end = match.span()
        before, after = bisect_right(ends, start), bisect_left(starts, end)
        led = before > 0 and _ties(text, ends[before - 1], start)
        followed = after < len(starts) and starts[after] - end <= 3
        if led or followed:
            yield match[0]
        elif name := _name_at_end(text[max(0, start - _NEAR) : start]):
            yield f"{name}, {match[0]}"


def _ties(text: str, start: int, end: int) -> bool:
    """Whether what stands between "born" and a date ties them: a few words in one sentence."""
    return end - start <= 20 and not re.search(r"[;!?\n]|\. ", text[start:end])


def _name_at_end(before: str) -> str:
    """Two capitalised words, none of which practice uses of meetings, teams, days and papers."""
    words = before.rstrip(" ,:([-–").rsplit(" ", 2)[-2:]
    named = len(words) == 2 and all(_is_part_of_name(word) for word in words)
    return " ".join(words) if named else ""


def _is_part_of_name(word: str) -> bool:
    capitalised = word[:1].isupper() and not word.isupper() and word.lower() not in NOT_NAMES
    return capitalised and _WORD.fullmatch(word) is not None


def _nhs_numbers(text: str) -> Iterator[str]:
    return (match[0] for match in _NHS.finditer(text) if _is_nhs_number(match[0]))


def _is_nhs_number(written: str) -> bool:
    """The tenth digit is 11 less the weighted sum of the nine before it, modulo 11."""
    digits = [int(c) for c in written if c.isdigit()]
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return len(set(digits)) > 1 and (11 - total % 11) % 11 == digits[9]


def _postcodes(text: str) -> Iterator[str]:
    for match in _POSTCODE.finditer(text):
        letters = "".join(c for c in match[0] if c.isalpha())
        one_case = letters.isupper() or (letters.islower() and match[2] not in ORDINALS)
        if one_case and match[1].upper() in POSTCODE_AREAS:
            yield match[0]


def _phone_numbers(text: str) -> Iterator[str]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
        national = re.sub(r"^(?:0044|44|0)", "", digits)
        if len(national) == 10:
            yield match[0]


def _email_addresses(text: str) -> Iterator[str]:
    return (match[0] for match in _EMAIL.finditer(text if "@" in text else ""))


_KINDS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ('This looks like a name or a date of birth ("{}"). Give an age instead.', _birth_dates),
    ('This looks like an NHS number ("{}"). The case number is enough.', _nhs_numbers),
    ('This looks like a postcode ("{}"). Leave the address out.', _postcodes),
    ('This looks like a telephone number ("{}"). Leave it out.', _phone_numbers),
    ('This looks like an e-mail address ("{}"). Leave it out.', _email_addresses),
)
