"""Who is asked to answer at a stage: by name, by role, never the raiser."""

from dataclasses import dataclass
from typing import Any

from db.models import Challenge
from db.queries import actions as people
from db.queries import challenges as queries
from db.queries import checks as check_queries
from db.queries.people import roles_held
from qa.domain.actor import Actor
from qa.domain.challenge_words import role_of
from qa.domain.ladders import Stage
from qa.domain.one_line import one_line
from qa.domain.permissions import Facts
from qa.domain.refusals import Refused

RAISER = (
    "The person who raised a challenge, acts for them or reviews the child is not asked to answer "
    "it. Name somebody else."
)


@dataclass(frozen=True)
class Asked:
    """Who is to answer: a person, or a name and a role where they have no record here. Left
    empty, it is whoever holds the stage's role for the child."""

    person_id: int | None = None
    name: str = ""
    role: str = ""


NOBODY = Asked()


def responder(
    session: Any, actor: Actor, challenge: Challenge, stage: Stage, asked: Asked, facts: Facts
) -> dict[str, Any]:
    """The responder's fields of the event. Raises Refused where it is the raiser."""
    name, role = one_line(asked.name), one_line(asked.role)
    person_id, held = asked.person_id, frozenset[str]()
    if person_id is None and not name:
        person_id = usual(session, actor, challenge, stage, facts)
        held = frozenset({stage.role})
    if person_id is not None:
        if why := _why_not(session, actor, person_id, facts):
            raise Refused(why)
        held |= {row.role for row in roles_held(session, person_id, actor.today)}
        role = role or role_of(held, stage.role, stage.answers)
    elif name:
        not_the_raiser(session, name, facts)
    return {"responder_id": person_id, "responder_name": "" if person_id else name,
            "responder_role": role or stage.answers}  # fmt: skip


def asked_again(
    session: Any, actor: Actor, challenge: Challenge, stage: Stage, facts: Facts
) -> dict[str, Any]:
    """The same when it is opened again: whoever was asked last, under the role they had. Where
    they cannot be asked any more, it is whoever holds the stage's role now."""
    person_id, name = challenge.responder_id, challenge.responder_name or ""
    names = _names_of_raisers(session, facts)
    gone = _why_not(session, actor, person_id, facts) if person_id else name.casefold() in names
    again = NOBODY if gone else Asked(person_id, name, challenge.responder_role or "")
    return responder(session, actor, challenge, stage, again, facts)


def usual(
    session: Any, actor: Actor, challenge: Challenge, stage: Stage, facts: Facts
) -> int | None:
    """Whoever holds the stage's role for the first child, where that is one person who can be
    asked."""
    if stage.role == "team_manager":
        children = queries.children(session, challenge.id)
        held = queries.managers_of(session, children[0].child_id, actor.today) if children else []
    elif stage.role:
        held = queries.holders(session, stage.role, actor.today)
    else:
        held = []
    held = [person_id for person_id in held if not _why_not(session, actor, person_id, facts)]
    return held[0] if len(held) == 1 else None


def not_the_raiser(session: Any, name: str, facts: Facts) -> None:
    """Refuse an answer under the name of somebody who raised it, acted for the raiser or reviews
    the child."""
    if name.casefold() in _names_of_raisers(session, facts):
        raise Refused(RAISER)


def _names_of_raisers(session: Any, facts: Facts) -> set[str]:
    ids = sorted(facts.acted_for_raiser_ids | facts.iro_ids)
    return {name.casefold() for name in check_queries.names(session, ids).values()}


def _why_not(session: Any, actor: Actor, person_id: int, facts: Facts) -> str:
    """Why somebody is not asked to answer; '' where they can be."""
    if person_id in facts.acted_for_raiser_ids:
        return RAISER
    if person_id in facts.iro_ids:
        return "The child's IRO or chair challenges and is not asked to answer."
    if not people.is_at_work(session, person_id, actor.today):
        return "Choose somebody who works here, or give a name and a role."
    return ""
