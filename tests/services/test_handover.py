import datetime as dt

import pytest

from db.engine import reading
from db.models import Account, Action, Answer, Check, ChildPerson, Person, Revision
from qa.domain.refusals import NotFound, Refused
from qa.services import handover, trail
from tests.services.makers import (
    NOW,
    START,
    TODAY,
    account,
    action,
    actor,
    check,
    child,
    entries,
    finished,
    holder,
    link,
    made,
    person,
    row,
)

pytestmark = pytest.mark.usefixtures("limits")
DAY = dt.timedelta(days=1)


@pytest.fixture
def office(store):
    """A leaver with a child, a draft about another's child, an action; a successor; managers."""
    pm = holder("Manager", "practice_manager")
    clerk = holder("Clerk", "business_support")
    leaver, successor = holder("Leaver", "iro"), holder("Successor", "iro")
    for each in (leaver, successor, pm, clerk):
        account(each.person_id)
    reviewed, audited = child("REVIEWED"), child("AUDITED")
    worker = person("Worker")
    for each in (reviewed, audited):
        link(each, "social_worker", worker)
    link(reviewed, "iro", leaver.person_id)
    draft = check(audited, leaver.person_id, status="in_progress")
    task = action(leaver.person_id, pm.person_id, child_id=reviewed)
    return {
        "pm": pm,
        "clerk": clerk,
        "leaver": leaver.person_id,
        "successor": successor.person_id,
        "reviewed": reviewed,
        "audited": audited,
        "worker": worker,
        "draft": draft,
        "task": task,
    }


def moved(office):
    order = handover.prepare(office["clerk"], office["leaver"], office["successor"], "Leaves")
    return handover.confirm(office["pm"], order)


def test_children_drafts_and_actions_move_in_one_step(office):
    plan = moved(office)
    assert [plan.count(noun) for noun in ("child", "check", "action")] == [1, 1, 1]
    assert plan.stays == ()
    with reading() as session:
        links = session.query(ChildPerson).filter_by(part="iro").order_by(ChildPerson.id).all()
        assert [(x.person_id, x.from_on, x.to_on) for x in links] == [
            (office["leaver"], START, TODAY - DAY),
            (office["successor"], TODAY, None),
        ]
    assert row(Check, office["draft"]).assignee_id == office["successor"]
    assert row(Action, office["task"]).owner_id == office["successor"]
    assert not handover.open_work(office["leaver"], TODAY)
    assert {(e.noun, e.noun_id) for e in entries("hand_over")} == {
        ("child", office["reviewed"]),
        ("check", office["draft"]),
        ("action", office["task"]),
    }
    assert trail.verify().holds


def test_authorship_of_answers_is_unchanged(office):
    revision = made(Revision(check_id=office["draft"], number=1, kind="first", opened_at=NOW))
    answer = made(
        Answer(
            revision_id=revision,
            question="A1",
            value="Y",
            saved_at=NOW,
            saved_by_id=office["leaver"],
        )
    )
    moved(office)
    assert row(Answer, answer).saved_by_id == office["leaver"]


def test_finished_work_and_closed_actions_stay_with_their_author(office):
    done = finished(office["audited"], office["leaver"])
    closed = action(office["leaver"], office["worker"], child_id=office["audited"], status="done")
    moved(office)
    assert row(Check, done).assignee_id == office["leaver"]
    assert row(Action, closed).owner_id == office["leaver"]


def test_an_audit_the_colleague_may_not_do_stays_and_says_why(office):
    link(office["audited"], "iro", office["successor"])
    plan = moved(office)
    [stays] = plan.stays
    assert (stays.noun, stays.noun_id) == ("check", office["draft"])
    assert stays.why == "Nobody audits or moderates the file of a child they review."
    assert row(Check, office["draft"]).assignee_id == office["leaver"]


def test_an_audit_without_a_known_worker_stays(office):
    draft = check(child("UNKNOWN"), office["leaver"])
    [stays] = moved(office).stays
    assert stays.noun_id == draft
    assert "No social worker is recorded" in stays.why


def test_a_child_whose_case_the_colleague_works_on_stays(office):
    link(office["reviewed"], "team_manager", office["successor"])
    [stays] = moved(office).stays
    assert (stays.noun, stays.noun_id) == ("child", office["reviewed"])
    assert "works on the case" in stays.why


def test_an_audit_the_colleague_holds_about_a_child_they_take_over_is_named(office):
    held = check(office["reviewed"], office["successor"])
    [stays] = moved(office).stays
    assert stays.noun_id == held
    assert "allocate the audit to somebody else" in stays.why


def test_without_the_role_children_and_drafts_stay_and_actions_move(office):
    order = handover.prepare(office["clerk"], office["leaver"], office["pm"].person_id, "Leaves")
    plan = handover.confirm(office["pm"], order)
    assert [item.noun for item in plan.moves] == ["action"]
    assert all("does not hold the role" in item.why for item in plan.stays)


def test_business_support_prepares_and_a_manager_confirms(office):
    order = handover.prepare(office["clerk"], office["leaver"], office["successor"], "Leaves")
    [waiting] = handover.waiting(office["clerk"])
    assert (waiting.giver, waiting.taker, waiting.prepared_by) == ("Leaver", "Successor", "Clerk")
    assert waiting.plan.count("child") == 1
    with pytest.raises(Refused, match="confirm a handover"):
        handover.confirm(office["clerk"], order)
    assert row(Check, office["draft"]).assignee_id == office["leaver"]
    handover.confirm(office["pm"], order)
    with pytest.raises(Refused, match="confirmed already"):
        handover.confirm(office["pm"], order)
    assert handover.waiting(office["pm"]) == []


def test_a_prepared_handover_can_be_dropped(office):
    order = handover.prepare(office["clerk"], office["leaver"], office["successor"], "Leaves")
    with pytest.raises(Refused, match="waits to be confirmed"):
        handover.prepare(office["clerk"], office["leaver"], office["successor"], "Again")
    handover.discard(office["clerk"], order)
    assert handover.waiting(office["pm"]) == []
    with pytest.raises(NotFound):
        handover.confirm(office["pm"], order)


@pytest.mark.parametrize("role", ["iro", "team_manager", "administrator", "reg44_visitor"])
def test_other_roles_do_not_prepare_a_handover(office, role):
    with pytest.raises(Refused, match="prepare a handover"):
        handover.prepare(
            actor(office["worker"], role), office["leaver"], office["successor"], "Leaves"
        )


def test_a_handover_goes_to_another_who_can_sign_in(office):
    for to_id in (office["leaver"], office["worker"]):
        with pytest.raises(Refused):
            handover.prepare(office["pm"], office["leaver"], to_id, "Leaves")


def test_open_work_is_counted_in_words_for_whoever_disables_the_account(office):
    work = handover.open_work(office["leaver"], TODAY)
    assert work.words == "1 child, 1 unfinished form and 1 open action"
    assert not handover.open_work(office["worker"], TODAY)
    assert handover.open_work(office["worker"], TODAY).words == ""


def test_those_who_are_gone_and_still_hold_work_are_to_hand_over(office):
    assert handover.to_hand_over(office["pm"]) == []
    from db.engine import writing

    with writing() as session:
        session.query(Account).filter_by(person_id=office["leaver"]).one().disabled_at = NOW
        session.get(Person, office["worker"]).left_on = TODAY
    [gone] = handover.to_hand_over(office["pm"])
    assert (gone.name, gone.work.children) == ("Leaver", 1)


def test_each_child_is_told_of_the_new_iro_or_listed_as_not_told(office):
    moved(office)
    [waiting] = handover.not_told(office["pm"])
    assert (waiting.case_number, waiting.iro) == ("REVIEWED", "Successor")
    stranger = holder("Stranger", "iro")
    assert handover.not_told(stranger) == []
    with pytest.raises(NotFound):
        handover.told(stranger, waiting.item_id, TODAY)
    successor = actor(office["successor"], "iro")
    for day in (TODAY + DAY, TODAY - DAY):
        with pytest.raises(Refused, match="from the handover to today"):
            handover.told(successor, waiting.item_id, day)
    handover.told(successor, waiting.item_id, TODAY)
    assert handover.not_told(office["pm"]) == []
    assert entries("told")[0].child_id == office["reviewed"]


def test_a_restricted_child_the_manager_may_not_see_stays_unseen(office):
    hidden = child("HIDDEN", restricted_at=NOW)
    link(hidden, "iro", office["leaver"])
    plan = moved(office)
    assert hidden not in [item.noun_id for item in (*plan.moves, *plan.stays)]
    assert handover.open_work(office["leaver"], TODAY).children == 1
