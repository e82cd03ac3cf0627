"""What the policy may ask about a challenge: the links of all its children, and who acted in it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from db.queries import challenges as queries
from db.queries import facts as links_of
from qa.domain.permissions import NOBODY, Facts


def facts_of_challenge(session: Any, challenge: Any, on: dt.date) -> Facts:
    """Facts of a challenge on a day (three reads). Of several children the links of any count."""
    return facts_of_challenges(session, [challenge], on)[challenge.id]


def facts_of_challenges(session: Any, challenges: Sequence[Any], on: dt.date) -> dict[int, Facts]:
    """The same for many challenges, by id, still in three reads."""
    numbers = [challenge.id for challenge in challenges]
    children: dict[int, list[Any]] = {number: [] for number in numbers}
    for row in queries.child_ids_of(session, numbers, on):
        children[row.challenge_id].append(row)
    every = [row.child_id for rows in children.values() for row in rows]
    links = links_of.links(session, on, child_ids=every)
    acted, answered = queries.acted(session, numbers)
    return {
        each.id: _facts(each, links, children[each.id], acted[each.id], answered[each.id])
        for each in challenges
    }


def facts_of_referral(
    session: Any, challenge: Any, facts: Facts, first_on: dt.date, last_on: dt.date
) -> Facts:
    """The facts for a referral to Cafcass dated from one day to another: what counts is whether a
    child was looked after then, not whether one is on the day it is recorded."""
    was = queries.was_looked_after(session, challenge.id, first_on, last_on)
    return replace(facts, is_looked_after=was)


def _facts(
    challenge: Any, links: links_of.Ids, children: list[Any], acted: frozenset[int],
    answered: frozenset[int],
) -> Facts:  # fmt: skip
    ids = [row.child_id for row in children]
    return Facts(
        kind="challenge",
        child_team_ids=_any(links, links_of.TEAM, ids),
        iro_ids=_any(links, "iro", ids),
        worker_ids=_any(links, "social_worker", ids),
        manager_ids=_any(links, "team_manager", ids),
        assignee_id=challenge.held_by_id,
        raised_by_id=challenge.held_by_id,
        acted_for_raiser_ids=acted | {challenge.raised_by_id, challenge.held_by_id},
        stage_role=challenge.stage_role or "",
        responder_id=challenge.responder_id,
        answered_ids=answered,
        is_looked_after=any(row.is_looked_after for row in children),
        is_submitted=challenge.status != "draft",
        is_on_hold=bool(_any(links, links_of.HOLD, ids)),
    )


def _any(links: links_of.Ids, what: str, ids: Iterable[int]) -> frozenset[int]:
    return NOBODY.union(*(links.get((what, child_id), NOBODY) for child_id in ids))
