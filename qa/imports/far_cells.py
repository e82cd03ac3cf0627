"""Is a filled cell of a sheet so far out that the sheet, read as one block, fills the memory?

Readers of .xlsx keep a sheet as a full rectangle: one cell in the last corner of an otherwise
empty sheet costs hundreds of gigabytes. The quick look decides nearly always; only a sheet that
may reach too far, or is not written as Excel writes, is looked at closely.
"""

import re

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

MAX_ROWS = 99_999
LAST_COLUMN = "CZ"

_FAR = rb"(?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]\d|[A-Za-z]{1,2}\d{6})"
_FULL_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*\s)?r\s*=\s*[\"']" + _FAR + rb"[^>]*(?<!/)>", re.DOTALL
)
_FAR_ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*\s)?r\s*=\s*[\"']\d{6}")
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br\s*=))")
_EQUALS, _QUOTE, _SPACE, _LOWER_R = b'=" r'
_PLACE_BYTES = 7  # two letters and five digits


def reaches_afar(xml: bytes) -> bool:
    """True when a filled cell lies beyond row MAX_ROWS or column LAST_COLUMN (XML of one part)."""
    if not _perhaps(xml):
        return False
    unplaced = _FAR_ROW.search(xml) and _CELL_WITHOUT_PLACE.search(xml)
    return bool(unplaced or _FULL_FAR_CELL.search(xml))


def _perhaps(xml: bytes) -> bool:
    """A quick look that may say yes in error, never no: every attribute r="..." at once."""
    raw = np.frombuffer(xml + b" " * 16, dtype=np.uint8)
    at = np.flatnonzero(raw == _EQUALS)
    at = at[at > 1]
    if (raw[at + 1] != _QUOTE).any() or (raw[at - 1] <= _SPACE).any():
        return True
    place = at[(raw[at - 1] == _LOWER_R) & (raw[at - 2] <= _SPACE)] + 2
    text = sliding_window_view(raw, _PLACE_BYTES + 1)[place]
    letter = text >= ord("A")
    ends = (text == _QUOTE).argmax(axis=1)  # 0 where the place is longer than it may be
    three_letters = letter[:, 0] & letter[:, 1] & letter[:, 2]
    past_c = letter[:, 0] & letter[:, 1] & ~np.isin(text[:, 0], list(b"ABCabc"))
    six_digits = (ends == _PLACE_BYTES) & ~letter[:, 1] | (ends == _PLACE_BYTES - 1) & ~letter[:, 0]
    return bool(((ends == 0) | three_letters | past_c | six_digits).any())
