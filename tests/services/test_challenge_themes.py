"""Themes of a challenge: at most five, and corrected after it was raised by whoever acts for it."""

import pytest

from db.engine import reading
from db.models import ChallengeEvent
from qa.domain.challenge_events import from_payload
from qa.domain.challenges import replay
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import challenge_drafts, challenge_themes, challenges, themes
from qa.services.challenge_store import standing
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import challenge_world, changed, draft, good, raised, row, v

SIX = ("visits", "placement", "resources", "recording", "family_time", "oversight")
WERE = "Visits not in time"


@pytest.fixture
def w(sqlite_store):
    return challenge_world()


def test_more_than_five_themes_are_refused_in_words_and_the_draft_keeps_those_it_had(w):
    made = draft(w, themes=SIX[:5])
    with pytest.raises(Refused, match="at most 5 themes, those that matter most"):
        challenge_drafts.set_themes(w.iro, made, SIX)
    assert set(view(w.iro, made).theme_codes) == set(SIX[:5])


def test_a_draft_that_had_more_before_can_lose_them_one_by_one_and_does_not_go_out(w, monkeypatch):
    monkeypatch.setattr(challenge_themes, "MOST_THEMES", 7)
    made = draft(w, themes=(*SIX, "drift_delay"))
    monkeypatch.undo()
    challenge_drafts.set_themes(w.iro, made, SIX)
    assert "at most 5 themes" in view(w.iro, made).missing["themes"]
    with pytest.raises(Refused, match="at most 5 themes"):
        challenge_drafts.submit(w.iro, made, 1)
    challenge_drafts.set_themes(w.iro, made, SIX[1:])
    challenge_drafts.submit(w.iro, made, 1)


@pytest.mark.parametrize("closed", [False, True])
def test_the_raiser_corrects_the_themes_and_the_record_says_what_they_were(w, closed):
    made = raised(w, kind="formal")
    if closed:
        challenges.resolve(w.iro, made, v(made), "as_sought", changed(w.girl))
    before = row(made)
    challenge_themes.correct(w.iro, made, v(made), ["placement"], "Chosen by mistake")
    after = row(made)
    assert (after.status, after.due_on, after.version) == (
        before.status, before.due_on, before.version + 1,
    )  # fmt: skip
    shown = view(w.head, made)
    assert shown.theme_codes == ("placement",)
    last = shown.timeline[-1]
    assert last.what == "Themes corrected"
    assert last.said == f"From {WERE} to {shown.themes[0]}.\nChosen by mistake"
    assert view(w.support, made).timeline[-1].said == ""
    counted = {t.code: t.uses for t in themes.listed(w.head, with_removed=True)}
    assert (counted["visits"], counted["placement"]) == (0, 1)
    assert [e.act for e in makers.entries()].count("correct_themes") == 1


def test_replaying_the_record_with_corrected_themes_gives_the_same_state(w):
    made = raised(w)
    challenge_themes.correct(w.iro, made, v(made), ["placement", "visits"])
    with reading() as session:
        at = standing(session, row(made))
        kept = session.query(ChallengeEvent).filter_by(challenge_id=made).order_by("number").all()
        events = [from_payload(each.payload) for each in kept]
    assert replay(events, at.ladder, at.calendar) == at.state
    assert events[-1].themes_before == (WERE,)
    assert len(events[-1].themes) == 2


def test_themes_of_good_practice_are_corrected_too(w):
    made = good(w)
    challenge_themes.correct(w.iro, made, v(made), ["recording"])
    assert view(w.iro, made).theme_codes == ("recording",)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "Choose at least one theme"),
        (["visits"], "These are its themes already"),
        (["nothing"], "Choose themes that are on the list"),
        (SIX, "at most 5 themes"),
    ],
)
def test_themes_that_cannot_be_are_refused_in_words_and_change_nothing(w, codes, said):
    made = raised(w)
    with pytest.raises(Refused, match=said):
        challenge_themes.correct(w.iro, made, v(made), codes)
    assert view(w.iro, made).theme_codes == ("visits",)


def test_only_who_acts_as_its_raiser_corrects_the_themes_and_not_on_an_old_state(w):
    made = raised(w)
    for other in (w.boss, w.head, w.manager, w.support):
        with pytest.raises((Refused, NotFound)):
            challenge_themes.correct(other, made, v(made), ["placement"])
    challenges.pause(w.iro, made, v(made), "Ill")
    with pytest.raises(Stale, match="You, in another window, were first"):
        challenge_themes.correct(w.iro, made, v(made) - 1, ["placement"])
    assert "correct_themes" in view(w.iro, made).moves
    assert "correct_themes" not in view(w.head, made).moves
