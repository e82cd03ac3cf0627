"""My work: a child at risk first, then what is due to me, the most urgent first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import my_work as queries
from db.queries import my_work_counts
from qa.domain.actor import Actor
from qa.domain.audits import AUDIT_TYPES
from qa.domain.check_kinds import SCREENS, noun
from qa.domain.duties import KINDS, MEETINGS
from qa.domain.notices import by_mail
from qa.domain.urgency import (
    Edges,
    Group,
    counted_from,
    day_words,
    edges,
    sort_key,
    urgency,
)
from qa.domain.workflow import MIDWAYS as MIDWAY_CHECKS
from qa.domain.workflow import REG44
from qa.domain.working_days import Calendar, add_working_days
from qa.services import challenge_work, clocks, duties, install, risk, visit_work
from qa.services.due_list import lateness
from qa.services.moderation import why_words
from qa.services.my_work_notices import Notice, notices

FILE_WITHIN = 2


@dataclass(frozen=True)
class Item:
    """One thing to do: what, about whom, by when, how pressing, and where it is done."""

    what: str
    about: str
    due_on: dt.date
    group: Group
    late: str
    why_due: str
    statutory: bool
    screen: str
    address: dict[str, str]
    day: str
    """The day the lateness is counted from, in words."""
    counted_from: dt.date
    against: str = ""
    """What keeps this person from doing it today, and what to do about that."""


@dataclass(frozen=True)
class MyWork:
    """Everything on the home page."""

    at_risk: list[Any]
    items: list[Item]
    notices: list[Notice]
    to_settle: int
    """How many checks wait only for somebody to look: their time for replies is over."""


def my_work(actor: Actor) -> MyWork:
    """What is due to this person today (at most ten reads)."""
    with reading() as session:
        values, calendar = clocks.values_and_calendar(session, actor.today)
        desk = _Desk(actor, calendar, values)
        writes = actor.has("iro", "reg44_visitor")
        found = queries.drafts(session, actor) if writes else []
        written = [row for row in found if not visit_work.is_ours(row)]
        items = [*visit_work.items(session, desk, found),
                 *_drafts(session, desk, written), *_to_answer(session, desk),
                 *_actions(session, desk),
                 *_owed(session, desk, written), *challenge_work.items(session, desk)]  # fmt: skip
        at_risk = risk.still_open(session, actor)
        filed_by = add_working_days(desk.calendar, actor.today, -FILE_WITHIN)
        counts = my_work_counts.counts(
            session, actor, filed_by, desk.edges, by_mail=by_mail(values)
        )
    items.sort(key=desk.order)
    return MyWork(at_risk, items, notices(counts), counts.to_settle)


@dataclass(frozen=True)
class _Desk:
    """What turns a row into an item: whose desk, which calendar, which settings."""

    actor: Actor
    calendar: Calendar
    values: dict[str, Any]

    @property
    def soon_within(self) -> int:
        """Within how many working days something is due soon."""
        return self.values["due_soon_within_working_days"]

    @property
    def edges(self) -> Edges:
        """Where the four groups begin and end today."""
        critical = self.values["critical_after_working_days"]
        return edges(self.actor.today, self.calendar, critical, self.soon_within)

    def item(
        self, what: str, about: str, due_on: dt.date, screen: str, address: dict[str, Any],
        why_due: str = "", statutory: bool = False, on_time_until: dt.date | None = None,
    ) -> Item:  # fmt: skip
        """An item with its urgency worked out: by the last day that is on time."""
        today, last = self.actor.today, on_time_until or due_on
        group = urgency(
            last,
            today,
            self.calendar,
            self.values["critical_after_working_days"],
            self.soon_within,
        )
        if last > due_on <= today and group is Group.LATER:
            group = Group.SOON
        late = lateness(due_on, last, today, self.calendar)
        address = {key: str(value) for key, value in address.items() if value is not None}
        day, since = day_words(due_on, last, today), counted_from(due_on, last, today)
        return Item(
            what, about, due_on, group, late, why_due, statutory, screen, address, day, since
        )  # fmt: skip

    def order(self, item: Item) -> Any:
        """The most urgent first, statutory before local."""
        return sort_key(item.counted_from, item.group, statutory=item.statutory)


DRAFT_WORDS = {
    "allocated": "Start the {noun}",
    "in_progress": "Continue the {noun}",
    "returned": "Change the returned {noun}",
    "correcting": "Finish the correction",
}


def _kind(audit_type: str | None) -> str:
    words = AUDIT_TYPES.get(audit_type or "")
    return f" ({words[0].lower()}{words[1:]})" if words else ""


def _to_write(row: Any) -> str:
    if row.kind == REG44 and row.status == "in_progress":
        return visit_work.WRITTEN
    return DRAFT_WORDS[row.status].format(noun=noun(row.kind))


def _about(row: Any, more: str = "") -> str:
    """The child by number, or the home by name."""
    return f"Child {row.case_number}{more}" if row.case_number else row.home


def _owed(session: Any, desk: _Desk, written: list[Any]) -> list[Item]:
    """Reviews, conferences and midway reviews of an IRO's own children, overdue or due soon."""
    if not desk.actor.has("iro"):
        return []
    rows = queries.owed(session, desk.actor, desk.edges)
    said = duties.explain_by(clocks.rule_book(session), desk.calendar, rows) if rows else {}
    begun = {row.child_id for row in written if row.kind in MIDWAY_CHECKS}
    return [
        desk.item(
            _to_hold_or_begin(row.kind),
            f"Child {row.case_number}",
            row.due_on,
            "reviews" if row.kind in MEETINGS else "midway_reviews",
            {"child": row.child_id},
            said[row.id],
            KINDS[row.kind].is_statutory,
            on_time_until=row.on_time_until,
        )
        for row in rows
        if row.kind in MEETINGS or row.child_id not in begun
    ]


def _to_hold_or_begin(kind: str) -> str:
    """'Statutory review', 'Midway review to begin (looked after)'."""
    words = KINDS[kind].words
    return words if kind in MEETINGS else words.replace("review", "review to begin", 1)


def _drafts(session: Any, desk: _Desk, rows: list[Any]) -> list[Item]:
    made = []
    forms = {form_id: install.form(session, form_id) for form_id in {r.form_id for r in rows}}
    for row in rows:
        cover = "" if row.assignee_id == desk.actor.person_id else " (as cover)"
        form = forms[row.form_id]
        known = row.last_question and form.has(row.last_question)
        section = form.question(row.last_question).section if known else None
        made.append(
            desk.item(
                _to_write(row) + cover,
                _about(row, _kind(row.audit_type)),
                row.due_on,
                SCREENS[row.kind],
                {"id": row.id, "section": section},
                row.due_explained,
                on_time_until=row.on_time_until,
            )
        )
    return made


def _to_answer(session: Any, desk: _Desk) -> list[Item]:
    """Audits to reply to, and audits to moderate."""
    return [
        desk.item(
            "Reply to a finished audit"
            if row.part == "reply"
            else f"Moderate an audit: {why_words(row.moderation_why)}",
            f"Child {row.case_number}, {row.team or 'no team'}",
            row.due_on,
            "case_audits",
            {"id": row.id},
        )
        for row in queries.to_answer(session, desk.actor)
    ]


def _actions(session: Any, desk: _Desk) -> list[Item]:
    if desk.actor.role_names == ("administrator",):
        return []
    made = []
    for row in queries.actions(session, desk.actor):
        verify = row.status == "done"
        what = f"{'Verify' if verify else 'Do'}: {row.text.rstrip('.')}"
        due = add_working_days(desk.calendar, row.done_on, 5) if verify else row.due_on
        why = "" if verify else row.due_explained
        made.append(desk.item(what, _about(row), due, "actions", {"id": row.id}, why))
    return made
