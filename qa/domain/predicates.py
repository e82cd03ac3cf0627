"""What the policy may ask: facts about a record, named predicates, conflicts of interest."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.domain.actor import Actor

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What a rule may ask about a record. Ids of people unless said otherwise.

    `line` holds everybody above or below the people judged in line management; `auditor_line`
    the same for the person who filled in the check. `is_on_hold`: a serious-incident hold locks
    the child's records. Of a challenge: `raised_by_id` is whoever holds it now (the raiser or their
    successor), `acted_for_raiser_ids` everybody who raised it or acted as its raiser,
    `answered_ids` everybody who answered or recorded an answer, `stage_role` and `responder_id`
    who answers at the stage it stands at, `is_submitted` that it was raised, `is_looked_after`
    that one of its children is looked after now. Of a home: `home_visitor_ids` who is appointed to
    visit it, `not_independent` why the person may not.
    """

    kind: str = ""
    child_team_ids: frozenset[int] = NOBODY
    iro_ids: frozenset[int] = NOBODY
    worker_ids: frozenset[int] = NOBODY
    manager_ids: frozenset[int] = NOBODY
    line: frozenset[int] = NOBODY
    auditor_line: frozenset[int] = NOBODY
    home_visitor_ids: frozenset[int] = NOBODY
    assignee_id: int | None = None
    owner_id: int | None = None
    owner_has_account: bool = True
    raised_by_id: int | None = None
    done_by_id: int | None = None
    is_submitted: bool = False
    is_on_hold: bool = False
    stage_role: str = ""
    responder_id: int | None = None
    acted_for_raiser_ids: frozenset[int] = NOBODY
    answered_ids: frozenset[int] = NOBODY
    is_looked_after: bool = False
    not_independent: str = ""


Predicate = Callable[[Actor, Facts], bool]


def anyone(_actor: Actor, _facts: Facts) -> bool:
    """No condition beyond the role."""
    return True


def allocated(actor: Actor, facts: Facts) -> bool:
    """It is allocated to them, or to somebody they cover today."""
    return facts.assignee_id in actor.selves


def own_child(actor: Actor, facts: Facts) -> bool:
    """They are the child's IRO or chair now, or cover for that person."""
    return bool(actor.selves & facts.iro_ids)


def own_child_finished(actor: Actor, facts: Facts) -> bool:
    """It is their own work, or finished work about a child of theirs."""
    return allocated(actor, facts) or (facts.is_submitted and own_child(actor, facts))


def own_home_finished(actor: Actor, facts: Facts) -> bool:
    """It is their own work, or finished work about a home they visit."""
    own = bool(actor.selves & facts.home_visitor_ids)
    return allocated(actor, facts) or (facts.is_submitted and own)


def visits_home(actor: Actor, facts: Facts) -> bool:
    """They are appointed to visit the home today; cover does not count: independence is one's own
    (SI 2015/541 regulation 43(3))."""
    return actor.person_id in facts.home_visitor_ids


def finished(_actor: Actor, facts: Facts) -> bool:
    """It has been submitted."""
    return facts.is_submitted


def in_team(actor: Actor, facts: Facts) -> bool:
    """The child is now in a team the team manager's role is held for."""
    teams = actor.teams("team_manager")
    return teams is None or bool(teams & facts.child_team_ids)


def team_finished(actor: Actor, facts: Facts) -> bool:
    """It has been shared, and the child is in their team."""
    return facts.is_submitted and in_team(actor, facts)


def owner(actor: Actor, facts: Facts) -> bool:
    """They own it, or cover for the owner."""
    return facts.owner_id in actor.selves


def owner_or_for_one_without_account(actor: Actor, facts: Facts) -> bool:
    """They own it, or the owner has no account and they record it on the owner's behalf."""
    return owner(actor, facts) or not facts.owner_has_account


def owner_or_team_for_one_without_account(actor: Actor, facts: Facts) -> bool:
    """They own it, or its owner has no account and the child is in their team."""
    return owner(actor, facts) or (not facts.owner_has_account and in_team(actor, facts))


def raised_it(actor: Actor, facts: Facts) -> bool:
    """They raised it, or cover for the one who did."""
    return facts.raised_by_id in actor.selves


def drafted_it(actor: Actor, facts: Facts) -> bool:
    """They wrote it themselves: a draft challenge belongs to its raiser alone."""
    return facts.raised_by_id == actor.person_id and not facts.is_submitted


def raised_by_them(actor: Actor, facts: Facts) -> bool:
    """It was raised, by them or by somebody they cover or succeed."""
    return facts.is_submitted and raised_it(actor, facts)


def holds_it_alone(actor: Actor, facts: Facts) -> bool:
    """They hold it in person: cover does not count."""
    return facts.raised_by_id == actor.person_id


def own_child_raised(actor: Actor, facts: Facts) -> bool:
    """They hold it (a draft: in person), or it was raised about a child of theirs."""
    if not facts.is_submitted:
        return drafted_it(actor, facts)
    return raised_it(actor, facts) or own_child(actor, facts)


def raised_or_their_draft(actor: Actor, facts: Facts) -> bool:
    """It was raised, or it is a draft of their own."""
    return facts.is_submitted or drafted_it(actor, facts)


def at_their_stage(actor: Actor, facts: Facts) -> bool:
    """They, or somebody they cover, are asked by name, or a head of service's stage runs."""
    asked = facts.responder_id is not None and facts.responder_id in actor.selves
    return facts.is_submitted and (asked or facts.stage_role == "head_of_service")


def team_at_their_stage(actor: Actor, facts: Facts) -> bool:
    """They are asked by name, or a team manager's stage runs about a child of their team."""
    asked = facts.responder_id is not None and facts.responder_id in actor.selves
    stage = facts.stage_role == "team_manager" and in_team(actor, facts)
    return facts.is_submitted and (asked or stage)


def asked_or_team(actor: Actor, facts: Facts) -> bool:
    """It was raised about a child of their team, or asks them by name."""
    asked = facts.responder_id is not None and facts.responder_id in actor.selves
    return facts.is_submitted and (asked or in_team(actor, facts))


def is_the_challenger(actor: Actor, facts: Facts) -> str:
    """Nobody answers a challenge that they raised or act in for its raiser, or about a child they
    review; cover for such a colleague counts."""
    if actor.selves & (facts.acted_for_raiser_ids | {facts.raised_by_id}):
        return "Nobody answers a challenge that they raised, or acted in for its raiser."
    if actor.selves & facts.iro_ids:
        return "The child's IRO or chair challenges and does not answer."
    return ""


def has_answered(actor: Actor, facts: Facts) -> str:
    """Nobody decides about an answer that they gave or recorded, as cover or successor either."""
    if actor.person_id in facts.answered_ids:
        return "You answered this challenge, or recorded an answer, so somebody else decides on it."
    return ""


def is_not_looked_after(_actor: Actor, facts: Facts) -> str:
    """Cafcass is for looked-after children only (CPPCR regulation 45)."""
    if not facts.is_looked_after:
        return "Cafcass can be asked only about a child who is looked after on that day."
    return ""


def is_not_independent(_actor: Actor, facts: Facts) -> str:
    """Nobody visits a home they are tied to (SI 2015/541 regulation 43(3)); says which rule."""
    return facts.not_independent


def is_own_case(actor: Actor, facts: Facts) -> str:
    """Nobody audits or moderates their own case."""
    return conflict_with_case(actor.person_id, facts)


def conflict_with_case(person_id: int, facts: Facts) -> str:
    """Why a person may not audit or moderate this case; empty where nothing stands against it."""
    if facts.kind != "case_audit":
        return ""
    if not facts.worker_ids:
        return (
            "No social worker is recorded for this child, so a conflict of interest cannot be "
            "ruled out. Business support or a practice manager can record who it is on Children."
        )
    if person_id in facts.worker_ids:
        return "Nobody audits or moderates their own case."
    if person_id in facts.manager_ids:
        return "Nobody audits or moderates a case they manage."
    if person_id in facts.iro_ids:
        return "Nobody audits or moderates the file of a child they review."
    if person_id in facts.line:
        return "Nobody audits or moderates within their own line management."
    return ""


def is_own_work(actor: Actor, facts: Facts) -> str:
    """Nobody moderates their own work, or work within their line management."""
    if actor.person_id == facts.assignee_id:
        return "Nobody moderates their own audit."
    if actor.person_id in facts.auditor_line:
        return "The auditor is in your line management. Somebody independent has to moderate this."
    return ""


def is_the_owner(actor: Actor, facts: Facts) -> str:
    """An action is verified by somebody other than its owner and whoever said it was done."""
    if actor.person_id in (facts.owner_id, facts.done_by_id):
        return "An action is verified by somebody other than its owner."
    return ""


def is_the_raiser(actor: Actor, facts: Facts) -> str:
    """A second person records that the child is safe."""
    if actor.person_id == facts.raised_by_id:
        return "A second person has to record that the child is safe."
    return ""


def with_raiser(facts: Facts, raised_by_id: int) -> Facts:
    """The facts of a record that somebody raised."""
    return replace(facts, raised_by_id=raised_by_id)
