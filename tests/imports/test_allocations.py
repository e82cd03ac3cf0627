from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.imports.allocations import Allocation, read_allocations
from tests.imports.books import AS_AT, book


def read(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode()
    return read_allocations(data, today=AS_AT)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_whatever_its_separator_and_encoding(separator, encoding):
    lines = [["Case number", "IRO", "From"], ["F1", "Zoë Example", "05/01/2026"]]
    text = "\r\n".join(separator.join(line) for line in lines)
    (row,) = read(text.encode(encoding)).rows
    assert row == Allocation(2, "F1", "Zoë Example", None, None, date(2026, 1, 5))


def test_headers_go_by_name_in_any_order_and_unknown_ones_are_reported():
    found = read("Notes,Chair,Social worker,Child Unique ID\nx,iro2,,7.0\n")
    assert found.rows == (Allocation(2, "7", "iro2", None, None, None),)
    assert found.unknown_columns == ("Notes",)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",iro,", "Case number", "no number"),
        ("F1,,", "Row", "No one is named"),
        ("F1,iro,31/02/2026", "From", "no such date"),
        ("F1,iro,01/01/2126", "From", "too far away"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_the_reason(line, column, words):
    found = read(f"Case number,IRO,From\n{line}\nF9,iro,\n")
    assert [row.case_number for row in found.rows] == ["F9"]
    (cell,) = found.refusals
    assert (cell.row, cell.column) == (2, column)
    assert words in cell.reason


def test_a_child_who_stands_in_the_file_twice_is_refused_both_times():
    found = read("Case number,IRO\nF1,a\nF2,b\nF1,c\n")
    assert [row.case_number for row in found.rows] == ["F2"]
    assert [cell.row for cell in found.refusals] == [2, 4]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (book({"A": [["x"]]}), "Excel workbook"),
        (b"Case number,IRO\nF1,\x00\n", "not a CSV file"),
        (b"Name,IRO\nx,y\n", "must name the columns"),
        (b"Case number,From\nF1,\n", "must name the columns"),
        (b"Case number,IRO,Chair\nF1,a,b\n", "Two columns mean"),
    ],
)
def test_what_is_no_file_of_allocations_is_refused_in_words(data, words):
    with pytest.raises(Refused, match=words):
        read(data)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: f"Case number,IRO\n{t}"))
def test_any_file_is_read_or_refused_but_never_breaks(data):
    try:
        read(data)
    except Refused as refused:
        assert str(refused).endswith((".", "it."))
