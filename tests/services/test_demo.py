"""The demonstration: plainly fictional, consistent with the rules, loaded all at once or not."""

import datetime as dt
from collections import Counter, defaultdict

import pytest
from sqlalchemy import func, select

from db.engine import reading, writing
from db.models import (
    Account,
    Action,
    Answer,
    Check,
    CheckConcern,
    CheckDomain,
    CheckLink,
    Child,
    ChildPerson,
    FollowUp,
    Moderation,
    PanelDecision,
    Person,
    Reply,
    Review,
    RiskFlag,
    Team,
)
from qa.domain import permissions
from qa.domain.completion import applicable, concerns, missing
from qa.domain.refusals import Refused
from qa.domain.scoring import cap_applies, domain_outcomes
from qa.domain.workflow import AGREED, CHECK_STATUSES, DRAFT
from qa.services import demo, drafts, install, passphrase_hashes, trail
from qa.services.facts import facts_of_check
from qa.services.people import actor

TODAY = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
AUDITS = 220
AUDIT = Check.kind == "case_audit"


def count(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_it_loads_on_either_database_and_the_chain_of_the_trail_holds(demo_store):
    with reading() as session:
        audits = count(session, Check, AUDIT)
        assert audits in (60, demo.Size().audits)
        assert count(session, Check) > audits
        assert count(session, Team) == 12
        assert count(session, Person) == 72
    assert trail.verify().holds
    assert demo.has_accounts() and demo.is_demonstration()
    with writing() as session:  # ids go on after it
        session.add(Team(name="One more"))
        session.add(
            FollowUp(check_id=1, child_id=1, kind="early_review", made_on=TODAY, made_by_id=1)
        )
        session.add(PanelDecision(child_id=1, plan_from_on=TODAY, months=9, panel_on=TODAY,
                                  decision="", recorded_at=NOW, recorded_by_id=1))  # fmt: skip
        session.add(Review(child_id=1, kind="cla_review", met_on=TODAY, source="hand",
                           recorded_at=NOW))  # fmt: skip


def test_a_store_with_an_account_is_refused(demo_store):
    with pytest.raises(Refused, match="holds accounts"):
        demo.load(demo.Size(AUDITS), NOW, TODAY)


def test_a_store_with_children_is_refused(store):
    with writing() as session:
        session.add(Child(case_number="A1"))
    with pytest.raises(Refused, match="holds children"):
        demo.load(demo.Size(AUDITS), NOW, TODAY)


@pytest.mark.parametrize("audits", [0, 49, 1_000_001])
def test_a_size_that_makes_no_sense_is_refused(audits):
    with pytest.raises(Refused, match="audits"):
        demo.Size(audits)


def test_the_same_day_gives_the_same_data(told, sqlite_store):
    asked = select(Check.case_types, Check.status, Check.final_grade, Check.due_on).order_by(
        Check.id
    )
    first = told.execute(asked).all()
    demo.load(demo.Size(), NOW, TODAY)
    with reading() as session:
        assert session.execute(asked).all() == first


def test_nine_accounts_share_the_passphrase(told):
    accounts = told.scalars(select(Account)).all()
    assert {a.username for a in accounts} == {a.username for a in demo.ACCOUNTS}
    assert all(a.is_demonstration and not a.must_change for a in accounts)
    assert passphrase_hashes.matches(demo.PASSPHRASE, accounts[0].passphrase_hash)


def test_everybody_is_plainly_fictional(told):
    assert all("ictional" in name for name in told.scalars(select(Person.name)))


def test_there_are_audits_in_every_status_and_grade(told):
    statuses = Counter(told.scalars(select(Check.status).where(AUDIT)))
    assert set(statuses) == set(CHECK_STATUSES)
    grades = Counter(told.scalars(select(Check.final_grade).where(Check.final_grade.is_not(None))))
    assert min(grades[g] for g in (1, 2, 3, 4)) > 20


def test_actions_are_in_every_status(told):
    found = Counter(told.scalars(select(Action.status)))
    assert set(found) == {"draft", "open", "done", "verified", "withdrawn"}


@pytest.fixture(scope="module")
def submitted(told):
    """(check, form, facts, answers) of every submitted audit, read once."""
    given = select(Check).where(Check.submitted_on.is_not(None), AUDIT)
    checks = told.scalars(given.order_by(Check.id))
    found = []
    for check in checks:
        form = install.form(told, check.form_id)
        found.append((check, form, drafts.case_facts(check), drafts.answers(told, check, form)))
    return found


def test_every_submitted_audit_answers_all_that_is_asked(submitted):
    for _check, form, facts, answers in submitted:
        assert missing(form, facts, answers) == []
        assert set(answers) <= {q.id for q in applicable(form, facts)}


def test_the_narrow_rows_are_what_the_rules_of_scoring_make_of_the_answers(told, submitted):
    domains, worries = set(), set()
    for check, form, facts, answers in submitted:
        about = (check.id, check.kind, check.submitted_on, check.team_id, check.audit_type)
        for outcome in domain_outcomes(form, facts, answers):
            positive, counted = drafts.positive_of(outcome)
            if counted:
                domains.add((*about, outcome.section.id, positive, counted))
        worries |= {(*about, q.id, q.caps) for q in concerns(form, facts, answers)}
    assert domains == _narrow(told, CheckDomain, "section", "positive", "counted")
    assert worries == _narrow(told, CheckConcern, "question", "is_capping")


def _narrow(session, model, *names):
    about = ("check_id", "kind", "submitted_on", "team_id", "audit_type")
    columns = [getattr(model, name) for name in (*about, *names)]
    wanted = select(*columns).where(model.kind == "case_audit")
    return {tuple(row) for row in session.execute(wanted)}


def test_a_capped_grade_stands_only_with_an_override(submitted):
    for check, form, facts, answers in submitted:
        assert cap_applies(form, facts, answers) == (check.override_outcome is not None)


def test_every_concern_of_a_submitted_audit_has_its_action(told, submitted):
    covered = set()
    for check_id, questions in told.execute(select(Action.check_id, Action.questions)):
        covered |= {(check_id, question) for question in questions.split("|")}
    for check, form, facts, answers in submitted:
        assert {(check.id, q.id) for q in concerns(form, facts, answers)} <= covered


def test_no_auditor_and_no_moderator_had_a_conflict_of_interest(told):
    for check in told.scalars(select(Check).where(Check.id % 4 == 0, AUDIT)):
        facts = facts_of_check(told, check, check.allocated_on)
        assert permissions.conflict_with_case(check.assignee_id, facts) == ""
    for decided in told.scalars(select(Moderation).where(Moderation.id % 4 == 0)):
        check = told.get(Check, decided.check_id)
        facts = facts_of_check(told, check, check.allocated_on)
        moderator = actor(told, decided.moderator_id, "", NOW, TODAY)
        assert permissions.can(moderator, "moderate", facts).allowed


def test_no_action_was_verified_by_its_owner(told):
    wrong = (Action.verified_by_id == Action.owner_id) | (
        Action.verified_by_id == Action.done_by_id
    )
    assert count(told, Action, wrong) == 0


def test_an_audit_is_closed_exactly_when_no_action_is_left(told):
    waiting = select(Action.check_id).where(Action.status.in_(("open", "done")))
    assert count(told, Check, Check.status == "closed", AUDIT, Check.id.in_(waiting)) == 0
    open_too = Check.status == "actions_open"
    assert count(told, Check, open_too, AUDIT, Check.id.not_in(waiting)) == 0


def test_everything_agreed_was_replied_to_or_met_with_silence(told):
    heard = defaultdict(set)
    for check_id, part in told.execute(select(Reply.check_id, Reply.part)):
        heard[check_id].add(part)
    for check in told.scalars(select(Check).where(Check.status.in_(AGREED), AUDIT)):
        assert heard[check.id] == {"worker", "manager"}
        assert check.agreed_at and (check.moderation_why is None or check.moderated_grade)


@pytest.mark.parametrize("username", ["iro", "iro2"])
def test_the_auditors_have_work_in_every_group_of_urgency(told, username):
    person = told.scalar(select(Account.person_id).where(Account.username == username))
    mine = select(Check.due_on).where(Check.assignee_id == person, Check.status.in_(DRAFT), AUDIT)
    days = [(due - TODAY).days for due in told.scalars(mine)]
    assert min(days) < -14 < -1 and any(-14 <= d < 0 for d in days)
    assert any(0 <= d <= 7 for d in days) and max(days) > 7


def test_the_team_manager_has_audits_that_wait_for_a_reply(told):
    person = told.scalar(select(Account.person_id).where(Account.username == "team"))
    replied = select(Reply.check_id).where(Reply.part == "manager")
    waiting = count(
        told, Check, Check.manager_id == person, Check.status == "submitted",
        Check.reply_due_on >= TODAY, Check.id.not_in(replied),
    )  # fmt: skip
    assert waiting >= 2


def test_a_child_is_at_risk_now_and_others_were_found_safe(told):
    assert count(told, RiskFlag, RiskFlag.safe_at.is_(None)) == 1
    assert count(told, RiskFlag, RiskFlag.safe_at.is_not(None)) == 3


def test_re_audits_and_blind_second_audits_follow_an_earlier_audit_of_the_same_file(told):
    kinds = Counter()
    for link in told.scalars(select(CheckLink).where(CheckLink.kind != "copied_from")):
        later, first = told.get(Check, link.from_check_id), told.get(Check, link.to_check_id)
        assert later.child_id == first.child_id
        assert later.assignee_id != first.assignee_id
        assert first.submitted_on <= later.allocated_on
        kinds[link.kind] += 1
    assert kinds["re_audit"] > 5 and kinds["dual"] > 3


def test_some_children_have_no_iro_and_some_no_social_worker(told):
    for part, most in (("iro", 900), ("social_worker", 60)):
        now = select(ChildPerson.child_id).where(
            ChildPerson.part == part, ChildPerson.to_on.is_(None)
        )
        assert 0 < count(told, Child, Child.id.not_in(now)) < most


def test_two_children_are_restricted_and_some_are_unborn(told):
    assert count(told, Child, Child.restricted_at.is_not(None)) == 2
    assert count(told, Child, Child.is_unborn) > 5


def test_nothing_lies_in_the_future(told):
    for column in (Check.allocated_on, Check.submitted_on, Check.filed_on, Action.done_on):
        assert told.scalar(select(func.max(column))) <= TODAY
    assert told.scalar(select(func.max(Answer.saved_at))) <= NOW
    assert told.scalar(select(func.max(Check.closed_at))) <= NOW
