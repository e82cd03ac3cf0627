"""The registered person's responses to recommendations, where each stands, which repeat."""

import datetime as dt

import pytest

from db.engine import reading
from db.models import Action, ActionResponse, Check
from qa.domain.answers import NONE, Answer, AnswerRow
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import (
    findings,
    recommendation_drafts,
    recommendations,
    submission,
    visit_items,
)
from qa.services.recommendations import RecommendationFilter
from tests.services import makers
from tests.services.visit_afterwards import LATER, issue, response
from tests.services.visit_filling import ON, drafted, fill, on_day, submit, written
from tests.services.visit_world import visit_world

DUE = dt.date(2026, 12, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def w(store):
    return advised(visit_world())


@pytest.fixture
def one(sqlite_store):
    return advised(visit_world())


def advised(world):
    world.check = written(world, standards=("12",))
    issue(world, world.check)
    with reading() as session:
        world.advice = session.query(Action).filter_by(check_id=world.check).one().id
    return world


def respond(w, given=None, actor=None, on=LATER):
    action = makers.row(Action, w.advice)
    return recommendations.respond(
        on_day(actor or w.support, on), action.id, action.version, given or response()
    )


def stands(w, on=LATER, actor=None):
    [found] = recommendations.of_home(on_day(actor or w.manager, on), w.oak)
    return found


def answered(w):
    with reading() as session:
        found = session.query(ActionResponse).order_by(ActionResponse.number)
        return [(r.number, r.stance, r.reason) for r in found]


def test_an_accepted_recommendation_is_due_on_the_day_the_home_names(w):
    assert respond(w) == 1
    action = makers.row(Action, w.advice)
    assert (action.due_on, action.status) == (DUE, "open")
    assert "its response of 10 November 2026" in action.due_explained
    [entry] = makers.entries("respond")
    assert entry.home_id == w.oak and entry.payload["stance"] == [None, "accept"]
    assert entry.payload["action_due_on"] == ["2026-12-01", "2026-12-01"]


def test_a_later_response_is_a_new_number_and_the_earlier_one_stays_readable(w):
    respond(w, response("not_accept"))
    assert respond(w, response("accept_part", due_on=DUE + DAY)) == 2
    assert answered(w) == [(1, "not_accept", "The landlord decides"),
                           (2, "accept_part", "The landlord decides")]  # fmt: skip
    assert stands(w).state == "accepted_in_part"
    told = recommendations.followed(w.manager, w.advice)
    assert [r.number for r, _by in told.responses] == [1, 2] and told.reads_text


def test_not_accepted_leaves_it_open_for_the_next_visit_to_look_at(w):
    respond(w, response("not_accept"))
    assert makers.row(Action, w.advice).status == "open" and stands(w).state == "not_accepted"
    later = drafted(w, on=dt.date(2026, 12, 3))
    shown = visit_items.items(on_day(w.visitor, dt.date(2026, 12, 3)), later)
    assert shown[str(w.advice)].response == "Not accepted"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (response("maybe"), "accepted in part or not"),
        (response("not_accept", reason=" "), "registered person's reason"),
        (response("accept_part", reason=""), "registered person's reason"),
        (response(by_name=""), "by name"),
        (response(by_role=""), "which role"),
        (response(responded_on=None), "Give the day on which they responded"),
        (response(responded_on=LATER + DAY), "in the future"),
        (response(responded_on=ON - DAY), "before it was recommended"),
        (response(owner_name=""), "who in the home sees to it"),
        (response(owner_role=""), "role of who sees to it"),
        (response(due_on=None), "day by which it will be done"),
        (response(due_on=ON - DAY), "before it was recommended"),
    ],
)
def test_an_incomplete_response_is_refused_in_words(one, given, words):
    with pytest.raises(Refused) as refusal:
        respond(one, given)
    assert words in str(refusal.value) and answered(one) == []


def test_where_it_stands_is_said_day_by_day(one):
    assert stands(one).state == "no_response"
    considered = stands(one).consider_by_on
    late = stands(one, considered + DAY)
    assert late.state_words == "Response late: it was to be considered by 1 December 2026"
    respond(one)
    assert stands(one, DUE).state_words == "Accepted, to be done by 1 December 2026"
    assert stands(one, DUE + DAY).state == "overdue"


def test_a_later_visit_that_saw_it_verifies_it_and_a_refusal_there_ends_it(one):
    written(one, on=dt.date(2026, 12, 3), V0_1=seen(one.advice, "completed_seen"))
    found = stands(one, dt.date(2026, 12, 4))
    assert (found.state, found.verified_on) == ("verified", dt.date(2026, 12, 3))
    told = recommendations.followed(on_day(one.manager, dt.date(2026, 12, 4)), one.advice)
    assert [(s.status, on, by) for s, on, by in told.at_visits] == [
        ("completed_seen", dt.date(2026, 12, 3), "Vic Visitor")]  # fmt: skip


def seen(action_id, status):
    return Answer(rows=(AnswerRow(str(action_id), reference=status, text="Log read"),))


def test_not_accepted_at_a_later_visit_is_not_accepted(one):
    written(one, on=dt.date(2026, 12, 3), V0_1=seen(one.advice, "not_accepted"))
    assert stands(one, dt.date(2026, 12, 4)).state == "not_accepted"
    with pytest.raises(Refused, match="does not stand"):
        respond(one, on=dt.date(2026, 12, 4))


def test_the_same_standard_at_three_visits_running_is_marked_at_the_third(w):
    for month in (12, 1):
        on = dt.date(2026 + (month == 1), month, 3)
        last = written(w, on=on, standards=("12", "8"), V0_1=_in_progress(w))
    on = dt.date(2027, 1, 4)
    found, total = recommendations.listed(on_day(w.manager, on), RecommendationFilter())
    assert total == 5
    assert [(r.check_id, r.standard) for r in found if r.is_repeated] == [(last, "12")]


def test_one_not_accepted_and_then_taken_back_counts_for_what_repeats_in_list_and_findings(one):
    respond(one, response("not_accept"))
    me = on_day(one.visitor, LATER)
    submission.correct(me, one.check, makers.row(Check, one.check).version, "Not needed")
    recommendation_drafts.remove(me, one.advice, "The registered person is right")
    fill(me, one.check, V4_3=Answer(NONE))
    submit(me, one.check)
    for on in (dt.date(2026, 12, 3), dt.date(2027, 1, 3)):
        written(one, on=on, standards=("12",), V0_1=_in_progress(one))
    later = on_day(one.manager, dt.date(2027, 1, 4))
    found, _total = recommendations.listed(later, RecommendationFilter())
    [run] = findings.findings(later, findings.asked(later, "6")).repeated
    assert [r.visited_on for r in found if r.is_repeated] == [run.visits[-1][1]]


def _in_progress(w):
    with reading() as session:
        ids = [a.id for a in session.query(Action).filter_by(home_id=w.oak, status="open")]
    rows = (AnswerRow(str(i), reference="in_progress", text="Begun, not done.") for i in ids)
    return Answer(rows=tuple(rows)) if ids else Answer(NONE)


def test_the_list_is_narrowed_by_home_standard_and_state(one):
    wanted = [
        (RecommendationFilter(home_ids=(one.oak,)), 1),
        (RecommendationFilter(home_ids=(one.elm,)), 0),
        (RecommendationFilter(standards=("8",)), 0),
        (RecommendationFilter(statuses=("verified", "withdrawn")), 0),
        (RecommendationFilter(states=("no_response",)), 1),
        (RecommendationFilter(states=("accepted", "overdue")), 0),
        (RecommendationFilter(raised_from=ON, raised_to=ON), 1),
        (RecommendationFilter(raised_from=ON + DAY), 0),
    ]
    for wanted_of, count in wanted:
        assert recommendations.listed(on_day(one.manager, LATER), wanted_of)[1] == count


def test_business_support_records_responses_and_reads_dates_only(one):
    found = stands(one, actor=one.support)
    assert found.text == "Recommendation from a visit" and found.decision.allowed
    assert not recommendations.followed(one.support, one.advice).reads_text


def test_another_visitor_and_the_head_record_nothing(one):
    with pytest.raises(NotFound):
        respond(one, actor=one.visitor2)
    with pytest.raises(Refused, match="business support or a practice manager"):
        respond(one, actor=one.head)
    assert recommendations.of_home(one.visitor2, one.oak) == []


def test_a_response_on_an_older_state_is_refused(one):
    version = makers.row(Action, one.advice).version
    respond(one)
    with pytest.raises(Stale):
        recommendations.respond(on_day(one.support, LATER), one.advice, version, response())
