"""Drafts of challenges: the raiser's alone, saved field by field, pre-filled from other records."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Challenge, FollowUp
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import challenge_drafts as drafts
from qa.services import (
    challenge_links,
    challenge_lists,
    challenges,
    install,
    ladder_texts,
    ladders,
    themes,
)
from qa.services.action_drafts import Wanted
from qa.services.challenge_actions import open_action
from qa.services.challenge_view import view
from tests.services import makers
from tests.services.challenge_world import SAID, challenge_world, draft, good, raised, row, v
from tests.services.midway_world import reviewed, submitted

ODD = "=1+1\n<b>bold</b> *star* [a](http://x) \u202eright to left \U0001f600"


@pytest.fixture
def w(store):
    return challenge_world()


def test_a_draft_belongs_to_its_raiser_alone(w):
    made = draft(w)
    cover = makers.actor(w.iro2.person_id, "iro", covering={w.iro.person_id})
    for other in (cover, w.manager, w.head, w.boss, w.support, w.admin):
        with pytest.raises(NotFound):
            view(other, made)
        with pytest.raises(NotFound):
            drafts.save(other, made, "wanted", "Nothing", None)
        assert challenge_lists.listed(other) == ([], 0)
    assert view(w.iro, made).is_draft


def test_what_is_typed_is_kept_at_once_and_what_changed_meanwhile_is_not_overwritten(w):
    made = drafts.begin(w.iro, [w.girl])
    assert drafts.save(w.iro, made, "wanted", "A visit", None) == "A visit"
    with pytest.raises(Stale) as stale:
        drafts.save(w.iro, made, "wanted", "Another worker", None)
    assert stale.value.theirs == "A visit"
    drafts.save(w.iro, made, "wanted", "Another worker", "A visit")
    assert row(made).wanted == "Another worker"


@pytest.mark.parametrize("typed", [ODD, "x" * 100_000, "\x00", "\ud800 half", "  "])
def test_any_text_is_kept_as_typed_or_refused_in_words(w, typed):
    made = drafts.begin(w.iro, [w.girl])
    kept = drafts.save(w.iro, made, "child_impact", typed, None)
    assert row(made).child_impact == kept
    if typed in (ODD, "x" * 100_000):
        assert kept == typed


def test_what_cannot_be_kept_is_refused(w):
    made = drafts.begin(w.iro, [w.girl])
    for field, value, sentence in (
        ("wanted", "x" * 100_001, "over the limit"),
        ("found_on", dt.date(2027, 1, 1), "in the future"),
        ("wanted_by_on", "soon", "Enter a date"),
        ("source", "gossip", "Choose one"),
        ("is_child_told", "maybe", "yes or no"),
        ("status", "resolved", "no such field"),
    ):
        with pytest.raises(Refused, match=sentence):
            drafts.save(w.iro, made, field, value, None)


def test_a_draft_is_raised_only_when_nothing_is_missing(w):
    made = drafts.begin(w.iro, [w.girl])
    assert set(view(w.iro, made).missing) == {*SAID, "themes"}
    with pytest.raises(Refused, match=r"Say what is wrong\..*at least one theme"):
        drafts.submit(w.iro, made, 1)
    made = draft(w, said={**SAID, "wanted_by_on": dt.date(2026, 11, 1)})
    with pytest.raises(Refused, match="cannot be in the past"):
        drafts.submit(w.iro, made, 1)


def test_only_the_childs_iro_or_a_practice_manager_raises(w):
    with pytest.raises(NotFound):
        drafts.begin(w.iro2, [w.girl])
    with pytest.raises(Refused, match="IRO or chair raises"):
        drafts.begin(w.head, [w.girl])
    drafts.begin(w.manager, [w.girl])
    with pytest.raises(NotFound):
        drafts.begin(w.iro, [w.girl, w.child])


def test_similar_ones_that_run_are_shown_first(w):
    first = raised(w)
    raised(w, child_ids=[w.boy])
    made = draft(w)
    assert [r.id for r in challenge_lists.similar(w.iro, [w.girl], without=made)] == [first]
    challenges.withdraw(w.iro, first, v(first), "Put right")
    assert challenge_lists.similar(w.iro, [w.girl], without=made) == []


def test_a_draft_can_be_thrown_away(w):
    made = draft(w)
    drafts.discard(w.iro, made)
    assert row(made) is None
    with pytest.raises(Refused, match="raised already"):
        drafts.discard(w.iro, raised(w))


def test_once_raised_its_text_does_not_change(w):
    made = raised(w)
    with pytest.raises(Refused, match="raised already"):
        drafts.save(w.iro, made, "wanted", "Something else", SAID["wanted"])


def test_a_themes_count_says_nothing_of_drafts_and_tells_good_practice_apart(w):
    raised(w)
    good(w)
    draft(w)
    counted = {t.code: t for t in themes.listed(w.head, with_removed=True)}["visits"]
    assert (counted.uses, counted.alerts) == (1, 1)


def test_a_theme_removed_while_in_use_stays_readable_and_cannot_be_chosen(w):
    made, other = raised(w), draft(w)
    themes.remove(w.admin, "visits")
    assert view(w.head, made).themes == ("Visits not in time",)
    assert "visits" not in {t.code for t in themes.listed(w.iro)}
    kept = {t.code: t for t in themes.listed(w.iro, with_removed=True)}["visits"]
    assert (kept.is_removed, kept.uses) == (True, 1)
    drafts.set_themes(w.iro, other, ["visits", "placement"])
    with pytest.raises(Refused, match="on the list"):
        drafts.set_themes(w.iro, drafts.begin(w.iro, [w.girl]), ["visits"])
    assert themes.add(w.head, "visits NOT in time") == "visits"
    with pytest.raises(Refused, match="on the list already"):
        themes.add(w.head, "Visits not in time")
    with pytest.raises(Refused, match="Administrators and heads"):
        themes.add(w.iro, "New one")
    with pytest.raises(Refused, match="at most 80 characters"):
        themes.add(w.head, "x" * 81)
    drafts.submit(w.iro, other, 1)
    assert view(w.head, other).themes[0] == "Visits not in time"


TWO = """name = "default"
version = 2
title = "Alerts"
cap = 20
[words]
challenge = "Alert"
[[stage]]
name = "Alert"
answers = "Service manager"
limit = 10
"""


def test_a_ladder_changed_while_challenges_are_open_leaves_them_as_they_were(w):
    before = raised(w, kind="formal")
    from_on = makers.TODAY + dt.timedelta(days=1)
    ladders.install_ladder(w.head, TWO, "v2.toml", from_on)
    challenges.bypass(w.iro, before, v(before), 4, "It cannot wait")
    assert (row(before).stage_name, view(w.iro, before).ladder.version) == ("Stage 4", 1)
    today = raised(w, child_ids=[w.boy])
    assert view(w.iro, today).ladder.version == 1
    tomorrow = makers.actor(w.iro.person_id, "iro", today=from_on)
    made = draft(w)
    drafts.submit(tomorrow, made, 1)
    shown = view(tomorrow, made)
    assert (shown.ladder.version, shown.stage, shown.title) == (
        2,
        "Alert",
        f"Challenge {made}: formal challenge",
    )
    assert [each.in_force for each in ladders.listed(tomorrow)][:2] == [True, False]


def test_a_version_is_the_next_one_from_today_or_later_and_never_changes(w):
    with pytest.raises(Refused, match="today or later"):
        ladders.install_ladder(w.head, TWO, "v2.toml", makers.START)
    with pytest.raises(Refused, match=r"v3.toml, line 2: version 3 is not the next"):
        three = TWO.replace("version = 2", "version = 3")
        ladders.install_ladder(w.head, three, "v3.toml", makers.TODAY)
    assert "is installed." in ladders.install_ladder(w.head, TWO, "v2.toml", makers.TODAY)
    assert "Nothing changed" in ladders.install_ladder(w.head, TWO, "v2.toml", makers.TODAY)
    with pytest.raises(Refused, match="not the next one"):
        ladders.install_ladder(w.head, TWO.replace("10", "9"), "v2.toml", makers.TODAY)
    with pytest.raises(Refused, match="Administrators and heads"):
        ladders.install_ladder(w.manager, TWO, "v2.toml", makers.TODAY)


def test_the_next_version_takes_effect_after_the_one_before(w):
    days = [makers.TODAY + dt.timedelta(days=n) for n in (9, 8)]
    ladders.install_ladder(w.head, TWO, "v2.toml", days[0])
    three = TWO.replace("version = 2", "version = 3")
    with pytest.raises(Refused, match="Version 2 takes effect on 14 November 2026"):
        ladders.install_ladder(w.head, three, "v3.toml", days[1])
    with pytest.raises(Refused, match="today or later"):
        ladders.install_ladder(w.head, three, "v3.toml", None)
    ladders.install_ladder(w.head, three, "v3.toml", days[0])


def test_a_new_version_of_the_program_leaves_a_councils_own_ladder_in_force(w, monkeypatch):
    ladders.install_ladder(w.head, TWO, "v2.toml", makers.TODAY)
    three = TWO.replace("version = 2", "version = 3").replace("Alerts", "As shipped")
    partner = "partnership", 2, three.replace('"default"', '"partnership"')
    shipped = [*ladder_texts.packaged(), ("default", 2, three), ("default", 3, three), partner]
    monkeypatch.setattr(ladder_texts, "packaged", lambda: shipped)
    with writing() as session:
        assert install.install_released(session, makers.TODAY) == ["partnership version 2"]
    assert next(e.ladder.title for e in ladders.listed(w.iro) if e.in_force) == "Alerts"


def test_three_working_days_to_issue_are_counted_from_the_day_it_was_found(w):
    issue = TWO.replace("cap = 20", "cap = 20\nissue = 3")
    ladders.install_ladder(w.admin, issue, "v2.toml", makers.TODAY)
    made = draft(w)
    assert view(w.iro, made).missing["found_on"].startswith("Say when it was found")
    with pytest.raises(Refused, match="Say when it was found"):
        drafts.submit(w.iro, made, 1)
    drafts.save(w.iro, made, "found_on", dt.date(2026, 11, 3), None)
    assert view(w.iro, made).issue_words == (
        "To be raised by 6 November 2026, due in 1 working day: 3 working days from 3 November "
        "2026, when it was found"
    )
    drafts.submit(w.iro, made, 1)
    assert view(w.head, made).issue_words.startswith("Raised in time: it was due 6 November 2026")
    assert row(made).issue_due_on == dt.date(2026, 11, 6)
    late = draft(w, child_ids=[w.boy])
    drafts.save(w.iro, late, "found_on", dt.date(2026, 10, 5), None)
    drafts.submit(w.iro, late, 1)
    assert view(w.iro, late).issue_words.startswith("Raised late: it was due 8 October 2026")


def test_a_draft_from_a_record_stays_about_its_child(w):
    met = reviewed(w.girl, on=dt.date(2026, 10, 20))
    made = challenge_links.from_review(w.iro, met)
    drafts.set_children(w.iro, made, [w.boy, w.girl])
    with pytest.raises(Refused, match="a record about another child"):
        drafts.set_children(w.iro, made, [w.boy])
    with pytest.raises(Refused, match="a record about another child"):
        drafts.begin(w.iro, [w.boy], review_id=met)
    of_other = reviewed(w.child, on=dt.date(2026, 10, 20))
    for link in ({"review_id": of_other}, {"check_id": makers.finished(w.child, w.iro2.person_id)}):
        with pytest.raises(NotFound):
            drafts.begin(w.iro, [w.girl], **link)


def test_a_partner_agency_has_its_own_ladder(w):
    assert [c.ladder.name for c in ladders.choices(w.iro)] == ["default", "partnership"]
    made = draft(w, kind="formal")
    drafts.set_ladder(w.iro, made, "partnership")
    drafts.submit(w.iro, made, 1)
    assert (row(made).partner, row(made).stage_role) == ("Partner agency", None)


def test_a_drifting_midway_review_fills_in_its_challenge_and_both_know_of_it(w):
    check_id = submitted(w, M7_1="R", M7_3="formal_challenge")
    with reading() as session:
        follow_up = session.query(FollowUp).filter_by(check_id=check_id).one()
    made = challenge_links.from_follow_up(w.iro, follow_up.id)
    assert challenge_links.from_follow_up(w.iro, follow_up.id) == made
    found = row(made)
    assert (found.kind, found.source, found.check_id) == ("formal", "midway", check_id)
    assert found.found_on == makers.TODAY
    assert follow_up.note in found.what_is_wrong
    for field, value in SAID.items():
        drafts.save(w.iro, made, field, value, getattr(found, field))
    drafts.set_themes(w.iro, made, ["drift_delay"])
    drafts.submit(w.iro, made, 1)
    with reading() as session:
        done = session.get(FollowUp, follow_up.id)
    assert (done.challenge_id, done.done_on) == (made, makers.TODAY)
    assert [r.id for r in challenge_lists.of_check(w.head, check_id)] == [made]
    assert [r.id for r in challenge_lists.of_child(w.boss, w.girl)] == [made]


def test_what_a_midway_review_found_is_filled_in_with_its_answers_in_words(w):
    check_id = submitted(w, M7_1="R", M7_3="formal_challenge", M1_2="N")
    made = row(challenge_links.from_check(w.iro, check_id))
    assert made.what_is_wrong.splitlines() == [
        "How many review decisions were made, and how many are done: Decisions done: 2, "
        "Decisions made: 3.",
        "Are outstanding decisions still on course to be met before the next review: No. "
        "Seen on page 12.",
        "Overall plan progress: Red. Seen on page 12.",
        "IRO view and advice to the team: She is settled and safe.",
    ]


def test_a_discarded_draft_leaves_the_follow_up_to_be_seen_to(w):
    check_id = submitted(w, M7_1="R", M7_3="informal_challenge")
    with reading() as session:
        follow_up = session.query(FollowUp).filter_by(check_id=check_id).one()
    first = challenge_links.from_follow_up(w.iro, follow_up.id)
    drafts.discard(w.iro, first)
    second = challenge_links.from_follow_up(w.iro, follow_up.id)
    assert row(second).kind == "informal"


def test_from_a_review_it_is_linked(w):
    met = reviewed(w.girl, on=dt.date(2026, 10, 20))
    found = row(challenge_links.from_review(w.iro, met))
    assert (found.source, found.review_id, found.found_on) == (
        "review", met, dt.date(2026, 10, 20),
    )  # fmt: skip


def test_good_practice_is_taken_over_from_a_check(w):
    check_id = submitted(w)
    made = row(challenge_links.from_check(w.iro, check_id, "good_practice"))
    assert (made.kind, made.source, made.check_id) == ("good_practice", "midway", check_id)
    with pytest.raises(NotFound):
        challenge_links.from_check(w.iro2, check_id)


def test_a_challenge_shows_its_actions_and_they_show_it(w):
    made = raised(w)
    wanted = Wanted("See her this week", w.boss.person_id)
    action_id = open_action(w.iro, made, w.girl, wanted)
    shown = view(w.head, made)
    assert [(a.id, a.challenge_id, a.origin) for a in shown.actions] == [
        (action_id, made, "challenge")
    ]
    open_action(w.boss, made, w.girl, wanted)
    with pytest.raises(Refused, match="one of the children"):
        open_action(w.iro, made, w.boy, wanted)
    with pytest.raises(Refused):
        open_action(w.head, made, w.girl, wanted)


def test_a_list_is_narrowed_and_the_urgent_stand_first(w):
    formal = raised(w, kind="formal")
    informal = raised(w, child_ids=[w.boy], themes=("placement",))
    filters = challenge_lists.Filter
    assert [r.id for r in challenge_lists.listed(w.head)[0]] == [informal, formal]
    assert [r.id for r in challenge_lists.listed(w.head, filters(themes=("placement",)))[0]] == [
        informal
    ]
    assert challenge_lists.listed(w.head, filters(kinds=("formal",)))[1] == 1
    assert challenge_lists.listed(w.head, filters(ends_within=4))[1] == 0
    assert challenge_lists.listed(w.head, filters(ends_within=5))[1] == 2
    first = challenge_lists.listed(w.head)[0][0]
    assert (first.group.value, first.late) == ("Due soon", "due in 5 working days")
    assert challenge_lists.listed(w.iro2) == ([], 0)
    with reading() as session:
        assert session.query(Challenge).count() == 2
