"""Those whose work is judged reply before an audit is final."""

from dataclasses import dataclass

from db.engine import writing
from db.models import Reply
from db.queries import actions as people
from db.queries import checks as queries
from qa.domain import audits, permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import settlement
from qa.services.facts import facts_of_check
from qa.services.records import held, moved, record, said

OPEN_FOR_REPLY = ("submitted", "moderated")


@dataclass(frozen=True)
class Given:
    """A reply: whose, agree, disagree or comment, the words; consent where a family speaks."""

    part: str
    stance: str
    comments: str = ""
    consent: bool = False


def reply(actor: Actor, check_id: int, given: Given) -> None:
    """Record a reply to a shared audit, one's own or on somebody's behalf."""
    _check(given)
    with writing() as session:
        check = held(session, actor, check_id)
        facts = facts_of_check(session, check, actor.today)
        act = "reply" if given.part == "manager" and actor.has("team_manager") else None
        permissions.require(actor, act or "reply_on_behalf", facts)
        if check.status not in OPEN_FOR_REPLY:
            raise Refused("This audit is no longer open for replies: it is final or being changed.")
        person_id = {"worker": check.worker_id, "manager": check.manager_id}.get(given.part)
        if act is None and person_id not in (None, actor.person_id):
            _must_be_without_account(session, person_id)
        session.add(
            Reply(
                check_id=check.id,
                revision=check.revision,
                part=given.part,
                person_id=actor.person_id if act else person_id,
                stance=given.stance,
                comments=given.comments.strip() or None,
                consent=given.consent if given.part == "family" else None,
                recorded_by_id=actor.person_id,
                recorded_at=actor.now,
            )
        )
        session.flush()
        payload = {"part": given.part, "stance": given.stance, "comments": given.comments}
        change = _draw_into_moderation(check, given)
        record(session, actor, "reply", check, {**payload, **change})
        settlement.settle(session, actor, check)


def _draw_into_moderation(check: object, given: Given) -> dict[str, object]:
    """A disagreement is looked at by a moderator, again if one has already decided."""
    if given.stance != "disagree":
        return {}
    change: dict[str, object] = {}
    if check.moderation_why is None:
        change["moderation_why"] = [None, "disagreed"]
        check.moderation_why = "disagreed"
    if check.status == "moderated":
        change |= moved(check, "reconsider")
    return change


def _check(given: Given) -> None:
    if given.part not in audits.PARTS or given.stance not in audits.STANCES:
        raise Refused("Choose whose reply this is, and whether they agree.")
    if given.stance == "disagree":
        said(given.comments, "Say what you disagree with, so that it can be looked at.")
    if given.stance == "comment":
        said(given.comments, "Write the comment.")
    if given.part == "family" and not given.consent:
        raise Refused("What a family said is recorded only with their agreement.")


def _must_be_without_account(session: object, person_id: int | None) -> None:
    if person_id is not None and people.has_account(session, person_id):
        name = queries.names(session, [person_id])[person_id]
        raise Refused(f"{name} has an account here and replies in person.")
