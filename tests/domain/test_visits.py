"""What the answers of a visit say together, and which words of its text look like a name."""

import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import visit_ready, visits
from qa.domain.answers import Answer, AnswerRow
from qa.domain.forms import form_text, load_form
from qa.domain.visit_names import looks_like_a_name

FORM = load_form(form_text("reg44_visit", "1"), where="The form")


def rows(**numbers):
    return Answer(
        rows=tuple(AnswerRow(key.replace("__", "."), number=n) for key, n in numbers.items())
    )


def said(**answers):
    return visit_ready.contradictions(FORM, {k.replace("_", "."): a for k, a in answers.items()})


def test_answers_that_agree_are_not_spoken_of():
    assert said() == []
    assert said(VH_1=Answer("2026-11"), VH_2=Answer("2026-11-03"), VH_7=Answer("Y")) == []


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_children_offered_and_spoken_to_are_compared_with_those_on_roll(on_roll, offered, spoken):
    found = said(VH_5=rows(done=0, total=on_roll), V1_1=rows(done=spoken, total=offered))
    assert len(found) == (offered > on_roll) + (spoken > on_roll)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))
def test_more_children_in_an_event_than_on_roll_or_known_to_have_lived_there_are_pointed_out(
    children, on_roll, lived
):
    answers = {
        "VH.5": rows(done=0, total=on_roll),
        "V3.1": rows(restraints__events=2, restraints__children=children),
    }
    found = visit_ready.contradictions(FORM, answers, lived)
    assert bool(found) == (children > max(on_roll, lived))
    assert all(each.startswith("V3.1: Restraints: ") for each in found)


def test_an_arrival_or_departure_later_than_now_on_the_visits_day_is_pointed_out():
    day, now = dt.date(2026, 7, 1), dt.datetime(2026, 7, 1, 14, 0, tzinfo=dt.UTC)
    times = {
        "VH.3": Answer(
            rows=(AnswerRow("arrival", text="14:30"), AnswerRow("departure", text="16:00"))
        )
    }
    said = visit_ready.ahead(times, day, now)
    assert said.startswith("VH.3: 1 July 2026 at 16:00, when you left, is in the future.")
    assert visit_ready.ahead(times, day, now - dt.timedelta(hours=1)).startswith(
        "VH.3: 1 July 2026 at 14:30, when you arrived"
    )
    assert not visit_ready.ahead(times, day - dt.timedelta(1), now)
    assert not visit_ready.ahead(times, day, now + dt.timedelta(hours=1))
    assert not visit_ready.ahead({}, day, now)


def test_independence_that_stands_beside_a_conflict_found_since_is_pointed_out():
    said = visit_ready.declared_beside_conflict
    assert "V4.6" in said({"VH.7": Answer("Y"), "V4.6": Answer("Y")})
    assert not said({"VH.7": Answer("Y"), "V4.6": Answer("N")})
    assert not said({"VH.7": Answer("N"), "V4.6": Answer("Y")})


@given(st.integers(0, 3), st.integers(0, 3))
def test_children_are_counted_only_in_events_and_some_events_need_a_child(events, children):
    found = said(V3_1=rows(missing__events=events, missing__children=children))
    assert bool(found) == (bool(events) != bool(children))
    if not children:
        assert said(V3_1=rows(police__events=events, police__children=0)) == []


def test_who_must_be_told_follows_from_no_and_from_a_child_at_risk():
    answers = {"V4.1": Answer("N"), "V4.2": Answer("C")}
    assert visit_ready.alerts_needed(answers, False) == ["V4.1"]
    assert visit_ready.alerts_needed({**answers, "V4.2": Answer("N")}, True) == [
        "V4.1", "V4.2", "risk",
    ]  # fmt: skip


def test_a_time_before_arrival_is_before_the_visit_in_england():
    arrival = Answer(rows=(AnswerRow("arrival", text="14:05"),))
    arrived = visit_ready.arrived_at({"VH.3": arrival}, dt.date(2026, 7, 1))
    assert visit_ready.told_before(dt.datetime(2026, 7, 1, 13, 0, tzinfo=dt.UTC), arrived)
    assert not visit_ready.told_before(dt.datetime(2026, 7, 1, 13, 5, tzinfo=dt.UTC), arrived)
    assert not visit_ready.told_before(
        dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC),
        visit_ready.arrived_at({}, dt.date(2026, 7, 1)),
    )


def test_a_recommendation_answers_its_standard_an_opinion_and_events_not_notified():
    assert visits.answers_concerns("8") == ("V2.8", "V4.1", "V4.2")
    assert visits.answers_concerns("12") == ("V2.12", "V3.2", "V4.1", "V4.2")
    assert {visits.standard_of(q.id) for q in FORM.questions} - {""} == set(visits.STANDARDS)
    assert visits.standard_of("V3.2") == visits.standard_of("V2.99") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jayden said he likes the food. He wants Xbox time.", ("Jayden",)),
        ("Yesterday Jayden and Mia went out", ("Jayden", "Mia")),
        ("Staff told me J.S. was missing on Monday.", ("J.S.",)),
        ("The manager said KT had settled.", ("KT",)),
        ("Talking to Jayden's social worker", ("Jayden's",)),
        ("Jayden Smith was absent.", ("Jayden", "Smith")),
        ("Child A said: I like it here. B and C were out.", ()),
        ("The RI and the GP were told. LADO and Ofsted too, in November.", ()),
        ("Records of Regulation 40 were read; PEP meetings are held.", ()),
        ("A wants to see her brother at Christmas", ()),
        ("Children like the Garden", ("Garden",)),
        ("", ()),
    ],
)
def test_words_that_look_like_a_name_are_told_apart_from_letters_and_practice(text, words):
    assert looks_like_a_name(text) == words


def test_people_about_the_home_are_found_by_either_part_and_its_own_name_is_not():
    people, places = ["Mary Oakes", "Rae Lock"], ["Lock House", "Farshire County Council"]
    assert looks_like_a_name("Mary agreed.", people, places) == ("Mary",)
    assert looks_like_a_name("We met at Lock House in Farshire with Lock", people, places) == (
        "Lock",
    )


@given(st.text(string.printable, max_size=300))
def test_any_text_is_looked_through_and_what_is_found_stands_in_it(text):
    assert all(word in text for word in looks_like_a_name(text))
