"""Use cases of challenges, on both databases."""

import dataclasses
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.engine import reading, writing
from db.models import (
    ChallengeStage,
    Child,
    ChildStatus,
    ClockPause,
    Notice,
    RoleAssignment,
)
from db.queries import challenges as queries
from qa.domain.challenge_events import from_payload
from qa.domain.challenges import replay
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import (
    challenge_advice,
    challenge_drafts,
    challenge_filing,
    challenge_lists,
    challenges,
    closure_days,
    handover,
    holds,
    identities,
    my_work,
)
from qa.services.challenge_asked import Asked
from qa.services.challenge_store import standing
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import (
    GOOD,
    answered,
    at,
    challenge_world,
    changed,
    draft,
    good,
    raised,
    row,
    second_head,
    v,
)

DAY = dt.timedelta(days=1)
BACK = "She is home again."
LATER = dt.date(2026, 11, 16)
"""A Monday on which an answer due five working days after 5 November 2026 is late."""


@pytest.fixture
def w(store):
    return challenge_world()


def test_a_challenge_is_raised_with_its_ladder_its_team_and_its_day(w):
    made = row(raised(w))
    assert (made.kind, made.status, made.stage, made.subject) == ("informal", "open", 0, "cla")
    assert made.due_on == dt.date(2026, 11, 12)
    assert (made.team_id, made.raised_on, made.cap_due_on) == (w.team, makers.TODAY, None)
    assert made.responder_id == w.boss.person_id


def test_a_formal_challenge_has_its_cap_from_the_first_day(w):
    made = row(raised(w, kind="formal"))
    assert (made.stage, made.formal_started_on) == (1, makers.TODAY)
    assert made.cap_due_on == dt.date(2026, 12, 3)


def test_the_whole_way_up_and_out(w):
    made = raised(w, child_ids=[w.girl, w.boy])
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "partly", "Only one visit was made.")
    challenges.escalate(w.iro, made, v(made))
    assert (row(made).kind, row(made).stage_name) == ("formal", "Stage 1")
    challenges.bypass(w.iro, made, v(made), 3, "The head of service has left.")
    assert row(made).responder_role == "Assistant director"
    challenges.answer_for(
        w.support, made, v(made), "A new worker starts.", "Ann Deputy", "Assistant director",
        makers.TODAY,
    )  # fmt: skip
    challenges.judge(w.iro, made, v(made), "satisfied")
    results = changed(w.girl, w.boy)
    results[1] = dataclasses.replace(results[1], outcome="compromise", changed="Nothing yet.")
    challenges.resolve(w.iro, made, v(made), "as_sought", results)
    shown = view(w.iro, made)
    assert [child.outcome for child in shown.children] == [
        "Resolved as sought", "Resolved by compromise",
    ]  # fmt: skip
    assert [each.name for each in shown.timeline] == [
        "raise", "answer", "partly", "escalate", "bypass", "answer", "satisfied", "resolve",
    ]  # fmt: skip
    assert shown.timeline[5].on_behalf == "Ann Deputy, Assistant director"
    assert [stage.name for stage in shown.stages] == ["Informal", "Stage 1", "Stage 3"]


def test_what_the_trail_kept_rebuilds_the_state(w):
    made = raised(w, kind="formal")
    challenges.pause(w.iro, made, v(made), "The mother is in hospital.")
    later = at(w.iro, LATER)
    challenges.resume(later, made, v(made), note=BACK)
    challenges.refer_to_cafcass(later, made, v(made), "No plan after nine weeks.")
    kept = [e.payload["event"] for e in makers.entries() if e.noun == "challenge" and
            "event" in e.payload]  # fmt: skip
    with reading() as session:
        found = standing(session, session.get(type(row(made)), made))
        again = replay(map(from_payload, kept), found.ladder, found.calendar)
    assert again == found.state
    assert found.state.pauses[0].days == row(made).paused_days == 7


def test_of_two_who_escalate_at_once_one_wins_and_the_other_is_told(w):
    made = raised(w)
    seen = v(made)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id}, name="Ivo Officer")
    challenges.escalate(at(cover, LATER), made, seen)
    with pytest.raises(Stale, match="Ivo Officer was first: go to the next stage, on 16 Nov"):
        challenges.escalate(at(w.iro, LATER), made, seen)
    assert row(made).stage == 1


def test_of_two_who_escalate_in_the_same_instant_one_wins_and_the_other_is_told(w):
    made = raised(w)
    seen, both_ready = v(made), threading.Barrier(2)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id}, name="Ivo Officer")

    def escalate(actor):
        both_ready.wait()
        try:
            challenges.escalate(at(actor, LATER), made, seen, f"From {actor.name}")
        except Stale as told:
            return str(told)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(escalate, (w.iro, cover)))
    won = w.iro.name if said[0] == "done" else cover.name
    assert sorted(said)[1] == "done"
    assert f"{won} was first: go to the next stage" in sorted(said)[0]
    assert "what you wrote is still here" in sorted(said)[0]
    with reading() as session:
        assert [e.name for e in queries.events(session, made)] == ["raise", "escalate"]
        assert [s.number for s in queries.stages(session, made)] == [1, 2]


def test_nothing_goes_up_by_itself_the_raiser_is_asked(w):
    made = raised(w)
    assert "Go to the next stage?" in view(at(w.iro, LATER), made).prompt
    assert view(at(w.boss, LATER), made).prompt == ""
    assert row(made).stage == 0


def test_before_the_day_the_next_stage_needs_a_reason(w):
    made = raised(w)
    with pytest.raises(Refused, match="There is time to answer"):
        challenges.escalate(w.iro, made, v(made))
    with pytest.raises(Refused, match="Say why a stage is passed over"):
        challenges.bypass(w.iro, made, v(made), 2, " ")


def test_an_answer_before_the_stage_began_or_in_the_future_is_refused(w):
    made = raised(w)
    with pytest.raises(Refused, match="is before 5 November 2026"):
        answered(w, made, on=dt.date(2026, 11, 4))
    with pytest.raises(Refused, match="is in the future"):
        answered(w, made, on=dt.date(2026, 11, 6))


def test_a_resolution_before_the_raise_is_refused(w):
    made = raised(w)
    with pytest.raises(Refused, match="is before 5 November 2026"):
        challenges.resolve(
            w.iro, made, v(made), "as_sought", changed(w.girl), on=dt.date(2026, 10, 1)
        )


def test_a_pause_longer_than_the_challenge_is_refused(w):
    made = raised(w)
    with pytest.raises(Refused, match="is before"):
        challenges.pause(w.iro, made, v(made), "Ill", dt.date(2026, 11, 1))
    challenges.pause(w.iro, made, v(made), "Ill")
    with pytest.raises(Refused, match="is in the future"):
        challenges.resume(w.iro, made, v(made), dt.date(2027, 1, 1))


def test_a_pause_is_kept_and_shown(w):
    made = raised(w, kind="formal")
    challenges.pause(w.iro, made, v(made), "The mother is in hospital.")
    assert row(made).paused_on == makers.TODAY
    challenges.resume(at(w.iro, LATER), made, v(made), note=BACK)
    with reading() as session:
        kept = session.query(ClockPause).one()
        stage = session.query(ChallengeStage).one()
    assert (kept.noun, kept.noun_id, kept.to_on) == ("challenge", made, LATER)
    assert (stage.paused_days, stage.due_on) == (7, dt.date(2026, 11, 23))
    shown = view(at(w.iro, LATER), made)
    assert shown.paused_words.endswith("(7 working days): The mother is in hospital.")
    assert (shown.cap.paused_days, shown.cap.used, shown.cap.used_with_pauses) == (7, 0, 7)


def test_only_the_raiser_or_their_cover_decides(w):
    made = raised(w)
    answered(w, made)
    for other in (w.iro2, w.manager, w.head, w.boss):
        with pytest.raises(Refused):
            challenges.judge(other, made, v(made), "satisfied")
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id})
    challenges.judge(cover, made, v(made), "satisfied")
    assert row(made).status == "satisfied"


def test_the_responder_is_never_the_raiser(w):
    made = draft(w)
    with pytest.raises(Refused, match="is not asked to answer"):
        challenge_drafts.submit(w.iro, made, 1, Asked(w.iro.person_id))
    with pytest.raises(Refused, match="is not asked to answer"):
        challenge_drafts.submit(w.iro, made, 1, Asked(name="ira officer"))
    challenge_drafts.submit(w.iro, made, 1)
    with pytest.raises(Refused, match="is not asked to answer"):
        challenges.answer_for(w.support, made, v(made), "Done", "Ira Officer", "IRO", makers.TODAY)
    both = makers.actor(w.iro.person_id, "iro", "team_manager", "practice_manager")
    with pytest.raises(Refused, match="Nobody answers"):
        challenges.answer(both, made, v(made), "All is well")


def test_an_answer_on_behalf_names_who_and_in_what_role(w):
    made = raised(w)
    with pytest.raises(Refused, match="the name and the role"):
        challenges.answer_for(w.support, made, v(made), "Done", "Ann", " ", makers.TODAY)


def test_each_stage_is_answered_by_its_own(w):
    made = raised(w, kind="formal")
    with pytest.raises(Refused, match="Whoever is asked"):
        challenges.answer(w.head, made, v(made), "We will see to it")
    challenges.bypass(w.iro, made, v(made), 2, "It cannot wait")
    assert row(made).responder_id == w.head.person_id
    with pytest.raises(Refused, match="Whoever is asked"):
        answered(w, made)
    answered(w, made, w.head)
    assert row(made).status == "answered"


def test_of_two_heads_of_service_none_is_guessed_and_either_answers(w):
    second_head()
    made = raised(w, kind="formal")
    challenges.bypass(w.iro, made, v(made), 2, "It cannot wait")
    assert row(made).responder_id is None
    answered(w, made, w.head)


def test_cafcass_is_for_looked_after_children_only_and_runs_beside(w):
    makers.link(w.child, "iro", w.iro.person_id)
    plan = raised(w, child_ids=[w.child])
    assert row(plan).subject == "cp"
    with pytest.raises(Refused, match="looked after"):
        challenges.refer_to_cafcass(w.iro, plan, v(plan), "Breach of duty")
    made = raised(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty")
    assert (row(made).status, row(made).cafcass_on) == ("open", makers.TODAY)
    challenges.withdraw(w.iro, made, v(made), "Put right")
    challenges.cafcass_outcome(w.iro, made, v(made), "No further steps")
    assert row(made).cafcass_outcome_on == makers.TODAY


def test_reopened_it_stands_where_it_stood(w):
    made = raised(w, kind="formal")
    challenges.resolve(w.iro, made, v(made), "explanation", changed(w.girl))
    challenges.reopen(at(w.iro, LATER), made, v(made), "It happened again")
    found = row(made)
    assert (found.status, found.stage, found.reopened) == ("open", 1, 1)
    assert (found.closed_on, found.formal_started_on) == (None, makers.TODAY)
    assert view(at(w.iro, LATER), made).children[0].outcome == ""


def test_closing_needs_every_child(w):
    made = raised(w, child_ids=[w.girl, w.boy])
    with pytest.raises(Refused, match="for each child"):
        challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    with pytest.raises(Refused, match="for each child"):
        challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl, w.child))


def test_good_practice_has_no_clock_and_may_be_withdrawn(w):
    made = good(w)
    found = row(made)
    assert (found.status, found.due_on, found.cap_due_on, found.stage) == (
        "shared", None, None, None,
    )  # fmt: skip
    assert view(w.head, made).moves == ()
    challenges.withdraw(w.iro, made, v(made), "Consent was taken back")
    assert row(made).status == "withdrawn"


def test_my_work_asks_whoever_is_to_act(w):
    def asked(actor):
        return [i.what for i in my_work.my_work(actor).items if i.screen == "challenges"]

    kept = draft(w)
    assert asked(w.iro) == ["Finish or discard a draft challenge"]
    challenge_drafts.discard(w.iro, kept)
    made = raised(w)
    assert (asked(w.iro), asked(w.boss), asked(w.head)) == (
        [], ["Answer a challenge: Informal"], [],
    )  # fmt: skip
    assert asked(at(w.iro, LATER)) == ["Decide on a challenge: no answer in time"]
    answered(w, made)
    assert asked(w.iro) == ["Say whether an answer to your challenge is enough"]
    assert asked(w.boss) == asked(w.support) == []
    second_head()
    challenges.judge(w.iro, made, v(made), "not_satisfied", "Nothing changed")
    challenges.bypass(w.iro, made, v(made), 2, "It cannot wait")
    assert asked(w.head) == ["Answer a challenge: Stage 2"]


def test_good_practice_is_not_shared_without_consent(w):
    made = draft(w, kind="good_practice", said={**GOOD, "may_share": False})
    with pytest.raises(Refused, match="Without consent"):
        challenge_drafts.submit(w.iro, made, 1)


def test_the_opening_of_a_challenge_is_on_the_trail_and_of_a_draft_is_not(w):
    made = draft(w)
    view(w.iro, made)
    assert not [e for e in makers.entries() if e.noun == "challenge"]
    challenge_drafts.submit(w.iro, made, 1)
    view(w.head, made)
    opened = [e for e in makers.entries("open") if e.noun == "challenge"]
    assert (opened[0].noun_id, opened[0].child_id) == (made, w.girl)


def test_raising_keeps_on_the_trail_all_that_was_said(w):
    raised(w, child_ids=[w.girl, w.boy])
    first, second = [e for e in makers.entries("raise") if e.noun == "challenge"]
    assert first.payload["said"]["wanted"] == "A visit, and a worker who stays."
    assert first.payload["children"] == [w.girl, w.boy]
    assert (second.child_id, second.payload) == (w.boy, {"with_child_id": w.girl})


def test_business_support_sees_dates_only(w):
    made = raised(w)
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "partly", "Only one visit")
    shown = view(w.support, made)
    assert (shown.said, shown.themes, shown.referrals) == ({}, (), ())
    assert shown.timeline[1].on == makers.TODAY
    assert not any(entry.said for entry in shown.timeline)
    assert "not what it says" in shown.why_not_read
    for said in ("Visited today.", "Only one visit"):
        assert said in repr(view(w.iro, made)) and said not in repr(shown)
    rows, _count = challenge_lists.listed(w.support)
    assert rows[0].themes == ()


def test_legal_advice_is_for_the_iro_alone(w):
    made = raised(w)
    assert challenge_advice.save(w.iro, made, "Counsel says go on.", 0) == 1
    assert challenge_advice.read(w.iro, made) == ("Counsel says go on.", 1)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id})
    for other in (cover, w.head, w.manager, w.boss):
        with pytest.raises(Refused, match="alone"):
            challenge_advice.read(other, made)
    with pytest.raises(Stale):
        challenge_advice.save(w.iro, made, "Something else", 0)
    assert "Counsel" not in str([e.payload for e in makers.entries()])


def test_a_restricted_child_hides_the_challenge_also_about_the_brother(w):
    made = raised(w, child_ids=[w.girl, w.boy])
    with writing() as session:
        session.get(Child, w.boy).restricted_at = makers.NOW
    with pytest.raises(NotFound):
        view(w.head, made)


def test_a_hold_stops_every_move(w):
    made = raised(w, child_ids=[w.girl, w.boy])
    everyone = [w.iro.person_id, w.boss.person_id, w.head.person_id]
    holds.place(w.head, w.boy, "Serious incident", everyone)
    for move in (
        lambda: answered(w, made),
        lambda: challenges.withdraw(w.iro, made, v(made), "Why not"),
        lambda: challenge_advice.save(w.iro, made, "Advice", 0),
        lambda: draft(w, child_ids=[w.boy]),
    ):
        with pytest.raises(Refused, match="hold locks"):
            move()


ODD = "=1+1\n<b>bold</b> *star* [a](http://x) \u202eright to left \U0001f600"


@pytest.mark.parametrize("typed", [ODD, "x" * 100_000, "a\x00b", "\ud800 half"])
def test_any_text_of_a_move_is_kept_as_typed_or_made_fit_to_keep(w, typed):
    made = raised(w)
    challenges.answer(w.boss, made, v(made), typed)
    kept = view(w.iro, made).timeline[-1].said
    assert kept == typed.replace("\x00", "").replace("\ud800", "\ufffd")


def test_a_text_past_the_limit_or_of_nothing_is_refused_and_nothing_is_changed(w):
    made = raised(w)
    for typed, sentence in (("x" * 100_001, "1 character over the limit"), (" \x00 ", "Write")):
        with pytest.raises(Refused, match=sentence):
            challenges.answer(w.boss, made, v(made), typed)
        with pytest.raises(Refused, match=sentence.replace("Write", "Say why")):
            challenges.bypass(w.iro, made, v(made), 2, typed)
    assert (row(made).status, v(made)) == ("open", 2)


def test_names_and_roles_are_kept_on_one_line_without_control_characters(w):
    made = raised(w)
    said = ("Ann\x07\nDeputy", "Team\u2028manager")
    challenges.answer_for(w.support, made, v(made), "Visited", *said, makers.TODAY)
    assert view(w.iro, made).timeline[-1].on_behalf == "Ann Deputy, Team manager"


def test_stages_pauses_and_events_stay_one_row_each(w):
    made = raised(w, kind="formal")
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "not_satisfied", "No change")
    challenges.escalate(w.iro, made, v(made))
    with reading() as session:
        stages = queries.stages(session, made)
        assert [s.number for s in stages] == [1, 2]
        assert (stages[0].judged, stages[0].ended_on) == ("not_satisfied", makers.TODAY)
        assert [e.number for e in queries.events(session, made)] == [1, 2, 3, 4]


def test_a_handover_moves_challenges_with_authorship_unchanged(w):
    makers.account(w.iro2.person_id)
    made, kept = raised(w), draft(w)
    assert handover.open_work(w.iro.person_id, makers.TODAY).challenges == 2
    moved = handover.prepare(w.manager, w.iro.person_id, w.iro2.person_id, "Ira leaves")
    handover.confirm(w.manager, moved)
    found = row(made)
    assert (found.raised_by_id, found.held_by_id) == (w.iro.person_id, w.iro2.person_id)
    assert row(kept).held_by_id == w.iro2.person_id
    answered(w, made)
    challenges.judge(w.iro2, made, v(made), "satisfied")
    with pytest.raises(NotFound):
        challenges.withdraw(w.iro, made, v(made), "Mine")
    challenges.withdraw(w.iro2, made, v(made), "Put right")
    assert "hand_over" in {e.act for e in makers.entries() if e.noun == "challenge"}


def test_whoever_is_asked_hands_the_answer_over_but_not_to_the_raiser(w):
    made = raised(w)
    makers.account(w.iro.person_id)
    boss2 = makers.holder("Tim Teamlead", "team_manager", team_id=w.team)
    makers.account(boss2.person_id)
    plan = handover.preview(w.manager, w.boss.person_id, w.iro.person_id)
    assert [item.why for item in plan.stays if item.noun == "challenge"] == [
        "The colleague raised it, or is the child's IRO or chair."
    ]
    moved = handover.prepare(w.manager, w.boss.person_id, boss2.person_id, "Tess leaves")
    handover.confirm(w.manager, moved)
    assert row(made).responder_id == boss2.person_id
    assert "asked" in [n.kind for n in makers_notices(made) if n.person_id == boss2.person_id]
    challenges.pause(w.iro, made, v(made), "The mother is in hospital.")
    closure_days.add(w.manager, dt.date(2026, 11, 10), dt.date(2026, 11, 10), "Flood")
    assert row(made).responder_id == boss2.person_id
    challenges.resume(w.iro, made, v(made), note=BACK)
    answered(w, made, boss2)
    assert view(w.iro, made).stages[0].asked.startswith("Tim Teamlead")
    assert "hand_over" in [each.name for each in view(w.iro, made).timeline]


def makers_notices(challenge_id):
    with reading() as session:
        return session.query(Notice).filter_by(challenge_id=challenge_id, sent_at=None).all()


def test_what_the_raiser_was_not_told_yet_the_successor_is_told(w):
    makers.account(w.iro2.person_id)
    made = raised(w)
    answered(w, made)
    moved = handover.prepare(w.manager, w.iro.person_id, w.iro2.person_id, "Ira leaves")
    handover.confirm(w.manager, moved)
    assert [(n.kind, n.person_id) for n in makers_notices(made)] == [("answered", w.iro2.person_id)]


def test_whoever_covers_for_the_raiser_does_not_answer(w):
    made = raised(w)
    both = makers.actor(
        w.boss.person_id, "team_manager", team_id=w.team, covering={w.iro.person_id}
    )
    with pytest.raises(Refused, match="Nobody answers a challenge that they raised"):
        challenges.answer(both, made, v(made), "All is well")


def test_whoever_answered_does_not_decide_on_it_as_cover_or_successor(w):
    made = raised(w)
    answered(w, made)
    both = makers.actor(
        w.boss.person_id, "iro", "team_manager", team_id=w.team, covering={w.iro.person_id}
    )
    with pytest.raises(Refused, match="so somebody else decides on it"):
        challenges.judge(both, made, v(made), "satisfied")
    makers.made(RoleAssignment(person_id=w.boss.person_id, role="iro", from_on=makers.START))
    makers.account(w.boss.person_id)
    plan = handover.preview(w.manager, w.iro.person_id, w.boss.person_id)
    assert "The colleague is asked to answer it, or has answered it." in {
        item.why for item in plan.stays if item.noun == "challenge"
    }
    challenges.judge(w.iro, made, v(made), "satisfied")


def test_cafcass_is_asked_for_a_child_who_is_looked_after_by_now(w):
    makers.link(w.child, "iro", w.iro.person_id)
    kept, made = draft(w, child_ids=[w.child]), raised(w, child_ids=[w.child])
    makers.status(w.child, "cla")
    challenge_drafts.submit(w.iro, kept, 1)
    assert row(kept).subject == "both"
    challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty")
    left = at(w.iro, LATER)
    with writing() as session:
        session.query(ChildStatus).filter_by(child_id=w.child, status="cla").one().to_on = LATER
    assert "refer_outcome" in view(left, made).moves
    challenges.cafcass_outcome(left, made, v(made), "No further steps")
    with pytest.raises(Refused, match="looked after"):
        challenges.refer_to_cafcass(left, made, v(made), "Again")


def test_a_closure_day_moves_the_days_of_running_challenges(w):
    made = raised(w, kind="formal")
    closure_days.add(w.manager, dt.date(2026, 11, 10), dt.date(2026, 11, 10), "Flood")
    found = row(made)
    assert (found.due_on, found.cap_due_on) == (dt.date(2026, 11, 13), dt.date(2026, 12, 4))
    with reading() as session:
        assert session.query(ChallengeStage).one().due_on == dt.date(2026, 11, 13)
    assert found.version == 2


def test_it_is_marked_as_filed_by_whoever_files(w):
    made = raised(w)
    with pytest.raises(Refused, match="not closed yet"):
        challenge_filing.mark_filed(w.support, made, v(made))
    challenges.withdraw(w.iro, made, v(made), "Put right")
    with pytest.raises(Refused):
        challenge_filing.mark_filed(w.boss, made, v(made))
    with pytest.raises(Refused, match="after that day"):
        challenge_filing.mark_filed(w.support, made, v(made), dt.date(2026, 11, 1))
    challenge_filing.mark_filed(w.support, made, v(made))
    assert (row(made).filed_on, row(made).filed_by_id) == (makers.TODAY, w.support.person_id)
    kept = draft(w)
    with pytest.raises(Refused):
        challenge_filing.mark_filed(w.iro, kept, v(kept))


def test_what_happens_after_it_was_filed_takes_the_mark_off(w):
    made = raised(w, kind="formal")
    answered(w, made)
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    challenge_filing.mark_filed(w.support, made, v(made))
    challenges.reopen(w.iro, made, v(made), "It slipped again")
    assert (row(made).filed_on, row(made).filed_by_id) == (None, None)
    [entry] = [e for e in makers.entries("reopen") if e.noun == "challenge"]
    assert entry.payload["filed_on"] == ["2026-11-05", None]


def test_challenges_go_along_when_two_numbers_are_merged_and_come_back(w):
    other = makers.child("L-2009", w.team)
    makers.link(other, "iro", w.iro.person_id)
    made, both = raised(w, child_ids=[other]), raised(w, child_ids=[w.girl, other])
    identities.merge(w.manager, w.girl, "L-2009", "The same child", 1)
    assert [child.child_id for child in view(w.iro, made).children] == [w.girl]
    assert [child.child_id for child in view(w.iro, both).children] == [w.girl, other]
    identities.undo(w.manager, w.girl, other, "Two children after all", 2)
    assert [child.child_id for child in view(w.iro, made).children] == [other]
