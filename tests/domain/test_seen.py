"""Days on which a child was seen: refused before the birth, remarked before the record."""

import datetime as dt

import pytest

from qa.domain import seen
from qa.domain.answers import Answer, AnswerRow
from qa.domain.refusals import Refused

BORN = dt.date(2009, 5, 1)
LONG_AGO = Answer("1950-01-01")
WITH_FLAGS = Answer(rows=(AnswerRow("seen_alone", number=1), AnswerRow("date", date=BORN)))


@pytest.mark.parametrize("question", ["M2.1", "M2.4"])
def test_a_day_before_the_birth_is_refused_in_words(question):
    with pytest.raises(Refused) as refused:
        seen.refuse_before_birth(question, LONG_AGO, BORN, is_unborn=False)
    assert str(refused.value) == (
        "1 January 1950 is before the child was born (May 2009). Enter a later date."
    )


def test_a_day_among_the_rows_of_an_answer_is_looked_at_too():
    with pytest.raises(Refused, match="1 May 2009 is before"):
        seen.refuse_before_birth("P2.1", WITH_FLAGS, dt.date(2009, 6, 1), is_unborn=False)
    seen.refuse_before_birth("P2.1", WITH_FLAGS, BORN, is_unborn=False)


def test_an_expected_birth_an_unknown_one_and_other_questions_rule_out_nothing():
    seen.refuse_before_birth("P2.1", LONG_AGO, BORN, is_unborn=True)
    seen.refuse_before_birth("M2.1", LONG_AGO, None, is_unborn=False)
    seen.refuse_before_birth("Z6", LONG_AGO, BORN, is_unborn=False)


def test_a_visit_before_the_recorded_one_is_remarked_upon():
    given = Answer("2026-10-01")
    assert seen.remark("M2.1", given, dt.date(2026, 10, 24)) == (
        "The children list gives a later visit, of 24 October 2026. It is saved as you gave it: "
        "1 October 2026."
    )
    assert seen.remark("M2.1", given, dt.date(2026, 10, 1)) == ""
    assert seen.remark("M2.4", given, dt.date(2026, 10, 24)) == ""
    assert seen.remark("M2.1", Answer(), dt.date(2026, 10, 24)) == ""
