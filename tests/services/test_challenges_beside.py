"""What stands beside the stages of a challenge: Cafcass, good practice, the trail, texts."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import (
    ChallengeStage,
    ChildStatus,
)
from qa.domain.refusals import Refused
from qa.services import (
    challenge_advice,
    challenge_drafts,
    challenge_filing,
    challenge_lists,
    challenges,
    closure_days,
    holds,
    identities,
)
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import (
    GOOD,
    LATER,
    answered,
    at,
    challenge_world,
    changed,
    draft,
    good,
    raised,
    row,
    v,
)


@pytest.fixture
def w(store):
    return challenge_world()


def test_cafcass_is_for_looked_after_children_only_and_runs_beside(w):
    makers.link(w.child, "iro", w.iro.person_id)
    plan = raised(w, child_ids=[w.child])
    assert row(plan).subject == "cp"
    with pytest.raises(Refused, match="looked after"):
        challenges.refer_to_cafcass(w.iro, plan, v(plan), "Breach of duty")
    made = raised(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty")
    assert (row(made).status, row(made).cafcass_on) == ("open", makers.TODAY)
    [listed] = challenge_lists.of_child(w.head, w.girl)
    assert listed.cafcass_on == makers.TODAY
    challenges.withdraw(w.iro, made, v(made), "Put right")
    challenges.cafcass_outcome(w.iro, made, v(made), "No further steps")
    assert row(made).cafcass_outcome_on == makers.TODAY
    [listed] = challenge_lists.of_child(w.head, w.girl)
    assert listed.cafcass_on is None


def test_good_practice_has_no_clock_and_may_be_withdrawn(w):
    made = good(w)
    found = row(made)
    assert (found.status, found.due_on, found.cap_due_on, found.stage) == (
        "shared", None, None, None,
    )  # fmt: skip
    assert view(w.head, made).moves == ()
    challenges.withdraw(w.iro, made, v(made), "Consent was taken back")
    assert row(made).status == "withdrawn"


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
