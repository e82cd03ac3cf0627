"""One midway review copied forward to brothers and sisters, each then edited and submitted."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Check, CheckLink, Child
from db.queries import checks as check_queries
from db.queries import midways as queries
from db.queries import revisions
from qa.domain import midways, permissions
from qa.domain.actor import Actor
from qa.domain.answers import revalidate
from qa.domain.forms import Form
from qa.domain.refusals import Refused
from qa.services import answers as stored
from qa.services import install
from qa.services.facts import facts_of_child, facts_of_children
from qa.services.midways import ACT, begun, kind_of, locked_child
from qa.services.records import found, record

NOT_YET = "Submit this midway review first; then it can be copied."


@dataclass(frozen=True)
class Sibling:
    """A brother or sister the checklist can be copied to; `due_on` of theirs, where one runs;
    `draft_id`: theirs is begun already."""

    child_id: int
    case_number: str
    due_on: dt.date | None
    draft_id: int | None


def siblings(actor: Actor, check_id: int) -> list[Sibling]:
    """Brothers and sisters of this person's own caseload who have a midway review too.

    One of another IRO, a restricted one and one without a midway review are not offered.
    """
    with reading() as session:
        check = found(session, actor, check_id)
        if check.submitted_on is None or check.child_id is None:
            return []
        others = queries.siblings(session, actor, session.get(Child, check.child_id))
        ids = [child.id for child in others]
        facts = facts_of_children(session, ids, actor.today) if ids else {}
        due, written = queries.owed_to(session, ids), queries.being_written(session, ids)
        return [
            Sibling(
                child.id,
                child.case_number,
                due.get(child.id),
                written[child.id].id if child.id in written else None,
            )
            for child in others
            if permissions.can(actor, ACT, facts[child.id]).allowed
            and (child.id in written or _has_one(session, child.id, actor.today))
        ]


def _has_one(session: Any, child_id: int, on: dt.date) -> bool:
    try:
        kind_of(session, child_id, on)
    except Refused:
        return False
    return True


def copy_to(actor: Actor, check_id: int, child_id: int) -> int:
    """Begin a brother's or sister's checklist with the answers of this one; its id.

    What is the child's own (dates, counts, own words, placement, conclusion) is left to answer,
    and the right child is confirmed anew. Raises NotFound, or Refused in words.
    """
    with writing() as session:
        check = found(session, actor, check_id)
        if check.submitted_on is None:
            raise Refused(NOT_YET)
        child = locked_child(session, actor, child_id)
        _must_be_sibling(session, check, child)
        facts = facts_of_child(session, child.id, actor.today)
        permissions.require(actor, ACT, facts)
        if child.id in queries.being_written(session, [child.id]):
            raise Refused("This child's midway review is begun already. Open it to go on.")
        made = begun(session, actor, child, facts)
        count = _copy(session, actor, check, made)
        session.add(CheckLink(from_check_id=made.id, to_check_id=check.id, kind="copied_from"))
        record(session, actor, "copy", made, {"copied_from": check.id, "answers": count})
        return made.id


def _must_be_sibling(session: Any, check: Check, child: Child) -> None:
    group = session.get(Child, check.child_id).sibling_group_id
    if group is None or group != child.sibling_group_id or child.id == check.child_id:
        raise Refused("A checklist is copied to a brother or sister of the same group only.")
    if child.restricted_at is not None:
        raise Refused("This child's records are restricted, so nothing is copied to them.")


def _copy(session: Any, actor: Actor, check: Check, made: Check) -> int:
    """Copy the answers that fit; how many."""
    issued = [r for r in check_queries.revisions(session, check.id) if r.issued_at]
    target = check_queries.revision(session, made.id, 1)
    form, before = install.form(session, made.form_id), install.form(session, check.form_id)
    given = stored.load(session, check.id, issued[-1].number)
    wanted = {
        question_id
        for question_id, saved in given.items()
        if midways.copied(question_id) and _fits(form, before, question_id, saved.answer, actor)
    }
    revisions.copy_answers(
        session, issued[-1].id, target.id, wanted.__contains__,
        saved_at=actor.now, saved_by_id=actor.person_id, saved_in=actor.sign_in_id,
    )  # fmt: skip
    return len(wanted)


def _fits(form: Form, before: Form, question_id: str, answer: Any, actor: Actor) -> bool:
    """Whether the other form asks the same and knows this answer."""
    if not form.has(question_id):
        return False
    question = form.question(question_id)
    if before.question(question_id).type != question.type:
        return False
    try:
        revalidate(question, answer, today=actor.today)
    except Refused:
        return False
    return True
