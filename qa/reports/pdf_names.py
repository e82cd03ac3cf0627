"""Characters that no font at hand can draw, said in words: '[slightly smiling face]'.

What shows as one picture is said once: a family of joined people, a hand with its colour, a flag
of two letters, a number on a key. A character without a name of its own is said by its number.
"""

import re
import unicodedata
from collections.abc import Set

LAST_LATIN = 0x24F
JOINER, KEY, BLACK_FLAG = "\u200d", "\u20e3", "\U0001f3f4"
_LOOKS = "\ufe0e\ufe0f"  # as text, as a picture
_COLOURS = "\U0001f3fb-\U0001f3ff"
_TAGS = "\U000e0020-\U000e007f"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_ONE = f"[^\x00-{chr(LAST_LATIN)}][{_LOOKS}{_COLOURS}{_TAGS}]*"
_SHOWN_AS_ONE = re.compile(f"{_FLAG}|[0-9#*][{_LOOKS}]?{KEY}|{_ONE}(?:{JOINER}{_ONE})*")
_SILENT = re.compile(f"[{JOINER}{_LOOKS}{_COLOURS}{_TAGS}]")
_UNHEARD = (JOINER, *_LOOKS)
_BY_NUMBER = "CJK UNIFIED IDEOGRAPH-"


def named(text: str, lacking: Set[str]) -> str:
    """The text with each picture or letter that holds a character of `lacking` in words. Letters
    of Latin alphabets stand as they are."""
    wanted = {each for each in lacking if ord(each) > LAST_LATIN}
    return _SHOWN_AS_ONE.sub(
        lambda found: _said(found[0]) if wanted & set(found[0]) else found[0], text
    )


def by_number(character: str) -> str:
    """'(character U+4E2D)'."""
    return f"(character U+{ord(character):04X})"


def _said(shown: str) -> str:
    if re.fullmatch(_FLAG, shown):
        return f"[flag {''.join(chr(ord(each) - 0x1F1E6 + ord('A')) for each in shown)}]"
    if shown.endswith(KEY):
        return f"[key {shown[0]}]" if len(shown) > 1 else by_number(shown)
    if shown[0] == BLACK_FLAG and (place := _tagged(shown)):
        return f"[flag {place}]"
    spoken = [each for each in (shown[0], *_SILENT.sub("", shown[1:])) if each not in _UNHEARD]
    names = [unicodedata.name(each, "") for each in spoken]
    if any(not name or name.startswith(_BY_NUMBER) for name in names):
        return "".join(map(by_number, spoken))
    return f"[{', '.join(names).lower()}]" if names else ""


def _tagged(shown: str) -> str:
    """'GB-ENG' of the flag of England, which spells it in tags; '' of a plain black flag."""
    letters = "".join(chr(ord(c) - 0xE0000) for c in shown if 0xE0061 <= ord(c) <= 0xE007A).upper()
    return f"{letters[:2]}-{letters[2:]}" if len(letters) > 2 else letters
