"""Words in the text of a visit that look like a name: its report speaks of A, B and C.

It warns and never blocks. A capitalised word at the start of a sentence is a name only where it
speaks ("Jayden said"); further on, where practice knows it as nothing else.
"""

import re
from collections.abc import Iterable

from qa.domain.leak_words import NOT_NAMES

_INITIALS = re.compile(r"(?<![\w.])[A-Z]\.\s?[A-Z](?:\.|\b)|(?<![\w.\-/])[A-Z]{2}(?![\w\-/])")
_WORD = re.compile(r"[^\W\d_][\w'’\-]{1,30}")
_SENTENCE = re.compile(r"(?:^|[.!?:;\n\"“‘(•\-–]\s*)$")
_SPEAK = """
said says told tells asked asks feels felt likes liked loves wants wanted enjoys enjoyed refused
spoke showed explained described thinks thought
"""
_NOT_PEOPLE = """
a all also although an and another any as asdan assistant at because before being beyond both
boxing british but by can ccf christmas college consent consequences covid daily dbs deputy diwali
during each easter eid either english everybody everyone evidence few fire following football for
fortnite four from games gcse gp great halloween has have he her here his however i if in incident
induction inspector instagram is it its keyworker lado lego life location logs makaton managers
manager many maths medication minecraft mind missing more most my neither nhs no nobody none not
nothing now nurse of one other others our outcome outstanding peer philosophy pizza playstation
positive premises provider purpose quality ramadan recruitment residential responsible restraint
roblox rota science sen she sir since snapchat so some somebody someone spanish staff stage
statement step switch teacher teams that the their then there these they this those three though
tiktok to training two under until use we weekly well what when where which while who whatsapp why
with xbox year yes you your youth youtube zoom after afterwards even later meanwhile once only
overall recently still today together tomorrow visitor visitors yesterday
"""
_TWO_LETTERS = """
AM BA CE CP CV DM DT EP ER EU FC GP HR ID IT IV KS LA LO MP OK PA PC PE PM PS QA RE RI RM SI SP SW
TA TV UK US VR YP
"""
_SPEAKS = frozenset(_SPEAK.split())
_NEVER = NOT_NAMES | frozenset(_NOT_PEOPLE.split())
_ABBREVIATIONS = frozenset(_TWO_LETTERS.split())
SMALLEST = 3


def looks_like_a_name(
    text: str, known: Iterable[str] = (), places: Iterable[str] = ()
) -> tuple[str, ...]:
    """The words of a text that look like a person's name or initials, each once, in order.

    `known`: names of people about the home, found by either part; `places`: names that are no
    person's (the home, its provider, authorities), which are left alone.
    """
    ours = {part for name in known for part in _parts(name)}
    places = tuple(places)
    free = {part.casefold() for place in places for part in _parts(place)}
    for place in places:
        text = text.replace(place, "x" * len(place))
    found = [(m.start(), m[0]) for m in _WORD.finditer(text) if _is_name(text, m, ours, free)]
    found += [(m.start(), m[0]) for m in _INITIALS.finditer(text) if m[0] not in _ABBREVIATIONS]
    return tuple(dict.fromkeys(word for _start, word in sorted(found)))


def _parts(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if len(word) >= SMALLEST]


def _is_name(text: str, match: re.Match[str], ours: set[str], free: set[str]) -> bool:
    word = re.sub(r"['’]s$", "", match[0])
    if word in ours:
        return word.casefold() not in _NEVER
    lower = word.casefold()
    if not word[:1].isupper() or not word[1:].islower() or lower in _NEVER or lower in free:
        return False
    if _SENTENCE.search(text[max(0, match.start() - 8) : match.start()]) is None:
        return len(word) >= SMALLEST
    after = _WORD.search(text, match.end())
    return after is not None and (after[0] in _SPEAKS or _is_surname(after[0], free))


def _is_surname(word: str, free: set[str]) -> bool:
    lower = word.casefold()
    return word[:1].isupper() and word[1:].islower() and lower not in _NEVER | free
