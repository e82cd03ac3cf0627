"""Recommendations to children's homes: the registered person's responses, and where each stands.

The registered person has no account here: what they say is recorded for them, by name, role and
day. A later response is a new number; the earlier ones stay readable.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.engine import reading, writing
from db.models import Action, ActionResponse
from db.queries import actions as action_queries
from db.queries import checks as check_queries
from db.queries import recommendations as queries
from qa.domain import permissions
from qa.domain import recommendations as words
from qa.domain.actor import Actor
from qa.domain.permissions import Decision, Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services.actions import held_action, record_action
from qa.services.facts import facts_of_action
from qa.services.recommendation_answers import Response, checked
from qa.services.recommendation_drafts import EXPLAINED
from qa.services.records import must_be_current

ANSWERABLE = ("open", "done", "verified")
SETTLED = ("verified", "withdrawn")
AGREED = "The day by which the home says it will be done, in its response of {day}."


def respond(actor: Actor, action_id: int, version: int, given: Response) -> int:
    """Record the registered person's response to a recommendation; its number. Accepted, it is
    due on the day they name; not accepted, it is left for the next visit to look at."""
    with writing() as session:
        action = held_action(session, actor, action_id)
        permissions.require(actor, "record_response", facts_of_action(session, action, actor.today))
        must_be_current(action, version, "This recommendation")
        _must_be_answerable(action)
        values = checked(actor, action, given)
        number = 1 + len(queries.responses(session, action.id))
        session.add(
            ActionResponse(action_id=action.id, number=number, recorded_by_id=actor.person_id,
                           recorded_at=actor.now, **values)
        )  # fmt: skip
        due = _set_due(action, values)
        action.version += 1
        payload = {name: [None, value] for name, value in values.items() if value}
        payload |= {"number": number, "check_id": action.check_id, "action_due_on": due}
        record_action(session, actor, "respond", action, payload)
        return number


def _must_be_answerable(action: Action) -> None:
    if action.kind != "recommendation":
        raise Refused("A response is recorded to a recommendation of a visit.")
    if action.status not in ANSWERABLE:
        raise Refused("This recommendation does not stand, so nothing is responded to it.")


def _set_due(action: Action, values: Mapping[str, Any]) -> list[dt.date]:
    """The day by which it is to be done; of one not accepted, that of its consideration."""
    before = action.due_on
    if values["stance"] != words.NOT_ACCEPTED:
        action.due_on, action.due_rule = values["due_on"], None
        action.due_explained = AGREED.format(day=format_date(values["responded_on"]))
    elif action.consider_by_on:
        action.due_on, action.due_explained = action.consider_by_on, EXPLAINED
    return [before, action.due_on]


@dataclass(frozen=True)
class RecommendationFilter:
    """The filters of a list; `states` are codes of `qa.domain.recommendations.STATES`, `statuses`
    those of an action."""

    home_ids: tuple[int, ...] = ()
    check_id: int | None = None
    standards: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    raised_from: dt.date | None = None
    raised_to: dt.date | None = None


@dataclass(frozen=True)
class Recommendation:
    """A recommendation in a list; `text` is a neutral title for a reader of dates only.
    `is_repeated`: on the same standard at three visits running."""

    id: int
    version: int
    check_id: int | None
    home_id: int
    home: str
    text: str
    standard: str
    priority: str
    status: str
    state: str
    raised_on: dt.date
    visited_on: dt.date | None
    consider_by_on: dt.date | None
    due_on: dt.date
    done_on: dt.date | None
    verified_on: dt.date | None
    stance: str | None
    responded_on: dt.date | None
    owner_name: str | None
    owner_role: str | None
    decision: Decision
    is_repeated: bool = False

    @property
    def state_words(self) -> str:
        """Where it stands, with the day that matters."""
        return words.state_words(self.state, self.consider_by_on, self.due_on)


FIELDS = tuple(
    f.name for f in dataclasses.fields(Recommendation) if f.name not in ("decision", "is_repeated")
)


def listed(
    actor: Actor, wanted: RecommendationFilter, limit: int = 50, offset: int = 0
) -> tuple[list[Recommendation], int]:
    """One page of the recommendations in scope, the latest first, and how many there are."""
    with reading() as session:
        given = dataclasses.asdict(wanted)
        query = queries.narrowed(queries.listed(actor), actor.today, **given)
        rows = check_queries.page_of(session, queries.newest_first(query), limit, offset)
        again = repeated_of(session, {row.home_id for row in rows})
        found = [_of_row(actor, row, (row.check_id, row.standard) in again) for row in rows]
        return found, action_queries.count_of(session, query)


def of_home(actor: Actor, home_id: int, limit: int = 50) -> list[Recommendation]:
    """The latest recommendations to one home that this person may see."""
    return listed(actor, RecommendationFilter(home_ids=(home_id,)), limit)[0]


def of_check(actor: Actor, check_id: int) -> list[Recommendation]:
    """The recommendations of one visit that stand, in the order they were written."""
    found, _total = listed(actor, RecommendationFilter(check_id=check_id), 200)
    return sorted((each for each in found if each.state != "withdrawn"), key=lambda r: r.id)


def repeated_of(session: Any, home_ids: Iterable[int]) -> set[tuple[int, str]]:
    """(check, standard) of recommendations that repeat: the same standard, three visits running."""
    rows = queries.standards_by_visit(session, home_ids)
    found: set[tuple[int, str]] = set()
    for _home, of_home in groupby(rows, key=lambda row: row.home_id):
        visited = [
            (check_id, [row.standard for row in each if row.standard])
            for check_id, each in groupby(of_home, key=lambda row: row.check_id)
        ]
        found |= words.repeated(visited)
    return found


def _of_row(actor: Actor, row: Any, is_repeated: bool) -> Recommendation:
    facts = Facts(kind=row.kind, raised_by_id=row.raised_by_id, owner_id=row.owner_id)
    decision = permissions.can(actor, "record_response", facts)
    values = {name: getattr(row, name) for name in FIELDS}
    return Recommendation(**values, decision=decision, is_repeated=is_repeated)


@dataclass(frozen=True)
class Followed:
    """What became of one recommendation: (response, who recorded it), and (status, day of the
    visit, visitor) of each visit that looked. Without `reads_text` no reasons, no evidence."""

    one: Recommendation
    responses: Sequence[Any]
    at_visits: Sequence[Any]
    reads_text: bool


def followed(actor: Actor, action_id: int) -> Followed | None:
    """What became of one recommendation; nothing where the action is none. Raises NotFound."""
    with reading() as session:
        action = action_queries.one(session, actor, action_id)
        if action is None:
            raise NotFound("action")
        row = queries.one(session, actor, action_id)
        if row is None:
            return None
        again = (row.check_id, row.standard) in repeated_of(session, (row.home_id,))
        return Followed(
            _of_row(actor, row, again),
            queries.responses(session, action_id),
            queries.at_visits(session, action_id),
            action_queries.reads_text(session, actor, action_id),
        )
