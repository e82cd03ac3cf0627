"""Who may do what: one policy table of named predicates.

`can()` answers for the screen, `require()` for the service; the sentence of a refusal is the same
in both. Who may *read* is in READS, carried out as SQL by `db/scope.py`. Conflicts of interest
are rules per record and bind every role.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from qa.domain.actor import ROLES, Actor
from qa.domain.predicates import (
    NOBODY,
    Facts,
    Predicate,
    allocated,
    anyone,
    asked_or_team,
    at_their_stage,
    conflict_with_case,
    drafted_it,
    finished,
    holds_it_alone,
    in_team,
    is_not_independent,
    is_not_looked_after,
    is_own_case,
    is_own_work,
    is_the_challenger,
    is_the_owner,
    is_the_raiser,
    own_child,
    own_child_finished,
    own_child_raised,
    own_home_finished,
    owner,
    owner_or_for_one_without_account,
    owner_or_team_for_one_without_account,
    raised_by_them,
    raised_it,
    raised_or_their_draft,
    team_at_their_stage,
    team_finished,
    visits_home,
    with_raiser,
)
from qa.domain.refusals import Refused

__all__ = [
    "ACTS",
    "NOBODY",
    "READS",
    "Act",
    "Decision",
    "Facts",
    "can",
    "conflict_with_case",
    "require",
    "roles_that_may",
    "with_raiser",
]


@dataclass(frozen=True)
class Decision:
    """Whether it may be done; if not, the sentence that says why."""

    allowed: bool
    why: str = ""


@dataclass(frozen=True)
class Act:
    """Something that may be done: its words, who may, what must not be, why not."""

    words: str
    grants: dict[str, Predicate]
    refusal: str
    conflicts: tuple[Callable[[Actor, Facts], str], ...] = field(default=())


def _all(*roles: str) -> dict[str, Predicate]:
    return dict.fromkeys(roles, anyone)


ACTS: dict[str, Act] = {
    "import_children": Act(
        "Import children",
        _all("practice_manager", "business_support", "administrator"),
        "Practice managers, business support and administrators load the roster.",
    ),
    "keep_register": Act(
        "Keep the register, homes and allocations",
        _all("practice_manager", "business_support"),
        "Practice managers and business support keep the register.",
    ),
    "allocate": Act(
        "Allocate audits and visits",
        _all("practice_manager", "head_of_service"),
        "Practice managers and heads of service allocate audits.",
    ),
    "cover": Act(
        "Name cover and hand over",
        _all("practice_manager", "head_of_service"),
        "Practice managers and heads of service name cover and confirm a handover.",
    ),
    "prepare_handover": Act(
        "Prepare a handover",
        _all("practice_manager", "head_of_service", "business_support"),
        "Practice managers, heads of service and business support prepare a handover.",
    ),
    "fill_in": Act(
        "Fill in and submit a check",
        {"iro": allocated, "reg44_visitor": allocated},
        "Only the person it is allocated to, or their named cover, can fill this in.",
        (is_own_case,),
    ),
    "begin_visit": Act(
        "Begin a visit to a children's home",
        {"reg44_visitor": visits_home},
        "Only the independent person appointed to this home visits it.",
        (is_not_independent,),
    ),
    "issue_visit": Act(
        "Issue the report of a visit",
        {"reg44_visitor": allocated},
        "Only the visitor who wrote the report issues it.",
    ),
    "distribute_visit": Act(
        "Send a report for checking, record copies sent, close a visit",
        {
            "reg44_visitor": allocated,
            "practice_manager": finished,
            "business_support": finished,
        },
        "The visitor, business support or a practice manager records what was sent to whom.",
    ),
    "record_response": Act(
        "Record the registered person's response to a recommendation",
        {"reg44_visitor": raised_it, "practice_manager": anyone, "business_support": anyone},
        "The visitor, business support or a practice manager records the response.",
    ),
    "start_midway": Act(
        "Begin a midway review",
        {"iro": own_child},
        "The child's IRO or chair, or their named cover, does the midway review.",
    ),
    "keep_reviews": Act(
        "Record reviews and conferences",
        {"practice_manager": anyone, "business_support": anyone, "iro": own_child},
        "Business support, practice managers and the child's IRO or chair record reviews and "
        "conferences.",
    ),
    "keep_panel": Act(
        "Record what the panel decided about a long plan",
        _all("practice_manager", "head_of_service", "business_support"),
        "Practice managers, heads of service and business support record the panel's decisions.",
    ),
    "correct": Act(
        "Correct a submitted check",
        {"iro": allocated, "reg44_visitor": allocated},
        "Only the person who submitted this, or their named cover, can correct it.",
    ),
    "read_check": Act(
        "Read a finished check",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": finished,
            "team_manager": team_finished,
            "head_of_service": finished,
        },
        "You can see that this exists and its dates, but not what it says.",
    ),
    "reply": Act(
        "Reply to a shared audit",
        {"team_manager": team_finished},
        "The child's team manager replies to a shared audit.",
    ),
    "reply_on_behalf": Act(
        "Record a reply on somebody's behalf",
        {"practice_manager": finished, "business_support": finished, "team_manager": team_finished},
        "Practice managers, business support and the team manager record a reply for somebody "
        "who has no account.",
    ),
    "moderate": Act(
        "Moderate an audit, confirm an override",
        {"practice_manager": finished, "head_of_service": finished},
        "Practice managers and heads of service moderate audits.",
        (is_own_work, is_own_case),
    ),
    "finish_action": Act(
        "Own and finish an action",
        {
            "iro": owner,
            "reg44_visitor": owner,
            "practice_manager": owner_or_for_one_without_account,
            "team_manager": owner_or_team_for_one_without_account,
            "head_of_service": owner,
            "business_support": owner_or_for_one_without_account,
        },
        "Only the owner of this action, or their named cover, can say it is done.",
    ),
    "verify_action": Act(
        "Verify an action",
        {
            "iro": raised_it,
            "reg44_visitor": raised_it,
            "practice_manager": anyone,
            "head_of_service": anyone,
        },
        "An action is verified by the person who raised it, a practice manager or a head of "
        "service.",
        (is_the_owner,),
    ),
    "raise_challenge": Act(
        "Raise a challenge or good practice",
        {"iro": own_child, "practice_manager": anyone},
        "The child's IRO or chair raises a challenge.",
    ),
    "write_challenge": Act(
        "Write a challenge that is not raised yet",
        {"iro": drafted_it, "practice_manager": drafted_it},
        "A draft belongs to the person who writes it.",
    ),
    "read_challenge": Act(
        "Read a challenge",
        {
            "iro": own_child_raised,
            "practice_manager": raised_or_their_draft,
            "team_manager": asked_or_team,
            "head_of_service": finished,
        },
        "You can see that this exists and its dates, but not what it says.",
    ),
    "answer_challenge": Act(
        "Answer a challenge",
        {"team_manager": team_at_their_stage, "head_of_service": at_their_stage},
        "Whoever is asked at this stage answers. Practice managers and business support record "
        "an answer on somebody's behalf.",
        (is_the_challenger,),
    ),
    "answer_challenge_on_behalf": Act(
        "Record somebody's answer to a challenge",
        {"practice_manager": finished, "business_support": finished},
        "Practice managers and business support record an answer on somebody's behalf.",
        (is_the_challenger,),
    ),
    "judge_challenge": Act(
        "Judge an answer, go to the next stage, pause, withdraw, resolve, open again",
        {"iro": raised_by_them, "practice_manager": raised_by_them},
        "Only the person who raised this, or their named cover or successor, decides that.",
    ),
    "refer_cafcass": Act(
        "Refer to Cafcass",
        {"iro": raised_by_them, "practice_manager": raised_by_them},
        "Only the person who raised this, or their named cover or successor, decides that.",
        (is_not_looked_after,),
    ),
    "legal_advice": Act(
        "Read and write the IRO's independent legal advice",
        {"iro": holds_it_alone},
        "The IRO's independent legal advice is visible to the IRO alone.",
    ),
    "keep_ladders": Act(
        "Keep ladders and themes of challenges",
        _all("administrator", "head_of_service"),
        "Administrators and heads of service keep ladders and themes.",
    ),
    "send_notices": Act(
        "Send what nobody was told by e-mail",
        _all("business_support", "practice_manager"),
        "Business support and practice managers see to notices that were not sent.",
    ),
    "raise_risk": Act(
        "Say that a child may be at risk now",
        {"iro": allocated, "reg44_visitor": allocated},
        "The person filling in the form records this.",
    ),
    "record_safe": Act(
        "Record a child at risk as safe",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": anyone,
            "team_manager": in_team,
            "head_of_service": anyone,
        },
        "A second person who knows the child records that the child is safe.",
        (is_the_raiser,),
    ),
    "file": Act(
        "Mark as filed on the case system",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": finished,
            "business_support": finished,
        },
        "The auditor, business support or a practice manager marks this as filed.",
    ),
    "restrict": Act(
        "Restrict a child, merge numbers, legal hold",
        _all("practice_manager", "head_of_service"),
        "Practice managers and heads of service restrict a child's records.",
    ),
    "place_hold": Act(
        "Place a serious-incident hold",
        _all("practice_manager", "head_of_service"),
        "Practice managers and heads of service place a hold on a child's records.",
    ),
    "lift_hold": Act(
        "Lift a serious-incident hold",
        _all("head_of_service"),
        "Only a head of service lifts a hold.",
    ),
    "keep_accounts": Act(
        "Keep accounts, teams and forms",
        _all("administrator"),
        "Administrators keep accounts, teams and forms.",
    ),
    "keep_closure_days": Act(
        "Keep closure days",
        _all("administrator", "practice_manager"),
        "Administrators and practice managers keep the closure days.",
    ),
    "keep_time_limits": Act(
        "Keep local time limits",
        _all("administrator", "head_of_service"),
        "Administrators and heads of service keep local time limits.",
    ),
    "export": Act(
        "Export",
        _all(
            "reg44_visitor",
            "practice_manager",
            "team_manager",
            "head_of_service",
            "business_support",
        ),
        "Your role does not include exports.",
    ),
}

READS: dict[str, dict[str, str]] = {
    "children": {
        "iro": "own, and those of a check allocated to them",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "all, dates and statuses only",
    },
    "drafts": {
        "iro": "own",
        "reg44_visitor": "own",
        "practice_manager": "that one exists, and risk flags",
        "team_manager": "risk flags",
        "head_of_service": "risk flags",
        "business_support": "that one exists",
    },
    "homes": {
        "reg44_visitor": "own",
        "practice_manager": "all",
        "head_of_service": "all",
        "business_support": "all",
    },
    "finished checks": {
        "iro": "own children, own work",
        "reg44_visitor": "own homes",
        "practice_manager": "all",
        "team_manager": "team, once shared",
        "head_of_service": "all",
        "business_support": "dates and distribution only",
    },
    "challenges": {
        "iro": "own children, own",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "dates only",
    },
    "trends": {
        "iro": "service totals, no records outside own",
        "reg44_visitor": "own homes",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "timeliness",
    },
    "history": {
        "iro": "of what they may read",
        "reg44_visitor": "of what they may read",
        "practice_manager": "all",
        "team_manager": "of what they may read",
        "head_of_service": "all",
        "administrator": "who, what, when; never values",
    },
}


UNDER_HOLD = frozenset(
    {
        "read_check",
        "read_challenge",
        "legal_advice",
        "raise_risk",
        "record_safe",
        "restrict",
        "place_hold",
        "lift_hold",
        "export",
    }
)
"""What may still be done about a child whose records a serious-incident hold locks."""
HELD = "A serious-incident hold locks this child's records. Only a head of service lifts it."


def can(actor: Actor, act: str, facts: Facts | None = None) -> Decision:
    """Whether `actor` may do `act` to the record with these facts, and if not, why."""
    rule, facts = ACTS[act], facts or Facts()
    held = [grant for role, grant in rule.grants.items() if actor.has(role)]
    if not any(grant(actor, facts) for grant in held):
        return Decision(False, rule.refusal)
    if facts.is_on_hold and act not in UNDER_HOLD:
        return Decision(False, HELD)
    for conflict in rule.conflicts:
        if why := conflict(actor, facts):
            return Decision(False, why)
    return Decision(True)


def require(actor: Actor, act: str, facts: Facts | None = None) -> None:
    """Raise the refusal that `can` would give."""
    decision = can(actor, act, facts)
    if not decision.allowed:
        raise Refused(decision.why)


def roles_that_may(act: str) -> tuple[str, ...]:
    """The roles that may do it at all, in the order of ROLES."""
    return tuple(role for role in ROLES if role in ACTS[act].grants)
