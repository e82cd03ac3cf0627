"""Who is acting: a signed-in person, the roles held today, and whom they cover today."""

import datetime as dt
from dataclasses import dataclass, field

ROLES = {
    "iro": "IRO or chair, auditor",
    "reg44_visitor": "Independent person (Regulation 44)",
    "practice_manager": "Practice manager (quality assurance)",
    "team_manager": "Team manager (operations)",
    "head_of_service": "Head of service",
    "business_support": "Business support",
    "administrator": "Administrator",
}


@dataclass(frozen=True)
class RoleHeld:
    """A role held today, for one team or (None) for the service."""

    role: str
    team_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """A person at this moment. `covering` holds the ids of absent colleagues they act for today."""

    person_id: int
    name: str
    roles: frozenset[RoleHeld]
    now: dt.datetime
    today: dt.date
    account_id: int | None = None
    sign_in_id: int | None = None
    covering: frozenset[int] = field(default_factory=frozenset)

    def has(self, *roles: str) -> bool:
        """Whether any of these roles is held today."""
        return any(held.role in roles for held in self.roles)

    def teams(self, role: str) -> frozenset[int] | None:
        """The teams a role is held for; None means every team."""
        held = [r.team_id for r in self.roles if r.role == role]
        return None if None in held else frozenset(t for t in held if t is not None)

    @property
    def selves(self) -> frozenset[int]:
        """The person and those they cover today."""
        return self.covering | {self.person_id}

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles held today, in the order of ROLES, each once."""
        return tuple(role for role in ROLES if self.has(role))


COMMAND_LINE = "the command line"


def command_line(now: dt.datetime, today: dt.date) -> Actor:
    """Whoever runs `python -m qa`: has the machine, so has every configuring role."""
    roles = frozenset(RoleHeld(r) for r in ("administrator", "business_support"))
    return Actor(0, COMMAND_LINE, roles, now, today)
