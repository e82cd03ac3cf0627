"""What the demonstration's midway reviews called for: follow-ups, and the actions some became."""

from dataclasses import dataclass
from typing import Any, ClassVar

from qa.domain.audits import PRIORITIES
from qa.services import demo_words as plain
from qa.services import demo_words_reviews as words
from qa.services.demo_midway_answers import Filled
from qa.services.demo_midways import Midway
from qa.services.demo_people import Staff
from qa.services.demo_world import World, due_of

SEEN_TO_AFTER = 12  # working days, by which all but some are seen to
PRIORITY = "twenty_days"


@dataclass(frozen=True)
class Calls:
    """One follow-up as a row, and the action it was turned into, if it was."""

    COLUMNS: ClassVar = ("id", "check_id", "child_id", "kind", "note", "made_on", "made_by_id",
                         "done_on", "done_note", "action_id")  # fmt: skip
    follow_up: tuple[Any, ...]
    actions: list[tuple[Any, ...]]


def calls(
    world: World,
    who: Staff,
    each: Midway,
    filled: Filled,
    child_id: int,
    manager_id: int,
    follow_up_id: int,
    action_id: int,
) -> Calls:
    """The follow-up of one conclusion: drift often becomes an action of the team manager."""
    acts = each.rag == "R" and each.turn % 2 == 0
    seen_to = each.submitted + (0 if acts else 2 + each.id % SEEN_TO_AFTER)
    done = seen_to <= world.present and (acts or each.id % 23 > 0)
    note = words.ACTED if acts else words.FOLLOWED_UP
    row = (
        follow_up_id, each.id, child_id, filled.next_step, filled.view, world.on(each.submitted),
        each.iro_id, world.on(seen_to) if done else None, note if done else None,
        action_id if acts else None,
    )  # fmt: skip
    action = _action(world, who, each, filled, child_id, manager_id, action_id)
    return Calls(row, [action] if acts else [])


def _action(
    world: World,
    who: Staff,
    each: Midway,
    filled: Filled,
    child_id: int,
    manager_id: int,
    action_id: int,
) -> tuple[Any, ...]:
    raised = world.on(each.submitted)
    due = due_of(world, PRIORITIES[PRIORITY][1], raised)
    done = each.submitted + 4 + each.id % 20
    verified = done + 2
    status = "verified" if verified <= world.present else "open"
    status = "done" if status == "open" and done <= world.present else status
    by = manager_id if who.has_account(manager_id) else who.named["support"]
    is_done, is_over = status != "open", status == "verified"
    questions = "|".join(question for question, _caps in filled.concerns)
    return (
        action_id, each.kind, each.id, questions, child_id, each.team_id, words.DRIFT_ACTION,
        PRIORITY, plain.EVIDENCE_NEEDED, manager_id, each.iro_id, raised, due.on, due.rule_id,
        due.explanation, status, plain.DONE if is_done else None,
        world.on(done) if is_done else None, by if is_done else None,
        world.on(verified) if is_over else None, who.named["manager"] if is_over else None,
        plain.VERIFIED if is_over else None,
    )  # fmt: skip
