"""The moves of a challenge up its ladder, on both databases."""

import dataclasses
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.engine import reading
from db.models import (
    ChallengeStage,
    ClockPause,
)
from db.queries import challenges as queries
from qa.domain.challenge_events import from_payload
from qa.domain.challenges import replay
from qa.domain.refusals import Refused, Stale
from qa.services import (
    challenges,
)
from qa.services.challenge_store import standing
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import (
    BACK,
    LATER,
    answered,
    at,
    challenge_world,
    changed,
    raised,
    row,
    v,
)


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
    challenges.resolve(w.iro, made, v(made), "compromise", results)
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


def test_reopened_it_stands_where_it_stood(w):
    made = raised(w, kind="formal")
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
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
