"""What the installed ladders call the same thing: words for a filter over challenges of all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.domain.actor import Actor
from qa.domain.challenge_words import KINDS
from qa.domain.ladders import INFORMAL, Ladder, Stage
from qa.domain.words import joined
from qa.services import ladders

MOST = 3
"""Other names that a filter says before it says 'others'."""
BEFORE = "Informal"


@dataclass(frozen=True)
class Names:
    """What a filter offers, by code, and what some ladders call each of it otherwise."""

    words: dict[str, str]
    others: dict[str, str]

    @property
    def hint(self) -> str:
        """'Called otherwise in some ladders: Stage 1 (Manager to manager).'; '' where nothing
        is."""
        named = [f"{self.words[code]} ({said})" for code, said in self.others.items()]
        return f"Called otherwise in some ladders: {', '.join(named)}." if named else ""

    def of(self, code: str) -> str:
        """The same of what is chosen: 'Stage 1: called Manager to manager in some ladders.'"""
        said = self.others.get(code)
        return f"{self.words[code]}: called {said} in some ladders." if said else ""


def kinds(actor: Actor) -> Names:
    """Kinds of challenges. A ladder without an informal stage has no informal challenges and so no
    word for them."""
    all_of = _installed(actor)
    return _names(KINDS, {code: _called(all_of, code) for code in KINDS})


def stages(actor: Actor) -> Names:
    """Stages by number, named as in the council's own ladder of today."""
    all_of = _installed(actor)
    own = ladders.choices(actor)[:1]
    names = {stage.number: stage.name for each in own for stage in _stages(each.ladder)}
    called: dict[int, list[str]] = {}
    for stage in (stage for each in all_of for stage in _stages(each)):
        called.setdefault(stage.number, []).append(stage.name)
    words = {
        str(number): names.get(number) or (BEFORE if number == INFORMAL else f"Stage {number}")
        for number in sorted(called)
    }
    return _names(words, {str(number): some for number, some in called.items()})


def formal_note(actor: Actor) -> str:
    """What 'formal' means where figures of several ladders stand together; '' where all of them
    say it so."""
    others = _others(KINDS["formal"], _called(_installed(actor), "formal"))
    return f"Formal challenges are called {_said(others)} in some ladders." if others else ""


def _installed(actor: Actor) -> list[Ladder]:
    return [each.ladder for each in ladders.listed(actor)]


def _stages(ladder: Ladder) -> tuple[Stage, ...]:
    return ((ladder.informal,) if ladder.informal else ()) + ladder.stages


def _called(all_of: Iterable[Ladder], code: str) -> list[str]:
    return [each.word(code) for each in all_of if each.kind(code) == code]


def _names(words: Mapping[str, str], called: Mapping[str, Iterable[str]]) -> Names:
    others = {code: _others(words[code], called[code]) for code in words}
    return Names(dict(words), {code: _said(some) for code, some in others.items() if some})


def _others(words: str, called: Iterable[str]) -> list[str]:
    """Each other name once, however it is written."""
    found = {each.casefold(): each for each in sorted(called, reverse=True)}
    return sorted(name for folded, name in found.items() if folded != words.casefold())


def _said(others: list[str]) -> str:
    more = ["others"] if len(others) > MOST else []
    return joined([*others[:MOST], *more])
