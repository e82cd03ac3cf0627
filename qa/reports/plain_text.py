"""Text as people typed it, made fit for a document: nothing lost but what XML cannot hold."""

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids; line ends are all newlines."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def lines(text: str | None) -> list[str]:
    """The lines that hold words, each as it was typed."""
    return [line for line in clean(text or "").split("\n") if line.strip()]


def has_words(text: str | None) -> bool:
    """Whether anything is left to show."""
    return bool(lines(text))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def shortened(text: str | None, limit: int) -> str:
    """On one line and at most `limit` characters, cut between words and marked with an ellipsis."""
    whole = " ".join(clean(text or "").split())
    if len(whole) <= limit:
        return whole
    kept = whole[: limit - 2]
    return f"{kept.rsplit(' ', 1)[0]} …"
