import dataclasses
import datetime as dt

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.domain.review_entry import DecisionGiven, Known, Met, Period, ReviewGiven, refuse
from qa.domain.review_queries import queries_of
from qa.domain.reviews import KINDS, PARTICIPATION, VIEWS_BY
from qa.services.calendar import calendar

TODAY = dt.date(2026, 11, 5)
CARE, HELD = dt.date(2026, 1, 5), dt.date(2026, 1, 29)
DAY = dt.timedelta(days=1)
CHILD = Known(
    TODAY, born=dt.date(2012, 3, 1),
    periods={"cla": (Period(CARE, None, False),), "cp": (Period(CARE, None),)},
)  # fmt: skip


def review(met_on=HELD, kind="cla_review", **about):
    code = {"participation": "PN1"} if kind == "cla_review" else {}
    return ReviewGiven(kind, met_on, **{**code, **about})


def conference(met_on=HELD, kind="cp_review", **about):
    return review(met_on, kind, **{"is_quorate": True, **about})


def queries(given, known=CHILD):
    refuse(given, known)
    return queries_of(given, known, calendar(frozenset({dt.date(2026, 9, 3)})))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (review(None), "Enter the date"),
        (review(TODAY + DAY), "is in the future"),
        (review(CARE - DAY), "began on 5 January 2026, after 4 January 2026, and none before it"),
        (review(kind="cla_party"), "what kind of meeting"),
        (review(participation="PN0"), "PN0 is for children under 4"),
        (review(participation="PN9"), "PN0 to PN7"),
        (review(was_held=False), "not held has no participation code"),
        (review(is_quorate=True), "Only a conference is quorate"),
        (review(conference_type="early"), "Only a conference has a type"),
        (conference(kind="icpc", conference_type="early"), "not a type of initial"),
        (conference(conference_type="initial"), "not a type of review child"),
        (conference(CARE), "comes after that day"),
        (conference(is_quorate=False), "Not quorate: say why"),
        (review(was_seen_alone=False), "did not speak with the child alone"),
        (review(views_by="other"), "in which other way"),
        (review(views_by="telepathy"), "how the child's views came"),
        (review(child_told_on=HELD - DAY), "before the day of the meeting"),
        (review(child_told_on=TODAY + DAY), "in the future"),
        (review(decisions=(DecisionGiven("Go", CARE),)), "the meeting or later: Go"),
        (review(decisions=(DecisionGiven("Go", None, CARE),)), "meeting and today: Go"),
        (review(decisions=(DecisionGiven("Go", None, TODAY + DAY),)), "meeting and today: Go"),
    ],
)
def test_what_cannot_be_is_refused_in_words(given, sentence):
    with pytest.raises(Refused, match=sentence):
        refuse(given, CHILD)


@pytest.mark.parametrize(
    ("given", "about", "sentence"),
    [
        (review(), {"periods": {}}, "No period of care is known"),
        (conference(), {"periods": {}}, "No protection plan is known"),
        (review(participation="PN0"), {"is_unborn": True}, "unborn child"),
        (review(participation="PN1"), {"born": dt.date(2024, 3, 1)}, "4 and over"),
        (review(participation="PN0"), {"born": dt.date(2026, 2, 1)}, "born in February 2026"),
        (
            review(dt.date(2025, 6, 2)),
            {"periods": {"cla": (Period(CARE), Period(dt.date(2024, 1, 8), dt.date(2025, 1, 8)))}},
            "No period of care was running on 2 June 2025: the one before had ended",
        ),
    ],
)
def test_what_is_known_of_the_child_refuses_too(given, about, sentence):
    with pytest.raises(Refused, match=sentence):
        refuse(given, dataclasses.replace(CHILD, **about))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (review(dt.date(2026, 2, 7)), "7 February 2026 is a Saturday. Check the date."),
        (conference(dt.date(2026, 1, 3), "icpc"), "on a weekend is an error in the CIN Census"),
        (review(dt.date(2026, 4, 6)), "6 April 2026 is a bank holiday. Check the date."),
        (review(dt.date(2026, 9, 3)), "a day on which the council is closed"),
        (review(participation=None), "rule 167"),
        (review(participation=None, was_held=False), "so what was due stays due"),
        (review(participation="PN7", views_by="in_person"), "no views were given, and how"),
        (review(participation="PN1", views_by="none"), "PN1 says that the child gave views"),
        (review(kind="short_break_review"), "not one of short breaks"),
        (conference(is_quorate=None), "(quorate) is not recorded"),
        (conference(HELD, "icpc"), "was on a protection plan from 5 January 2026"),
        (conference(CARE, "icpc", conference_type="pre_birth"), "had been born by then"),
    ],
)
def test_what_deserves_a_second_look_is_accepted_with_one_query(given, sentence):
    [query] = queries(given)
    assert sentence in query


def test_what_is_in_order_has_no_query():
    assert queries(review(views_by="in_person", was_seen_alone=True, child_told_on=HELD)) == []
    assert queries(conference(CARE, "icpc", conference_type="initial")) == []


def test_short_breaks_are_reviewed_as_such():
    known = dataclasses.replace(CHILD, periods={"cla": (Period(CARE, None, True),)})
    assert "regulation 48" in queries(review(), known)[0]
    assert queries(review(kind="short_break_review"), known) == []


def test_after_the_end_and_between_two_meetings_are_queries():
    ended = dataclasses.replace(
        CHILD, periods={"cla": (Period(CARE, dt.date(2026, 1, 20)),)},
        others=(Met("cla_review", TODAY),),
    )  # fmt: skip
    order, end = queries(review(), ended)
    assert order.startswith("A later meeting, of 5 November 2026, is already recorded")
    assert end.startswith("The period of care ended on 20 January 2026")


def test_two_conferences_in_a_row_without_enough_agencies_are_a_query():
    before = Met("icpc", CARE, True, False)
    known = dataclasses.replace(CHILD, others=(before,))
    given = conference(is_quorate=False, not_quorate_reason="Snow")
    assert "not be two in a row" in queries(given, known)[0]


def test_business_support_is_not_asked_for_what_the_chair_writes_nor_told_of_it():
    clerk = dataclasses.replace(CHILD, reads_text=False)
    said = conference(
        is_quorate=False, was_seen_alone=False, decisions=(DecisionGiven("Secret", CARE),)
    )
    assert queries(said, clerk) == ["The chair still has to add why it was not quorate."]
    assert queries(review(participation="PN7", views_by="in_person"), clerk) == []


def test_the_second_of_a_kind_on_a_day_names_how_the_first_came():
    known = dataclasses.replace(CHILD, others=(Met("cla_review", HELD, recorded="by file"),))
    with pytest.raises(Refused, match=r"of 29 January 2026 is already .*\(by file\)"):
        refuse(review(), known)
    refuse(conference(), known)


@drawn(
    st.builds(
        ReviewGiven, st.sampled_from(list(KINDS)),
        st.dates(dt.date(2011, 1, 1), dt.date(2027, 12, 31)), st.booleans(),
        participation=st.none() | st.sampled_from(list(PARTICIPATION)),
        is_quorate=st.none() | st.booleans(), not_quorate_reason=st.text(max_size=5),
        views_by=st.none() | st.sampled_from(list(VIEWS_BY)), views_note=st.text(max_size=5),
    ),
    st.lists(
        st.tuples(st.dates(dt.date(2012, 1, 1), TODAY), st.none() | st.integers(0, 900)), max_size=3
    ),
    st.dates(dt.date(2005, 1, 1), TODAY).map(lambda day: day.replace(day=1)),
)  # fmt: skip
def test_whatever_is_entered_is_refused_in_a_sentence_or_kept(given, starts, born):
    stretches = tuple(
        Period(start, None if days is None else start + days * DAY) for start, days in starts
    )
    known = Known(TODAY, born, False, {"cla": stretches, "cp": stretches})
    try:
        said = queries(given, known)
    except Refused as refusal:
        said = [str(refusal)]
    else:
        assert given.met_on <= TODAY
        needs = {"cla_review": "cla", "short_break_review": "cla", "cp_review": "cp"}
        firsts = [p.from_on for p in known.periods.get(needs.get(given.kind, ""), ())]
        assert not firsts or min(firsts) <= given.met_on
    assert all((each[0].isupper() or each[0].isdigit()) and each[-1] in ".?" for each in said)
