"""What became of each audit of the demonstration: replies, moderation, actions, the end."""

from dataclasses import dataclass

from qa.domain import audits
from qa.services.demo_audits import FINAL, NONE, STATUS
from qa.services.demo_cases import CAPPED, Case
from qa.services.demo_people import Staff
from qa.services.demo_world import World, due_of
from qa.stats.sampling import MODERATION_SHARE, moderation_reason

SEED = "moderation"  # the setting's default
WHY = {"Inadequate": "inadequate", "Outstanding": "outstanding", None: None}
ANSWERS = {"worker": 0.62, "manager": 0.72}
STANCES = ((0.82, "agree"), (0.95, "comment"), (1.0, "disagree"))


@dataclass(frozen=True)
class Reply:
    """A reply, at a place of World.days."""

    part: str
    stance: str
    place: int


@dataclass(frozen=True)
class Verdict:
    """A moderator's decision, at a place of World.days."""

    outcome: str
    grade: int | None
    override: str | None
    place: int


@dataclass(frozen=True)
class Act:
    """An action: its status and when it was done and verified (NONE: not yet)."""

    priority: str
    owner_id: int
    questions: str
    due: int
    status: str
    done: int
    finished: int


@dataclass(frozen=True)
class Life:
    """Everything after the form. `agreed` and `closed` are places or NONE."""

    status: str
    why: str | None
    replies: list[Reply]
    verdict: Verdict | None
    actions: list[Act]
    agreed: int
    closed: int
    final_grade: int | None
    override: str | None


def life(world: World, who: Staff, case: Case) -> Life:
    """What became of one audit."""
    if not case.is_submitted:
        drafts = _actions(world, who, case) if case.stage == "in_progress" else []
        return Life(case.stage, None, [], None, drafts, NONE, NONE, None, None)
    why = _why(case)
    ended = case.stage in (FINAL, "correcting") or (case.stage == "submitted_late" and not why)
    replies = _replies(world, case)
    if any(r.stance == "disagree" for r in replies):
        why = why or "disagreed"
    verdict = _verdict(world, case, replies) if _is_decided(case, ended, why) else None
    acts = _actions(world, who, case)
    override = None
    if case.overridden:
        override = verdict.override if verdict and verdict.override else "claimed"
    graded = (verdict.grade if verdict else None) or case.grade
    if not ended:
        status = STATUS.get(case.stage, case.stage)
        return Life(status, why, replies, verdict, acts, NONE, NONE, graded, override)
    agreed = _agreed(world, case, replies, verdict)
    replies = _with_silence(replies, agreed)
    closed = NONE
    if all(a.finished != NONE for a in acts):
        closed = max([agreed, *(a.finished for a in acts)])
    status = "closed" if closed != NONE else "actions_open"
    status = "correcting" if case.stage == "correcting" else status
    return Life(status, why, replies, verdict, acts, agreed, closed, graded, override)


def _why(case: Case) -> str | None:
    if case.overridden:
        return "override"
    reason = moderation_reason(case.grade, case.id, MODERATION_SHARE, SEED)
    return WHY.get(reason, "sample") or ("sample" if case.stage == "moderated" else None)


def _is_decided(case: Case, ended: bool, why: str | None) -> bool:
    return case.stage in ("moderated", "returned") or (ended and why is not None)


def _replies(world: World, case: Case) -> list[Reply]:
    """Those that came within the reply period and before today; the newest audits have fewer."""
    made = []
    for part, share in ANSWERS.items():
        speaks, stance, days = case.chance(), case.chance(), int(case.chance() * 5)
        waits = case.stage in ("submitted", "moderated") and part == "manager"
        said = next(word for limit, word in STANCES if stance <= limit)
        if case.stage in ("moderated", "returned") and said == "disagree":
            said = "comment"
        if speaks < share and not waits and case.submitted + days <= world.present:
            made.append(Reply(part, said, case.submitted + days))
    return made


def _verdict(world: World, case: Case, replies: list[Reply]) -> Verdict:
    chance, kind = case.chance(), case.chance()
    heard = max([case.submitted, *(r.place for r in replies if r.stance == "disagree")])
    latest = world.present if case.stage != "returned" else case.submitted + 3
    place = min(max(heard, case.submitted + 2 + int(case.chance() * 6)), latest)
    if case.stage == "returned":
        return Verdict("returned", None, None, place)
    if case.overridden:
        refused = chance < 0.3
        return Verdict(
            "changed" if refused else "agreed",
            CAPPED if refused else case.grade,
            "refused" if refused else "confirmed",
            place,
        )
    if chance > 0.12:
        return Verdict("agreed", case.grade, None, place)
    lower = kind < 0.65 or case.grade == 4 or any(caps for _, caps in case.concerns)
    grade = min(max(case.grade + (-1 if lower else 1), 1), 4)
    return Verdict("agreed" if grade == case.grade else "changed", grade, None, place)


def _agreed(world: World, case: Case, replies: list[Reply], verdict: Verdict | None) -> int:
    places = [r.place for r in replies] + ([verdict.place] if verdict else [])
    if len(replies) < len(ANSWERS):
        replied_by = due_of(world, audits.RULE_REPLY, world.on(case.submitted)).on
        places.append(world.place_of(replied_by) + 1)
    return min(max(places), world.present)


def _with_silence(replies: list[Reply], agreed: int) -> list[Reply]:
    heard = {r.part for r in replies}
    return [*replies, *(Reply(part, "silence", agreed) for part in ANSWERS if part not in heard)]


WANTED = {1: (2, 4), 2: (1, 2), 3: (0, 1), 4: (0, 0)}
PRIORITIES = ((0.06, "immediate"), (0.34, "ten_days"), (0.86, "twenty_days"), (1.0, "agreed"))
TAKES = {"immediate": 1, "ten_days": 10, "twenty_days": 20, "agreed": 40}  # working days
MOST_ACTIONS = 3
STUCK = 0.03  # actions that nobody finishes, of the usual 900 audits; no more in larger sets


def _actions(world: World, who: Staff, case: Case) -> list[Act]:
    least, most = WANTED[case.grade]
    count = least + int(case.chance() * (most - least + 1)) if most else 0
    if case.grade == 3 and case.chance() > 0.4:
        count = 0
    count = min(max(count, bool(case.concerns)), MOST_ACTIONS)
    answers = "|".join(question for question, _caps in case.concerns)
    return [_action(world, who, case, answers if n == 0 else "", n > 0) for n in range(count)]


def _action(world: World, who: Staff, case: Case, questions: str, may_drop: bool) -> Act:
    """One action; the first, which answers the concerns, is never withdrawn."""
    urgency, pace = case.chance(), case.chance()
    priority = next(word for limit, word in PRIORITIES if urgency <= limit)
    owner = _owner(who, case)
    start = case.submitted if case.is_submitted else world.present
    takes = TAKES[priority]
    done = start + 1 + int(takes * (0.4 + 1.1 * pace))
    finished = done + 1 + int(case.chance() * 6)
    stuck, dropped = case.chance() < world.seldom(STUCK), may_drop and case.chance() < 0.06
    fate = ("open", NONE, NONE)
    if not case.is_submitted:
        fate = ("draft", NONE, NONE)
    elif dropped and finished <= world.present:
        fate = ("withdrawn", NONE, finished)
    elif not stuck and finished <= world.present:
        fate = ("verified", done, finished)
    elif not stuck and done <= world.present:
        fate = ("done", done, NONE)
    return Act(priority, owner, questions, start + takes, *fate)


def _owner(who: Staff, case: Case) -> int:
    chance = case.chance()
    if chance < 0.45:
        return case.manager_id
    if chance < 0.8 and case.worker_id is not None:
        return case.worker_id
    return who.named["iro2"] if case.auditor_id != who.named["iro2"] else who.named["iro"]
