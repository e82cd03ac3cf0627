"""Who answers, decides and reads a challenge, and who takes it over, on both databases."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import (
    Child,
    Notice,
    RoleAssignment,
)
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import (
    challenge_advice,
    challenge_drafts,
    challenge_lists,
    challenges,
    closure_days,
    handover,
    my_work,
)
from qa.services.challenge_asked import Asked
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import (
    BACK,
    LATER,
    answered,
    at,
    challenge_world,
    draft,
    raised,
    row,
    second_head,
    v,
)


@pytest.fixture
def w(store):
    return challenge_world()


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
