"""Both consents before case records are opened; who was told of a 'No' or a child at risk."""

import datetime as dt

import pytest

from db.engine import reading
from qa.domain.refusals import NotFound, Refused
from qa.services import (
    risk,
    visit_alerts,
    visit_consents,
    visits,
)
from qa.services.visit_alerts import AlertGiven
from tests.services import makers
from tests.services.visit_filling import (
    ON,
    begun,
    drafted,
    evening,
    submit,
)

BY = "Duty manager, Fictional Council"
AT = dt.datetime(2026, 11, 3, 16, 0, tzinfo=dt.UTC)


def told(question="V4.1", **other):
    given = {
        "told_individual": "Rae Responsible", "told_individual_at": AT, "told_head": "Hal Head",
        "told_head_at": AT, "lado": "told", "lado_at": AT, "reg40": "asked", "reg40_at": AT,
    }  # fmt: skip
    return AlertGiven(question, **{**given, **other})


def test_case_records_opened_need_both_consents_of_at_least_one_child(w):
    check_id = drafted(w, V1_5="Y")
    with pytest.raises(Refused, match=r"consent of the child and of the placing.*44\(2\)\(b\)"):
        submit(evening(w), check_id)
    visit_consents.put(evening(w), check_id, w.resident_a, ON, ON, BY)
    submit(evening(w), check_id)
    [(consent, letter)] = visits.view(w.manager, check_id).consents
    assert (letter, consent.authority_by) == ("A", BY)
    [entry] = makers.entries("consent")
    assert entry.payload["letter"] == "A"


def test_one_consent_alone_or_one_given_after_the_visit_opens_nothing(one):
    check_id, me = begun(one), evening(one)
    for given in ((None, ON, "Ann"), (ON, None, "Ann"), (ON, ON, " ")):
        with pytest.raises(Refused, match="only with the consent of the child and of the placing"):
            visit_consents.put(me, check_id, one.resident_a, *given)
    with pytest.raises(Refused, match="The authority's consent is of 4 November 2026, after the"):
        visit_consents.put(me, check_id, one.resident_a, ON, ON + dt.timedelta(1), "Ann")
    with pytest.raises(NotFound):
        visit_consents.put(me, check_id, 999, ON, ON, "Ann")


def test_consents_are_corrected_and_removed_and_not_said_beside_unopened_records(one):
    check_id, me = drafted(one), evening(one)
    visit_consents.put(me, check_id, one.resident_b, ON, ON, "Ann")
    visit_consents.put(me, check_id, one.resident_b, ON, ON, "Bob")
    with pytest.raises(Refused, match="consents to open them are recorded"):
        submit(me, check_id)
    visit_consents.remove(me, check_id, one.resident_b)
    with pytest.raises(NotFound):
        visit_consents.remove(me, check_id, one.resident_b)
    submit(me, check_id)
    with pytest.raises(Refused, match="submitted meanwhile"):
        visit_consents.put(me, check_id, one.resident_b, ON, ON, "Ann")


@pytest.mark.parametrize("question", ["V4.1", "V4.2"])
def test_no_to_an_opinion_asks_at_once_who_was_told(w, question):
    me = evening(w)
    check_id = drafted(w, standards=("12",), **{question.replace(".", "_"): "N"})
    with pytest.raises(Refused, match=rf"{question}:.*responsible individual, the head of service"):
        submit(me, check_id)
    visit_alerts.put(me, check_id, told(question))
    submit(me, check_id)
    [alert] = visits.view(w.manager, check_id).alerts
    assert (alert.question, alert.lado, alert.reg40) == (question, "told", "asked")


def test_no_to_an_opinion_wants_a_recommendation_too(one):
    check_id = drafted(one, V4_1="N")
    visit_alerts.put(evening(one), check_id, told())
    with pytest.raises(Refused, match="1 concern needs a recommendation: V4"):
        submit(evening(one), check_id)


def test_a_child_at_risk_at_a_visit_asks_who_was_told_and_heads_the_lists(w):
    me, check_id = evening(w), drafted(w)
    worry = risk.Worry("B has marks on her arm", "Rae Responsible", AT, "Sees her now")
    flag_id = risk.raise_flag(me, check_id, worry)
    with reading() as session:
        [found] = risk.still_open(session, w.manager)
    assert (found.id, found.home, found.case_number) == (flag_id, "Oak House", None)
    with pytest.raises(Refused, match="a child may be at risk now"):
        submit(me, check_id)
    visit_alerts.put(me, check_id, told("risk"))
    submit(me, check_id)
    with pytest.raises(Refused, match="second person"):
        risk.record_safe(w.visitor, flag_id, "Seen")
    risk.record_safe(w.manager, flag_id, "Seen by the duty worker")


WRONG = [
    ({"told_individual": " "}, "responsible individual's name"),
    ({"told_individual_at": None}, "responsible individual's name and when"),
    ({"told_head": ""}, "head of service's name"),
    ({"told_head_at": None}, "head of service's name and when"),
    ({"lado": "maybe"}, "designated officer"),
    ({"lado_at": None}, "day and time at which the designated officer"),
    ({"reg40": ""}, "regulation 40"),
    ({"reg40_at": None}, "day and time at which Ofsted was notified"),
    ({"told_head_at": AT + dt.timedelta(days=1)}, "4 November 2026 at 16:00 is in the future"),
    ({"told_head_at": AT - dt.timedelta(days=1)}, "is before the visit began"),
    ({"question": "V9"}, "which answer"),
]


def test_who_was_told_is_named_with_a_time_neither_before_the_visit_nor_to_come(one):
    check_id = begun(one)
    for other, why in WRONG:
        with pytest.raises(Refused, match=why):
            visit_alerts.put(evening(one), check_id, told(**{"question": "V4.1", **other}))


def test_who_was_told_can_be_corrected_and_taken_away_and_is_not_before_arrival(one):
    me, check_id = evening(one), drafted(one)
    with pytest.raises(Refused, match=r"13:00 is before the visit began \(.* 14:05"):
        visit_alerts.put(me, check_id, told(told_head_at=AT.replace(hour=13)))
    visit_alerts.put(me, check_id, told())
    visit_alerts.put(me, check_id, told(lado="not_needed", reg40="not_needed"))
    [alert] = visits.view(me, check_id).alerts
    assert (alert.lado_at, alert.reg40_at) == (None, None)
    visit_alerts.remove(me, check_id, "V4.1")
    assert visits.view(me, check_id).alerts == []
