"""The screens of regulation 44 visits, driven as a script: what each role sees and can press."""

import dataclasses
import datetime as dt

import pytest

from db.engine import reading
from db.models import Action, Check, VisitAlert, VisitConsent
from pages.ui.form_zeros import LABEL as ZEROS
from pages.ui.form_zeros import LEFT
from qa.domain.answers import Answer, AnswerRow
from qa.domain.workflow import VISIT_STATUSES
from qa.services import answers, risk, visits
from tests.pages.conftest import open_page
from tests.pages.form_screen import component
from tests.pages.reading import html, links, press, words
from tests.services import makers
from tests.services.visit_filling import begun, drafted, fill, on_day, written
from tests.services.visit_world import visit_world

TODAY = dt.date(2026, 11, 5)


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", "2026-11-05T14:02:00+00:00")
    return visit_world()


@pytest.fixture
def as_(signed_in):
    def sign_in(person):
        signed_in(account_id=makers.account(person.person_id))

    return sign_in


def box(screen, kind, check_id, question, place="value"):
    return getattr(screen, kind)(key=f"answer-{check_id}.1-{question}-{place}")


def test_a_visitor_begins_an_unannounced_visit_from_the_homes_of_this_month(w, as_):
    as_(w.visitor)
    screen = open_page("visits")
    assert {"Visit Oak House", "Visit Elm House"} <= set(links(screen))
    assert "Your homes in November 2026" in words(screen)
    screen = open_page("visits", home=str(w.oak))
    assert "No visit yet, due by 30 November" in words(screen)
    screen.radio(key="visit-announced").set_value("unannounced")
    press(screen, "Begin the visit")
    said = words(screen)
    assert "Is this the home, and are you independent of it?" in said
    assert "Children who live there: A and B" in said
    press(screen, "Yes, I am independent of this home")
    assert {item["id"] for item in component(screen, "form-tasks")["items"]} == {
        "VH", "V0", "V1", "V2", "V3", "V4",
    }  # fmt: skip
    assert "Go on with the report on the visit of 5 November 2026" in links(open_page("visits"))


def test_the_conflict_rule_is_said_by_name_before_and_at_the_press(w, as_):
    as_(w.visitor)
    screen = open_page("visits", home=str(w.elm))
    assert "reviews a child placed there (regulation 43(3)(g)(iii))" in words(screen)
    press(screen, "Begin the visit")
    assert sum("regulation 43(3)(g)(iii)" in each.value for each in screen.error) == 2
    with reading() as session:
        assert session.query(Check).count() == 0


def test_a_day_before_the_appointment_is_refused_and_stays_in_its_box(w, as_):
    as_(w.visitor)
    screen = open_page("visits", home=str(w.oak))
    screen.date_input(key="visit-day").set_value(dt.date(2025, 12, 1))
    press(screen, "Begin the visit")
    [said] = {each.value for each in screen.error}
    assert said.startswith("You were appointed to this home from ")
    assert said.endswith(". Enter the day of a visit from then on.")
    assert screen.date_input(key="visit-day").value == dt.date(2025, 12, 1)


def test_a_home_of_another_visitor_is_not_found(w, as_):
    as_(w.visitor2)
    for address in ({"home": str(w.oak)}, {"id": str(begun(w, on=TODAY))}, {"id": "abc"}):
        assert open_page("visits", **address).error[0].value.startswith("There is no")


def test_somebody_not_independent_is_led_to_withdraw(w, as_):
    as_(w.visitor)
    check_id = visits.begin(on_day(w.visitor, TODAY), w.oak, TODAY)
    screen = open_page("visits", id=str(check_id))
    press(screen, "No, I am not")
    assert "**withdraw this visit**" in words(screen)
    screen.text_input(key=f"visit-{check_id}-withdraw-why").input("My sister works there").run()
    press(screen, "Withdraw it")
    assert makers.row(Check, check_id).status == "withdrawn"


def test_case_records_stay_shut_until_both_consents_are_recorded(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    screen = open_page("visits", id=str(check_id), section="V1")
    box(screen, "radio", check_id, "V1.5").set_value("Y").run()
    assert "Stop: these records stay shut" in words(screen)
    press(screen, "Record both consents")
    assert screen.error[0].value == "Choose the child."
    name = f"visit-{check_id}-consent"
    screen.selectbox(key=f"{name}-who").set_value(w.resident_a)
    press(screen, "Record both consents")
    assert "Case records are opened only with the consent" in screen.error[0].value
    screen.date_input(key=f"{name}-child").set_value(dt.date(2026, 11, 2))
    screen.date_input(key=f"{name}-authority").set_value(dt.date(2026, 11, 3))
    screen.text_input(key=f"{name}-by").input("Sam Sample, social worker").run()
    press(screen, "Record both consents")
    said = words(screen)
    assert "Both consents are recorded." in said and "Stop" not in said
    assert "**Child A**: the child agreed on 2 November 2026" in said
    with reading() as session:
        assert session.query(VisitConsent).one().resident_id == w.resident_a


def test_an_opinion_of_no_asks_at_once_who_was_told_and_keeps_what_was_typed(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    screen = open_page("visits", id=str(check_id), section="V4")
    box(screen, "radio", check_id, "V4.1").set_value("N").run()
    assert "**Telephone now, today.**" in words(screen)
    name = f"visit-{check_id}-alert-V4.1"
    assert screen.text_input(key=f"{name}-ri").value == "Rae Responsible"
    screen.text_input(key=f"{name}-head").input("Hal Head").run()
    press(screen, "Record who was told")
    assert "whether the designated officer (LADO) was told" in screen.error[0].value
    assert screen.text_input(key=f"{name}-head").value == "Hal Head"
    for who in ("ri", "head"):
        screen.time_input(key=f"{name}-{who}-time").set_value(dt.time(13, 0))
    screen.radio(key=f"{name}-lado").set_value("not_needed")
    screen.radio(key=f"{name}-reg40").set_value("asked").run()
    screen.time_input(key=f"{name}-reg40-time").set_value(dt.time(13, 30)).run()
    screen = open_page("visits", id=str(check_id), section="V4")
    assert screen.time_input(key=f"{name}-head-time").value == dt.time(13, 0)
    assert screen.radio(key=f"{name}-lado").value == "not_needed"
    press(screen, "Record who was told")
    assert "Head of service: Hal Head, 5 November 2026 at 13:00" in words(screen)
    with reading() as session:
        assert session.query(VisitAlert).one().reg40 == "asked"
    box(screen, "radio", check_id, "V4.1").set_value("C").run()
    assert "the opinion is not No any more" in words(screen)
    press(screen, "Take the record away")
    with reading() as session:
        assert session.query(VisitAlert).count() == 0


def test_a_child_at_risk_asks_for_the_same_on_every_part_of_the_form(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    risk.raise_flag(on_day(w.visitor, TODAY), check_id, risk.Worry("B has a new bruise"))
    for section in ("VH", "check"):
        screen = open_page("visits", id=str(check_id), section=section)
        assert "**Telephone now, today.**" in words(screen)
    assert "You said that a child may be at risk now." in words(screen)


def test_what_was_filled_in_for_the_visitor_says_so_until_they_change_it(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    hints = {
        item["id"]: item["hint"]
        for item in component(open_page("visits", id=str(check_id)), "form-tasks")["items"]
    }
    assert hints["VH"] == "5 of 7 answered, 4 filled in for you"
    assert hints["V0"] == "1 of 2 answered, 1 filled in for you"
    assert "filled in" not in hints["V1"]
    screen = open_page("visits", id=str(check_id), section="VH")
    assert html(screen).count("Filled in for you. Check it.") == 4
    box(screen, "radio", check_id, "VH.4").set_value("announced").run()
    assert html(screen).count("Filled in for you. Check it.") == 3
    again = open_page("visits", id=str(check_id), section="VH")
    assert html(again).count("Filled in for you. Check it.") == 3


def test_one_press_enters_0_in_the_boxes_still_empty_and_overwrites_nothing(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    visits.confirm(w.visitor, check_id, True)
    screen = open_page("visits", id=str(check_id), section="V3")
    box(screen, "number_input", check_id, "V3.1", "missing.events.number").set_value(2).run()
    press(screen, ZEROS)
    rows = {row.key: row.number for row in answers.stored(check_id, 1)["V3.1"].answer.rows}
    assert len(rows) == 21 and "missing.children" not in rows
    assert {key for key, number in rows.items() if number} == {"missing.events"}
    assert rows["missing.events"] == 2
    assert box(screen, "number_input", check_id, "V3.1", "police.events.number").value == 0
    assert ZEROS not in [each.label for each in screen.button]
    assert LEFT in [each.value for each in screen.caption]
    assert "Fill in: Missing: Children involved." in html(screen)
    box(screen, "number_input", check_id, "V3.1", "missing.children.number").set_value(1).run()
    assert LEFT not in [each.value for each in screen.caption]


def test_the_list_says_which_report_is_late_and_asks_for_none_of_a_withdrawn_visit(w, as_):
    as_(w.manager)
    assert "No visit is recorded yet." in words(open_page("visits"))
    assert "No visit matches these filters." in words(
        open_page("visits", status=VISIT_STATUSES["issued"])
    )
    begun(w, on=TODAY)
    begun(w, on=dt.date(2026, 10, 6))
    withdrawn = begun(w, on=dt.date(2026, 9, 1))
    visits.withdraw(on_day(w.visitor, TODAY), withdrawn, "Begun for the wrong day")
    said = words(open_page("visits"))
    assert "report due 15 November 2026" in said
    assert "**report late**, it was due 16 October 2026" in said
    assert "11 September 2026" not in said


def test_a_recommendation_needs_its_day_and_can_be_changed_and_taken_away(w, as_):
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    screen = open_page("visits", id=str(check_id), section="V4")
    name = f"visit-{check_id}-recommend"
    screen.text_area(key=f"{name}-text").input("Jayden said the *missing* plan is old").run()
    screen.selectbox(key=f"{name}-standard").set_value("12")
    screen.radio(key=f"{name}-priority").set_value("high")
    press(screen, "Add this recommendation")
    assert "Give the day by which the registered person must consider this" in words(screen)
    screen = open_page("visits", id=str(check_id), section="V4")
    assert screen.radio(key=f"{name}-priority").value == "high"
    screen.date_input(key=f"{name}-by").set_value(dt.date(2026, 12, 1))
    press(screen, "Add this recommendation")
    said = words(screen)
    assert "The recommendation was added." in said and r"\*missing\* plan" in said
    assert "This looks like a name: Jayden" in said
    assert screen.text_area(key=f"{name}-text").value == ""
    assert screen.radio(key=f"{name}-priority").value is None
    with reading() as session:
        action_id = session.query(Action).one().id
    screen.toggle(key=f"recommend-open-{action_id}").set_value(True).run()
    changed = f"visit-{check_id}-change-{action_id}"
    screen.text_area(key=f"{changed}-text").input("Review the missing plans").run()
    press(screen, "Save the change")
    assert "Review the missing plans" in words(screen)
    screen.toggle(key=f"recommend-open-{action_id}").set_value(True).run()
    press(screen, "Take it away")
    assert "1 recommendation" not in words(screen)


def test_earlier_recommendations_and_events_stand_beside_and_a_name_is_warned_about(w, as_):
    written(w, on=dt.date(2026, 10, 6), standards=("12",))
    as_(w.visitor)
    check_id = begun(w, on=TODAY)
    screen = open_page("visits", id=str(check_id), section="V0")
    said = words(screen)
    assert "Review the missing response" in said and "from the visit of 6 October 2026" in said
    screen = open_page("visits", id=str(check_id), section="V3")
    assert "Last six months: events (children)" in html(screen)
    assert "<td class='number'>3 (2)</td>" in html(screen)
    fill(on_day(w.visitor, TODAY), check_id, V3_3="Kayleigh said that staff stay.")
    screen = open_page("visits", id=str(check_id), section="V3")
    assert "looks like a name: Kayleigh. Write of children by letter: A and B." in html(screen)
    assert "Write of children by letter: A and B." in words(open_page("visits", id=str(check_id)))


def test_words_that_look_like_a_name_stand_in_their_order_and_once_more_before_finishing(w, as_):
    as_(w.visitor)
    check_id = drafted(w, on=TODAY, V1_2=Answer("Today Sarah told us of Jones, and Sarah agreed."),
                       V4_4=Answer("The garden, said Kayleigh."))  # fmt: skip
    hints = {
        item["id"]: item["hint"]
        for item in component(open_page("visits", id=str(check_id)), "form-tasks")["items"]
    }
    assert hints["V1"] == "5 of 5 answered, this looks like a name: Sarah and Jones."
    screen = open_page("visits", id=str(check_id), section="check")
    named = component(screen, "visit-names")
    assert named["title"].startswith("2 answers that may name somebody")
    assert [(item["id"], item["text"]) for item in named["items"]] == [
        ("V1/V1.2", "V1.2: Sarah and Jones"), ("V4/V4.4", "V4.4: Kayleigh"),
    ]  # fmt: skip


def test_independence_beside_a_conflict_found_since_is_pointed_out_before_finishing(w, as_):
    as_(w.visitor)
    check_id = drafted(w, on=TODAY, V4_6="Y", V4_5="A cousin of mine has begun to work there.")
    assert "VH.7 says Yes, and V4.6 says" in words(
        open_page("visits", id=str(check_id), section="check")
    )
    screen = open_page("visits", id=str(check_id), section="V4")
    assert "VH.7 says Yes, and V4.6 says" in html(screen)


def test_finishing_is_held_back_by_what_contradicts_and_then_leaves_a_report_to_read(w, as_):
    as_(w.visitor)
    actor = on_day(w.visitor, TODAY)
    check_id = drafted(w, on=TODAY, V1_5="Y")
    screen = open_page("visits", id=str(check_id), section="check")
    assert "V1.5: Case records were opened" in words(screen)
    [finish] = [b for b in screen.button if b.label == "Finish the report"]
    assert finish.disabled
    left = "VH.3: 5 November 2026 at 17:30, when you left, is in the future."
    assert left in words(screen)
    assert left in html(open_page("visits", id=str(check_id), section="VH"))
    there = (AnswerRow("arrival", text="09:00"), AnswerRow("departure", text="13:00"))
    fill(actor, check_id, V1_5="NA", VH_3=Answer(rows=there))
    press(screen.run(), "Finish the report")
    said = words(screen)
    assert "The report is finished. It is not issued yet." in said
    assert "Children say they are safe; the records agree." in html(screen)
    assert "Events since the visit before" in html(screen)


WRITING = "The report is being written. Only its visitor can read it."


@pytest.mark.parametrize(
    ("who", "of_draft", "reads"),
    [("manager", WRITING, True), ("head", WRITING, True),
     ("support", WRITING, False)],
)  # fmt: skip
def test_others_read_a_draft_by_its_dates_and_a_report_by_their_part(w, as_, who, of_draft, reads):
    finished, draft = written(w, on=TODAY - dt.timedelta(2)), begun(w, on=TODAY)
    as_(getattr(w, who))
    screen = open_page("visits")
    assert not screen.exception and "Your homes" not in words(screen)
    screen = open_page("visits", id=str(draft))
    assert of_draft in words(screen)
    screen = open_page("visits", id=str(finished))
    assert not screen.exception
    assert ("the records agree" in html(screen)) is reads


def test_a_new_version_is_opened_with_a_reason_and_both_stay_readable(w, as_):
    check_id = written(w, on=TODAY)
    later = dataclasses.replace(w.visitor, now=w.visitor.now + dt.timedelta(hours=1))
    as_(later)
    screen = open_page("visits", id=str(check_id))
    screen.text_area(key="correct-reason").input("The number on roll was wrong").run()
    press(screen, "Open a correction")
    said = words(screen)
    assert "Correction (version 2): The number on roll was wrong" in said
    assert "Withdraw this visit" not in said
