import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Child, Hold, HomeResident, Placement
from qa.domain.refusals import NotFound, Refused
from qa.services import residents
from tests.services import makers, visit_world
from tests.services.makers import TODAY, entries, row

DAY = dt.timedelta(days=1)
FAR = "Farshire County Council (fictional)"


@pytest.fixture
def w(store):
    return visit_world.visit_world()


def update(w, home_id=None, on=TODAY):
    with writing() as session:
        return residents.bring_up_to_date(session, w.visitor2, home_id or w.elm, on)


def letters(found):
    return [(each.letter, each.child_id) for each in found]


def place(child_id, home_id, from_on, to_on=None):
    return makers.made(Placement(child_id=child_id, home_id=home_id, placement_type="K2",
                                 from_on=from_on, to_on=to_on))  # fmt: skip


def test_the_rosters_children_get_the_next_letters_and_keep_them(w):
    assert letters(update(w)) == [("A", w.boy)]
    place(w.girl, w.elm, TODAY)
    assert letters(update(w)) == letters(update(w)) == [("A", w.boy), ("B", w.girl)]
    assert [e.payload["letters_given"] for e in entries("letters")] == [
        [None, ["A"]],
        [None, ["B"]],
    ]


def test_a_letter_goes_on_after_those_entered_by_hand(w):
    new = makers.child("C-3", w.team)
    place(new, w.oak, TODAY)
    assert letters(update(w, w.oak)) == [("A", w.girl), ("B", None), ("C", new)]


def test_one_stay_over_several_placements_has_one_letter_and_a_later_stay_another(w):
    with writing() as session:
        session.query(Placement).filter_by(child_id=w.boy).update({"to_on": TODAY - 20 * DAY})
    place(w.boy, w.elm, TODAY - 19 * DAY, TODAY - 9 * DAY)
    assert letters(update(w, on=TODAY - 10 * DAY)) == [("A", w.boy)]
    assert update(w) == []
    place(w.boy, w.elm, TODAY)
    place(w.girl, w.elm, TODAY)
    assert letters(update(w)) == [("B", w.girl), ("C", w.boy)]


def test_who_left_leaves_with_the_last_day_of_the_roster_and_the_letter_is_nobody_elses(w):
    update(w)
    with writing() as session:
        session.query(Placement).filter_by(child_id=w.boy).update({"to_on": TODAY - DAY})
    place(w.girl, w.elm, TODAY)
    assert letters(update(w)) == [("B", w.girl)]
    with reading() as session:
        assert letters(residents.living(session, w.elm, TODAY - DAY)) == [("A", w.boy)]
        boy = residents.everybody(session, w.elm)[0]
    assert (boy.letter, boy.to_on) == ("A", TODAY - DAY)


def test_a_stay_the_roster_takes_back_ends_and_one_it_prolongs_goes_on(w):
    update(w)
    with writing() as session:
        session.query(Placement).filter_by(child_id=w.boy).update({"to_on": TODAY - DAY})
    update(w)
    with writing() as session:
        session.query(Placement).filter_by(child_id=w.boy).update({"to_on": None})
    assert letters(update(w)) == [("A", w.boy)]
    with writing() as session:
        session.query(Placement).filter_by(child_id=w.boy).update({"home_id": None})
    assert update(w) == []
    with reading() as session:
        assert residents.everybody(session, w.elm)[0].to_on == TODAY - DAY


def test_two_numbers_that_turn_out_to_be_one_child_show_one_letter_and_undone_both(w):
    other = makers.child("C-9", w.team)
    place(other, w.elm, visit_world.MET)
    assert len(update(w)) == 2
    with writing() as session:
        session.get(Child, other).merged_into_id = w.boy
    assert letters(update(w)) == [("A", w.boy)]
    with writing() as session:
        session.get(Child, other).merged_into_id = None
    assert letters(update(w)) == [("A", w.boy), ("B", other)]


def test_a_merged_childs_placement_gives_no_second_letter(w):
    update(w)
    other = makers.child("C-9", w.team, merged_into_id=w.boy)
    place(other, w.elm, TODAY)
    assert letters(update(w)) == [("A", w.boy)]


def test_children_of_other_authorities_are_entered_by_hand_by_keepers_and_the_visitor(w):
    by_support = residents.add(w.support, w.oak, f" {FAR} ", TODAY)
    by_visitor = residents.add(w.visitor, w.oak, FAR, TODAY)
    assert [row(HomeResident, i).letter for i in (by_support, by_visitor)] == ["C", "D"]
    assert row(HomeResident, by_support).placing_authority == FAR
    [first, _second] = [e for e in entries("add") if e.noun == "home_resident"]
    assert (first.home_id, first.payload["letter"]) == (w.oak, [None, "C"])
    with pytest.raises(NotFound):
        residents.add(w.visitor2, w.oak, FAR, TODAY)
    with pytest.raises(Refused):
        residents.add(w.head, w.oak, FAR, TODAY)


@pytest.mark.parametrize(
    ("authority", "from_on", "sentence"),
    [
        (" ", TODAY, "authority that placed"),
        ("Jane Doe born 12/03/2012", TODAY, "nothing about the child"),
        (FAR, TODAY + DAY, "not in the future"),
        (FAR, dt.date(2019, 1, 1), "before the home opened"),
        (FAR, None, "Enter the day"),
    ],
)
def test_a_child_by_hand_needs_an_authority_and_a_day_in_the_homes_life(
    w, authority, from_on, sentence
):
    with pytest.raises(Refused, match=sentence):
        residents.add(w.support, w.oak, authority, from_on)


def test_the_authority_of_a_child_by_hand_can_be_corrected_and_is_on_the_trail(w):
    residents.correct(w.support, w.resident_b, "Westholm Borough Council")
    assert row(HomeResident, w.resident_b).placing_authority == "Westholm Borough Council"
    assert entries("change")[-1].payload["placing_authority"][1] == "Westholm Borough Council"
    with pytest.raises(Refused, match="full name"):
        residents.correct(w.support, w.resident_b, "Jane Doe")
    with pytest.raises(Refused, match="list of children"):
        residents.correct(w.support, w.resident_a, "Westholm Borough Council")


def test_a_child_by_hand_leaves_and_the_day_can_be_corrected(w):
    residents.leave(w.support, w.resident_b, TODAY)
    residents.leave(w.visitor, w.resident_b, TODAY - DAY)
    assert row(HomeResident, w.resident_b).to_on == TODAY - DAY
    with pytest.raises(Refused, match="before the first"):
        residents.leave(w.support, w.resident_b, visit_world.MET - DAY)
    with pytest.raises(Refused, match="not in the future"):
        residents.leave(w.support, w.resident_b, TODAY + DAY)
    with pytest.raises(Refused, match="list of children"):
        residents.leave(w.support, w.resident_a, TODAY)


def test_the_first_day_of_a_child_by_hand_can_be_corrected_within_its_stay_and_the_homes_life(w):
    late = residents.add(w.support, w.oak, FAR, TODAY)
    residents.came(w.visitor, late, TODAY - DAY)
    assert row(HomeResident, late).from_on == TODAY - DAY
    assert entries("change")[-1].payload["from_on"] == ["2026-11-05", "2026-11-04"]
    residents.leave(w.support, late, TODAY - DAY)
    for from_on, sentence in (
        (TODAY, "after the last"),
        (TODAY + DAY, "not in the future"),
        (dt.date(2019, 1, 1), "before the home opened"),
        (None, "Enter the day"),
    ):
        with pytest.raises(Refused, match=sentence):
            residents.came(w.support, late, from_on)


def test_a_child_on_hold_gets_a_letter_all_the_same(w):
    makers.made(Hold(child_id=w.boy, reason="Incident", placed_by_id=w.head.person_id,
                     placed_at=makers.NOW, was_restricted=False))  # fmt: skip
    assert letters(update(w)) == [("A", w.boy)]


def test_a_visit_typed_in_late_takes_no_child_away_from_a_later_one(w):
    child = makers.child("C-3003", w.team)
    stay = place(child, w.elm, TODAY - 60 * DAY)
    later = [each.letter for each in update(w) if each.child_id == child]
    with writing() as session:
        session.delete(session.get(Placement, stay))
    update(w, on=TODAY - 30 * DAY)
    with reading() as session:
        [kept] = [e for e in residents.everybody(session, w.elm) if e.child_id == child]
        assert [kept.letter] == later and kept.to_on == TODAY - DAY
