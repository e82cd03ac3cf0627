import io
import struct
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.imports import workbook, zip_safety
from qa.imports.annex_a import read_annex_a
from qa.imports.far_cells import reaches_afar
from qa.imports.workbook import open_workbook
from tests.imports.books import AS_AT, book, one_list, repacked

GOOD = one_list(6, {})


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught, open_workbook(data):
        pass
    return str(caught.value)


def test_a_workbook_opens_and_shows_its_sheets_and_rows_from_the_first():
    with open_workbook(book({"A": [[], ["x", date(2026, 1, 2)]], "B": []})) as made:
        assert made.sheets == ("A", "B")
        assert made.rows("A") == [["", ""], ["x", date(2026, 1, 2)]]
        assert made.rows("B") == []
        assert not made.from_1904


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Child Unique ID,Gender\n1,a)\n", "text or CSV"),
        ("Enfant à charge;1".encode("cp1252"), "text or CSV"),
        (b"<html><table></table></html>", "text or CSV"),
        (b"%PDF-1.7\x00\x01", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data, words):
    assert words in refusal(data)


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in refusal(out.getvalue())


def test_a_zip_bomb_named_xlsx_is_refused_before_it_is_read():
    bomb = repacked(GOOD, {"xl/worksheets/sheet1.xml": b"0" * 30_000_000}, level=9)
    assert len(bomb) < 100_000
    assert "unpacks to far more" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    bomb = bytearray(repacked(GOOD, {"xl/worksheets/sheet1.xml": b"0" * 5_000_000}, level=9))
    real, lie = struct.pack("<L", 5_000_000), struct.pack("<L", 900)
    assert bomb.count(real) >= 1
    assert "unpacks to far more" in refusal(bytes(bomb.replace(real, lie)))


def test_many_members_of_the_size_allowed_for_one_are_refused(monkeypatch):
    monkeypatch.setattr(zip_safety, "MAX_UNPACKED_BYTES", 50_000)
    data = repacked(GOOD, {f"x{at}.bin": bytes(range(256)) * 80 for at in range(3)})
    assert "unpacks to far more" in refusal(data)


def test_thousands_of_members_are_refused():
    assert "too many" in refusal(repacked(GOOD, {f"p{at}": b"" for at in range(1_001)}))


def test_two_members_of_one_name_are_refused():
    out = io.BytesIO(GOOD)
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "same name" in refusal(out.getvalue())


def test_an_entity_bomb_is_refused():
    xml = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"
    assert "entity" in refusal(repacked(GOOD, {"xl/worksheets/sheet1.xml": xml}))


def test_an_entity_bomb_in_another_encoding_is_refused():
    xml = "<!DOCTYPE x []><worksheet/>".encode("utf-16")
    assert "UTF-8" in refusal(repacked(GOOD, {"xl/worksheets/sheet1.xml": xml}))


def test_a_password_inside_the_zip_is_refused():
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(bytes(data))


def test_a_cell_in_the_last_corner_is_refused_before_it_fills_the_memory():
    rows = book({"List 6": [["a"]]})
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    xml = b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"
    assert "beyond row" in refusal(repacked(rows, {"xl/worksheets/sheet1.xml": xml}))


@pytest.mark.parametrize(
    ("cell", "afar"),
    [
        ('<row r="5"><c r="A5"><v>1</v></c></row>', False),
        ('<row r="99999"><c r="CZ99999"><v>1</v></c></row>', False),
        ('<row r="100000"><c r="A100000"><v>1</v></c></row>', True),
        ('<row r="1"><c r="DA1"><v>1</v></c></row>', True),
        ('<row r="1"><c s="1" r="AAA1"><v>1</v></c></row>', True),
        ('<row r="1"><x:c r="XFD1"><v>1</v></x:c></row>', True),
        ("<row r='1'><c r='XFD1'><v>1</v></c></row>", True),
        ('<row r="1"><c r = "XFD1"><v>1</v></c></row>', True),
        ('<row r="1"><c\nr="XFD1"><v>1</v></c></row>', True),
        ('<row r="900000"><c><v>1</v></c></row>', True),
        ('<row r="1"><c r="XFD1" s="3"/></row>', False),
        ('<row r="1048576" s="3"/><row r="2"><c r="A2"><v>1</v></c></row>', False),
        ('<c r="A1" t="inlineStr"><is><t>a = b</t></is></c>', False),
        ("", False),
    ],
)
def test_only_a_filled_cell_far_out_counts_as_far(cell, afar):
    xml = f'<?xml version="1.0"?><worksheet xmlns:r="http://x"><sheetData>{cell}</sheetData></worksheet>'
    assert reaches_afar(xml.encode()) is afar


def test_one_long_text_repeated_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_TEXT_BYTES", 100_000)
    rows = [["x" * 3_000] for _ in range(100)]
    assert "too long" in refusal(book({"List 6": rows}))


def test_a_workbook_counting_from_1904_says_so():
    with open_workbook(book({"A": [["x"]]}, from_1904=True)) as made:
        assert made.from_1904


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(data):
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_annex_a(bytes(broken), as_at=AS_AT)
    except Refused as refused:
        assert str(refused).endswith((".", "”"))
