"""What the installed ladders call the same thing: words for a filter over challenges of all."""

from collections.abc import Iterable

from qa.domain.actor import Actor
from qa.domain.challenge_words import KINDS
from qa.domain.ladders import INFORMAL, Ladder, Stage
from qa.domain.words import joined
from qa.services import ladders

MOST = 3
"""Other names that a filter says before it says 'others'."""
BEFORE = "Informal"


def kinds(actor: Actor) -> dict[str, str]:
    """Kinds by code: 'Formal challenge (called Dispute resolution in some ladders)'. A ladder
    without an informal stage has no informal challenges and so no word for them."""
    all_of = _installed(actor)
    return {code: _with_others(words, _called(all_of, code)) for code, words in KINDS.items()}


def stages(actor: Actor) -> dict[str, str]:
    """Stages by number, in words: as the council's own ladder of today calls them, then what
    others call those of the same number."""
    all_of = _installed(actor)
    if not all_of:
        return {}
    own = ladders.choices(actor)[:1]
    names = {stage.number: stage.name for each in own for stage in _stages(each.ladder)}
    numbers = sorted({stage.number for each in all_of for stage in _stages(each)})
    return {
        str(number): _with_others(
            names.get(number) or (BEFORE if number == INFORMAL else f"Stage {number}"),
            [s.name for each in all_of for s in _stages(each) if s.number == number],
        )
        for number in numbers
    }


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


def _with_others(words: str, called: Iterable[str]) -> str:
    others = _others(words, called)
    return f"{words} (called {_said(others)} in some ladders)" if others else words


def _others(words: str, called: Iterable[str]) -> list[str]:
    """Each other name once, however it is written."""
    found = {each.casefold(): each for each in sorted(called, reverse=True)}
    return sorted(name for folded, name in found.items() if folded != words.casefold())


def _said(others: list[str]) -> str:
    more = ["others"] if len(others) > MOST else []
    return joined([*others[:MOST], *more])
