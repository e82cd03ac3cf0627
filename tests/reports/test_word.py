"""Documents hold text exactly as it was typed, less what XML cannot hold."""

import re

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reports import word
from qa.reports.plain_text import clean, is_right_to_left, lines, shortened
from qa.reports.word import Strong
from tests.reports.audits import AT
from tests.reports.opened import check_accessible, opened

ANY_TEXT = st.text(st.characters(), max_size=80)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document():
    return word.begin("A title", author="Ira Officer", at=AT, foot="Downloaded by Mo")


def words(made) -> list[str]:
    return [p.text for p in opened(word.save(made)).paragraphs[1:]]


@given(ANY_TEXT)
def test_text_is_cleaned_of_what_xml_forbids_and_of_nothing_else(text):
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    kept = [c for c in text.replace("\r\n", "\n") if not FORBIDDEN.match(c)]
    assert [c for c in cleaned if c != "\n"] == [c for c in kept if c not in "\n\r"]


@settings(max_examples=30)
@given(st.lists(ANY_TEXT, max_size=4))
def test_any_text_comes_out_of_the_document_line_by_line_as_it_went_in(texts):
    made = document()
    for text in texts:
        word.say(made, text)
    assert words(made) == [line for text in texts for line in lines(text)]


@settings(max_examples=30)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_fits_a_cell_and_no_cell_is_empty(first, second):
    made = document()
    word.table(made, "About", ("One", "Two"), [(first, [Strong(second), first])], (1, 2))
    data = word.save(made)
    check_accessible(data, "A title")
    cell = opened(data).tables[0].cell(1, 0)
    assert cell.text == ("\n".join(lines(first)) or word.NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script> & <w:p/>",
        "=cmd()|' /C calc'!A0",
        "**not bold** [a](http://example.org) # no heading",
        "👩‍👧 family of emoji 😀",
        "  kept  spaces\tand a tab",
        "Zoë – naïve “quotes”…",
    ],
)
def test_nothing_typed_is_read_as_anything_but_text(text):
    made = document()
    word.say(made, text)
    assert words(made) == [text]


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("مرحبا بالعالم", True),
        ("123 – שלום, hello", True),
        ("She said שלום", False),
        ("12.5 %", False),
        ("", False),
    ],
)
def test_a_paragraph_takes_the_direction_of_its_first_letter(text, rtl):
    assert is_right_to_left(text) is rtl
    made = document()
    word.say(made, ["", text])
    for paragraph in opened(word.save(made)).paragraphs[1:]:
        assert (paragraph._p.pPr is not None) is rtl
        if rtl:
            assert paragraph._p.pPr.find(qn("w:bidi")) is not None
            assert all(run.font.rtl for run in paragraph.runs)


def test_each_line_has_a_direction_of_its_own():
    made = document()
    word.say(made, "She said:\nمرحبا")
    first, second = opened(word.save(made)).paragraphs[1:]
    assert first._p.pPr is None
    assert second._p.pPr.find(qn("w:bidi")) is not None


def test_strong_parts_and_plain_parts_stand_in_one_line_and_long_ones_in_several():
    made = document()
    word.say(made, ["Grade: ", Strong("Good\nin all"), " and more"])
    assert words(made) == ["Grade: Good", "in all and more"]


def test_a_hundred_thousand_characters_without_a_space_are_all_there():
    made = document()
    long = "x" * 100_000
    word.table(made, "About", ("One",), [(long,)], (1,))
    data = word.save(made)
    row = opened(data).tables[0].rows[1]
    assert row.cells[0].text == long
    assert row._tr.trPr is None, "a row longer than a page has to break"


def test_a_nul_byte_a_form_feed_and_a_lone_surrogate_do_not_break_the_document():
    made = document()
    word.say(made, "a\x00b\x0cc\ud800d\x1fe")
    assert words(made) == ["ab", "cde"]


@given(ANY_TEXT, st.integers(10, 60))
def test_a_shortened_text_keeps_to_its_limit_and_says_that_it_was_cut(text, limit):
    short, whole = shortened(text, limit), " ".join(clean(text).split())
    assert len(short) <= limit
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-2]))


def test_everything_is_in_arial_twelve_and_no_theme_font_overrides_it():
    made = opened(word.save(document()))
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = made.styles[name].element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{n}")) for n in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Arial"}
        assert not [key for key in fonts.attrib if key.lower().endswith("theme")]
    assert made.styles["Normal"].font.size.pt == 12
