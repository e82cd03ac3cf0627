"""A form on screen: its sections, its widgets, what is said when something is missing."""

import datetime as dt
import time

import pytest

from pages.ui.widgets import WIDGETS
from qa.domain.answers import NONE, TYPES, Answer, AnswerRow
from qa.domain.refusals import StoreUnavailable
from qa.services import answers
from tests.pages.form_screen import box, component, form_of, go, open_form, question, words
from tests.services import filling

pytestmark = pytest.mark.usefixtures("sqlite_store")


def stored(draft, question_id):
    found = answers.stored(draft.check_id, 1).get(question_id)
    return found.answer if found else None


def radio(screen, draft, question_id):
    return screen.radio(key=f"answer-{draft.check_id}.1-{question_id}-value")


def test_every_question_type_has_its_widget():
    assert set(WIDGETS) == set(TYPES)


@pytest.mark.parametrize(
    "form", ["case_file_audit", "cla_midway", "cp_midway", "both_midway", "reg44_visit"]
)
def test_every_section_of_every_released_form_is_drawn(form):
    draft = filling.draft(form)
    screen = open_form(draft)
    for item in component(screen, "form-tasks")["items"]:
        go(screen, item["id"])
    go(screen, "check")


def test_the_list_of_sections_says_how_far_each_is():
    draft = filling.draft()
    screen = open_form(draft, "A")
    radio(screen, draft, "A1").set_value("Y").run()
    screen = open_form(draft)
    assert screen.markdown[0].value == "0 of 10 sections completed"
    items = {item["id"]: item for item in component(screen, "form-tasks")["items"]}
    assert (items["A"]["status"], items["A"]["hint"]) == ("In progress", "1 of 5 answered")
    assert items["B"]["status"] == "Not started"
    assert "section=B" in items["B"]["href"]
    assert f"id={draft.check_id}" in items["B"]["href"]


def test_a_section_that_does_not_exist_shows_the_list():
    screen = open_form(filling.draft(), "NOPE")
    assert component(screen, "form-tasks")["items"]


def test_nothing_is_chosen_beforehand_and_a_choice_is_saved_at_once():
    draft = filling.draft()
    screen = open_form(draft, "A")
    assert all(found.value is None for found in screen.radio)
    radio(screen, draft, "A5").set_value("RI").run()
    assert stored(draft, "A5") == Answer("RI", grade=2)


def test_evidence_is_asked_for_when_the_answer_demands_it():
    draft = filling.draft()
    screen = open_form(draft, "A")
    assert box(screen, "A1", "evidence")["label"] == "Evidence (optional)"
    radio(screen, draft, "A1").set_value("N").run()
    asked = box(screen, "A1", "evidence")
    assert (asked["label"], asked["flag"]) == ("Evidence", "Needed because the answer is “No”.")


def test_a_question_that_hangs_on_another_appears_at_once():
    draft = filling.draft()
    screen = open_form(draft, "S")
    assert "S2</span>" not in words(screen)
    radio(screen, draft, "S1").set_value("worker").run()
    assert "S2</span>" in words(screen)


def test_a_text_box_shows_what_is_stored_and_warns_of_what_may_identify_a_child():
    draft = filling.draft()
    text = Answer("Call her on 07700 900123, see john@example.com")
    answers.save(draft.actor(), draft.check_id, "Z2", text, typed_on_version=0)
    shown = box(open_form(draft, "Z"), "Z2")
    assert shown["saved"] == text.value
    assert len(shown["warnings"]) == 2
    assert shown["at"]


def test_what_is_missing_is_listed_with_links_and_marked_at_the_question():
    draft = filling.draft()
    screen = open_form(draft, "A")
    radio(screen, draft, "A1").set_value("N").run()
    assert "form-error" not in words(screen)
    go(screen, "check")
    summary = component(screen, "form-errors")
    assert summary["title"].endswith("answers still to give")
    assert {"A/A1", "A/A2", "Z/Z1"} <= {item["id"] for item in summary["items"]}
    said = {item["id"]: item["text"] for item in summary["items"]}["A/A2"]
    assert said.startswith("A2: Choose an answer. “")
    assert said.endswith("”")
    go(screen, "A")
    assert words(screen).count('class="form-error"') == 5
    assert box(screen, "A1", "evidence")["error"]
    assert component(screen, "form-errors")["items"]


def test_the_answers_can_be_looked_over_with_a_link_to_change_each():
    draft = filling.draft()
    given = Answer("P", evidence="Two visits are missing.")
    answers.save(draft.actor(), draft.check_id, "A1", given, typed_on_version=0)
    groups = component(open_form(draft, "check"), "form-summary")["groups"]
    row = next(r for g in groups for r in g["rows"] if r["id"] == "A/A1")
    assert (row["answer"], row["said"], row["missing"]) == ("Partly", given.evidence, False)


def test_choosing_none_of_these_clears_the_others():
    more = 'options = [{code="a", label="Anna"}, {code="b", label="None of these", alone=true}]'
    draft = filling.draft(form_id=form_of(question(1, "multi_choice", more)))
    screen = open_form(draft, "A")
    screen.checkbox[0].check().run()
    assert stored(draft, "A1").value == "a"
    screen.checkbox[1].check().run()
    assert stored(draft, "A1").value == "b"
    assert [found.value for found in screen.checkbox] == [False, True]
    screen.checkbox[1].uncheck().run()
    assert stored(draft, "A1").value is None


def test_a_part_larger_than_its_total_is_refused_in_words_and_saved_when_mended():
    draft = filling.draft("cp_midway")
    screen = open_form(draft, "P2")
    done, total = (n for n in screen.number_input if "P2.2" in n.key)
    done.set_value(5).run()
    total.set_value(3).run()
    assert "Not saved: 5 visits completed is more than 3 visits due" in words(screen)
    assert "Saved" not in words(screen), "one state at a time"
    assert "Fill in: Visits due." not in words(screen)
    assert stored(draft, "P2.2").rows == (AnswerRow("done", 5),)
    next(n for n in screen.number_input if n.key == done.key).set_value(2).run()
    assert stored(draft, "P2.2").rows == (AnswerRow("done", 2), AnswerRow("total", 3))
    assert "is more than" not in words(screen)
    assert "Saved" in words(screen)


def test_a_pair_whose_other_half_was_refused_says_what_is_missing_to_whoever_opens_it_again():
    draft = filling.draft("cp_midway")
    screen = open_form(draft, "P2")
    done, total = (n for n in screen.number_input if "P2.2" in n.key)
    done.set_value(5).run()
    total.set_value(3).run()
    again = open_form(draft, "P2")
    assert "Fill in: Visits due." in words(again)
    total = next(n for n in again.number_input if n.key == total.key)
    total.set_value(6).run()
    assert "Fill in: Visits due." not in words(again)


def test_a_date_with_facts_is_kept_part_by_part():
    draft = filling.draft("cp_midway")
    screen = open_form(draft, "P2")
    screen.date_input[0].set_value(dt.date(2026, 10, 1)).run()
    next(r for r in screen.radio if "seen_alone" in r.key).set_value(1).run()
    rows = stored(draft, "P2.1").rows
    assert rows == (AnswerRow("date", date=dt.date(2026, 10, 1)), AnswerRow("seen_alone", 1))


def test_goals_are_added_removed_or_said_to_be_none():
    more = (
        'none_label = "There are no goals"\n'
        'options = [{code="good", label="Good"}, {code="none", label="None"}]'
    )
    draft = filling.draft(form_id=form_of(question(1, "item_progress", more)))
    screen = open_form(draft, "A")
    screen.checkbox[0].check().run()
    assert stored(draft, "A1").value == NONE
    screen.checkbox[0].uncheck().run()
    next(b for b in screen.button if b.label == "Add a goal").click().run()
    screen.selectbox[0].set_value("good").run()
    assert [row.reference for row in stored(draft, "A1").rows] == ["good"]
    next(b for b in screen.button if b.label.startswith("Remove")).click().run()
    assert stored(draft, "A1").rows == ()


def test_two_windows_that_answer_differently_show_both_and_the_person_chooses():
    draft = filling.draft()
    first, second = open_form(draft, "A"), open_form(draft, "A")
    radio(second, draft, "A1").set_value("Y").run()
    radio(first, draft, "A1").set_value("N").run()
    assert "You, in another window, saved a different answer" in words(first)
    assert stored(draft, "A1").value == "Y"
    next(b for b in first.button if b.label == "Keep mine").click().run()
    assert stored(draft, "A1").value == "N"
    radio(second, draft, "A1").set_value("P").run()
    next(b for b in second.button if b.label == "Keep the saved one").click().run()
    assert radio(second, draft, "A1").value == "N"
    assert "saved a different answer" not in words(second)


def test_a_change_from_another_window_is_shown_where_nothing_was_touched():
    draft = filling.draft()
    first, second = open_form(draft, "A"), open_form(draft, "A")
    radio(second, draft, "A1").set_value("Y").run()
    radio(first, draft, "A2").set_value("Y").run()
    assert radio(first, draft, "A1").value == "Y"


def test_a_store_that_is_gone_leaves_the_choice_on_screen_and_is_tried_again(monkeypatch):
    def gone(*_args, **_kwargs):
        raise StoreUnavailable("The database cannot be reached at the moment.")

    draft = filling.draft()
    screen = open_form(draft, "A")
    with monkeypatch.context() as patched:
        patched.setattr(answers, "save", gone)
        radio(screen, draft, "A1").set_value("N").run()
        assert "Not saved: The database cannot be reached" in words(screen)
        assert radio(screen, draft, "A1").value == "N"
    next(b for b in screen.button if b.label == "Try again").click().run()
    assert stored(draft, "A1").value == "N"
    assert "Not saved" not in words(screen)


def test_a_store_that_cannot_be_read_leaves_the_questions_on_screen(monkeypatch):
    def gone(*_args):
        raise StoreUnavailable("The database cannot be reached at the moment.")

    draft = filling.draft()
    screen = open_form(draft, "A")
    radio(screen, draft, "A1").set_value("Y").run()
    with monkeypatch.context() as patched:
        patched.setattr(answers, "stored", gone)
        screen.run()
        assert screen.warning[0].value == "The database cannot be reached at the moment."
        assert radio(screen, draft, "A1").value == "Y"
    screen.run()
    assert not screen.warning


def test_markup_in_a_forms_words_is_shown_as_words():
    hostile = question(1).replace("Question 1?", "<script>alert(1)</script> **x**")
    screen = open_form(filling.draft(form_id=form_of(hostile)), "A")
    assert "&lt;script&gt;" in words(screen)


def drawn_again(screen) -> float:
    """Seconds of processor time for one more run, the least of a few."""

    def once() -> float:
        begun = time.process_time()
        screen.run()
        return time.process_time() - begun

    return min(once() for _ in range(6))


@pytest.mark.parametrize("section", ["C", "H", "Z", "check"])
def test_the_audit_of_48_questions_is_drawn_again_within_100_ms(section):
    assert drawn_again(open_form(filling.draft(), section)) < 0.1


def test_even_48_questions_on_one_screen_are_drawn_again_within_a_quarter_of_a_second():
    draft = filling.draft(form_id=form_of("".join(question(n) for n in range(1, 49))))
    screen = open_form(draft, "A")
    assert len(screen.radio) == 48
    assert drawn_again(screen) < 0.25
