import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.spreadsheet_safety import FORMULA_STARTS, csv_bytes, csv_text, neutralise


@pytest.mark.parametrize(
    "cell",
    ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "-", "-1e", "+5"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_shown_as_text(cell):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "-12.5", "0", "a=b", "", "5 November 2026", "שלום", "🙂"])
def test_a_harmless_cell_stays_as_it_is(cell):
    assert neutralise(cell) == cell


def test_characters_that_no_file_carries_are_left_out_before_the_start_is_judged():
    assert neutralise("\x00=cmd()\ud800") == "'=cmd()"


@given(st.text())
def test_no_text_ever_starts_a_formula(text):
    safe = neutralise(text)
    plain_number = safe[:1] == "-" and safe[1:].replace(".", "").isdigit()
    assert plain_number or not safe.lstrip().startswith(FORMULA_STARTS)


def test_a_csv_carries_dates_numbers_blanks_and_quotes():
    text = csv_text(["Date", "=n"], [[date(2026, 11, 5), -3], [None, 'a "b", c'], [True, "@x"]])
    assert text == "Date,'=n\r\n2026-11-05,-3\r\n" + ',"a ""b"", c"\r\n' + "Yes,'@x\r\n"


def test_a_file_for_excel_begins_with_a_byte_order_mark():
    assert csv_bytes(["Rhône"], []).decode("utf-8-sig") == "Rhône\r\n"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_a_csv_reads_back_as_the_neutralised_text(rows):
    text = csv_text(["a", "b"], rows)
    text.encode("utf-8")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:] == [[neutralise(a), neutralise(b)] for a, b in rows]
