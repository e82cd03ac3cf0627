"""The trail of the demonstration: what would have been recorded as it happened, in one chain."""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from qa.domain import audits
from qa.domain.chain import entry_hash
from qa.services.demo_audits import NONE
from qa.services.demo_cases import Case
from qa.services.demo_lives import Act, Life
from qa.services.demo_people import Staff
from qa.services.demo_rows import start_of, submitted_at
from qa.services.demo_world import World

COLUMNS = ("id", "at", "person_id", "who", "act", "noun", "noun_id", "child_id", "home_id",
           "team_id", "refused", "payload", "previous_hash", "hash")  # fmt: skip
PROGRAM = "the program"


class Event(NamedTuple):
    """Something that happened; `number` keeps the order of what happened at the same moment.

    No two events share moment and number, so that they can be put in order as they are.
    """

    at: dt.datetime
    number: int
    person_id: int | None
    act: str
    noun: str
    noun_id: int | None
    child_id: int | None
    team_id: int | None
    payload: dict[str, Any]
    home_id: int | None = None


class Chain:
    """Events come in roughly in order; entries leave it exactly in order, each hashed."""

    def __init__(self, names: dict[int, str], first_id: int, head: str) -> None:
        self._waiting: list[Event] = []
        self._names, self._id, self.head, self.entries = names, first_id, head, 0

    def add(self, events: Iterable[Event]) -> None:
        """Let events wait for their turn."""
        for event in events:
            heapq.heappush(self._waiting, event)

    def until(self, moment: dt.datetime | None = None) -> Iterator[tuple[Any, ...]]:
        """Entries (in the order of COLUMNS) of everything before a moment; of all without one."""
        while self._waiting and (moment is None or self._waiting[0].at < moment):
            yield self._entry(heapq.heappop(self._waiting))

    def _entry(self, event: Event) -> tuple[Any, ...]:
        fields = {
            "at": event.at,
            "person_id": event.person_id,
            "who": self._names[event.person_id] if event.person_id else PROGRAM,
            "act": event.act,
            "noun": event.noun,
            "noun_id": event.noun_id,
            "child_id": event.child_id,
            "home_id": event.home_id,
            "team_id": event.team_id,
            "refused": False,
            "payload": event.payload,
        }
        before, self.head = self.head, entry_hash(self.head, fields)
        number, self._id, self.entries = self._id, self._id + 1, self.entries + 1
        return (number, *fields.values(), before, self.head)


def events(
    world: World, who: Staff, case: Case, life: Life, action_ids: list[int]
) -> Iterator[Event]:
    """What happened to one audit and its actions."""
    about = (case.child_id, who.teams[case.team])
    for n, (at, person, act, payload) in enumerate(_of_check(world, who, case, life)):
        number = case.id * 100 + n
        yield Event(at, number, person, act, "check", case.id, *about, payload)
    for n, (act, action_id) in enumerate(zip(life.actions, action_ids, strict=True)):
        for k, told in enumerate(_of_action(world, who, case, act)):
            at, person, name, payload = told
            number = case.id * 100 + 30 + n * 5 + k
            yield Event(at, number, person, name, "action", action_id, *about, payload)


def _of_check(world: World, who: Staff, case: Case, life: Life) -> Iterator[tuple]:
    by = case.auditor_id
    allocated = {"assignee_id": [None, by], "kind": [None, audits.KIND],
                 "status": [None, "allocated"]}  # fmt: skip
    yield world.at(case.allocated, 5), who.named["manager"], "allocate", allocated
    if case.stage == "withdrawn":
        moved = {"status": ["allocated", "withdrawn"]}
        yield world.at(case.allocated + 3, 60), who.named["manager"], "withdraw", moved
    if case.stage not in ("allocated", "withdrawn"):
        yield start_of(world, case), by, "confirm_child", {}
        moved = {"status": ["allocated", "in_progress"]}
        yield start_of(world, case), by, "start", moved
    if case.is_submitted:
        outcome = {"auditor_grade": case.grade, "final_grade": case.grade,
                   "moderation_why": life.why}  # fmt: skip
        moved = {"status": ["in_progress", "submitted"], "revision": 1, "outcome": [{}, outcome]}
        yield submitted_at(world, case), by, "submit", moved
        yield from _after(world, who, case, life)


def _after(world: World, who: Staff, case: Case, life: Life) -> Iterator[tuple]:
    status, verdict = "submitted", life.verdict
    for reply in life.replies:
        if reply.stance != "silence":
            person = case.worker_id if reply.part == "worker" else case.manager_id
            person = person if who.has_account(person) else who.named["support"]
            minute = 420 if reply.place == case.submitted else 100 + case.id % 300
            given = {"part": reply.part, "stance": reply.stance}
            yield world.at(reply.place, minute), person, "reply", given
    if verdict:
        target = "returned" if verdict.outcome == "returned" else "moderated"
        moved = {"status": [status, target], "outcome": verdict.outcome, "grade": verdict.grade}
        yield world.at(verdict.place, 422), who.moderator_of(case.auditor_id), "moderate", moved
        status = target
    if life.agreed == NONE:
        return
    target = "actions_open" if life.closed != life.agreed else "closed"
    yield world.at(life.agreed, 430), None, "agree", {"status": [status, target]}
    if life.closed not in (NONE, life.agreed):
        yield world.at(life.closed, 440), None, "close", {"status": [target, "closed"]}
        target = "closed"
    if case.stage == "correcting":
        moved = {"status": [target, "correcting"], "revision": 2}
        yield world.at(world.present - 2, 60), case.auditor_id, "correct", moved


def _of_action(world: World, who: Staff, case: Case, act: Act) -> Iterator[tuple]:
    if not case.is_submitted:
        return
    by = act.owner_id if who.has_account(act.owner_id) else who.named["support"]
    if act.done != NONE:
        yield world.at(act.done, 300), by, "finish", {"status": ["open", "done"]}
    if act.status == "verified":
        moved = {"status": ["done", "verified"]}
        yield world.at(act.finished, 436), who.moderator_of(case.auditor_id), "verify", moved
    if act.status == "withdrawn":
        moved = {"status": ["open", "withdrawn"]}
        yield world.at(act.finished, 436), who.moderator_of(case.auditor_id), "withdraw", moved
