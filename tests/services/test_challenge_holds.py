"""Challenges under a serious-incident hold: every write is refused in words and changes nothing.

Reading goes on, the legal advice of the IRO too; writing it, and throwing away a draft that nobody
else saw, do not: whatever was written about the child is kept as it stands.
"""

import datetime as dt

import pytest

from db.engine import reading
from db.models import FollowUp
from qa.domain.refusals import Refused
from qa.services import (
    action_drafts,
    challenge_actions,
    challenge_advice,
    challenge_documents,
    challenge_drafts,
    challenge_filing,
    challenge_links,
    challenge_lists,
    challenge_themes,
    challenges,
    holds,
    notices,
)
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
    v,
)
from tests.services.midway_world import reviewed, submitted
from tests.services.under_hold import went_through

REASON = "A child died; the review of practice has begun"
LATER = dt.date(2026, 11, 16)


def _moves(w):
    """One challenge about both children in every state that a move begins in."""
    both = {"child_ids": [w.girl, w.boy], "kind": "formal"}
    w.draft, w.open, w.answered, w.partly, w.paused, w.closed, w.referred = (
        draft(w, **both), *(raised(w, **both) for _ in range(6)),
    )  # fmt: skip
    answered(w, w.answered)
    answered(w, w.partly)
    challenges.judge(w.iro, w.partly, v(w.partly), "partly", "Only one visit")
    challenges.pause(w.iro, w.paused, v(w.paused), "The mother is in hospital")
    results = changed(w.girl, w.boy)
    challenges.resolve(w.iro, w.closed, v(w.closed), "as_sought", results)
    challenges.refer_to_cafcass(w.iro, w.referred, v(w.referred), "Breach of duty")


def _sources(w):
    """Records of the boy that a challenge is raised from."""
    w.met = reviewed(w.boy, on=dt.date(2026, 10, 20))
    w.drifting = submitted(w, w.boy, M7_1="R", M7_3="formal_challenge")
    with reading() as session:
        w.follow_up = session.query(FollowUp.id).filter_by(check_id=w.drifting).scalar()


@pytest.fixture(params=["girl", "boy"])
def held(sqlite_store, request):
    """Challenges about a girl and her brother; then a hold on one of them."""
    w = challenge_world()
    _sources(w)
    _moves(w)
    w.good = good(w)
    w.of_girl = draft(w, said={**SAID, "wanted": "A visit"})
    w.late = at(w.iro, LATER)
    w.held = getattr(w, request.param)
    w.notice = next(n.id for n in notices.waiting(w.support) if n.challenge_id == w.open)
    named = [w.manager, w.head, w.iro, w.boss, w.support]
    holds.place(w.manager, w.held, REASON, [each.person_id for each in named])
    return w


CHALLENGES = {
    "a draft": lambda w: challenge_drafts.begin(w.iro, [w.girl, w.boy]),
    "a draft about the child": lambda w: challenge_drafts.begin(w.iro, [w.held]),
    "a field": lambda w: challenge_drafts.save(w.iro, w.draft, "wanted", "More", SAID["wanted"]),
    "other children": lambda w: challenge_drafts.set_children(w.iro, w.draft, [w.boy]),
    "no such child any more": lambda w: challenge_drafts.set_children(
        w.iro, w.draft, [w.girl if w.held == w.boy else w.boy]
    ),
    "a child more": lambda w: challenge_drafts.set_children(w.iro, w.of_girl, [w.girl, w.boy]),
    "the themes": lambda w: challenge_drafts.set_themes(w.iro, w.draft, ["placement"]),
    "other themes": lambda w: challenge_themes.correct(w.iro, w.open, v(w.open), ["placement"]),
    "the ladder": lambda w: challenge_drafts.set_ladder(w.iro, w.draft, "partnership"),
    "raising": lambda w: challenge_drafts.submit(w.iro, w.draft, 1),
    "throwing a draft away": lambda w: challenge_drafts.discard(w.iro, w.draft),
    "an answer": lambda w: challenges.answer(w.boss, w.open, v(w.open), "Visited"),
    "an answer on behalf": lambda w: challenges.answer_for(
        w.support, w.open, v(w.open), "Visited", "Ann Deputy", "Team manager", makers.TODAY
    ),
    "satisfied": lambda w: challenges.judge(w.iro, w.answered, v(w.answered), "satisfied"),
    "not satisfied": lambda w: challenges.judge(
        w.iro, w.answered, v(w.answered), "not_satisfied", "No visit"
    ),
    "the next stage": lambda w: challenges.escalate(w.iro, w.partly, v(w.partly)),
    "the next stage without an answer": lambda w: challenges.escalate(w.late, w.open, v(w.open)),
    "a later stage": lambda w: challenges.bypass(w.iro, w.open, v(w.open), 3, "It cannot wait"),
    "a pause": lambda w: challenges.pause(w.iro, w.open, v(w.open), "Ill"),
    "the end of a pause": lambda w: challenges.resume(w.iro, w.paused, v(w.paused)),
    "Cafcass": lambda w: challenges.refer_to_cafcass(w.iro, w.open, v(w.open), "Breach"),
    "what Cafcass decided": lambda w: challenges.cafcass_outcome(
        w.iro, w.referred, v(w.referred), "No further steps"
    ),
    "withdrawing": lambda w: challenges.withdraw(w.iro, w.open, v(w.open), "Put right"),
    "resolving": lambda w: challenges.resolve(
        w.iro, w.open, v(w.open), "as_sought", changed(w.girl, w.boy)
    ),
    "opening again": lambda w: challenges.reopen(w.iro, w.closed, v(w.closed), "Again"),
    "legal advice": lambda w: challenge_advice.save(w.iro, w.open, "Go on", 0),
    "legal advice on a draft": lambda w: challenge_advice.save(w.iro, w.draft, "Go on", 0),
    "an action": lambda w: challenge_actions.open_action(
        w.iro, w.open, w.girl, action_drafts.Wanted("See her", w.boss.person_id)
    ),
    "filing": lambda w: challenge_filing.mark_filed(w.support, w.closed, v(w.closed)),
    "a notice sent by hand": lambda w: notices.mark_sent(w.support, w.notice),
}
"""What is written on a challenge about two children, by the one who may write it otherwise."""
FROM_A_RECORD = {
    "a draft from a follow-up": lambda w: challenge_links.from_follow_up(w.iro, w.follow_up),
    "a draft from a midway review": lambda w: challenge_links.from_check(w.iro, w.drifting),
    "a draft from a meeting": lambda w: challenge_links.from_review(w.iro, w.met),
}
OF_THE_GIRL = {
    "withdrawing good practice": lambda w: challenges.withdraw(
        w.iro, w.good, v(w.good), "Consent was taken back"
    )
}


def test_under_a_hold_on_any_of_its_children_a_challenge_does_not_change(held):
    own = FROM_A_RECORD if held.held == held.boy else OF_THE_GIRL
    assert went_through({**CHALLENGES, **own}, held) == {}


def test_reading_goes_on_the_legal_advice_of_the_iro_too(held):
    assert view(held.head, held.open).said["wanted"] == SAID["wanted"]
    assert view(held.iro, held.draft).is_draft
    assert len(challenge_lists.of_child(held.head, held.held)) >= 6
    assert challenge_advice.read(held.iro, held.open) == ("", 0)
    assert challenge_documents.challenge_word(held.head, held.open)


def test_nobody_is_asked_by_notice_for_what_a_hold_forbids(held):
    due = notices.run(at(held.support, LATER))
    assert all(row.challenge_id != held.open for row in notices.waiting(held.support))
    holds.lift(held.head, held.held, "Over")
    after = notices.run(at(held.support, LATER))
    assert after.waiting > due.waiting
    assert any(row.challenge_id == held.open for row in notices.waiting(held.support))


def test_once_it_is_lifted_the_challenge_goes_on(held):
    holds.lift(held.head, held.held, "Over")
    answered(held, held.open)
    challenges.judge(held.iro, held.open, v(held.open), "satisfied")
    with pytest.raises(Refused, match="raised already"):
        challenge_drafts.discard(held.iro, held.open)
