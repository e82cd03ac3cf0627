"""SSDA903 files as councils send them: told by their headers, refused by the row, never guessed."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.imports import ssda903_text
from qa.imports.sample_903 import CareChild, fictional_903, long_in_care
from qa.imports.ssda903 import RULE_167, read_903
from qa.imports.ssda903_columns import told
from qa.imports.ssda903_values import MONTH_FIRST, NO_SUCH_DAY, NOT_SHOWN, YEAR_FIRST, day_of
from tests.imports.books import book

AS_AT = dt.date(2026, 11, 22)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
GOOD = "F1,01/03/2015,25/03/2026,PN1\n"


def read(*texts: str | bytes):
    files = {
        f"file{n}.csv": text if isinstance(text, bytes) else text.encode()
        for n, text in enumerate(texts)
    }
    return read_903(files, as_at=AS_AT)


def refusals(found) -> list[tuple]:
    return [(c.sheet, c.row, c.column, c.value, c.reason) for c in found.notes.refusals]


def reviews(found) -> list[tuple]:
    table = found.tables["reviews"]
    rows = zip(table["CHILD"], table["REVIEW"], table["REVIEW_CODE"], strict=True)
    codes = found.words["REVIEW_CODE"].texts
    return [(found.children.texts[child], day_of(day), codes[code]) for child, day, code in rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_whatever_its_separator_and_encoding(separator, encoding):
    text = (REVIEWS + GOOD + "É2,01/03/2015,06/03/2026,pn2\n").replace(",", separator)
    found = read(text.encode(encoding))
    assert reviews(found) == [
        ("F1", dt.date(2026, 3, 25), "PN1"),
        ("É2", dt.date(2026, 3, 6), "PN2"),
    ]
    assert not found.notes.refusals


def test_which_file_is_which_is_told_by_its_headers_in_any_order():
    found = read(
        ' "Review_Code" ;REVIEW;child;dob;more\nPN1;05/03/2026;F1;01/03/2015;x\n',
        HEADER + "F1,1,01/03/2015,WBRI,,,\n",
        EPISODES + "F1,05/01/2020,S,C2,N1,U1,PR1,,\n",
    )
    assert found.rows == {"header": 1, "episodes": 1, "reviews": 1}
    assert len(reviews(found)) == 1


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2025-03-01", YEAR_FIRST),
        ("2025-03-01 00:00:00", YEAR_FIRST),
        ("12/13/2025", MONTH_FIRST),
        ("29/02/2025", NO_SUCH_DAY),
        ("31/04/2025", NO_SUCH_DAY),
        ("1/3/2025", "This is not a date. Write it as 31/01/2026."),
        ("01/03/25", "This is not a date. Write it as 31/01/2026."),
        ("45717", "This is not a date. Write it as 31/01/2026."),
        ("=TODAY()+1", "This is not a date. Write it as 31/01/2026."),
        ("23/11/2026", "This is after the day the files show the children on."),
        ("05/03/1990", "This is too long ago to be right."),
    ],
)
def test_a_date_that_is_not_written_as_ours_is_refused_with_its_row_and_value(day, reason):
    found = read(f"{REVIEWS}{GOOD}F2,01/03/2015,{day},PN1\n")
    [(sheet, row, column, value, why)] = refusals(found)
    assert (sheet, row, column, why) == ("Reviews", 3, "REVIEW", reason)
    assert value in (day, NOT_SHOWN) and (value == day or "TODAY" in day)
    assert len(reviews(found)) == 1
    assert {found.children.texts[n] for n in found.spoiled} == {"F2"}


def test_a_file_with_american_dates_is_refused_whole_because_none_of_them_can_be_trusted():
    rows = "".join(f"F{n},01/03/2015,03/{n:02}/2026,PN1\n" for n in range(1, 29))
    with pytest.raises(Refused, match="look like month/day/year"):
        read(REVIEWS + rows)


def test_the_29th_of_february_is_a_day_in_a_leap_year():
    found = read(f"{REVIEWS}F1,29/02/2016,29/02/2024,PN1\n")
    assert reviews(found) == [("F1", dt.date(2024, 2, 29), "PN1")]


@pytest.mark.parametrize("line", ["F1,01/03/2015,05/03/2026,\n", "F1,01/03/2015,,PN1\n"])
def test_a_review_has_a_date_and_a_code_or_neither(line):
    [(*_, reason)] = refusals(read(REVIEWS + line))
    assert reason == RULE_167


def test_a_row_without_a_review_is_no_mistake():
    found = read(REVIEWS + "F1,01/03/2015,,\n" + GOOD + ",,,\n\n")
    assert not found.notes.refusals and found.blank == 1 and len(reviews(found)) == 1


@pytest.mark.parametrize("code", ["PN8", "PN", "1", "=PN1"])
def test_a_participation_code_that_does_not_exist_is_refused(code):
    [(_, _, column, _, reason)] = refusals(read(f"{REVIEWS}F1,01/03/2015,05/03/2026,{code}\n"))
    assert column == "REVIEW_CODE" and "not one of the codes" in reason


def test_what_may_be_a_name_is_never_shown_back():
    found = read(
        REVIEWS
        + "Jamie Example,01/03/2015,05/03/2026,PN1\n"
        + "F1,Jamie Example,05/03/2026,PN1\n"
        + "F1,01/03/2015,Jamie Example,PN1\n"
        + "F1,01/03/2015,05/03/2026,Jamie\n"
        + "F1,2015-03-07,05/03/2026,PN1\n"
    )
    assert len(found.notes.refusals) == 5
    assert {cell.value for cell in found.notes.refusals} == {NOT_SHOWN}


def test_formulas_are_text():
    found = read(REVIEWS + '"=1+1",01/03/2015,05/03/2026,PN1\n')
    assert reviews(found)[0][0] == "=1+1"


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("F1,05/01/2020,S,C2,N1,U1,PR1,04/01/2020,E4A\n", "DEC", "ends before it starts"),
        ("F1,05/01/2020,S,C2,N1,U1,PR1,05/01/2021,\n", "DEC", "both its last day"),
        ("F1,05/01/2020,S,C2,N1,U1,PR1,,X1\n", "DEC", "both its last day"),
        ("F1,,S,C2,N1,U1,PR1,,\n", "DECOM", "no date"),
        ("F1,05/01/2020,S,,N1,U1,PR1,,\n", "LS", "no code"),
        ("F1,05/01/2020,S,C9,N1,U1,PR1,,\n", "LS", "not one of the codes"),
        ("F1,05/01/2020,S,C2,N1,U1 - foster,PR1,,\n", "PLACE", "not one of the codes"),
        (",05/01/2020,S,C2,N1,U1,PR1,,\n", "CHILD", "no number"),
    ],
)
def test_an_episode_that_cannot_be_is_refused(line, column, words):
    [(sheet, row, where, _, reason)] = refusals(read(EPISODES + line))
    assert (sheet, row, where) == ("Episodes", 2, column) and words in reason


def test_a_child_without_a_birth_date_in_the_header_is_refused():
    [(*_, reason)] = refusals(read(HEADER + "F1,1,,WBRI,,,\n"))
    assert "no date of birth" in reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (book({"Reviews": [["CHILD"]]}), "Excel workbook"),
        (b"\x00\x01\x02", "not a CSV file"),
        (REVIEWS, "only its headers"),
        ("CHILD,DOB,REVIEW\nF1,01/03/2015,05/03/2026\n", "has no column REVIEW_CODE"),
        ("CHILD,DECOM,RNE,DEC,REC\nF1,,,,\n", "has no column LS"),
        ("CHILD,SEX,DOB,DUC\nF1,1,01/03/2015,\n", "UASC"),
        ("CHILD,DOB,SDQ_SCORE\nF1,01/03/2015,3\n", "OC2"),
        ("a,b\n1,2\n", "not a file that is read here"),
        ("CHILD,CHILD,DOB,REVIEW,REVIEW_CODE\nF1,F1,,,\n", "stands there twice"),
        (REVIEWS + '"F1,' + "x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_a_file_in_the_wrong_shape_is_refused_in_words(data, words):
    with pytest.raises(Refused, match=words):
        read(data)


def test_an_old_header_of_few_columns_is_still_the_header():
    assert read("CHILD,SEX,DOB\nF1,1,01/03/2015\n").rows == {"header": 1}


def test_the_same_file_twice_is_refused():
    with pytest.raises(Refused, match="Two of these files"):
        read(REVIEWS + GOOD, REVIEWS + GOOD)


def test_a_file_that_is_too_large_or_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(ssda903_text, "MAX_ROWS", 2)
    with pytest.raises(Refused, match="more than 2 rows"):
        read(REVIEWS + GOOD * 3)
    monkeypatch.setattr(ssda903_text, "MAX_FILE_BYTES", 10)
    with pytest.raises(Refused, match="larger than"):
        read(REVIEWS + GOOD)


def test_a_file_is_read_from_where_it_is(tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS + GOOD)
    assert len(reviews(read_903({"reviews.csv": path}, as_at=AS_AT))) == 1
    with pytest.raises(Refused, match="No such file"):
        read_903({"none.csv": tmp_path / "none.csv"}, as_at=AS_AT)


def test_rows_come_a_chunk_at_a_time(monkeypatch):
    monkeypatch.setattr(ssda903_text, "CHUNK", 7)
    lines = "".join(f"F{n},01/03/2015,05/03/2026,PN1\n" for n in range(50))
    found = read(REVIEWS + lines)
    assert [name for name, *_ in reviews(found)] == [f"F{n}" for n in range(50)]
    assert found.tables["reviews"]["row"].tolist() == list(range(2, 52))


@given(
    st.lists(st.dates(dt.date(2000, 1, 1), AS_AT), min_size=1, max_size=30),
    st.sampled_from([",", ";", "\t"]),
)
def test_every_date_written_as_ours_comes_back_as_it_was(days, separator):
    lines = "".join(f"F{n},,{day:%d/%m/%Y},PN1\n" for n, day in enumerate(days))
    found = read((REVIEWS + lines).replace(",", separator))
    assert [day for _, day, _ in reviews(found)] == days


@given(st.text(max_size=60), st.sampled_from(["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]))
def test_whatever_stands_in_a_cell_is_read_or_refused_and_never_a_crash(text, column):
    import csv

    cells = {"CHILD": "F1", "DOB": "01/03/2015", "REVIEW": "05/03/2026", "REVIEW_CODE": "PN1"}
    out = io.StringIO()
    csv.writer(out).writerows([list(cells), list({**cells, column: text}.values())])
    try:
        found = read(out.getvalue().encode("utf-8", "replace"))
    except Refused:
        return
    assert len(reviews(found)) + len(found.notes.refusals) + found.blank >= 0
    assert sum(found.notes.refused.values()) + len(reviews(found)) + found.blank <= 1


def test_the_fictional_set_is_read_without_a_word():
    children = [*long_in_care(20, 1, AS_AT)]
    files = fictional_903(children, 1, AS_AT)
    found = read_903(files, as_at=AS_AT)
    assert not found.notes.refusals
    assert found.rows["header"] == 20 and found.rows["reviews"] > 20 * 18
    assert fictional_903(children, 1, AS_AT) == files


def test_short_breaks_have_no_reviews_in_the_fictional_set():
    child = CareChild("F1", dt.date(2012, 3, 7), ((dt.date(2024, 1, 8), None),), "V4")
    lines = fictional_903([child], 1, AS_AT)["reviews.csv"].decode().splitlines()
    assert len(lines) == 1


def test_headers_of_no_file_are_refused():
    with pytest.raises(Refused):
        told(["CHILD"], "x.csv")
