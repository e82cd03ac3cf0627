"""Two people at once: one wins, and the other is told what happened; on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import challenge_drafts, challenge_filing, challenges, handover, ladders, themes
from tests.services import makers
from tests.services.challenge_world import (
    SAID,
    answered,
    challenge_world,
    changed,
    draft,
    good,
    raised,
    row,
    v,
)

LADDER = """name = "health"
version = 1
title = "Disputes with health"
partner = "Health"
cap = 20
[[stage]]
name = "Panel"
answers = "{}"
"""


@pytest.fixture
def w(store):
    return challenge_world()


def at_once(*doings) -> list[str]:
    """What each was told: '' where it went through."""
    ready = threading.Barrier(len(doings))

    def do(doing):
        ready.wait()
        try:
            doing()
        except (Refused, NotFound) as told:
            return str(told)
        return ""

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(do, doings))


def told_to_one(said: list[str]) -> str:
    """One went through; what the other was told."""
    assert sorted(said)[0] == ""
    return sorted(said)[1]


def test_who_acts_on_what_was_filed_meanwhile_is_told_so(w):
    made = good(w)
    seen = v(made)
    challenge_filing.mark_filed(w.support, made, seen)
    with pytest.raises(Stale, match="Sam Support was first: mark it as filed, on 5 November 2026"):
        challenges.withdraw(w.iro, made, seen, "Consent was taken back.")


def test_who_acts_on_what_was_handed_over_meanwhile_is_told_so(w):
    made = raised(w)
    makers.account(w.iro2.person_id)
    seen = v(made)
    moved = handover.prepare(w.manager, w.iro.person_id, w.iro2.person_id, "Ira leaves")
    handover.confirm(w.manager, moved)
    with pytest.raises(Stale, match="Mo Manager was first: hand it over"):
        challenges.answer(w.boss, made, seen, "Visited today.")


def test_who_acts_while_it_is_referred_to_cafcass_is_told_by_its_name(w):
    made = raised(w)
    seen = v(made)
    challenges.refer_to_cafcass(w.iro, made, seen, "Breach of duty.")
    with pytest.raises(Stale, match="Ira Officer was first: refer to Cafcass"):
        challenges.answer(w.boss, made, seen, "Visited today.")


def test_a_draft_that_went_out_in_another_window_says_so_to_its_raiser(w):
    made = draft(w)
    challenge_drafts.submit(w.iro, made, 1)
    for again in (
        lambda: challenge_drafts.submit(w.iro, made, 1),
        lambda: challenge_drafts.save(w.iro, made, "wanted", "Another worker.", SAID["wanted"]),
        lambda: challenge_drafts.discard(w.iro, made),
    ):
        with pytest.raises(Refused, match="It has been raised already"):
            again()
    with pytest.raises(Refused, match="It has been shared already"):
        challenge_drafts.set_themes(w.iro, good(w), ("visits",))
    with pytest.raises(Refused, match="belongs to the person who writes it"):
        challenge_drafts.discard(w.manager, made)


def test_a_draft_is_raised_or_thrown_away_never_both(w):
    made = draft(w)
    said = at_once(
        lambda: challenge_drafts.submit(w.iro, made, 1),
        lambda: challenge_drafts.discard(w.iro, made),
    )
    assert "raised already" in told_to_one(said) or row(made) is None


def test_of_an_answer_and_a_withdrawal_at_once_one_wins(w):
    made = raised(w)
    seen = v(made)
    told = told_to_one(
        at_once(
            lambda: challenges.answer(w.boss, made, seen, "Visited today."),
            lambda: challenges.withdraw(w.iro, made, seen, "Put right."),
        )
    )
    assert "was first" in told
    assert row(made).status in ("answered", "withdrawn")


def test_of_a_verdict_and_a_closing_at_once_one_wins(w):
    made = raised(w)
    answered(w, made)
    seen = v(made)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id}, name="Ivo Officer")
    told = told_to_one(
        at_once(
            lambda: challenges.judge(w.iro, made, seen, "partly", "No plan yet."),
            lambda: challenges.resolve(cover, made, seen, "as_sought", changed(w.girl)),
        )
    )
    assert "was first" in told
    assert row(made).status in ("dissatisfied", "resolved")


def test_of_two_who_add_the_same_theme_at_once_one_is_told_that_it_is_there(w):
    said = at_once(lambda: themes.add(w.head, "Sleep"), lambda: themes.add(w.admin, "Sleep"))
    assert told_to_one(said) == "Sleep is on the list already."


def test_themes_that_differ_in_signs_only_are_both_kept(w):
    assert at_once(lambda: themes.add(w.head, "Sleep!"), lambda: themes.add(w.admin, "Sleep?")) == [
        "",
        "",
    ]
    assert {"sleep", "sleep_2"} < {each.code for each in themes.listed(w.iro)}


def test_of_two_who_install_a_version_at_once_one_is_told_the_next_number(w):
    today = w.admin.today
    told = told_to_one(
        at_once(
            lambda: ladders.install_ladder(w.head, LADDER.format("A nurse"), "ours", today),
            lambda: ladders.install_ladder(w.admin, LADDER.format("A doctor"), "ours", today),
        )
    )
    assert told.endswith("give the new one version = 2.")
