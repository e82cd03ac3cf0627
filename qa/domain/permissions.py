"""Who may do what: one policy table of named predicates.

The rows of the table stand in `permission_checks`, `permission_challenges` and
`permission_keeping`. `can()` answers for the screen, `require()` for the service; the sentence of a
refusal is the same in both. Who may *read* is in READS. Conflicts of interest are rules per record
and bind every role; a serious-incident hold locks everything but UNDER_HOLD.
"""

from dataclasses import dataclass

from qa.domain.actor import ROLES, Actor
from qa.domain.permission_challenges import CHALLENGES
from qa.domain.permission_checks import CHECKS
from qa.domain.permission_keeping import KEEPING
from qa.domain.permission_reads import READS
from qa.domain.permission_rules import Act
from qa.domain.predicates import NOBODY, Facts, conflict_with_case, with_raiser
from qa.domain.refusals import Refused

__all__ = [
    "ACTS",
    "HELD",
    "NOBODY",
    "READS",
    "UNDER_HOLD",
    "Act",
    "Decision",
    "Facts",
    "can",
    "conflict_with_case",
    "require",
    "roles_that_may",
    "with_raiser",
]

ACTS: dict[str, Act] = {**CHECKS, **CHALLENGES, **KEEPING}
"""The policy table: act → who may."""
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
        "keep_unsent",
    }
)
"""What may still be done about a child whose records a serious-incident hold locks."""
HELD = "A serious-incident hold locks this child's records. Only a head of service lifts it."


@dataclass(frozen=True)
class Decision:
    """Whether it may be done; if not, the sentence that says why."""

    allowed: bool
    why: str = ""


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
