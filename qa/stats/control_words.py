"""What a control chart says in words."""

from collections.abc import Sequence

from qa.domain.words import joined, plural

GOOD = {"low": "lower is better", "high": "higher is better", "neither": ""}
IMPROVEMENT, CONCERN, CHANGE = "improvement", "concern", "change"
COMMON, TOO_FEW = "common cause", "too few"
RULES = {
    "outside": "outside the limits",
    "run": "7 or more in a row on one side of the mean",
    "trend": "7 in a row each further in one direction",
    "two_of_three": "2 of 3 near a limit",
}
_LATEST = {
    "outside": "the latest {noun} is {side} the {limit} limit",
    "run": "7 or more {noun}s in a row, up to the latest, are {side} the mean",
    "trend": "7 or more {noun}s in a row, up to the latest, are each {way} than the one before",
    "two_of_three": "2 of the last 3 {noun}s are close to the {limit} limit",
}


def meaning(side: int, good: str) -> str:
    """What a signal upwards (1) or downwards (-1) means; '' for none."""
    if not side:
        return ""
    if good == "neither":
        return CHANGE
    return IMPROVEMENT if (side > 0) == (good == "high") else CONCERN


def sentence(
    rules: Sequence[tuple[str, ...]],
    sides: Sequence[int],
    meant: Sequence[str],
    *,
    last: int,
    known: int,
    settled: bool,
    good: str,
    noun: str,
) -> str:
    """The finding in one sentence, with which direction is good; it speaks of the latest point
    and, where that is ordinary, of how many signals stand before it."""
    if not settled:
        return (
            f"Too few points to say: {plural(known, noun)}, and limits are settled from 12 on; "
            "read the figures one by one."
        )
    way = f" ({GOOD[good]})" if GOOD[good] else ""
    if not meant[last]:
        return f"Common cause{way}: the latest {noun} varies as usual{_earlier(meant, noun)}."
    because = _because(rules[last][0], sides[last], noun)
    what = f" {meant[last]}" if meant[last] != CHANGE else ", a change neither good nor bad"
    return f"Special cause{what}{way}: {because}."


def _because(rule: str, side: int, noun: str) -> str:
    up = side > 0
    return _LATEST[rule].format(
        noun=noun,
        side="above" if up else "below",
        limit="upper" if up else "lower",
        way="higher" if up else "lower",
    )


def _earlier(meant: Sequence[str], noun: str) -> str:
    counted = [(sum(one == what for one in meant), what) for what in (CONCERN, IMPROVEMENT, CHANGE)]
    said = [f"{plural(n, noun)} ({what})" for n, what in counted if n]
    return f"; before it were signals in {joined(said)}" if said else ", and nothing stands out"
