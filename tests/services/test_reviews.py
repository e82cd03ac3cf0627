import dataclasses
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from db.engine import reading, writing
from db.models import Duty, Episode, Hold, Review, ReviewDecision
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.review_entry import DecisionGiven, ReviewGiven
from qa.domain.review_list import Wanted
from qa.services import duties, identities, install, restrictions, reviews, reviews_read, trail
from tests.services import makers
from tests.services.makers import TODAY, holder, made, row

CARE = dt.date(2026, 1, 5)
FIRST = dt.date(2026, 1, 29)  # 18 working days after care began
SECOND = dt.date(2026, 5, 6)  # 5 working days after three months


@pytest.fixture
def w(store):
    """A looked-after child, one on a plan, and who keeps the register."""
    with writing() as session:
        install.install_released(session, CARE)
    team = makers.team()
    care, plan = makers.child("C-1", team), makers.child("P-1", team)
    makers.status(care, "cla", CARE)
    makers.status(plan, "cp", CARE)
    iro = holder("Ann Example", "iro")
    for child_id in (care, plan):
        makers.link(child_id, "iro", iro.person_id)
    return SimpleNamespace(
        care=care, plan=plan, iro=iro, team=team,
        clerk=holder("Sam Support", "business_support"),
        manager=holder("Mo Manager", "practice_manager"),
    )  # fmt: skip


def review(met_on=FIRST, kind="cla_review", **about):
    about = {"participation": "PN1"} | about if kind == "cla_review" else about
    return ReviewGiven(kind, met_on, **about)


def conference(met_on, kind="cp_review", **about):
    return ReviewGiven(kind, met_on, **{"is_quorate": True, **about})


def due(child_id, kind, status="running"):
    with reading() as session:
        found = session.query(Duty).filter_by(child_id=child_id, kind=kind, status=status)
        return [each.due_on for each in found.order_by(Duty.due_on)]


def version(review_id):
    return row(Review, review_id).version


def test_a_review_as_held_moves_the_next_one_and_the_trail_says_so(w):
    review_id, queries = reviews.record(w.iro, w.care, review(decisions=(DecisionGiven("See GP"),)))
    assert queries == []
    assert due(w.care, "cla_review") == [dt.date(2026, 4, 29)]
    register = reviews.of_child(w.iro, w.care)
    [meeting] = register.meetings
    assert meeting.timing.words == "On time"
    assert "20 working days from 5 January 2026" in meeting.timing.explanation
    late, _queries = reviews.record(w.iro, w.care, review(SECOND))
    assert due(w.care, "cla_review") == [dt.date(2026, 11, 6)]
    newest = reviews.of_child(w.iro, w.care).meetings[0]
    assert (newest.id, newest.timing.words) == (late, "4 working days late")
    entry = makers.entries("record")[0]
    assert (entry.noun, entry.noun_id, entry.child_id) == ("review", review_id, w.care)
    assert entry.payload["met_on"] == [None, "2026-01-29"]
    assert entry.payload["decisions"] == [None, ["See GP"]]
    assert trail.verify().holds


def test_what_runs_next_is_listed_with_its_sentence(w):
    reviews.record(w.iro, w.care, review())
    running = {owed.kind: owed for owed in reviews.of_child(w.clerk, w.care).running}
    assert running["cla_review"].explanation.startswith("Due Wednesday 29 April 2026: 3 months")
    assert "late" in running["cla_review"].lateness
    assert running["midway_cla"].explanation.startswith("Due Sunday 15 March 2026: half way")


def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(w):
    for given, sentence in (
        (review(TODAY + dt.timedelta(days=1)), "is in the future"),
        (review(dt.date(2025, 12, 1)), "began on 5 January 2026, after 1 December 2025"),
        (review(participation="PN0"), "PN0 is for children under 4"),
    ):
        with pytest.raises(Refused, match=sentence):
            reviews.record(w.iro, w.care, given)
    assert reviews.of_child(w.iro, w.care).meetings == ()
    assert makers.entries("record") == []


def test_a_review_conference_on_the_day_the_plan_began_is_refused_and_the_next_day_is_not(w):
    with pytest.raises(Refused, match=r"comes after that day.*Was it the initial conference"):
        reviews.record(w.iro, w.plan, conference(CARE))
    reviews.record(w.iro, w.plan, conference(CARE, "icpc", conference_type="initial"))
    reviews.record(w.iro, w.plan, conference(CARE + dt.timedelta(days=1)))


def test_a_review_before_care_is_history_where_an_earlier_period_is_known(w):
    makers.status(w.care, "cla", dt.date(2024, 3, 1), to_on=dt.date(2025, 3, 1))
    reviews.record(w.iro, w.care, review(dt.date(2024, 3, 20)))
    with pytest.raises(Refused, match="No period of care was running on 2 June 2025"):
        reviews.record(w.iro, w.care, review(dt.date(2025, 6, 2)))
    assert due(w.care, "cla_review", "done") == [dt.date(2024, 4, 2)]


def test_an_episode_of_ssda903_is_an_earlier_period_too(w):
    made(Episode(child_id=w.care, from_on=dt.date(2023, 1, 9), to_on=dt.date(2023, 9, 1),
                 legal_status="V2", as_at=CARE))  # fmt: skip
    reviews.record(w.iro, w.care, review(dt.date(2023, 2, 1)))


def test_a_plan_that_ended_keeps_a_later_meeting_with_a_query(w):
    child_id = makers.child("E-1")
    makers.link(child_id, "iro", w.iro.person_id)
    makers.status(child_id, "cla", CARE, to_on=dt.date(2026, 3, 2))
    [query] = reviews.record(w.iro, child_id, review(dt.date(2026, 3, 9)))[1]
    assert query.startswith("The period of care ended on 2 March 2026")


def test_an_initial_conference_on_a_weekend_is_flagged_as_the_census_does(w):
    _id, [query] = reviews.record(w.iro, w.plan, conference(dt.date(2026, 1, 3), "icpc"))
    assert query.endswith("An initial conference dated on a weekend is an error in the CIN Census.")


def test_two_of_a_kind_on_one_day_are_refused_and_the_first_is_named(w):
    reviews.record(w.iro, w.care, review())
    with pytest.raises(Refused, match=r"already recorded.*\(entered by hand by Ann Example\)"):
        reviews.record(w.manager, w.care, review())
    other, _queries = reviews.record(w.iro, w.care, review(SECOND))
    with pytest.raises(Refused, match="29 January 2026 is already recorded"):
        reviews.change(w.iro, other, 1, review())


def test_out_of_order_is_a_query_and_everything_after_is_worked_out_again(w):
    reviews.record(w.iro, w.care, review(SECOND))
    _id, [query] = reviews.record(w.iro, w.care, review())
    assert "A later meeting, of 6 May 2026, is already recorded" in query
    assert due(w.care, "cla_review", "done") == [dt.date(2026, 2, 2), dt.date(2026, 4, 29)]
    assert due(w.care, "cla_review") == [dt.date(2026, 11, 6)]


def test_a_review_of_29_february_is_due_again_six_months_on(w):
    child_id = makers.child("L-1")
    makers.link(child_id, "iro", w.iro.person_id)
    makers.status(child_id, "cla", dt.date(2023, 11, 1))
    for day in (dt.date(2023, 11, 22), dt.date(2024, 2, 29)):
        queries = reviews.record(w.iro, child_id, review(day))[1]
    assert queries == []
    assert due(child_id, "cla_review") == [dt.date(2024, 8, 29)]


def test_an_unborn_child_has_no_participation_code(w):
    child_id = makers.child("U-1", birth_month=None, is_unborn=True)
    makers.link(child_id, "iro", w.iro.person_id)
    unborn = conference(dt.date(2026, 10, 5), "icpc", conference_type="pre_birth")
    with pytest.raises(Refused, match="unborn child"):
        reviews.record(w.iro, child_id, dataclasses.replace(unborn, participation="PN0"))
    assert reviews.record(w.iro, child_id, unborn)[1] == []


def test_a_conference_without_enough_agencies_needs_its_reason_and_names_the_next_day(w):
    with pytest.raises(Refused, match="Not quorate: say why"):
        reviews.record(w.iro, w.plan, conference(dt.date(2026, 10, 30), is_quorate=False))
    given = conference(
        dt.date(2026, 10, 30), is_quorate=False, not_quorate_reason="Police were called away"
    )
    queries = reviews.record(w.iro, w.plan, given)[1]
    assert any("Friday 13 November 2026: 10 working days from 30 October" in q for q in queries)
    again = dataclasses.replace(given, met_on=dt.date(2026, 11, 4))
    assert any("two in a row" in q for q in reviews.record(w.iro, w.plan, again)[1])


def test_changing_keeps_old_and_new_and_a_stale_version_is_refused_by_name(w):
    review_id, _queries = reviews.record(w.clerk, w.care, review(participation=None))
    reviews.change(w.iro, review_id, 1, review(child_told_on=SECOND))
    [entry] = makers.entries("change")
    assert entry.payload == {
        "participation": [None, "PN1"], "child_told_on": [None, "2026-05-06"],
    }  # fmt: skip
    with pytest.raises(Stale, match="Ann Example changed it on 5 November 2026") as stale:
        reviews.change(w.clerk, review_id, 1, review())
    assert stale.value.version == 2
    assert reviews.change(w.iro, review_id, 2, review(child_told_on=SECOND)) == []
    assert version(review_id) == 2


def test_business_support_neither_sees_nor_changes_what_the_iro_wrote(w):
    said = review(
        was_seen_alone=False, not_alone_reason="Asleep", views_by="other", views_note="A drawing",
        decisions=(DecisionGiven("See the GP", SECOND),),
    )  # fmt: skip
    review_id, _queries = reviews.record(w.iro, w.care, said)
    register = reviews.of_child(w.clerk, w.care)
    assert not register.reads_text
    assert register.meetings[0].given == review()
    forged = review(dt.date(2026, 1, 30), not_alone_reason="?", decisions=(DecisionGiven("X"),))
    reviews.change(w.clerk, review_id, 1, forged)
    kept = reviews.of_child(w.iro, w.care).meetings[0].given
    assert kept == dataclasses.replace(said, met_on=dt.date(2026, 1, 30))
    with pytest.raises(Refused, match="has added to this record"):
        reviews.remove(w.clerk, review_id, 2, "Wrong child")
    with pytest.raises(NotFound):
        reviews.decisions_done(w.clerk, review_id, 2, [0], TODAY)


def test_business_support_records_not_quorate_and_the_chair_gives_the_reason(w):
    given = conference(dt.date(2026, 3, 2), is_quorate=False)
    review_id, queries = reviews.record(w.clerk, w.plan, given)
    assert "The chair still has to add why it was not quorate." in queries
    with pytest.raises(Refused, match="Not quorate: say why"):
        reviews.change(w.iro, review_id, 1, given)


def test_a_decision_is_ticked_and_a_change_of_words_keeps_the_tick(w):
    said = review(decisions=(DecisionGiven("See the GP", SECOND), DecisionGiven("Visit school")))
    review_id, _queries = reviews.record(w.iro, w.care, said)
    with pytest.raises(Refused, match="between the day of the meeting and today"):
        reviews.decisions_done(w.iro, review_id, 1, [0], CARE)
    reviews.decisions_done(w.iro, review_id, 1, [0], SECOND)
    with reading() as session:
        assert [d.text for d in reviews.open_decisions(session, review_id)] == ["Visit school"]
        assert reviews.decision_counts(session, w.care, "cla_review") == (2, 1)
        assert reviews.last_meeting(session, w.care, "cla_review").id == review_id
        assert reviews.last_meeting(session, w.care, "cp_review") is None
        assert reviews.decision_counts(session, w.care, "cp_review") == (0, 0)
    reviews.decisions_done(w.iro, review_id, 2, [0], None)
    with reading() as session:
        assert len(reviews.open_decisions(session, review_id)) == 2


def test_a_record_made_by_mistake_is_removed_with_its_old_values_on_the_trail(w):
    said = review(decisions=(DecisionGiven("See the GP"),))
    review_id, _queries = reviews.record(w.iro, w.care, said)
    with pytest.raises(Refused, match="Say why"):
        reviews.remove(w.iro, review_id, 1, " ")
    reviews.remove(w.iro, review_id, 1, "The other twin's")
    assert reviews.of_child(w.iro, w.care).meetings == ()
    assert due(w.care, "cla_review") == [dt.date(2026, 2, 2)]
    [entry] = makers.entries("remove")
    assert entry.payload["met_on"] == ["2026-01-29", None]
    assert entry.payload["decisions"] == [["See the GP"], None]
    assert entry.payload["reason"] == "The other twin's"
    with reading() as session:
        assert session.query(ReviewDecision).count() == 0


def test_nothing_about_a_child_on_legal_hold_is_removed(w):
    review_id, _queries = reviews.record(w.iro, w.care, review())
    restrictions.hold(w.manager, w.care, "Inquiry", 1)
    with pytest.raises(Refused, match="legal hold"):
        reviews.remove(w.iro, review_id, 1, "Mistake")


def test_a_serious_incident_hold_refuses_every_write(w):
    review_id, _queries = reviews.record(w.iro, w.care, review())
    made(Hold(child_id=w.care, reason="?", placed_at=makers.NOW, placed_by_id=w.manager.person_id,
              was_restricted=False))  # fmt: skip
    for write in (
        lambda: reviews.record(w.iro, w.care, review(SECOND)),
        lambda: reviews.change(w.iro, review_id, 1, review(SECOND)),
        lambda: reviews.remove(w.iro, review_id, 1, "Mistake"),
    ):
        with pytest.raises(Refused, match="hold locks this child's records"):
            write()
    assert not reviews.of_child(w.iro, w.care).may_keep.allowed


def test_brothers_and_sisters_at_one_meeting_are_a_record_each_or_none(w):
    second = makers.child("C-2", birth_month=dt.date(2024, 3, 1))
    makers.status(second, "cla", CARE)
    makers.link(second, "iro", w.iro.person_id)
    with pytest.raises(Refused, match="Child C-2: PN1 is for children of 4 and over"):
        reviews.record_several(w.iro, [(w.care, review()), (second, review())])
    assert reviews.of_child(w.iro, w.care).meetings == ()
    made = reviews.record_several(
        w.iro, [(w.care, review()), (second, review(participation="PN0"))]
    )
    assert len({review_id for review_id, _queries in made}) == 2
    assert due(second, "cla_review") == [dt.date(2026, 4, 29)]


def test_one_child_picked_twice_is_refused(w):
    with pytest.raises(Refused, match="picked twice"):
        reviews.record_several(w.iro, [(w.care, review()), (w.care, review(SECOND))])


def test_only_those_whose_part_it_is_record_and_a_restricted_child_does_not_exist(w):
    stranger = holder("Other Iro", "iro")
    with pytest.raises(NotFound):
        reviews.record(stranger, w.care, review())
    head = holder("Head", "head_of_service")
    with pytest.raises(Refused, match="Business support, practice managers and the child's IRO"):
        reviews.record(head, w.care, review())
    review_id, _queries = reviews.record(w.iro, w.care, review())
    restrictions.restrict(w.manager, w.care, [w.manager.person_id], "Staff family", 1)
    for actor in (w.iro, w.clerk, head, stranger):
        for call in (
            lambda a=actor: reviews.of_child(a, w.care),
            lambda a=actor: reviews.record(a, w.care, review(SECOND)),
            lambda a=actor: reviews.change(a, review_id, 1, review()),
            lambda a=actor: reviews.remove(a, review_id, 1, "?"),
            lambda a=actor: reviews_read.child_numbered(a, "C-1"),
            lambda a=actor: reviews_read.child_of(a, review_id),
        ):
            with pytest.raises(NotFound):
                call()
        assert reviews.listed(actor, Wanted()).total == 0
    assert reviews.listed(w.manager, Wanted()).total == 1


def test_of_two_who_record_one_meeting_at_once_one_is_told_that_it_is_there(w):
    def put(actor):
        try:
            return reviews.record(actor, w.care, review())[0]
        except Refused as refusal:
            return str(refusal)

    with ThreadPoolExecutor(2) as pool:
        outcome = list(pool.map(put, (w.iro, w.manager)))
    assert sum(isinstance(each, int) for each in outcome) == 1
    assert any("already recorded" in str(each) for each in outcome)


def test_a_review_that_was_never_held_before_care_ended_is_said(w):
    child_id = makers.child("E-2")
    makers.status(child_id, "cla", CARE, to_on=dt.date(2026, 6, 1))
    with writing() as session:
        duties.refresh(session, [child_id], TODAY)
    [missed] = reviews.of_child(w.clerk, child_id).missed
    assert missed.lateness == "none was held by 1 June 2026"
    assert missed.explanation.startswith("Due Monday 2 February 2026")


def test_the_list_is_narrowed_and_paged(w):
    first, _q = reviews.record(w.iro, w.care, review(participation=None))
    second, _q = reviews.record(w.iro, w.care, review(SECOND, child_told_on=SECOND))
    third, _q = reviews.record(w.clerk, w.plan, conference(dt.date(2026, 3, 2), is_quorate=False))
    cases = [
        (Wanted(), [second, third, first]),
        (Wanted(kind="cla_review"), [second, first]),
        (Wanted(missing="code"), [first]),
        (Wanted(missing="told"), [third, first]),
        (Wanted(missing="quorate"), [third]),
        (Wanted(missing="quorate_unknown"), []),
        (Wanted(missing="held"), []),
        (Wanted(team_id=w.team, search="p-"), [third]),
        (Wanted(from_on=dt.date(2026, 3, 1), to_on=dt.date(2026, 3, 31)), [third]),
        (Wanted(team_id=w.team + 1), []),
    ]
    for wanted, ids in cases:
        found = reviews.listed(w.clerk, wanted)
        assert ([row.id for row in found.rows], found.total) == (ids, len(ids)), wanted
    assert [r.id for r in reviews.listed(w.clerk, Wanted(), 1, 1).rows] == [third]


def test_the_file_holds_no_text_and_is_on_the_trail(w):
    reviews.record(w.iro, w.care, review(decisions=(DecisionGiven("=cmd"),)))
    text = reviews_read.export(w.clerk, Wanted()).decode("utf-8-sig")
    assert text.splitlines()[1] == (
        "C-1,Statutory review,2026-01-29,Yes,,PN1,,2026-02-02,0,entered by hand by Ann Example"
    )
    assert len(makers.entries("export")) == 1
    with pytest.raises(Refused, match="exports"):
        reviews_read.export(w.iro, Wanted())


def test_reviews_of_a_number_that_was_merged_are_the_childs(w):
    other = makers.child("OLD")
    makers.status(other, "cla", dt.date(2024, 1, 8), to_on=dt.date(2024, 6, 3))
    old, _queries = reviews.record(w.clerk, other, review(dt.date(2024, 1, 29)))
    identities.merge(w.manager, w.care, "OLD", "Same child", 1)
    assert [m.id for m in reviews.of_child(w.manager, w.care).meetings] == [old]
    assert reviews_read.child_of(w.manager, old) == w.care
    reviews.change(w.manager, old, 1, review(dt.date(2024, 1, 30)))
    assert reviews.listed(w.manager, Wanted()).rows[0].child_id == w.care


def test_a_meeting_loaded_from_a_file_counts_as_by_hand_once_its_date_is_changed(w):
    loaded = made(Review(child_id=w.care, kind="cla_review", met_on=FIRST, source="ssda903",
                         participation="PN1", recorded_at=makers.NOW))  # fmt: skip
    reviews.change(w.iro, loaded, 1, review(child_told_on=SECOND))
    assert row(Review, loaded).source == "ssda903"
    reviews.change(w.iro, loaded, 2, review(SECOND, child_told_on=SECOND))
    assert row(Review, loaded).source == "hand"
