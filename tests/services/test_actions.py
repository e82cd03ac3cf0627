"""Who reads what an action says, and who only when it is due and where it stands."""

import dataclasses

import pytest

from db.models import Action
from qa.domain.actor import RoleHeld
from qa.services import actions, my_work
from tests.services import makers
from tests.services.midway_world import midway_world

TEXT, ASKED = "Challenge the drift in this plan", "Minutes of the review"
NEUTRAL = "Action from a midway review"


@pytest.fixture
def w(store):
    w = midway_world()
    w.action = raised(w, w.boss.person_id)
    return w


def raised(w, owner_id, **about):
    """An action that the girl's IRO raised from a midway review."""
    given = {
        "origin": "midway_cla", "text": TEXT, "evidence_needed": ASKED, "questions": "M7.1",
        "child_id": w.girl, "team_id": w.team, "due_explained": "10 working days",
    }  # fmt: skip
    return makers.action(owner_id, w.iro.person_id, **{**given, **about})


def listed(actor):
    return {row.id: row.text for row in actions.listed(actor)[0]}


def also(actor, *roles):
    """The same person with more roles."""
    return dataclasses.replace(actor, roles=actor.roles | {RoleHeld(role) for role in roles})


@pytest.mark.parametrize("who", ["iro", "boss", "manager", "head"])
def test_those_who_read_the_record_read_its_actions(w, who):
    reader = getattr(w, who)
    shown = actions.view(reader, w.action)
    assert shown.reads_text
    assert (shown.action.text, shown.action.evidence_needed) == (TEXT, ASKED)
    assert listed(reader)[w.action] == TEXT


@pytest.mark.parametrize("more", [(), ("administrator",)])
def test_business_support_sees_who_and_when_and_no_word_of_an_action(w, more):
    clerk = also(w.support, *more)
    actions.finish(w.boss, w.action, 1, "Raised with the team", makers.TODAY)
    actions.reject(w.manager, w.action, 2, "The plan still drifts")
    shown = actions.view(clerk, w.action)
    action = shown.action
    assert not shown.reads_text
    assert (action.text, action.questions) == (NEUTRAL, "")
    assert [action.evidence_needed, action.evidence, action.verified_note] == [None] * 3
    assert (action.due_on, action.due_explained) == (makers.TODAY, "10 working days")
    assert (action.status, shown.case_number) == ("open", "L-2001")
    assert shown.names[action.owner_id] == "Tess Teamlead"
    assert listed(clerk)[w.action] == NEUTRAL
    kept = makers.row(Action, w.action)
    assert (kept.text, kept.questions) == (TEXT, "M7.1"), "reading changes nothing"


def test_each_origin_has_its_neutral_title(w):
    audit = raised(w, w.boss.person_id, origin="case_audit")
    visit = raised(w, w.boss.person_id, origin="reg44_visit")
    other = raised(w, w.boss.person_id, origin="challenge")
    assert listed(w.support) == {
        w.action: NEUTRAL, audit: "Action from an audit", visit: "Recommendation from a visit",
        other: "Action",
    }  # fmt: skip


def test_business_support_reads_an_action_of_their_own_or_of_one_they_cover(w):
    own = raised(w, w.support.person_id)
    covered = dataclasses.replace(w.support, covering=frozenset({w.boss.person_id}))
    assert actions.view(w.support, own).action.text == TEXT
    assert listed(w.support) == {w.action: NEUTRAL, own: TEXT}
    assert listed(covered) == {w.action: TEXT, own: TEXT}
    [item] = my_work.my_work(w.support).items
    assert TEXT in item.what


def test_another_role_opens_the_text_of_what_it_opens_only(w):
    strangers = makers.child("S-1", w.team)
    elsewhere = makers.action(w.boss.person_id, w.manager.person_id, child_id=strangers)
    both = also(w.iro, "business_support")
    assert listed(both) == {w.action: TEXT, elsewhere: "Action from an audit"}
    assert not actions.view(both, elsewhere).reads_text
    assert actions.view(also(w.manager, "business_support"), elsewhere).reads_text


def test_business_support_records_it_done_for_somebody_without_an_account(w):
    theirs = raised(w, w.worker)
    assert actions.view(w.support, theirs).decisions["finish_action"].allowed
    actions.finish(w.support, theirs, 1, "She says the minutes are filed", makers.TODAY)
    assert makers.row(Action, theirs).evidence == "She says the minutes are filed"
    assert actions.view(w.support, theirs).action.evidence is None
    assert actions.view(w.manager, theirs).action.evidence == "She says the minutes are filed"
