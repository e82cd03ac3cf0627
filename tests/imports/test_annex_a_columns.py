import pytest

from qa.imports import annex_a_columns as columns
from qa.imports.annex_a_values import FACTS, Listed

SETS = sorted(columns._data()["codes"])


@pytest.mark.parametrize("name", SETS)
def test_no_spelling_means_two_codes(name):
    assert set(columns.code_words(name).values()) == set(columns.code_texts(name))


@pytest.mark.parametrize("number", columns.LISTS)
def test_every_column_has_a_place_in_the_values_and_a_header_of_its_own(number):
    annex = columns.annex_lists()[number]
    fields = {column.field for column in annex.columns}
    own = fields - set(Listed._fields)
    assert own == set(FACTS[number]._fields)
    keys = [key for column in annex.columns for key in column.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & columns.not_kept()
    assert all(column.codes in SETS for column in annex.columns if column.kind == "code")


@pytest.mark.parametrize(
    ("drifted", "official"),
    [
        ("LA In Touch ", "LA In Touch"),
        ("Date of Referral", "Date  of\nreferral"),
        ("Child’s Legal Status", "Child's Legal Status"),
        ("Was the Child Seen Alone", "Was the Child Seen Alone?"),
        ("UASC)", "UASC"),
        ("Subject to Order (Y/N)?", "Subject to Order"),
        ("Number of Episodes ‘Missing’", "Number of Episodes 'Missing'"),
        ("Child_Unique_ID", "child unique id"),
    ],
)
def test_headers_that_drift_are_still_the_same_header(drifted, official):
    assert columns.match_key(drifted) == columns.match_key(official)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List 6", 6),
        ("List 6: Children in Need", 6),
        ("LIST_7", 7),
        ("Annex A - List 8", 8),
        ("6", 6),
        ("09 leavers", 9),
        ("CIN", 6),
        ("Children in care", 8),
        ("List 10", 10),
        ("Sheet6", None),
        ("Front sheet", None),
        ("List 66", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_sheet_is_known_by_its_name(name, number):
    assert columns.sheet_number(name) == number


def test_a_date_above_the_headers_names_no_list():
    assert columns.title_number("7 November 2026") is None
    assert columns.title_number("List 7: Child protection") == 7


def test_a_code_has_words():
    assert columns.code_label("placement", "U4") == "Foster placement - long term"
    assert columns.code_label("category", "neglect") == "Neglect"
    assert columns.code_label("need", None) == ""
