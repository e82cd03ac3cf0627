"""Unusual lives of a challenge: opened again, answered for, referred late, an alert taken back."""

import datetime as dt

import pytest

from db.engine import writing
from db.models import ChildStatus, Person
from qa.domain.refusals import Refused
from qa.services import challenge_documents, challenge_drafts, challenges, handover, ladders
from qa.services.challenge_asked import Asked
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import (
    SAID,
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

LEFT_ON, LATER = dt.date(2026, 11, 10), dt.date(2026, 11, 16)


@pytest.fixture
def w(sqlite_store):
    return challenge_world()


def closed(w, **about) -> int:
    made = raised(w, **about)
    answered(w, made)
    challenges.judge(w.iro, made, v(made), "satisfied")
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    return made


def test_an_alert_that_was_taken_back_can_still_be_read_and_downloaded(w):
    made = good(w)
    challenges.withdraw(w.iro, made, v(made), "Consent was taken back.")
    for who in (w.iro, w.head, w.boss, w.manager, w.support):
        shown = view(who, made)
        assert (shown.status, shown.stages, len(shown.timeline)) == ("withdrawn", (), 2)
    name, document = challenge_documents.challenge_word(w.iro, made)
    assert name == f"challenge-{made}-2026-11-05.docx"
    assert document[:2] == b"PK"


def test_opened_again_after_whoever_was_asked_left_it_asks_who_holds_the_role_now(w):
    made = closed(w)
    with writing() as session:
        session.get(Person, w.boss.person_id).left_on = LEFT_ON
    again = makers.holder("Tim Teamlead", "team_manager", team_id=w.team)
    makers.link(w.girl, "team_manager", again.person_id)
    challenges.reopen(at(w.iro, LATER), made, v(made), "It did not hold.")
    found = row(made)
    assert (found.status, found.responder_id) == ("open", again.person_id)


def test_opened_again_with_nobody_left_to_ask_it_asks_the_role(w):
    made = closed(w)
    with writing() as session:
        session.get(Person, w.boss.person_id).left_on = LEFT_ON
    challenges.reopen(at(w.iro, LATER), made, v(made), "It did not hold.")
    assert view(at(w.iro, LATER), made).asked == "Social worker or team manager"


def test_opened_again_it_never_asks_who_reviews_the_child_by_now(w):
    made = closed(w)
    makers.link(w.girl, "iro", w.boss.person_id)
    challenges.reopen(w.iro, made, v(made), "It did not hold.")
    assert row(made).responder_id is None


def test_opened_again_it_asks_the_same_name_under_the_same_role(w):
    made = raised(w)
    asked = Asked(name="Dee Rector", role="Interim director")
    challenges.bypass(w.iro, made, v(made), 3, "It cannot wait.", asked)
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    challenges.reopen(w.iro, made, v(made), "It did not hold.")
    found = row(made)
    assert (found.responder_name, found.responder_role) == ("Dee Rector", "Interim director")


def test_no_answer_is_recorded_under_the_name_of_the_childs_iro_whoever_raised_it(w):
    made = challenge_drafts.begin(w.manager, [w.girl], fields=SAID)
    challenge_drafts.set_themes(w.manager, made, ("visits",))
    challenge_drafts.submit(w.manager, made, 1)
    with pytest.raises(Refused, match="reviews the child"):
        challenges.answer_for(
            w.support, made, v(made), "All is well.", "ira  officer", "IRO", makers.TODAY
        )


def test_a_referral_made_while_the_child_was_looked_after_is_recorded_after_they_left_care(w):
    made = raised(w)
    with writing() as session:
        session.query(ChildStatus).filter_by(child_id=w.girl, status="cla").one().to_on = LEFT_ON
    later = at(w.iro, LATER)
    assert "refer" in view(later, made).moves
    for day in (None, LEFT_ON):
        with pytest.raises(Refused, match="looked after"):
            challenges.refer_to_cafcass(later, made, v(made), "Breach of duty.", day)
    challenges.refer_to_cafcass(later, made, v(made), "Breach of duty.", dt.date(2026, 11, 9))
    assert row(made).cafcass_on == dt.date(2026, 11, 9)


def test_a_referral_from_before_the_child_was_looked_after_is_refused(w):
    makers.link(w.child, "iro", w.iro.person_id)
    made = raised(w, child_ids=[w.child])
    assert "refer" not in view(w.iro, made).moves
    makers.status(w.child, "cla", LEFT_ON)
    later = at(w.iro, LATER)
    with pytest.raises(Refused, match="looked after"):
        challenges.refer_to_cafcass(later, made, v(made), "Breach.", dt.date(2026, 11, 9))
    challenges.refer_to_cafcass(later, made, v(made), "Breach of duty.", LEFT_ON)
    assert row(made).cafcass_on == LEFT_ON


def test_what_cafcass_decided_is_recorded_by_the_successor_after_it_was_closed(w):
    makers.account(w.iro2.person_id)
    made, other = raised(w), closed(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty.")
    challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    assert handover.open_work(w.iro.person_id, makers.TODAY).challenges == 1
    moved = handover.prepare(w.manager, w.iro.person_id, w.iro2.person_id, "Ira leaves")
    handover.confirm(w.manager, moved)
    assert (row(made).held_by_id, row(other).held_by_id) == (w.iro2.person_id, w.iro.person_id)
    challenges.cafcass_outcome(w.iro2, made, v(made), "Put right without the court.")
    assert handover.open_work(w.iro2.person_id, makers.TODAY).challenges == 0


def test_a_draft_goes_out_to_the_partner_of_the_version_that_is_in_force(w):
    text = (
        'name = "health"\nversion = {}\ntitle = "Health"\npartner = "{}"\ncap = 20\n'
        '[[stage]]\nname = "Panel"\nanswers = "A doctor"\n'
    )
    ladders.install_ladder(w.admin, text.format(1, "Clinic"), "v1", makers.TODAY)
    made = draft(w, ladder="health")
    ladders.install_ladder(w.admin, text.format(2, "Trust"), "v2", makers.TODAY)
    challenge_drafts.submit(w.iro, made, 1)
    assert (row(made).partner, view(w.iro, made).ladder.version) == ("Trust", 2)


def test_a_practice_manager_who_raised_it_is_not_asked_to_answer_either(w):
    made = challenge_drafts.begin(w.manager, [w.girl], fields=SAID)
    challenge_drafts.set_themes(w.manager, made, ("visits",))
    asked = Asked(person_id=w.manager.person_id)
    with pytest.raises(Refused, match="is not asked to answer it"):
        challenge_drafts.submit(w.manager, made, 1, asked)
    challenge_drafts.submit(w.manager, made, 1)
    with pytest.raises(Refused, match="is not asked to answer it"):
        challenges.bypass(w.manager, made, v(made), 2, "It cannot wait.", asked)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"source": "rumour"}, "answers that the form offers"),
        ({"found_on": dt.date(2027, 1, 4)}, "future"),
        ({"kind": "alert"}, "informal or a formal"),
        ({"ladder": "nowhere"}, "not installed"),
    ],
)
def test_a_draft_begins_with_nothing_that_it_could_not_be_given(w, about, said):
    with pytest.raises(Refused, match=said):
        challenge_drafts.begin(w.iro, [w.girl], **about)


def test_a_draft_is_always_of_some_kind(w):
    made = draft(w)
    for kind in (None, "", ["formal"]):
        with pytest.raises(Refused, match="answers that the form offers"):
            challenge_drafts.save(w.iro, made, "kind", kind, "informal")


def test_a_move_that_cannot_be_made_is_called_by_its_name(w):
    made = good(w)
    with pytest.raises(Refused, match=r"\(refer to Cafcass\): it is shared"):
        challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty.")


def test_at_the_last_stage_its_page_does_not_ask_for_a_next_one(w):
    made = raised(w)
    challenges.bypass(w.iro, made, v(made), 4, "It cannot wait.")
    shown = view(at(w.iro, LATER), made)
    assert shown.prompt.startswith("No answer by 12 November 2026. There is no stage above.")
    assert not {"escalate", "bypass"} & set(shown.moves)
