"""Who can own an action about a check: those around the child first, then colleagues."""

from dataclasses import dataclass

from db.engine import reading
from db.queries import owners as queries
from qa.domain.actor import Actor
from qa.services.facts import facts_of_check
from qa.services.records import found


@dataclass(frozen=True)
class Owner:
    """Somebody who may be asked to act, with the words of the list."""

    id: int
    words: str


def choices(actor: Actor, check_id: int) -> list[Owner]:
    """The child's worker, manager and IRO, then everybody who holds a role or a case, by name."""
    with reading() as session:
        check = found(session, actor, check_id)
        facts = facts_of_check(session, check, actor.today)
        near = {
            **dict.fromkeys(facts.iro_ids, "IRO or chair"),
            **dict.fromkeys(facts.manager_ids, "team manager"),
            **dict.fromkeys(facts.worker_ids, "social worker"),
        }
        people = queries.at_work(session, actor.today, facts.child_team_ids, near)
    listed = sorted(people, key=lambda row: (row.id not in near, row.name))
    return [Owner(row.id, f"{row.name}{_part(near.get(row.id))}") for row in listed]


def _part(part: str | None) -> str:
    return f" (this child's {part})" if part else ""
