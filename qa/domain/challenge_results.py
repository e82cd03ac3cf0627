"""What a challenge about several children came to in all, beside what came of it for each."""

from collections.abc import Iterable

from qa.domain.challenge_events import Event
from qa.domain.challenge_words import OUTCOMES
from qa.domain.refusals import Refused
from qa.domain.words import joined

UNRESOLVED, SOUGHT, BETWEEN = "not_resolved", "as_sought", "compromise"


def fitting(outcomes: Iterable[str]) -> tuple[str, ...]:
    """What it may be called in all, by the outcomes of the children (keys of OUTCOMES): theirs
    where it is one; not resolved where one is not; else one of theirs that is less than what was
    sought, or a compromise."""
    had = set(outcomes)
    if len(had) == 1:
        return tuple(had)
    if UNRESOLVED in had:
        return (UNRESOLVED,)
    return tuple(key for key in OUTCOMES if key in had - {SOUGHT} | {BETWEEN})


def must_fit(event: Event) -> None:
    """Refuse an end in all that says something else than the ends of the children do."""
    outcomes = [child.outcome for child in event.children]
    fits = fitting(outcomes)
    if event.outcome in fits:
        return
    each = joined([f"“{OUTCOMES[key]}”" for key in OUTCOMES if key in outcomes])
    choose = " or ".join(f"“{OUTCOMES[key]}”" for key in fits)
    about = "the child" if len(outcomes) == 1 else "the children"
    raise Refused(
        f"“{OUTCOMES[event.outcome]}” in all does not fit what came of it for {about}: {each}. "
        f"Choose {choose} in all."
    )
