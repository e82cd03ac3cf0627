"""A child's page: what is known here, and the records about the child that the reader may see."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from db.engine import reading
from db.queries import child_page as queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.children import PARTS, STATUSES
from qa.domain.refusals import NotFound
from qa.domain.words import format_date, joined
from qa.services import children, holds, settings, trail
from qa.services.facts import facts_of_child
from qa.services.holds import HoldView


@dataclass(frozen=True)
class StatusRow:
    """A status from a day to a day; `note` says why it ended or that the list dropped it."""

    status: str
    from_on: dt.date | None
    to_on: dt.date | None
    note: str

    def runs(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        begun = self.from_on is None or self.from_on <= on
        return begun and (self.to_on is None or self.to_on >= on) and not self.is_off_list

    is_off_list: bool = False


@dataclass(frozen=True)
class LinkRow:
    """A team or person linked with the child from a day to a day. `id` is None for a team."""

    id: int | None
    part: str
    name: str
    from_on: dt.date
    to_on: dt.date | None


@dataclass(frozen=True)
class CheckRow:
    """An audit as a child's page shows it; the grade only where the reader may read it."""

    id: int
    kind: str
    status: str
    assignee: str
    due_on: dt.date
    submitted_on: dt.date | None
    grade: int | None


@dataclass(frozen=True)
class ActionRow:
    """An action; its text only where the reader may read it."""

    id: int
    text: str
    owner: str
    due_on: dt.date
    status: str


@dataclass(frozen=True)
class RiskRow:
    """A risk flag: what the worry is, who raised it when, and when the child was found safe."""

    worry: str
    raiser: str
    raised_at: dt.datetime
    safe_at: dt.datetime | None
    check_id: int | None


@dataclass(frozen=True)
class ChildPage:
    """Everything a child's page shows to one reader."""

    id: int
    version: int
    case_number: str
    age: str
    address: str
    system: str
    updated_as_at: dt.date | None
    not_updated_as_at: dt.date | None
    died_on: dt.date | None
    legal_hold_reason: str
    restricted_reason: str
    named: tuple[tuple[int, str], ...]
    merged: tuple[tuple[int, str], ...]
    siblings: tuple[tuple[int, str], ...]
    statuses: tuple[StatusRow, ...]
    teams: tuple[LinkRow, ...]
    people: tuple[LinkRow, ...]
    checks: tuple[CheckRow, ...]
    actions: tuple[ActionRow, ...]
    risks: tuple[RiskRow, ...]
    holds: tuple[HoldView, ...]

    @property
    def hold(self) -> HoldView | None:
        """The serious-incident hold that locks the records now."""
        return next((each for each in self.holds if each.lifted_at is None), None)

    def statuses_now(self, on: dt.date) -> str:
        """The statuses that run on a day, in words; '' for none."""
        running = [row.status for row in self.statuses if row.runs(on)]
        return joined(list(dict.fromkeys(running)))

    def now(self, part: str, on: dt.date) -> str:
        """Who holds a part on a day, in words; '' for nobody."""
        links = self.teams if part == "team" else self.people
        return ", ".join(row.name for row in links if row.part == part and _holds(row, on))


def _holds(row: LinkRow, on: dt.date) -> bool:
    return row.from_on <= on and (row.to_on is None or row.to_on >= on)


def opened(actor: Actor, child_id: int) -> ChildPage:
    """The child's page for this reader; the opening goes on the trail. Raises NotFound."""
    with reading() as session:
        child = queries.one(session, actor, child_id)
        if child is None:
            raise NotFound("child")
        made = _page(session, actor, child)
    trail.opened(actor, "child", child_id, child_id=child_id)
    return made


def _page(session: Any, actor: Actor, child: Any) -> ChildPage:
    more = queries.reads_more_than_dates(session, actor, child.id)
    values = settings.values(session, actor.today)
    may_restrict = permissions.can(actor, "restrict").allowed
    named = queries.named_people(session, child.id) if child.restricted_at else []
    return ChildPage(
        id=child.id,
        version=child.version,
        case_number=child.case_number,
        age=children.age(child, actor),
        address=case_system_address(values["case_system_address"], child.case_number),
        system=values["address_pattern_label"],
        updated_as_at=child.updated_as_at,
        not_updated_as_at=_not_updated(child),
        died_on=child.died_on,
        legal_hold_reason=(child.legal_hold_reason or "") if may_restrict else "",
        restricted_reason=(child.restricted_reason or "") if may_restrict else "",
        named=_pairs(named) if may_restrict else (),
        merged=_pairs(queries.merged_numbers(session, child.id)),
        siblings=_pairs(queries.siblings(session, actor, child)),
        statuses=tuple(map(_status, queries.statuses(session, child.id))),
        teams=tuple(LinkRow(None, "team", *row) for row in queries.teams(session, child.id)),
        people=tuple(LinkRow(*row) for row in queries.people(session, child.id)),
        checks=_checks(session, actor, child.id),
        actions=_actions(session, actor, child.id, more),
        risks=_risks(session, actor, child.id) if more else (),
        holds=holds.of_child(session, child.id),
    )


def _not_updated(child: Any) -> dt.date | None:
    since = child.not_updated_as_at
    newer = since and (child.updated_as_at is None or since > child.updated_as_at)
    return since if newer else None


def _pairs(rows: Any) -> tuple[tuple[int, str], ...]:
    return tuple((row[0], row[1]) for row in rows)


def _status(row: Any) -> StatusRow:
    note = row.end_reason or ""
    if row.off_list_on:
        note = note or f"Not on the list of {format_date(row.off_list_on)}"
    words = STATUSES.get(row.status, row.status)
    return StatusRow(words, row.from_on, row.to_on, note, row.off_list_on is not None)


def _checks(session: Any, actor: Actor, child_id: int) -> tuple[CheckRow, ...]:
    facts = facts_of_child(session, child_id, actor.today)
    made = []
    for check, assignee in queries.checks(session, actor, child_id):
        about = dataclasses.replace(
            facts,
            kind=check.kind,
            assignee_id=check.assignee_id,
            is_submitted=check.submitted_on is not None,
        )
        may = permissions.can(actor, "read_check", about).allowed
        said = workflow.STATUSES.get(check.kind, workflow.CHECK_STATUSES)
        made.append(
            CheckRow(
                check.id,
                check.kind,
                said.get(check.status, check.status),
                assignee,
                check.due_on,
                check.submitted_on,
                check.final_grade if may else None,
            )
        )
    return tuple(made)


def _actions(session: Any, actor: Actor, child_id: int, more: bool) -> tuple[ActionRow, ...]:
    return tuple(
        ActionRow(
            action.id,
            action.text if more or action.owner_id in actor.selves else "",
            owner,
            action.due_on,
            workflow.ACTION_STATUSES[action.status],
        )
        for action, owner in queries.actions(session, actor, child_id)
    )


def _risks(session: Any, actor: Actor, child_id: int) -> tuple[RiskRow, ...]:
    return tuple(
        RiskRow(flag.worry, raiser, flag.raised_at, flag.safe_at, flag.check_id)
        for flag, raiser in queries.risk_flags(session, actor, child_id)
    )


def case_system_address(pattern: str, case_number: str) -> str:
    """Where the case system opens this child; '' where no web address is set."""
    if not pattern.lower().startswith(("https://", "http://")):
        return ""
    return pattern.replace("{case_number}", quote(case_number, safe=""))


def part_words(part: str) -> str:
    """What somebody is to the child."""
    return PARTS.get(part, part)
