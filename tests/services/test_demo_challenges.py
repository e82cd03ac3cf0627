"""Fictional challenges: in every state, true to their events, and enough to act on today."""

import datetime as dt
from collections import Counter

from sqlalchemy import func, select

from db.models import Challenge, ChallengeChild, ChallengeEvent, ChallengeStage, ClockPause, Person
from qa.domain.workflow import CHALLENGE_STATUSES
from qa.services import challenge_lists, challenge_summary, demo, monitor
from qa.services.challenge_store import standing
from qa.services.people import actor

TODAY = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)


def person(session, name):
    found = next(a for a in demo.ACCOUNTS if a.username == name)
    person_id = session.scalar(select(Person.id).where(Person.name == found.name))
    return actor(session, person_id, found.name, NOW, TODAY)


def test_there_are_several_hundred_over_three_years_in_every_state(told):
    statuses = told.scalars(select(Challenge.status)).all()
    counts = Counter(statuses)
    assert set(counts) == set(CHALLENGE_STATUSES)
    assert sum(counts.values()) > 500
    first = told.scalar(select(func.min(Challenge.raised_on)))
    assert (TODAY - first).days > 2.9 * 365


def test_every_summary_is_what_its_events_say(told):
    for challenge in told.scalars(select(Challenge).where(Challenge.status != "draft")):
        at = standing(told, challenge)
        for name, value in challenge_summary.columns(at.state, at.ladder, at.calendar).items():
            assert getattr(challenge, name) == value, (challenge.id, name)
    stages = told.scalar(select(func.count(ChallengeStage.id)))
    assert stages >= told.scalar(
        select(func.count(ChallengeEvent.id)).where(
            ChallengeEvent.name.in_(("raise", "escalate", "bypass", "reopen"))
        )
    )
    assert told.scalar(select(func.count(ClockPause.id))) > 3


def test_some_are_about_brothers_and_sisters(told):
    several = select(ChallengeChild.challenge_id).where(ChallengeChild.position == 1)
    assert len(told.scalars(several).all()) > 3


def test_a_head_of_service_sees_what_needs_a_call_today(told):
    head = person(told, "head")
    rows, total = challenge_lists.listed(head, challenge_lists.Filter(ends_within=0))
    assert total >= 5
    assert all(row.late for row in rows)
    figures = monitor.monitor(head, monitor.Filters(dt.date(2025, 11, 6), TODAY))
    assert figures.open > 20
    assert figures.over == sum(row.next_on < TODAY for row in rows)
