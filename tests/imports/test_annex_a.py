import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.imports.annex_a import read_annex_a, refusals_csv
from qa.imports.annex_a_values import RefusedCell
from qa.imports.sample import fictional_annex_a, headers
from tests.imports.books import AS_AT, book, header_of, one_list, repacked, sheet


def read(data: bytes, as_at: date = AS_AT):
    return read_annex_a(data, as_at=as_at)


def refused(number: int, *rows: dict) -> tuple[RefusedCell, ...]:
    return read(one_list(number, *rows)).refusals


def reason(number: int, row: dict) -> str:
    (cell,) = refused(number, row)
    return cell.reason


def test_a_good_row_of_each_list_is_read():
    data = book({f"List {n}": sheet(n, {}) for n in (9, 8, 7, 6)})
    annex = read(data)
    assert annex.lists_present == (6, 7, 8, 9)
    assert [row.list_no for row in annex.listed] == [6, 7, 8, 9]
    assert annex.case_numbers == {"F1"}
    assert annex.rows_read == {6: 1, 7: 1, 8: 1, 9: 1}
    assert not annex.refusals
    assert not annex.unknown_columns
    assert not annex.missing_columns
    assert [row.starts_on for row in annex.listed] == [date(2026, 1, 5)] * 3 + [None]
    assert annex.listed[0].facts.case_status == "child_in_need"
    assert annex.listed[3].facts.eligibility == "former_relevant"


def test_every_fact_of_a_child_in_care_is_typed():
    row = {
        "Date of Birth": date(2015, 6, 17),
        "Age of Child (Years)": 11,
        "Child's Legal Status": "C2: FCO",
        "Start date of current legal status": "01/02/2026",
        "Placement Type": "p) K2: Children’s Homes",
        "URN of Placement": 123456.0,
        "Placement Location": "b) Out",
        "Placement postcode": "ZZ99 3CZ",
        "Number of Placements in the Last 12 months": 2.0,
        "Allocated Team": " Alder  team ",
        "Allocated Worker": "Unallocated",
    }
    (child,) = read(one_list(8, row)).listed
    assert child.birth_month == date(2015, 6, 1)
    assert child.age_years == 11
    assert child.team == "Alder team"
    assert child.worker is None
    assert child.facts.legal_status == "C2"
    assert child.facts.legal_status_on == date(2026, 2, 1)
    assert child.facts.placement_type == "K2"
    assert child.facts.placement_urn == "123456"
    assert child.facts.placement_location == "out_of_area"
    assert child.facts.placements == 2
    assert "ZZ99" not in repr(child)


@pytest.mark.parametrize(
    ("number", "header", "code"),
    [
        (9, "Eligibility Category", "d) Eligible child"),
        (9, "Activity Status", "F4"),
        (9, "Activity Status", "P5"),
        (
            8,
            "Reason Ceased to be Looked After",
            "E17",
        ),
        (6, "Reason for Closure", "RC9"),
    ],
)
def test_codes_added_later_are_known(number, header, code):
    assert not refused(number, {header: code})


def test_renamed_and_reordered_columns_are_found_by_their_headers():
    names = ["worker ", "AGE", "Child Protection Plan End Date?", "DOB", "CP Plan Start Date"]
    names += ["Latest category of abuse", "  Child   Unique ID", "Was the child seen alone"]
    row = ["Fictional Worker", 4, "", "17/06/2022", "2026-01-05", "Neglect", 9.0, "Y"]
    (child,) = read(book({"7": [names, row]})).listed
    assert child.case_number == "9"
    assert child.birth_month == date(2022, 6, 1)
    assert child.worker == "Fictional Worker"
    assert child.starts_on == date(2026, 1, 5)
    assert child.facts.latest_category == "neglect"
    assert child.facts.seen_alone == "yes"


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(headers(7)))), st.integers(0, 5), st.integers(0, 3))
def test_neither_order_nor_titles_nor_empty_columns_change_what_is_read(order, above, left):
    rows = sheet(7, {"Allocated Team": "A"}, {"Child Unique ID": "F2"})
    moved = [[""] * left + [row[at] for at in order] for row in rows]
    titles = [["", "List 7: Child protection"], [], ["Date of run", "1 May 2026"]]
    placed = book({"Sheet9": [titles[0], *(titles * 2)[:above], *moved]})
    expected = [row._replace(row=0) for row in read(book({"List 7": rows})).listed]
    assert [row._replace(row=0) for row in read(placed).listed] == expected


def test_a_column_that_is_not_known_is_reported_and_one_missing_too():
    names = [*headers(6), "Favourite colour", ""]
    names.remove("Primary Need Code")
    annex = read(book({"List 6": sheet(6, {}, names=names)}))
    assert [(note.sheet, note.column) for note in annex.unknown_columns] == [
        ("List 6", "Favourite colour")
    ]
    assert [note.column for note in annex.missing_columns] == ["Primary Need Code"]
    assert annex.not_kept == ("Does the Child have a Disability", "Ethnicity", "Gender")


def test_wrong_sheet_names_are_refused_in_words():
    with pytest.raises(Refused, match=r"none of Annex A's lists 6, 7, 8 and 9.*“Tabelle1”"):
        read(book({"Tabelle1": [["x"]], "List 3": [["y"]]}))


def test_a_sheet_that_lacks_a_needed_column_is_not_read_and_the_others_are():
    names = [name for name in headers(7) if name != "Child Protection Plan Start Date"]
    annex = read(book({"List 7": sheet(7, {}, names=names), "List 6": sheet(6, {})}))
    assert annex.lists_present == (6,)
    assert annex.sheets_not_read[0].reason == (
        "List 7 needs the column “Child Protection Plan Start Date”."
    )


def test_two_columns_for_one_thing_or_two_sheets_for_one_list_are_refused():
    names = [*headers(6), "Team"]
    with pytest.raises(Refused, match="Two columns mean “Allocated Team”"):
        read(book({"List 6": sheet(6, {}, names=names)}))
    with pytest.raises(Refused, match="Two sheets are list 6"):
        read(book({"List 6": sheet(6, {}), "6": sheet(6, {})}))


def test_a_guidance_sheet_that_names_the_lists_is_not_taken_for_one():
    guidance = [["List 6: Children in Need"], ["Child Unique ID", "Number of each child"]]
    data = book({"Guidance": guidance, "List 6": sheet(6, {}), "Codes": [["List 7"], ["a) Yes"]]})
    annex = read(data)
    assert annex.lists_present == (6,)
    assert [note.sheet for note in annex.sheets_not_read] == ["Guidance", "Codes"]


def test_a_list_without_rows_is_present_and_empty():
    annex = read(book({"List 8": sheet(8)}))
    assert annex.lists_present == (8,)
    assert annex.listed == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"Date of Birth": "31/02/2020"}, "no such date"),
        ({"Date of Birth": date(1990, 1, 1)}, "older than 25"),
        ({"Date of Birth": date(2027, 3, 1)}, "after the date of the file"),
        ({"Date of Birth": date(2020, 3, 1), "Age of Child (Years)": -1}, "says unborn"),
        ({"Age of Child (Years)": 26}, "An age is between"),
        ({"Primary Need Code": "N77"}, "not one of the codes"),
        ({"CIN Start Date": date(2027, 1, 1)}, "after 22 November 2026"),
        ({"CIN Start Date": "01/02/26"}, "four digits"),
        ({"CIN Closure Date": date(2025, 12, 31)}, "before its start, 05/01/2026"),
        ({"Child Unique ID": ""}, "no number"),
        ({"Child Unique ID": "Ada Example"}, "never by name"),
        ({"Allocated Team": "x" * 500}, "longer than"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_cell_and_reason(row, words):
    (cell,) = refused(6, row)
    assert words in cell.reason
    assert (cell.sheet, cell.row, cell.column) == ("List 6", 2, next(iter(row)))


def test_every_bad_cell_of_a_row_is_listed_and_the_good_rows_stay():
    bad = {"Child Unique ID": "F2", "CIN Start Date": "soon", "Case status": "z)"}
    annex = read(one_list(6, {}, bad, {"Child Unique ID": "F3"}))
    assert [(cell.row, cell.column, cell.value) for cell in annex.refusals] == [
        (3, "CIN Start Date", "soon"),
        (3, "Case status", "z)"),
    ]
    assert [row.case_number for row in annex.listed] == ["F1", "F3"]
    assert [(row.list_no, row.row, row.case_number) for row in annex.refused_rows] == [(6, 3, "F2")]
    assert annex.rows_refused == {6: 1}


def test_the_same_number_twice_in_one_list_refuses_all_its_rows_however_it_is_held():
    annex = read(one_list(6, {"Child Unique ID": 7.0}, {}, {"Child Unique ID": " 7 "}))
    assert [row.case_number for row in annex.listed] == ["F1"]
    assert [(cell.row, cell.reason) for cell in annex.refusals] == [
        (2, "This child stands in this list twice: rows 2, 4."),
        (4, "This child stands in this list twice: rows 2, 4."),
    ]


def test_a_number_may_stand_in_two_lists():
    annex = read(book({"List 6": sheet(6, {}), "List 8": sheet(8, {})}))
    assert len(annex.listed) == 2


def test_an_unborn_child_has_no_age_and_perhaps_a_month_in_which_it_is_expected():
    unborn = {"Age of Child (Years)": -1}
    expected = {**unborn, "Child Unique ID": "F2", "Date of Birth": date(2027, 2, 14)}
    first, second = read(one_list(6, unborn, expected)).listed
    assert (first.unborn, first.birth_month, first.age_years) == (True, None, None)
    assert (second.unborn, second.birth_month, second.age_years) == (True, date(2027, 2, 1), None)


def test_a_care_leaver_of_twenty_five_is_a_child_too():
    row = {"Date of Birth": date(2001, 5, 3), "Age of Child (Years)": 25}
    (child,) = read(one_list(9, row)).listed
    assert child.age_years == 25


def test_an_age_without_a_birth_date_and_neither_are_both_read():
    first, second = read(one_list(6, {"Age of Child (Years)": 4}, {"Child Unique ID": "F2"})).listed
    assert (first.age_years, first.birth_month) == (4, None)
    assert (second.age_years, second.birth_month, second.unborn) == (None, None, False)


@given(st.dates(date(2001, 11, 23), AS_AT))
@settings(max_examples=20, deadline=None)
def test_a_birth_date_is_kept_to_the_month_and_no_day_is_left_anywhere(born):
    annex = read(one_list(6, {"Date of Birth": born}))
    (child,) = annex.listed
    assert child.birth_month == born.replace(day=1)
    whole = AS_AT.year - born.year - ((AS_AT.month, AS_AT.day) < (born.month, born.day))
    assert child.age_years == whole
    if born.day != 1:
        assert repr(born) not in repr(annex)


def test_a_postcode_is_shown_nowhere_even_in_a_refused_row():
    row = {"Placement Location": "ZZ99 3CZ", "Placement postcode": "ZZ99 3CZ", "Gender": "x"}
    row |= {"Allocated Team": "Alder ZZ99 3CZ"}
    annex = read(one_list(8, row))
    assert len(annex.refusals) == 2
    assert "ZZ99" not in repr(annex)
    assert "ZZ99" not in refusals_csv(annex.refusals)


def test_dates_may_be_text_numbers_or_date_cells():
    starts = ["05/01/2026", "2026-01-05", 46027, datetime(2026, 1, 5, 9), "46027"]
    rows = [{"Child Unique ID": f"F{n}", "CIN Start Date": s} for n, s in enumerate(starts)]
    annex = read(one_list(6, *rows))
    assert {row.starts_on for row in annex.listed} == {date(2026, 1, 5)}
    assert len(annex.listed) == len(starts)


def test_a_number_for_a_date_is_refused_where_days_count_from_1904():
    annex = read(one_list(6, {"CIN Start Date": 46027}, from_1904=True))
    assert "1904" in annex.refusals[0].reason
    assert read(one_list(6, {}, from_1904=True)).listed[0].starts_on == date(2026, 1, 5)


def test_a_formula_that_went_wrong_is_refused_and_not_taken_for_an_empty_cell():
    end = "Child Protection Plan End Date"
    written = one_list(7, {}, {"Child Unique ID": "F2", end: "#REF!"})
    computed = book({"Front": [["x"]], "List 7": sheet(7, {}, {"Child Unique ID": "F2"})})
    part = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(computed)) as archive:
        xml = archive.read(part)
    error = b'<c r="M3" t="e"><f>B1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    computed = repacked(computed, {part: xml.replace(b"</row></sheetData>", error)})
    for data, value in ((written, "#REF!"), (computed, "#DIV/0!")):
        (cell,) = read(data).refusals
        assert (cell.row, cell.column, cell.value) == (3, end, value)
        assert cell.reason == "This is an Excel error, not a value."


def test_true_and_one_are_not_confused():
    rows = [{"Was the Child Seen Alone?": True}]
    rows += [{"Child Unique ID": "F2", "Was the Child Seen Alone?": 1}]
    annex = read(one_list(7, *rows))
    assert [row.facts.seen_alone for row in annex.listed] == ["yes"]
    assert [cell.row for cell in annex.refusals] == [3]


def test_empty_rows_between_and_below_do_not_count():
    rows = sheet(6, {}, {"Child Unique ID": "F2"})
    annex = read(book({"List 6": [rows[0], [], rows[1], [" ", ""], rows[2], []]}))
    assert [row.row for row in annex.listed] == [3, 5]
    assert not annex.refusals


def test_the_refused_cells_as_csv_cannot_act_in_a_spreadsheet():
    cell = RefusedCell("List 6", 3, "Team", '=cmd()|"x"', "no")
    assert refusals_csv([cell]).splitlines()[1] == 'List 6,3,Team,"\'=cmd()|""x""",no'


def test_progress_is_told_from_nought_to_one():
    told = []
    data = book({"List 6": sheet(6, {}), "List 7": sheet(7, {})})
    read_annex_a(data, as_at=AS_AT, progress=lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert "Reading list 7" in [words for _, words in told]


def test_fifty_thousand_rows_are_read():
    names = ["Child Unique ID", "CIN Start Date", "Allocated Team", "Date of Birth"]
    rows = [[n, 46027, "A", 42000 + n % 3000] for n in range(1, 50_001)]
    annex = read(book({"List 6": [names, *rows]}))
    assert annex.rows_read == {6: 50_000}


def test_the_fictional_workbook_reads_without_a_refusal_and_is_always_the_same():
    data = fictional_annex_a(300, seed=7, as_at=AS_AT)
    assert data == fictional_annex_a(300, seed=7, as_at=AS_AT)
    annex = read(data)
    assert not annex.refusals
    assert not annex.unknown_columns
    assert not annex.missing_columns
    assert len(annex.case_numbers) == 300
    on_plan, in_care = ({r.case_number for r in annex.listed if r.list_no == n} for n in (7, 8))
    assert on_plan & in_care
    assert any(row.unborn for row in annex.listed)
    assert max(row.age_years or 0 for row in annex.listed) > 20


@given(st.integers(0, 40), st.integers(0, 5), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
@settings(max_examples=20, deadline=None)
def test_any_fictional_workbook_refuses_only_its_own_mistakes(children, faults, as_at):
    annex = read(fictional_annex_a(children, seed=children, as_at=as_at, faults=faults), as_at)
    in_need = sum(n for number, n in annex.rows_read.items() if number == 6)
    assert len(annex.refused_rows) == min(faults, in_need + len(annex.refused_rows))
    assert len(annex.refusals) == len(annex.refused_rows)


def test_the_day_after_the_files_date_is_named_in_the_refusal():
    assert "22 November 2026" in reason(6, {"CIN Start Date": AS_AT + timedelta(days=1)})


def test_a_column_may_be_named_in_the_old_way_or_the_new():
    assert header_of(9, "adviser") == "Allocated Personal Adviser"
    names = [*headers(9), "Allocated Personal Advisor", "Latest Date of Contact"]
    row = {"Allocated Personal Advisor": "Fictional", "Latest Date of Contact": "01/05/2026"}
    (child,) = read(book({"List 9": sheet(9, row, names=names)})).listed
    assert child.facts.adviser == "Fictional"
    assert child.facts.latest_contact_on == date(2026, 5, 1)
