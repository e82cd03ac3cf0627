"""How fictional challenges go: real events of the domain, day by day, until they end or today."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qa.domain.challenge_events import ChildResult, Event
from qa.domain.challenge_words import role_of
from qa.domain.challenges import State, apply
from qa.domain.ladders import INFORMAL, Ladder
from qa.services import demo_words_challenges as words
from qa.services.demo_people import Staff
from qa.services.demo_world import World, cycle

HALF_ANSWERED_IN = 3.6
"""Working days in which half of the answers come, in a team of usual practice."""
NO_ANSWER, PAUSED, BYPASSED, WITHDRAWN, REFERRED, REOPENED = 0.12, 0.05, 0.05, 0.05, 0.08, 0.03
DIRECTORS = {
    "Assistant director": "Dee Fictional", "Director of children's services": "Dora Fictional",
}  # fmt: skip
"""Who answers without an account, by name."""
VERDICTS = (("satisfied", 0.55), ("partly", 0.17), ("not_satisfied", 0.28))


@dataclass(frozen=True)
class Setting:
    """What one challenge is about: its number, children, raiser and responders by stage role."""

    number: int
    children: tuple[int, ...]
    raiser_id: int
    manager_id: int
    is_formal: bool
    is_looked_after: bool
    slowness: float


@dataclass
class Run:
    """A challenge as it goes: its events so far, its state, the place of the present day."""

    world: World
    who: Staff
    ladder: Ladder
    about: Setting
    place: int
    events: list[Event] = field(default_factory=list)
    state: State = field(default_factory=State)

    def happen(self, days: int, name: str, by_id: int, **about: Any) -> bool:
        """Let an event happen some working days later; False where that is after today."""
        if self.place + days > self.world.present:
            self.place = self.world.present + 1
            return False
        self.place += days
        at = self.world.at(self.place, 30 + len(self.events) * 17)
        event = Event(name, self.world.on(self.place), at, by_id, **about)
        self.state = apply(self.state, event, self.ladder, self.world.calendar)
        self.events.append(event)
        return True

    def text(self, name: str) -> str:
        """The reason for a move."""
        return words.REASONS[name]


def play(rng: np.random.Generator, run: Run) -> None:
    """From raising to the end, or to today."""
    first = 1 if run.about.is_formal or run.ladder.informal is None else INFORMAL
    begun = run.happen(0, "raise", run.about.raiser_id, stage=first, **_asked(run, first))
    while begun and run.state.status == "open":
        begun = _climb(rng, run)
    if run.state.status == "resolved" and rng.random() < REOPENED:
        again = _asked(run, run.state.stage or 0)
        if run.happen(25, "reopen", run.about.raiser_id, text=run.text("reopen"), **again):
            _answered(rng, run)


def _climb(rng: np.random.Generator, run: Run) -> bool:
    """One stage: a pause, a reason to hurry, an answer or none, and what the raiser makes of it."""
    raiser, chance = run.about.raiser_id, rng.random(4)
    if chance[0] < WITHDRAWN:
        run.happen(2, "withdraw", raiser, text=run.text("withdraw"))
        return False
    paused = chance[1] < PAUSED and run.happen(1, "pause", raiser, text=run.text("pause"))
    back = {"text": run.text("resume")}
    if paused and not run.happen(int(rng.integers(2, 9)), "resume", raiser, **back):
        return False
    _cafcass(rng, run)
    above = run.ladder.above(run.state.stage or 0)
    if chance[2] < BYPASSED and len(above) > 1:
        up = above[1].number
        return run.happen(1, "bypass", raiser, stage=up, text=run.text("bypass"), **_asked(run, up))
    if chance[3] < NO_ANSWER and above:
        limit = (run.state.clock.limit if run.state.clock else None) or 5
        late = limit + 1 + int(rng.integers(0, 4))
        return run.happen(late, "escalate", raiser, stage=above[0].number,
                          **_asked(run, above[0].number))  # fmt: skip
    return _answered(rng, run)


def _cafcass(rng: np.random.Generator, run: Run) -> None:
    high = (run.state.stage or 0) >= 2 and run.about.is_looked_after and not run.state.referrals
    if high and rng.random() < REFERRED:
        run.happen(1, "refer", run.about.raiser_id, text=run.text("refer"))
        if rng.random() < 0.6:
            run.happen(0, "refer_outcome", run.about.raiser_id, text=run.text("refer_outcome"))


def _answered(rng: np.random.Generator, run: Run) -> bool:
    days = int(rng.gamma(2.2, HALF_ANSWERED_IN * run.about.slowness / 1.85))
    if not run.happen(days, "answer", **_answer(run)):
        return False
    names, shares = zip(*VERDICTS, strict=True)
    verdict = str(rng.choice(names, p=shares))
    said = "" if verdict == "satisfied" else cycle(words.NOT_ENOUGH, run.about.number)
    if not run.happen(int(rng.integers(0, 4)), verdict, run.about.raiser_id, text=said):
        return False
    above = run.ladder.above(run.state.stage or 0)
    if verdict == "satisfied" or not above:
        _close(rng, run, verdict)
        return False
    up = above[0].number
    return run.happen(int(rng.integers(0, 3)), "escalate", run.about.raiser_id, stage=up,
                      **_asked(run, up))  # fmt: skip


def _close(rng: np.random.Generator, run: Run, verdict: str) -> None:
    good = ("as_sought", "compromise", "explanation")
    outcome = str(rng.choice(good, p=(0.6, 0.25, 0.15))) if verdict == "satisfied" else (
        "cafcass" if run.state.referrals else "not_resolved"
    )  # fmt: skip
    results = tuple(
        ChildResult(child, outcome, cycle(words.CHANGED, run.about.number + place))
        for place, child in enumerate(run.about.children)
    )
    said = "" if verdict == "satisfied" else "The director was told in the monthly meeting."
    run.happen(int(rng.integers(0, 3)), "resolve", run.about.raiser_id, outcome=outcome,
               children=results, text=said)  # fmt: skip


def _asked(run: Run, stage: int) -> dict[str, Any]:
    rung = run.ladder.stage(stage)
    asked = {"team_manager": run.about.manager_id, "head_of_service": run.who.named["head"]}
    person_id = asked.get(rung.role)
    name = "" if person_id else DIRECTORS.get(rung.answers, "")
    role = role_of([rung.role], rung.role, rung.answers) if person_id else rung.answers
    return {"responder_id": person_id, "responder_name": name, "responder_role": role}


def _answer(run: Run) -> dict[str, Any]:
    clock = run.state.clock
    said = cycle(words.ANSWERS, run.about.number + len(run.events))
    person = clock.responder_id if clock else None
    if person is not None and run.who.has_account(person):
        return {"by_id": person, "text": said}
    role = clock.responder_role if clock else ""
    name = run.who.names[person] if person else DIRECTORS.get(role, "Dee Fictional")
    return {"by_id": run.who.named["support"], "text": said, "for_name": name, "for_role": role}
