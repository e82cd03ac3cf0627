from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.imports import cells
from qa.imports.annex_a_columns import code_words
from qa.imports.cells import Bad
from qa.imports.dates import NO_SUCH_DATE, NOT_A_DATE, SHORT_YEAR, read_date, read_event
from tests.imports.books import AS_AT

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2026, 11, 5, 14, 2),
        46331,
        46331.6,
        "46331",
        "2026-11-05",
        "2026-11-05T14:02:00",
        "2026-11-05 00:00:00",
        "2026/11/05",
        "05/11/2026",
        " 5/11/2026 ",
        "05-11-2026",
        "05.11.2026",
        "05/11/2026 00:00:00",
        "5 November 2026",
        "05-Nov-2026",
    ],
)
def test_a_date_is_read_however_a_spreadsheet_holds_it(cell):
    assert read_date(cell) == DAY


@pytest.mark.parametrize("cell", ["", None, " ", "-", "N/A", "NULL"])
def test_an_empty_cell_is_no_date(cell):
    assert read_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "bad"),
    [
        ("31/02/2026", NO_SUCH_DATE),
        ("29/02/2025", NO_SUCH_DATE),
        ("00/01/2026", NO_SUCH_DATE),
        ("03/25/2026", NO_SUCH_DATE),
        ("2026-13-01", NO_SUCH_DATE),
        ("5 Novembre 2026x", NOT_A_DATE),
        ("5 Foo 2026", NO_SUCH_DATE),
        ("01/02/03", SHORT_YEAR),
        ("5-Nov-26", SHORT_YEAR),
        ("soon", NOT_A_DATE),
        ("20261105", NOT_A_DATE),
        (20261105.0, NOT_A_DATE),
        (-3, NOT_A_DATE),
        (0, NOT_A_DATE),
        (float("nan"), NOT_A_DATE),
        (float("inf"), NOT_A_DATE),
        (True, NOT_A_DATE),
        (time(9), NOT_A_DATE),
        (timedelta(hours=3), NOT_A_DATE),
    ],
)
def test_an_impossible_or_ambiguous_date_is_refused(cell, bad):
    assert read_date(cell) == bad


@pytest.mark.parametrize("cell", [46331, "46331"])
def test_a_bare_number_is_ambiguous_where_days_count_from_1904(cell):
    assert "1904" in read_date(cell, from_1904=True).reason
    assert read_date(DAY, from_1904=True) == DAY


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_spelling_of_a_date_reads_as_that_date(day):
    spellings = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d-%b-%Y}", f"{day.day} {day:%B %Y}"]
    serial = (day - date(1899, 12, 30)).days
    assert {read_date(cell) for cell in [*spellings, serial, str(serial)]} == {day}


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.datetimes())
def test_any_cell_is_read_or_refused_but_never_breaks(cell):
    for read in (
        read_date,
        cells.read_count,
        cells.read_age,
        cells.read_text,
        cells.read_case_number,
        cells.code_reader(code_words("yes_no")),
    ):
        read(cell)
    assert len(cells.as_shown(cell)) <= cells.LONGEST_TEXT


def test_an_event_lies_neither_after_the_file_nor_long_before_it():
    assert read_event(AS_AT, as_at=AS_AT) == AS_AT
    after = read_event(AS_AT + timedelta(days=1), as_at=AS_AT)
    assert after.reason == "This is after 22 November 2026, the date of the file."
    assert "too long ago" in read_event(date(1926, 1, 1), as_at=AS_AT).reason
    assert "too long ago" in read_event(5, as_at=AS_AT).reason


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12345", "12345"),
        (12345.0, "12345"),
        (12345, "12345"),
        ("12345.0", "12345"),
        ("  12345 ", "12345"),
        ("P 12  345", "P 12 345"),
        ("00123", "00123"),
        ("FIC-7/b", "FIC-7/b"),
    ],
)
def test_a_childs_number_is_the_same_however_it_is_held(cell, number):
    assert cells.read_case_number(cell) == number


@pytest.mark.parametrize("cell", ["", None, "n/a", "Ada Example", "1" * 41, AS_AT, "\x00"])
def test_what_is_no_number_of_a_child_is_refused(cell):
    assert isinstance(cells.read_case_number(cell), Bad)


def test_an_age_is_minus_one_to_twenty_five_in_whole_years():
    ages = [-1, 0, "17", 25.0, "-1", "-1.0", ""]
    assert [cells.read_age(cell) for cell in ages] == [-1, 0, 17, 25, -1, -1, None]
    for cell in (-2, 26, 3.5, "3.5", "twelve", True, DAY):
        assert isinstance(cells.read_age(cell), Bad)


def test_a_count_is_a_whole_number_from_nought_to_999():
    assert [cells.read_count(cell) for cell in (0, "3", 3.0, "-")] == [0, 3, 3, None]
    for cell in (-1, 1000, 1.5, "many", 10**12):
        assert isinstance(cells.read_count(cell), Bad)


@pytest.mark.parametrize("cell", ["ZZ99 3CZ", "Home at zz993cz", "M1 1AE"])
def test_a_postcode_is_neither_kept_nor_shown(cell):
    assert cells.read_text(cell) == cells.POSTCODE
    assert "postcode not shown" in cells.as_shown(cell)


def test_text_keeps_its_words_and_loses_control_characters_and_spaces():
    assert cells.read_text("  Alder\x00 \n team \u202b") == "Alder team \u202b".strip()
    assert cells.read_text(1234567.0) == "1234567"
    assert isinstance(cells.read_text("x" * 121), Bad)


def test_a_refused_cell_is_shown_as_it_was_written_but_not_without_end():
    assert cells.as_shown(DAY) == "05/11/2026"
    assert cells.as_shown(5.0) == "5"
    assert cells.as_shown("x" * 100_000) == "x" * 120


@pytest.mark.parametrize(
    "cell", ["a) U1: Foster placement - relatives - long term", "U1", "a", "A)", "u1:", " U1 "]
)
def test_a_code_is_known_by_letter_code_or_words(cell):
    assert cells.code_reader(code_words("placement"))(cell) == "U1"


def test_an_unknown_code_is_refused_in_words():
    refused = cells.code_reader(code_words("placement"))("U9")
    assert refused.reason == "This is not one of the codes for this column."
