"""A serious-incident hold: who places and lifts it, and that nothing about the child changes."""

import dataclasses
import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.engine import reading
from db.models import Answer, Base, Child, FollowUp, HandoverItem, Hold
from qa.domain.answers import Answer as Given
from qa.domain.permissions import HELD
from qa.domain.refusals import NotFound, Refused
from qa.domain.review_entry import ReviewGiven
from qa.services import (
    action_drafts,
    actions,
    allocation,
    answers,
    checks,
    child_page,
    filing,
    follow_ups,
    handover,
    holds,
    identities,
    links,
    midways,
    midways_copy,
    moderation,
    panels,
    replies,
    restrictions,
    reviews,
    risk,
    roster_allocations,
    settlement,
    submission,
)
from tests.services import audit_world, makers, midway_world, rosters
from tests.services.test_challenge_holds import CHALLENGES
from tests.services.under_hold import NOT_STORED, store_now, went_through

REASON = "A child died; the review of practice has begun"
SERVICES = Path(links.__file__).parent


@pytest.fixture
def w(sqlite_store):
    return audit_world.world()


@pytest.fixture
def both(store):
    return audit_world.world()


def placed(w, *named, child=None):
    people = [w.manager.person_id, w.head.person_id, *named]
    return holds.place(w.manager, child or w.child, REASON, people)


def test_a_hold_restricts_the_child_to_the_people_named_and_says_so_on_the_history(w):
    placed(w, w.iro.person_id)
    for reader, sees in ((w.manager, True), (w.head, True), (w.manager2, False)):
        if sees:
            assert child_page.opened(reader, w.child).restricted_reason == REASON
        else:
            with pytest.raises(NotFound):
                child_page.opened(reader, w.child)
    [entry] = makers.entries("place_hold")
    assert entry.payload["reason"] == REASON
    assert entry.payload["named"][1] == sorted(
        [w.manager.person_id, w.head.person_id, w.iro.person_id]
    )
    assert "Placed by Mo Manager on 5 November 2026 at 14:02" in holds.banner(w.child)


@pytest.mark.parametrize("role", ["iro", "team_manager", "business_support", "administrator"])
def test_other_roles_do_not_place_a_hold(sqlite_store, role):
    other, child = makers.holder("Other", role), makers.child("C-1")
    with pytest.raises(Refused, match="place a hold"):
        holds.place(other, child, REASON, [other.person_id])


def test_a_hold_wants_a_reason_oneself_and_a_head_of_service(w):
    me, head = w.manager.person_id, w.head.person_id
    with pytest.raises(Refused, match="Say why the records are held"):
        holds.place(w.manager, w.child, "  ", [me, head])
    with pytest.raises(Refused, match="Name yourself too"):
        holds.place(w.manager, w.child, REASON, [head])
    with pytest.raises(Refused, match="Name a head of service too"):
        holds.place(w.manager, w.child, REASON, [me, w.iro.person_id])
    with pytest.raises(NotFound):
        holds.place(w.manager, 999, REASON, [me, head])
    assert makers.row(Child, w.child).restricted_at is None
    placed(w)
    with pytest.raises(Refused, match="on hold already"):
        placed(w)


def test_only_a_head_of_service_lifts_it_with_a_reason(both):
    w = both
    placed(w)
    with pytest.raises(Refused, match="Only a head of service lifts a hold"):
        holds.lift(w.manager, w.child, "Over")
    with pytest.raises(Refused, match="Say why the hold is lifted"):
        holds.lift(w.head, w.child, " ")
    holds.lift(w.head, w.child, "The review is finished")
    assert holds.banner(w.child) == ""
    assert child_page.opened(w.manager2, w.child).restricted_reason == ""
    [entry] = makers.entries("lift_hold")
    assert entry.payload["reason"] == "The review is finished"
    hold = makers.row(Hold, 1)
    assert (hold.lifted_by_id, hold.lifted_reason) == (w.head.person_id, "The review is finished")
    with pytest.raises(Refused, match="not on hold"):
        holds.lift(w.head, w.child, "Again")


def test_a_restriction_from_before_the_hold_stands_as_it_was_once_it_is_lifted(w):
    before = [w.manager.person_id, w.manager2.person_id]
    restrictions.restrict(w.manager, w.child, before, "Staff family", 1)
    placed(w, w.iro.person_id)
    restrictions.restrict(
        w.manager, w.child, [w.manager.person_id, w.head.person_id], "Fewer people", 3
    )
    holds.lift(w.head, w.child, "Over")
    page = child_page.opened(w.manager2, w.child)
    assert page.restricted_reason == "Staff family"
    assert {person_id for person_id, _name in page.named} == set(before)
    with pytest.raises(NotFound):
        child_page.opened(w.head, w.child)


def test_the_people_named_may_change_under_a_hold_but_a_head_of_service_stays(w):
    placed(w)
    me, other = w.manager.person_id, w.manager2.person_id
    with pytest.raises(Refused, match="Name a head of service too"):
        restrictions.restrict(w.manager, w.child, [me, other], REASON, 2)
    restrictions.restrict(w.manager, w.child, [me, other, w.head.person_id], REASON, 2)
    assert holds.banner(w.child)


# Every write about a child, called under a hold: refused in words, and nothing is changed.


@pytest.fixture
def held(w):
    """A child with a draft, a finished audit, an action, a link, a sister; then a hold."""
    w.draft = audit_world.allocated(w, assignee_id=w.iro2.person_id)
    checks.confirm_right_child(w.iro2, w.draft)
    answers.save(w.iro2, w.draft, "A1", Given("Y", evidence="Seen"), typed_on_version=0)
    w.draft_action = action_drafts.add(
        w.iro2, w.draft, action_drafts.Wanted("See the child", w.iro.person_id)
    )
    w.done = audit_world.submitted(w)
    w.agreed = makers.finished(w.child, w.iro.person_id)
    about = {"child_id": w.child, "check_id": w.agreed}
    w.action = makers.action(w.iro.person_id, w.manager.person_id, **about)
    w.to_verify = makers.action(
        w.iro.person_id, w.iro2.person_id, status="done", done_on=makers.TODAY, **about
    )
    w.sister, w.other = makers.child("C-2002", w.team), makers.child("C-3003", w.team)
    identities.join_siblings(w.support, ["C-1001", "C-2002"])
    w.link = makers.link(w.child, "iro", w.iro2.person_id, makers.TODAY)
    audit_world.makers.account(w.iro2.person_id)
    named = [w.iro, w.iro2, w.boss, w.support, w.manager2]
    placed(w, *(each.person_id for each in named))
    return w


def item_to_tell(w):
    """A child handed over who has not been told."""
    order = makers.made(
        handover.Handover(
            from_person_id=w.iro.person_id, to_person_id=w.iro2.person_id, reason="Leaves",
            prepared_by_id=w.support.person_id, prepared_at=makers.NOW, done_at=makers.NOW,
        )
    )  # fmt: skip
    return makers.made(HandoverItem(handover_id=order, noun="child", noun_id=w.child))


WRITES = {
    "an answer": lambda w: answers.save(
        w.iro2, w.draft, "A1", Given("N", evidence="Not seen"), typed_on_version=1
    ),
    "the right child": lambda w: checks.confirm_right_child(w.iro2, w.draft),
    "what stands beside the form": lambda w: submission.prepare(
        w.iro2, w.draft, submission.Submission(is_good_practice=True)
    ),
    "a submission": lambda w: submission.submit(
        w.iro2, w.draft, audit_world.version(w.draft), submission.Submission()
    ),
    "a correction": lambda w: submission.correct(
        w.iro, w.agreed, audit_world.version(w.agreed), "A wrong date"
    ),
    "an action of a form": lambda w: action_drafts.add(
        w.iro2, w.draft, action_drafts.Wanted("Write it down", w.iro.person_id)
    ),
    "taking an action away": lambda w: action_drafts.remove_draft(w.iro2, w.draft_action),
    "an action done": lambda w: actions.finish(w.iro, w.action, 1, "Seen", makers.TODAY),
    "an action verified": lambda w: actions.verify(w.manager, w.to_verify, 1, "Read"),
    "an action sent back": lambda w: actions.reject(w.manager, w.to_verify, 1, "Not yet"),
    "an action withdrawn": lambda w: actions.withdraw(w.manager, w.action, 1, "Not needed"),
    "a reply": lambda w: replies.reply(w.boss, w.done, replies.Given("manager", "agree")),
    "a moderation": lambda w: moderation.moderate(
        w.manager, w.done, audit_world.version(w.done), moderation.Verdict("agreed")
    ),
    "filing": lambda w: filing.mark(w.support, [w.agreed], makers.TODAY),
    "an allocation": lambda w: allocation.allocate(
        w.manager, allocation.Order(w.child, w.iro.person_id)
    ),
    "another auditor": lambda w: allocation.reallocate(
        w.manager, w.draft, w.iro.person_id, "On leave"
    ),
    "an allocation withdrawn": lambda w: allocation.withdraw(w.manager, w.draft, "Not needed"),
    "a link": lambda w: links.put(
        w.support, [w.other, w.child], "social_worker", w.worker2(), makers.TODAY
    ),
    "the end of a link": lambda w: links.end(w.support, w.link, makers.TODAY),
    "a link taken back": lambda w: links.remove(w.support, w.link),
    "a brother or sister": lambda w: identities.join_siblings(w.support, ["C-2002", "C-3003"]),
    "no sister any more": lambda w: identities.part_siblings(w.support, w.child),
    "a sister leaving the group": lambda w: identities.part_siblings(w.support, w.sister),
    "another number": lambda w: _merge(w, w.child, "C-3003"),
    "the number of another": lambda w: _merge(w, w.other, "C-1001"),
    "the restriction": lambda w: restrictions.lift(w.manager, w.child, "Over", w.version()),
    "the end of a legal hold": lambda w: restrictions.end_hold(w.manager, w.child, w.version()),
    "the child told": lambda w: handover.told(w.support, w.item, makers.TODAY),
}
"""What is written, by the one who may write it otherwise."""


def _merge(w, child_id, number):
    restricted = [w.manager.person_id, w.head.person_id, w.iro.person_id, w.iro2.person_id,
                  w.boss.person_id, w.support.person_id, w.manager2.person_id]  # fmt: skip
    version = makers.row(Child, w.other).version
    restrictions.restrict(w.manager, w.other, restricted, "The same people", version)
    w.before = store_now()
    version = makers.row(Child, child_id).version
    identities.merge(w.manager, child_id, number, "The same birth entry", version)


def test_under_a_hold_every_write_is_refused_in_words_and_nothing_is_changed(held):
    w = held
    w.worker2 = lambda: w.spare
    w.spare, w.item = makers.person("Spare"), item_to_tell(w)
    w.version = lambda: makers.row(Child, w.child).version
    restrictions.hold(w.manager, w.child, "Court", w.version())
    assert went_through(WRITES, w) == {}


# The same for what falls due about a child: meetings, midway reviews, panels, follow-ups.


@pytest.fixture
def reviewed(sqlite_store):
    """A girl in care and on a plan with a meeting, two midway reviews and a follow-up; a hold."""
    w = midway_world.midway_world()
    midway_world.status(w.girl, "cp", midway_world.ON_PLAN, dt.date(2026, 1, 5))
    w.review = midway_world.reviewed(w.girl, on=dt.date(2026, 10, 1))
    about = {"kind": "midway_cla", "status": "submitted", "submitted_on": makers.TODAY}
    w.of_boy = makers.check(w.boy, w.iro.person_id, **about)
    w.of_girl = makers.check(w.girl, w.iro.person_id, **about)
    w.draft = makers.check(w.girl, w.iro.person_id, kind="midway_both", status="in_progress")
    w.follow_up = makers.made(
        FollowUp(
            check_id=w.of_girl, child_id=w.girl, kind="informal_challenge",
            made_on=makers.TODAY, made_by_id=w.iro.person_id,
        )
    )  # fmt: skip
    placed(w, w.iro.person_id, w.support.person_id, child=w.girl)
    return w


def _meeting(**about):
    return ReviewGiven("cla_review", dt.date(2026, 11, 3), **about)


DUE = {
    "a meeting": lambda w: reviews.record(w.support, w.girl, _meeting()),
    "one meeting of two children": lambda w: reviews.record_several(
        w.support, [(w.boy, _meeting()), (w.girl, _meeting())]
    ),
    "a meeting changed": lambda w: reviews.change(w.support, w.review, 1, _meeting()),
    "a meeting removed": lambda w: reviews.remove(w.manager, w.review, 1, "By mistake"),
    "a decision ticked": lambda w: reviews.decisions_done(w.iro, w.review, 1, [1], makers.TODAY),
    "a midway review": lambda w: midways.begin(w.iro, w.girl),
    "a midway review withdrawn": lambda w: midways.withdraw(w.iro, w.draft, "By mistake"),
    "a copy": lambda w: midways_copy.copy_to(w.iro, w.of_boy, w.girl),
    "a panel": lambda w: panels.keep(
        w.manager, w.girl, panels.Panel(9, dt.date(2026, 10, 12), "Keep the plan")
    ),
    "a follow-up seen to": lambda w: follow_ups.finish(w.iro, w.follow_up, "Talked"),
    "a follow-up as an action": lambda w: follow_ups.into_action(
        w.iro, w.follow_up, action_drafts.Wanted("Ask again", w.boss.person_id)
    ),
}


RESTRICTED = "This child's records are restricted, so nothing is copied to them."


def test_under_a_hold_what_is_due_is_refused_in_words_and_nothing_is_changed(reviewed):
    assert went_through(DUE, reviewed, RESTRICTED) == {}


ELSEWHERE = {
    "handover": "the plan of a handover, below",
    "roster": "the load of a list, below",
    "roster_allocations": "the load of allocations, below",
    "settlement": "settling by itself, below",
    "risk": "a child's safety comes first, below",
    "care_history": "the load of a care history, in its own tests",
}
NOT_ABOUT_A_CHILD = {
    "accounts", "backup", "caseload", "challenge_documents", "closure_days", "cover", "coverage",
    "documents", "due_calendar_file", "duties", "export", "findings_records", "history", "holds",
    "home_ties", "home_visitors", "homes", "install", "ladders", "long_plans", "monitor_records",
    "people_details", "recommendation_drafts", "recommendations", "residents", "reviews_read",
    "roles", "rule_books", "sessions", "settings", "sign_in", "teams", "themes", "time_limits",
    "timeliness_records", "trail", "trend_records", "unsent", "visit_after", "visit_alerts",
    "visit_consents", "visit_documents", "visit_export", "visit_items", "visit_pack",
    "visit_sendings", "visits", "what_we_knew",
}  # fmt: skip
"""Modules whose writes change no record of a child: places, people, settings, who read what."""


def test_every_service_that_writes_is_tried_under_a_hold_or_writes_nothing_about_a_child():
    calls = [*WRITES.values(), *DUE.values(), *CHALLENGES.values()]
    tried = {name for call in calls for name in call.__code__.co_names}
    tried |= {"identities", *ELSEWHERE}
    writes = {path.stem for path in SERVICES.glob("*.py") if "with writing()" in path.read_text()}
    demo = {name for name in writes if name.startswith("demo")}
    assert writes - demo - tried - NOT_ABOUT_A_CHILD == set()


def test_a_person_who_is_not_named_finds_no_form_any_more(held):
    placed_for = [held.manager.person_id, held.head.person_id]
    restrictions.restrict(
        held.manager, held.child, placed_for, REASON, makers.row(Child, held.child).version
    )
    with pytest.raises(NotFound):
        answers.save(held.iro2, held.draft, "A1", Given("N"), typed_on_version=1)
    with reading() as session:
        assert session.query(Answer).filter_by(question="A1").first().value == "Y"


def test_that_a_child_is_at_risk_or_safe_can_still_be_recorded(held):
    flag = risk.raise_flag(held.iro2, held.draft, risk.Worry("Alone at night"))
    told = risk.Worry("", "Duty manager", makers.NOW, "Visit now")
    risk.tell(held.iro2, flag, told)
    risk.record_safe(held.manager, flag, "Seen by the duty worker")
    assert [e.act for e in makers.entries() if e.noun == "risk"] == ["raise", "tell", "record_safe"]


def test_reading_and_legal_hold_go_on(held):
    assert child_page.opened(held.iro2, held.child).case_number == "C-1001"
    restrictions.hold(held.manager, held.child, "Court", makers.row(Child, held.child).version)
    assert makers.row(Child, held.child).legal_hold_reason == "Court"


def test_what_follows_by_itself_waits_until_the_hold_is_lifted(both):
    w = both
    check = makers.finished(
        w.child, w.iro.person_id, status="submitted", agreed_at=None, closed_at=None,
        reply_due_on=makers.TODAY - dt.timedelta(days=1),
    )  # fmt: skip
    placed(w)
    assert settlement.due(w.manager) == 0
    holds.lift(w.head, w.child, "Over")
    assert settlement.due(w.manager) == 1
    assert audit_world.status(check) == "closed"


def test_a_handover_lists_the_children_on_hold_and_leaves_them_where_they_are(held):
    makers.link(held.other, "iro", held.iro2.person_id)
    makers.account(held.iro.person_id)
    plan = handover.preview(held.manager, held.iro2.person_id, held.iro.person_id)
    stays = {item.what: item.why for item in plan.stays}
    assert "hold" in stays["Child C-1001"]
    assert "hold" in stays["Unfinished form about C-1001"]
    assert [item.what for item in plan.moves] == ["Child C-3003"]
    actions_of_iro = handover.preview(held.manager, held.iro.person_id, held.iro2.person_id)
    assert {item.why for item in actions_of_iro.stays if item.noun == "action"} == {
        "A serious-incident hold locks this child's records."
    }


def _head():
    return makers.holder("Head", "head_of_service")


@pytest.fixture
def listed(store):
    """A child of a list, on hold, and one beside."""
    rosters.load(eight=[rosters.child("F1", team="North"), rosters.child("F2", team="North")])
    head = dataclasses.replace(_head(), today=rosters.TODAY, now=rosters.NOW)
    held = rosters.known("F1").id
    holds.place(head, held, REASON, [head.person_id])
    return SimpleNamespace(head=head, held=held)


def test_loading_a_list_changes_nothing_of_a_child_on_hold_and_says_so(listed):
    before = of_child()
    said = {"team": "South", "Date of Latest Statutory Review": dt.date(2026, 11, 2)}
    moved = {"eight": [rosters.child("F1", **said), rosters.child("F2", **said)]}
    report = rosters.load(**moved)
    assert report.plan.on_hold_count == 1
    assert report.plan.on_hold == ()  # whoever loads it is not named, so reads no number
    changed = {row.case_number for row in report.plan.changed}
    assert changed == {"F2"}
    assert of_child() == before
    said = roster_words(report)
    assert "1 child on hold after a serious incident: not changed" in said
    holds.lift(listed.head, listed.held, "Over")
    again = rosters.load(**moved)
    assert {row.case_number for row in again.plan.changed} == {"F1"}


def test_a_child_on_hold_who_is_not_in_the_file_is_not_marked_as_having_left(listed):
    report = rosters.load(eight=[rosters.child("F2", team="North")])
    assert (report.plan.leaving_count, report.plan.on_hold_count) == (0, 1)
    assert [row.off_list_on for row in rosters.statuses("F1")] == [None]


def test_allocations_from_a_file_refuse_the_row_of_a_child_on_hold(held):
    makers.account(held.iro.person_id)
    data = b"Case number,Social worker\n" + b"".join(
        number + b",Worker 001 (fictional)\n" for number in (b"C-1001", b"C-3003")
    )
    report = roster_allocations.load_allocations(held.support, data)
    assert [(cell.value, cell.reason) for cell in report.refusals] == [("C-1001", HELD)]
    assert report.changed == 1


def roster_words(report):
    from qa.services.roster_words import report_words

    return " ".join(report_words(report))


def of_child():
    """Every row about the child on hold, of every table but the trail's."""
    with reading() as session:
        child_id = session.query(Hold.child_id).scalar()
        tables = {"child": Base.metadata.tables["child"].c.id}
        for table in Base.metadata.sorted_tables:
            if "child_id" in table.c and table.name not in NOT_STORED:
                tables[table.name] = table.c.child_id
        found = {
            name: session.execute(column.table.select().where(column == child_id)).all()
            for name, column in tables.items()
        }
    return {name: [tuple(row) for row in rows] for name, rows in found.items()}
