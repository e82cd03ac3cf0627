"""Earlier recommendations carried forward to a visit (V0.1), and what a visit says of each."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Action, ActionStatus, Check, Visit
from db.queries import checks as check_queries
from db.queries import visit_history as history
from db.queries import visits as queries
from qa.domain import permissions, visits, workflow
from qa.domain.actor import Actor
from qa.domain.answers import Answer, AnswerRow
from qa.domain.refusals import NotFound
from qa.domain.words import format_date
from qa.services import answers as stored
from qa.services import trail, visit_begin
from qa.services.actions import moved_action, record_action
from qa.services.facts import facts_of_check
from qa.services.records import allowed, found, held

READERS = ("fill_in", "read_check")
COLUMNS = ("status", "evidence", "done_on", "done_by_id", "verified_on", "verified_by_id",
           "verified_note")  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An earlier recommendation as a visit carries it forward; `visited_on`: the day of the visit
    it is from; `last`: its status at the last visit that looked, `response` that of the registered
    person, in words."""

    action_id: int
    text: str
    standard: str
    raised_on: dt.date
    visited_on: dt.date | None
    consider_by_on: dt.date | None
    due_on: dt.date
    status: str
    last: str
    evidence: str
    response: str
    responded_on: dt.date | None

    @property
    def words(self) -> str:
        """What stands above its row: the text, where it comes from, what has become of it."""
        return f"{self.text} ({self.facts})"

    @property
    def facts(self) -> str:
        """Where it comes from, and what has become of it."""
        standard = visits.STANDARDS.get(self.standard)
        said = [visits.raised_words(self.visited_on, self.raised_on)]
        said += [f"standard {self.standard}, {standard.lower()}"] if standard else []
        said += [f"to be considered by {format_date(self.consider_by_on)}"] * bool(
            self.consider_by_on
        )
        response = self.response.lower()
        said += [f"response: {response}"] if response else ["no response recorded"]
        said += [f"last visit: {self.last.lower()}"] if self.last else []
        return "; ".join(said)


def items(actor: Actor, check_id: int) -> dict[str, Item]:
    """The earlier recommendations a visit answers for, by the key of their row, for whoever writes
    it or reads what it says. Raises NotFound."""
    with reading() as session:
        check = found(session, actor, check_id)
        facts = facts_of_check(session, check, actor.today)
        if not any(permissions.can(actor, act, facts).allowed for act in READERS):
            raise NotFound("visit")
        visit, _home = queries.of_check(session, check.id)
        keys = history.row_keys(session, check.id, check.revision, visits.EARLIER)
        rows = history.followed_up(session, map(int, keys), check.id, visit.visited_on)
        return {str(row.Action.id): _item(row) for row in rows}


def _item(row: Any) -> Item:
    action, response = row.Action, row.ActionResponse
    return Item(
        action_id=action.id,
        text=action.text,
        standard=action.standard or "",
        raised_on=action.raised_on,
        visited_on=row.visited_on,
        consider_by_on=action.consider_by_on,
        due_on=action.due_on,
        status=action.status,
        last=visits.FOLLOWED_UP.get(row.status or "", ""),
        evidence=row.evidence or "",
        response=visits.STANCES.get(response.stance, "") if response else "",
        responded_on=response.responded_on if response else None,
    )


def refresh(actor: Actor, check_id: int) -> bool:
    """Carry forward what was recommended since the draft was begun; whether anything was."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        visit, _home = queries.of_check(session, check_id)
        if check.status not in workflow.DRAFT:
            return False
        missing = unlisted(session, check, visit)
        if missing:
            _add(session, actor, check, missing)
        return bool(missing)


def unlisted(session: Any, check: Check, visit: Visit) -> list[AnswerRow]:
    """Rows of earlier recommendations that the answer does not hold yet."""
    now = visit_begin.earlier(session, visit)
    have = history.row_keys(session, check.id, check.revision, visits.EARLIER)
    return [row for row in now.rows if row.key not in have]


def _add(session: Any, actor: Actor, check: Check, missing: list[AnswerRow]) -> None:
    saved = stored.load(session, check.id, check.revision).get(visits.EARLIER)
    rows = (*(saved.answer.rows if saved else ()), *missing)
    revision = check_queries.revision(session, check.id, check.revision)
    visit_begin.put_answer(session, actor, revision.id, visits.EARLIER, Answer(rows=rows))


def put(
    session: Any, actor: Actor, check: Check, visit: Visit, answers: Mapping[str, Answer]
) -> None:
    """Record where each earlier recommendation stands, and what follows from it; what an earlier
    version of this visit said is taken back first, unless it says the same."""
    answer = answers.get(visits.EARLIER)
    said = {row.key: row for row in answer.rows if row.reference} if answer else {}
    before = {str(s.action_id): s for s in history.statuses(session, check.id)}
    same = {k for k, s in before.items() if k in said and _says(said[k]) == (s.status, s.evidence)}
    for key in before.keys() - same:
        _take_back(session, actor, check, before[key])
    for key in said.keys() - same:
        _follow_up(session, actor, check, visit, said[key])


def _says(row: AnswerRow) -> tuple[str | None, str | None]:
    return row.reference, row.text


def _follow_up(session: Any, actor: Actor, check: Check, visit: Visit, row: AnswerRow) -> None:
    action = history.recommendation(session, check.home_id, int(row.key))
    if action is None:
        return
    session.add(
        ActionStatus(
            action_id=action.id,
            check_id=check.id,
            status=row.reference,
            evidence=row.text,
            recorded_by_id=actor.person_id,
            recorded_at=actor.now,
        )
    )
    session.flush()
    effect = _EFFECTS.get(row.reference)
    if effect and action.status in history.UNFINISHED:
        effect(session, actor, action, visit, row.text or "")


def _said_done(session: Any, actor: Actor, action: Action, visit: Visit, text: str) -> None:
    if action.status != "open":
        return
    action.done_on, action.done_by_id = visit.visited_on, None
    action.evidence = text or "Reported to the visitor as completed."
    payload = {"evidence": action.evidence, "done_on": action.done_on, "visit": visit.check_id}
    moved_action(session, actor, action, "finish", payload)


def _seen_done(session: Any, actor: Actor, action: Action, visit: Visit, text: str) -> None:
    """Verified on the day of the visit by the visitor, who is never the owner: an action without
    an owner's own word counts as done by what the visitor saw."""
    _said_done(session, actor, action, visit, text)
    action.verified_on, action.verified_by_id = visit.visited_on, actor.person_id
    action.verified_note = text
    payload = {"note": text, "verified_on": visit.visited_on, "visit": visit.check_id}
    moved_action(session, actor, action, "verify", payload)


def _not_accepted(session: Any, actor: Actor, action: Action, visit: Visit, text: str) -> None:
    if action.status != "open":
        before = action.status
        action.status = "open"
        action.done_on, action.done_by_id, action.evidence = None, None, None
        record_action(session, actor, "reject", action, {"status": [before, "open"], "why": text})
    action.verified_note = text
    moved_action(session, actor, action, "withdraw", {"why": text, "visit": visit.check_id})


def _take_back(session: Any, actor: Actor, check: Check, old: ActionStatus) -> None:
    """Undo what an earlier version of this visit did, where nothing has happened since."""
    action = history.recommendation(session, check.home_id, old.action_id)
    session.delete(old)
    session.flush()
    if action is None:
        return
    before = {name: getattr(action, name) for name in COLUMNS}
    undo = _UNDO.get(old.status)
    if undo:
        undo(session, action, old.evidence)
    changed = trail.changes(before, {name: getattr(action, name) for name in COLUMNS})
    if changed:
        action.version += 1
        record_action(session, actor, "reopen", action, {**changed, "visit": check.id})


def _unsee(session: Any, action: Action, evidence: str | None) -> None:
    if action.status != "verified" or action.verified_note != evidence:
        return
    action.status = "done"
    action.verified_on = action.verified_by_id = action.verified_note = None
    _unsay(session, action, evidence)


def _unsay(session: Any, action: Action, _evidence: str | None) -> None:
    """Open again, unless its owner said it is done, or another visit was told so."""
    told = history.was_said(session, action.id, visits.DONE_SAID)
    if action.status == "done" and action.done_by_id is None and not told:
        action.status = "open"
        action.done_on = action.evidence = None


def _unrefuse(_session: Any, action: Action, evidence: str | None) -> None:
    if action.status == "withdrawn" and action.verified_note == evidence:
        action.status, action.verified_note = "open", None


_UNDO = {
    visits.DONE_SEEN: _unsee,
    visits.DONE_SAID: _unsay,
    visits.REFUSED: _unrefuse,
}
_EFFECTS = {
    visits.DONE_SEEN: _seen_done,
    visits.DONE_SAID: _said_done,
    visits.REFUSED: _not_accepted,
}
