"""One check as its page shows it: what it says, where it stands, what this person may do."""

from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Action, Check, Child, Home, Moderation, Reply, Revision, Visit
from db.queries import actions as action_queries
from db.queries import checks as queries
from db.queries import visits as visit_queries
from qa.domain import audits, permissions, workflow
from qa.domain.actor import Actor
from qa.domain.answers import Answer
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form
from qa.domain.permissions import Decision
from qa.domain.refusals import NotFound
from qa.services import answers as stored
from qa.services import drafts, install, trail
from qa.services.answers import SavedAnswer
from qa.services.facts import facts_of_check
from qa.services.records import allowed, held, record

ACTS = ("fill_in", "correct", "read_check", "reply", "reply_on_behalf", "moderate", "allocate",
        "file", "raise_challenge", "issue_visit", "distribute_visit")  # fmt: skip


@dataclass(frozen=True)
class CheckView:
    """A check and everything its page needs: it is about a child or about a home.

    `answers` is None where this person may know that the check exists but not what it says.
    `revision` is the version shown: a draft for the one who writes it, else the last submitted; of
    a visit whose report was issued, for others than its visitor, the last that was issued.
    """

    check: Check
    child: Child | None
    home: Home | None
    visit: Visit | None
    team: str | None
    names: dict[int, str]
    form: Form
    facts: CaseFacts
    revision: int
    revisions: list[Revision]
    saved: dict[str, SavedAnswer]
    answers: dict[str, Answer] | None
    actions: list[Action]
    replies: list[Reply]
    moderations: list[Moderation]
    links: list[Any]
    decisions: dict[str, Decision]

    @property
    def is_draft(self) -> bool:
        """Whether the form is open for writing."""
        return self.check.status in workflow.DRAFT

    @property
    def fills_in(self) -> bool:
        """Whether this person is to fill it in now."""
        return self.is_draft and self.decisions["fill_in"].allowed

    @property
    def status_words(self) -> str:
        """Where it stands, in words."""
        return workflow.STATUSES[self.check.kind][self.check.status]


def view(
    actor: Actor, check_id: int, revision: int | None = None, noun: str = "audit"
) -> CheckView:
    """The check for this reader; the opening goes on the trail. NotFound (of such a `noun`)
    outside their scope."""
    with reading() as session:
        check = queries.one(session, actor, check_id)
        if check is None:
            raise NotFound(noun)
        shown = _view(session, actor, check, revision)
    trail.opened(actor, "check", check.id, child_id=check.child_id, home_id=check.home_id,
                 team_id=check.team_id)  # fmt: skip
    return shown


def _view(session: Any, actor: Actor, check: Check, wanted: int | None) -> CheckView:
    facts = facts_of_check(session, check, actor.today)
    decisions = {act: permissions.can(actor, act, facts) for act in ACTS}
    revisions = queries.revisions(session, check.id)
    writes = check.status in workflow.DRAFT and decisions["fill_in"].allowed
    readable = _readable(check, revisions, writes, decisions["read_check"].allowed)
    visit = visit_queries.one(session, check.id) if check.kind == workflow.REG44 else None
    if visit and visit.issued_revision and not decisions["fill_in"].allowed:
        readable = [each for each in readable if each <= visit.issued_revision]
    number = wanted or (readable[-1] if readable else check.revision)
    if wanted and wanted not in readable:
        raise NotFound("version")
    form = install.form(session, check.form_id)
    may_read = bool(readable)
    saved = stored.load(session, check.id, number) if may_read else {}
    given = {key: each.answer for key, each in saved.items()}
    child, home, team = queries.subject(session, check)
    judged = may_read and check.kind != workflow.REG44
    replies = queries.replies(session, check.id) if judged else []
    decided = queries.moderations(session, check.id) if judged else []
    actions = list(filter(drafts.was_raised, action_queries.of_check(session, check.id)))
    return CheckView(
        check=check,
        child=child,
        home=home,
        visit=visit if may_read or visit is None else visit_queries.dates_of(visit),
        team=team,
        names=queries.names(session, _people(check, replies, decided, actions)),
        form=form,
        facts=drafts.case_facts(check),
        revision=number,
        revisions=[r for r in revisions if r.number in readable],
        saved=saved,
        answers=drafts.with_actions(form, given, actions) if may_read else None,
        actions=actions if may_read else [],
        replies=replies,
        moderations=decided,
        links=_links(session, actor, check, writes),
        decisions=decisions,
    )


def _readable(check: Check, revisions: list[Revision], writes: bool, reads: bool) -> list[int]:
    """The versions this person may read, oldest first."""
    issued = [r.number for r in revisions if r.issued_at] if reads or writes else []
    return [*issued, check.revision] if writes and check.revision not in issued else issued


def _links(session: Any, actor: Actor, check: Check, writes: bool) -> list[Any]:
    """A blind second auditor does not see the first audit before submitting."""
    if check.kind == workflow.REG44:  # nothing links visits
        return []
    links = queries.links(session, actor, check.id)
    blind = writes and check.audit_type == "dual"
    return [link for link in links if not (blind and link.kind == "dual")]


def _people(check: Check, replies: list[Any], decided: list[Any], actions: list[Any]) -> set[Any]:
    ids = {check.assignee_id, check.allocated_by_id, check.worker_id, check.manager_id,
           check.filed_by_id}  # fmt: skip
    ids |= {r.person_id for r in replies} | {r.recorded_by_id for r in replies}
    ids |= {m.moderator_id for m in decided}
    return ids | {a.owner_id for a in actions} | {a.verified_by_id for a in actions}


def confirm_right_child(actor: Actor, check_id: int) -> None:
    """The person filling in has compared the number with the case system."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        if check.right_child_at is None:
            check.right_child_at = actor.now
            record(session, actor, "confirm_child", check)


@dataclass(frozen=True)
class Wanted:
    """The filters of a list of checks: of audits, unless other kinds are named."""

    kinds: tuple[str, ...] = (audits.KIND,)
    statuses: tuple[str, ...] = ()
    team_ids: tuple[int, ...] = ()
    audit_type: str | None = None
    grade: int | None = None
    case_number: str | None = None
    mine: bool = False


def listed(
    actor: Actor, wanted: Wanted, *, limit: int = 50, offset: int = 0
) -> tuple[list[Any], int]:
    """One page of the checks in scope and how many there are."""
    with reading() as session:
        query = queries.narrowed(
            queries.listed(actor),
            kinds=wanted.kinds,
            statuses=wanted.statuses,
            team_ids=wanted.team_ids,
            audit_type=wanted.audit_type,
            grade=wanted.grade,
            case_number=wanted.case_number,
            assignee_ids=actor.selves if wanted.mine else (),
        )
        rows = queries.page_of(session, queries.newest_first(query), limit, offset)
        return rows, queries.count_of(session, query)
