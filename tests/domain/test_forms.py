import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain.answers import TYPES
from qa.domain.forms import (
    check_successor,
    digest,
    load_form,
    text_of,
)
from qa.domain.forms.types import SPECS
from qa.domain.refusals import Refused
from tests.domain.form_toml import forms, same, toml

SMALL = """\
name = "small_form"
version = "1"
title = "Small"
kind = "case_audit"
outcome = ["A1"]

[[sections]]
id = "A"
title = "First"

[[sections.questions]]
id = "A1"
text = "How good?"
type = "grade4"
concern = ["I"]

[[sections.questions]]
id = "A2"
text = "Which?"
type = "single_choice"
options = [
  { code = "a", label = "Aye" },
  { code = "b", label = "Bee" },
]
show_if = { question = "A1", is = ["I"] }
"""

REFUSALS = [
    ("unknown type", '"grade4"', '"grade5"', 14, 'unknown type "grade5"'),
    ("duplicate question", 'id = "A2"', 'id = "A1"', 18, "two questions"),
    ("unknown key", "concern", "concerns", 15, 'unknown key "concerns"'),
    ("key of another type", "concern =", "rows =", 15, 'has no "rows"'),
    ("missing key", 'text = "Which?"\n', "", 17, '"text" is missing'),
    ("empty text", '"Which?"', '"  "', 19, '"text" is empty'),
    ("wrong kind of value", 'title = "First"', "title = 1", 9, "must be text in quotes"),
    ("duplicate code", 'code = "b"', 'code = "a"', 23, "there twice"),
    ("bad code", 'code = "b"', 'code = "b|c"', 23, "cannot be used as a code"),
    ("empty label", '"Bee"', '""', 23, 'label of "b" is empty'),
    ("unknown option key", 'label = "Bee"', 'name = "Bee"', 23, 'unknown key "name"'),
    ("concern of no option", '["I"]\n\n', '["X"]\n\n', 15, "not an option"),
    ("show_if to nothing", 'question = "A1"', 'question = "Z9"', 25, "not asked before"),
    ("show_if to itself", 'question = "A1"', 'question = "A2"', 25, "not asked before"),
    ("show_if on no answer", 'is = ["I"]', 'is = ["Q"]', 25, "not an option"),
    ("show_if on nothing", 'is = ["I"]', "is = []", 25, "at least one answer"),
    ("outcome not asked", '["A1"]', '["A9"]', 5, "not a question of this form"),
    ("no outcome", '["A1"]', "[]", 5, "at least one question"),
    ("unknown kind", '"case_audit"', '"audit"', 4, 'unknown kind "audit"'),
    ("bad version", 'version = "1"', 'version = "one"', 2, "cannot be used as version"),
    ("bad name", '"small_form"', '"Small Form"', 1, "cannot be used as name"),
    ("not TOML", '["A1"]', '["A1"', 7, "not TOML"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS]
)
def test_a_file_that_does_not_fit_is_refused_with_the_line_and_the_reason(old, new, line, reason):
    assert old in SMALL
    with pytest.raises(Refused) as refusal:
        load_form(SMALL.replace(old, new, 1), where="small.toml")
    said = str(refusal.value)
    assert reason in said
    assert said.startswith(f"small.toml, line {line}: "), said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", '"name" is missing'),
        (SMALL.split("[[sections]]", maxsplit=1)[0], "no sections"),
        (SMALL.split("[[sections.questions]]", maxsplit=1)[0], '"questions" is missing'),
        (SMALL.split("[[sections.questions]]", maxsplit=1)[0] + "questions = []\n", "no questions"),
        ("a = " + "[" * 50_000, "line 1"),
        ("x" * 600_000, "500,000 characters"),
        (SMALL.replace("Which?", "Which\x00?"), "not TOML"),
        (SMALL + '[scales]\ngrade9 = [{ code = "O", label = "Best" }]\n', 'unknown key "grade9"'),
        (SMALL + '[scales]\ngrade4 = [{ code = "X", label = "Best" }]\n', "not a code of grade4"),
        (SMALL.replace('kind = "case_audit"', 'kind = "case_audit"\nsubject = "home"'), "subject"),
        (SMALL.replace('"Which?"', '"Which?"\napplies_to = ["CLA sixteen"]'), "not a case type"),
    ],
)
def test_an_empty_or_hostile_file_is_refused_in_words(text, reason):
    with pytest.raises(Refused, match=r"^small") as refusal:
        load_form(text, where="small.toml")
    assert reason in str(refusal.value)


def test_a_line_is_found_past_long_texts_and_brackets_inside_quotes():
    guidance = 'guidance = """\n[[sections]]\nid = "no"\n"""\n'
    text = SMALL.replace('text = "Which?"\n', 'text = "Which [ of"\n' + guidance)
    with pytest.raises(Refused, match=r"line 27: .*there twice"):
        load_form(text.replace('code = "b"', 'code = "a"'), where="small.toml")


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_loads_or_is_refused_and_never_breaks(data):
    text = SMALL
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    junk = data.draw(st.text(alphabet="[]{}=\"'#\n.a1\\ ,", max_size=8))
    try:
        load_form(text[:start] + junk + text[end:], where="damaged.toml")
    except Refused as refusal:
        assert str(refusal).startswith("damaged.toml")


def test_every_question_type_has_its_spec_and_its_rule():
    assert set(TYPES) == set(SPECS)


def test_the_digest_counts_values_and_not_layout():
    assert digest(SMALL) == digest("# a remark\n\n" + SMALL.replace(" = ", "=", 3))
    assert digest(SMALL) != digest(SMALL.replace("Aye", "Yes"))


def test_a_council_may_relabel_a_scale_for_the_whole_form():
    text = (
        SMALL + '[scales]\ngrade4 = [{ code = "RI", label = "Requires improvement to be good" }]\n'
    )
    question = load_form(text, where="small.toml").question("A1")
    assert question.label_of("RI") == "Requires improvement to be good"
    assert question.label_of("O") == "Outstanding"
    assert len(question.options) == 5


@settings(max_examples=60)
@given(forms())
def test_any_form_written_out_and_read_again_is_the_same(form):
    assert same(load_form(toml(form), where="again.toml"), form)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('version = "1"', 'version = "2"', None),
        ('version = "1"', 'version = "1"', None),
        ('"How good?"', '"How bad?"', "Version 1 of Small is installed"),
        ('name = "small_form"', 'name = "other_form"', "is not a version of"),
        (
            'version = "1"\n',
            'version = "2"\nscales = { yes_no_na = [{ code = "Y", label = "Aye" }] }\n',
            None,
        ),
    ],
)
def test_a_later_version_may_change_words_but_no_version_changes(old, new, reason):
    earlier = load_form(SMALL, where="v1.toml")
    later = load_form(SMALL.replace(old, new, 1), where="v2.toml")
    if reason is None:
        check_successor(earlier, later)
        return
    with pytest.raises(Refused, match=reason):
        check_successor(earlier, later)


def test_a_question_id_is_for_ever():
    later = SMALL.replace('version = "1"', 'version = "2"').replace(
        'type = "grade4"\nconcern = ["I"]', 'type = "rag"\nconcern = ["R"]'
    )
    later = later.replace('is = ["I"]', 'is = ["R"]')
    with pytest.raises(Refused, match="A1 was of type grade4 in version 1"):
        check_successor(load_form(SMALL, where="v1"), load_form(later, where="v2"))


def test_a_file_in_another_encoding_is_refused_with_its_line():
    with pytest.raises(Refused, match="line 3: this is not UTF-8"):
        text_of(b"a = 1\nb = 2\nc = '\xff'\n", where="small.toml")
    assert text_of(b"\xef\xbb\xbfa = 1", where="small.toml") == "a = 1"


def test_a_control_character_in_an_escape_is_refused():
    with pytest.raises(Refused, match=r"line 13: .*control character"):
        load_form(SMALL.replace("How good?", "How\\u0000?"), where="small.toml")
