"""The recommendations of a visit, and what becomes of them at the next."""

import dataclasses
import datetime as dt

import pytest

from db.models import (
    Action,
    ActionStatus,
    Check,
    Home,
    Person,
)
from qa.domain.answers import Answer, AnswerRow
from qa.domain.homes import HomeGiven
from qa.domain.refusals import Refused
from qa.services import (
    homes,
    recommendation_drafts,
    submission,
    visit_items,
    visits,
)
from qa.services.recommendation_drafts import Recommended
from tests.services import makers
from tests.services.visit_filling import (
    ON,
    begun,
    changed,
    current,
    drafted,
    evening,
    fill,
    on_day,
    recommended,
    rows,
    submit,
    written,
)


def test_a_recommendation_opens_with_the_visit_and_belongs_to_the_registered_manager(w):
    check_id = written(w, standards=("12",), V2_12="N")
    [action] = rows(Action)
    assert (action.kind, action.origin, action.standard) == ("recommendation", "reg44_visit", "12")
    assert (action.owner_id, action.raised_by_id) == (w.oak_manager, w.visitor.person_id)
    assert (action.status, action.raised_on) == ("open", ON)
    assert action.due_on == action.consider_by_on == ON + dt.timedelta(28)
    assert [a.id for a in visits.view(w.manager, check_id).recommendations] == [action.id]


UNFIT = [
    (("", "12", "high", ON), "Say what you recommend"),
    (("Do it", "5", "high", ON), "quality standard"),
    (("Do it", "12", "soon", ON), "how urgent"),
    (("Do it", "12", "high", None), r"must consider this: regulation 44\(5\)"),
    (("Do it", "12", "high", ON - dt.timedelta(1)), "2 November 2026 is in the past"),
    (("Do it", "12", "high", dt.date(2062, 12, 1)), "1 December 2062 is more than two years ahead"),
]


def test_a_recommendation_without_a_date_or_a_standard_is_refused(one):
    check_id = begun(one)
    for given, why in UNFIT:
        with pytest.raises(Refused, match=why):
            recommendation_drafts.add(evening(one), check_id, Recommended(*given))


def test_a_recommendation_is_changed_and_removed_while_the_visit_is_written(one):
    me, check_id = evening(one), begun(one)
    action_id = recommended(me, check_id)
    given = Recommended("Fit a lock", "6", "low", ON)
    recommendation_drafts.change(me, action_id, given)
    assert (makers.row(Action, action_id).text, makers.row(Action, action_id).due_on) == (
        "Fit a lock", ON,
    )  # fmt: skip
    recommendation_drafts.remove(me, action_id)
    assert makers.row(Action, action_id).status == "withdrawn"
    with pytest.raises(Refused):
        recommendation_drafts.add(one.manager, check_id, given)
    changed(Home, one.oak, manager_id=None, responsible_individual=None)
    with pytest.raises(Refused, match="Nobody is recorded as the home's registered manager"):
        recommendation_drafts.add(me, check_id, given)


def test_while_nobody_manages_the_home_its_responsible_individual_owns_a_recommendation(w):
    home = makers.row(Home, w.oak)
    given = HomeGiven("Oak House", "1234567", "Fictional Council", "council", "", "Rae Responsible",
                      4, home.opened_on)  # fmt: skip
    homes.put(w.support, given, w.oak, home.version)
    check_id = begun(w)
    first, second = recommended(evening(w), check_id), recommended(evening(w), check_id, "13")
    owner = makers.row(Person, makers.row(Action, first).owner_id)
    assert (owner.name, owner.job_title) == ("Rae Responsible", "Responsible individual")
    assert makers.row(Action, second).owner_id == owner.id
    named = dataclasses.replace(given, registered_manager="Nia New")
    homes.put(w.support, named, w.oak, makers.row(Home, w.oak).version)
    assert makers.row(Action, first).owner_id == makers.row(Home, w.oak).manager_id


def test_a_concern_wants_a_recommendation_under_its_own_standard(one):
    check_id = drafted(one, standards=("6",), V2_12="N")
    with pytest.raises(Refused, match="1 concern needs a recommendation: V2"):
        submit(evening(one), check_id)
    recommended(evening(one), check_id, "12")
    submit(evening(one), check_id)


LATER = dt.date(2026, 11, 24)


def followed(w, reference, text=None, on=LATER):
    """A second visit, three weeks on, that says this of the first one's recommendation."""
    written(w, standards=("12",))
    [action] = rows(Action)
    row = AnswerRow(str(action.id), reference=reference, text=text)
    check_id = written(w, on=on, V0_1=Answer(rows=(row,)))
    return check_id, action.id


def test_the_next_visit_carries_the_recommendation_forward_with_where_it_stands(w):
    _check_id, action_id = followed(w, "in_progress")
    third = begun(w, on=dt.date(2026, 12, 8))
    assert current(third)["V0.1"].rows == (AnswerRow(str(action_id), reference="in_progress"),)
    [item] = visit_items.items(w.visitor, third).values()
    assert item.words == (
        "Review the missing response (from the visit of 3 November 2026; standard 12, protection "
        "of children; to be considered by 1 December 2026; no response recorded; last visit: in "
        "progress)"
    )
    assert makers.row(Action, action_id).status == "open"


def test_completed_and_seen_is_verified_by_the_visitor_on_the_day_of_the_visit(w):
    check_id, action_id = followed(w, "completed_seen", "Read the new procedure.")
    action = makers.row(Action, action_id)
    assert (action.status, action.verified_on) == ("verified", LATER)
    assert (action.verified_by_id, action.done_on) == (w.visitor.person_id, LATER)
    [status] = rows(ActionStatus)
    assert (status.check_id, status.evidence) == (check_id, "Read the new procedure.")
    third = begun(w, on=dt.date(2026, 12, 8))
    assert current(third)["V0.1"].value == "NONE"


def test_completed_as_reported_is_done_and_carried_forward_until_it_is_seen(w):
    _check_id, action_id = followed(w, "completed_reported")
    action = makers.row(Action, action_id)
    assert (action.status, action.done_on, action.verified_on) == ("done", LATER, None)
    on = dt.date(2026, 12, 8)
    row = AnswerRow(str(action_id), reference="completed_seen", text="Read it.")
    written(w, on=on, V0_1=Answer(rows=(row,)))
    action = makers.row(Action, action_id)
    assert (action.status, action.done_on, action.verified_on) == ("verified", LATER, on)


def test_not_accepted_withdraws_it_with_the_reason(one):
    _check_id, action_id = followed(one, "not_accepted", "The provider disagrees.")
    action = makers.row(Action, action_id)
    assert (action.status, action.verified_note) == ("withdrawn", "The provider disagrees.")


@pytest.mark.parametrize("reference", ["completed_seen", "not_accepted"])
def test_completed_and_seen_or_not_accepted_want_what_was_seen_or_why(one, reference):
    with pytest.raises(Refused, match="1 question still needs an answer"):
        followed(one, reference)


@pytest.mark.parametrize(
    ("first", "text"),
    [("completed_seen", "Read it."), ("completed_reported", None), ("not_accepted", "Disagrees.")],
)
def test_a_corrected_version_takes_back_what_the_earlier_one_said(w, first, text):
    check_id, action_id = followed(w, first, text)
    me = on_day(w.visitor, LATER)
    submission.correct(me, check_id, makers.row(Check, check_id).version, "Wrong row")
    row = AnswerRow(str(action_id), reference="in_progress")
    fill(me, check_id, V0_1=Answer(rows=(row,)))
    submit(me, check_id)
    action = makers.row(Action, action_id)
    assert (action.status, action.done_on, action.verified_on) == ("open", None, None)
    assert (action.evidence, action.verified_by_id, action.verified_note) == (None, None, None)
    assert [s.status for s in rows(ActionStatus)] == ["in_progress"]


def test_a_corrected_version_that_says_the_same_changes_nothing(one):
    check_id, action_id = followed(one, "completed_seen", "Read it.")
    before = makers.row(Action, action_id).version
    me = on_day(one.visitor, LATER)
    submission.correct(me, check_id, makers.row(Check, check_id).version, "A typing error")
    submit(me, check_id)
    assert makers.row(Action, action_id).version == before
    assert len(rows(ActionStatus)) == 1


def test_what_was_recommended_after_a_visit_was_begun_is_carried_into_it(one):
    second = begun(one, on=dt.date(2026, 11, 4))
    other = on_day(one.visitor, dt.date(2026, 11, 4))
    fill(other, second)
    written(one, standards=("12",))
    with pytest.raises(Refused, match="Earlier recommendations of this home have been added"):
        submit(other, second)
    assert visit_items.refresh(other, second) and not visit_items.refresh(other, second)
    with pytest.raises(Refused, match="1 question still needs"):
        submit(other, second)
    fill(other, second)
    submit(other, second)
