"""Ladders and runs of moves for the tests of challenges, and strategies that make more of them."""

import datetime as dt

from hypothesis import strategies as st

from qa.domain import workflow
from qa.domain.challenge_events import ChildResult, Event
from qa.domain.challenges import State, apply
from qa.domain.ladders import Ladder, Stage
from qa.domain.refusals import Refused

AT = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
ROLES = ("team_manager", "team_manager", "head_of_service", "")


def ladder(*limits: int | None, informal: int | None = 5, has_informal=True, cap=20) -> Ladder:
    """A ladder with these limits of its formal stages."""
    stages = tuple(
        Stage(n, f"Stage {n}", f"Somebody {n}", ROLES[min(n, 3)], limit)
        for n, limit in enumerate(limits, start=1)
    )
    low = Stage(0, "Informal", "Team manager", "team_manager", informal) if has_informal else None
    return Ladder("ours", 1, "Ours", stages, low, cap)


DEFAULT = ladder(5, 5, 5, 5)


def event(name: str, on: dt.date, **other) -> Event:
    """An event with words wherever a move asks for them."""
    usual = {"text": "Because it is so."}
    if name == "resolve":
        usual |= {"outcome": "as_sought", "children": (ChildResult(1, "as_sought", "Moved"),)}
    return Event(name, on, AT, 1, **{**usual, **other})


@st.composite
def ladders(draw) -> Ladder:
    """Any ladder that its loader would take; only a partner's has no cap."""
    cap = draw(st.none() | st.integers(1, 20))
    limits: list[int | None] = []
    for _ in range(draw(st.integers(1, 5))):
        left = 30 if cap is None else cap - sum(limit or 0 for limit in limits)
        limits.append(draw(_limit(left, may_lack=cap is not None)))
    return ladder(
        *limits, informal=draw(st.none() | st.integers(1, 15)), has_informal=draw(st.booleans()),
        cap=cap,
    )  # fmt: skip


def _limit(left: int, *, may_lack: bool) -> st.SearchStrategy[int | None]:
    """Days of one stage out of those that are left; none of its own where a cap is over all."""
    if not left:
        return st.none()
    return st.none() | st.integers(1, left) if may_lack else st.integers(1, left)


NAMES = sorted({move.name for move in workflow.CHALLENGE} - {"share"})
steps = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 9), st.none() | st.integers(0, 5)),
    max_size=25,
)


def played(found: Ladder, calendar, first: dt.date, given) -> tuple[list[Event], State]:
    """The moves of a run that could be made, and where they lead."""
    on, events, state = first, [], State()
    for name, days, stage in [("raise", 0, None), *given]:
        on += dt.timedelta(days=days)
        tried = event(name, on, stage=stage)
        try:
            state = apply(state, tried, found, calendar)
        except Refused:
            continue
        events.append(tried)
    return events, state
