from pathlib import Path

import pytest

from qa.domain.forms import digest, form_text, load_form, released_digests, released_forms
from qa.domain.forms.released import FOLDER
from qa.domain.forms.types import SPECS
from qa.domain.refusals import NotFound
from tests.domain.form_toml import same, toml

FORMS = {form.name: form for form in released_forms()}


@pytest.mark.parametrize(("name", "version"), sorted(released_digests()))
def test_a_released_form_has_not_changed(name, version):
    assert digest(form_text(name, version)) == released_digests()[name, version]


def test_every_form_file_is_released():
    files = {(path.parent.name, path.stem[1:]) for path in FOLDER.glob("*/v*.toml")}
    assert files == set(released_digests())


def test_a_form_that_was_never_released_is_not_found():
    with pytest.raises(NotFound):
        form_text("case_file_audit", "../../../secret")


def test_the_case_file_audit_asks_42_questions_in_8_domains_and_6_to_close():
    form = FORMS["case_file_audit"]
    domains = [section for section in form.sections if section.part == "domain"]
    assert "".join(section.id for section in domains) == "ABCDEFGH"
    assert [len(section.questions) for section in domains] == [5, 5, 6, 5, 5, 5, 5, 6]
    assert [q.id for q in form.section("Z").questions] == ["Z1", "Z2", "Z3", "Z4", "Z5", "Z6"]
    assert form.section("Z").part == "closing"


@pytest.mark.parametrize(
    ("name", "kind", "subject", "counts"),
    [
        ("cla_midway", "midway_cla", "child", [1, 3, 5, 5, 5, 4, 3, 3]),
        ("cp_midway", "midway_cp", "child", [1, 3, 4, 4, 5, 4, 3]),
        ("both_midway", "midway_both", "child", [1, 3, 3, 3, 3, 4, 5, 5, 5, 4, 3, 3, 3]),
        ("reg44_visit", "reg44_visit", "home", [7, 2, 5, 9, 4, 6, 3]),
    ],
)
def test_the_other_forms_ask_what_the_domain_lists(name, kind, subject, counts):
    form = FORMS[name]
    assert (form.kind, form.subject) == (kind, subject)
    assert [len(section.questions) for section in form.sections] == counts


def test_the_concerns_of_the_audit_are_those_agreed():
    found = {(q.id, code) for q in FORMS["case_file_audit"].questions for code in q.concern}
    critical_no = ("B1", "B4", "C1", "D1", "E4", "F1", "G1", "H4")
    assert found == {*((q, "N") for q in critical_no), ("H1", "I"), ("Z5", "Y")}


def test_the_overall_grade_and_the_safety_question_never_cap():
    form = FORMS["case_file_audit"]
    assert not form.question("Z1").caps
    assert not form.question("Z5").caps
    assert form.question("H1").caps


def test_the_overall_grade_cannot_be_not_applicable():
    assert [o.code for o in FORMS["case_file_audit"].question("Z1").options] == [
        "O",
        "G",
        "RI",
        "I",
    ]


def test_every_grade_and_yes_or_no_in_a_domain_has_a_box_for_evidence():
    for form in FORMS.values():
        for question in form.questions:
            if SPECS[question.type].grades and form.section(question.section).part == "domain":
                assert question.evidence in ("required_when", "required"), question.id


def test_an_age_stands_behind_a_case_type():
    rules = FORMS["case_file_audit"].question("H5").applies_to
    assert [(r.case_type, r.from_age_years) for r in rules] == [("CLA", 16), ("CARE_LEAVER", None)]


@pytest.mark.parametrize("form", released_forms(), ids=lambda form: form.name)
def test_a_released_form_written_out_and_read_again_is_the_same(form):
    assert same(load_form(toml(form), where="again.toml"), form)


def test_no_question_text_holds_a_machine_word():
    for path in Path(FOLDER).glob("*/*.toml"):
        text = path.read_text(encoding="utf-8")
        assert "TODO" not in text
        assert "—" not in text


ASKED_ONCE = {"P0.1", "M2.1", "M2.2", "P2.3", "P5.1", "P6.1", "P6.2", "P6.3"}
"""What the combined midway review asks under another id: how it was done, when the child was last
seen, what the child says, supervision, and the conclusion."""


def test_the_combined_midway_review_answers_both_and_asks_nothing_twice():
    both = {q.id: q for q in FORMS["both_midway"].questions}
    apart = {q.id: q for name in ("cla_midway", "cp_midway") for q in FORMS[name].questions}
    assert set(apart) - set(both) == ASKED_ONCE
    assert set(both) <= set(apart)
    assert all(q.type == apart[q.id].type for q in both.values())


def test_the_combined_midway_review_keeps_every_concern_and_every_next_step():
    both = FORMS["both_midway"]
    for name in ("cla_midway", "cp_midway"):
        for question in FORMS[name].questions:
            if both.has(question.id):
                assert both.question(question.id).concern == question.concern
    steps = {o.code for o in both.question("M7.3").options}
    single = [FORMS["cla_midway"].question("M7.3"), FORMS["cp_midway"].question("P6.3")]
    assert steps == {o.code for question in single for o in question.options}
