import datetime as dt

import pytest

from qa.services import roster
from qa.services.roster_words import plan_words, report_words
from tests.imports.books import book, sheet
from tests.services.rosters import TODAY, actor, child, load, workbook

pytestmark = pytest.mark.usefixtures("sqlite_store")


def test_a_plan_says_what_is_new_what_is_refused_and_what_is_not_read():
    names = ["Child Unique ID", "CIN Start Date", "Gender", "Colour", "Allocated Team"]
    rows = sheet(
        6, child("F1", team="Alder"), child("F2", **{"CIN Start Date": "soon"}), names=names
    )
    data = book({"List 6": rows, "Notes": [["x"]]})
    words = plan_words(roster.preview(actor(), data, TODAY))
    assert words[0] == (
        "As at 22 November 2026: 1 new child, 0 children with changes, 0 unchanged."
    )
    assert words[1] == "List 6 (Children in Need): 1 row read, 1 row refused."
    text = " ".join(words)
    assert "1 team not known here" in text
    assert "Alder (1)" in text
    assert "Columns not known and not read: “Colour” (List 6)." in text
    assert "on purpose: Gender." in text
    assert "Columns missing: “Date of Birth” (List 6)" in text
    assert "Sheet “Notes” was not read." in text


def test_a_report_says_what_was_made_and_who_left():
    load(TODAY - dt.timedelta(days=9), seven=[child("F1"), child("F2")])
    words = report_words(load(seven=[child("F2", team="Alder", worker="Wanda Fictional")]))
    assert words[:-1] == [
        "Loaded as at 22 November 2026: 0 new children, 1 child with changes, 0 unchanged.",
        "List 7 (Child protection): 1 row read, 1 child no longer on it.",
        "1 team created.",
        "1 social worker added as a person without an account.",
    ]


def test_a_file_loaded_again_says_so():
    load(six=[child("F1")])
    again = load(six=[child("F1")])
    assert report_words(again)[0].startswith("This file changes nothing")
    plan = roster.preview(actor(), workbook(six=[child("F1")]), TODAY)
    assert plan_words(plan)[0].startswith("This file changes nothing")


def test_a_list_that_marks_nobody_says_why():
    load(seven=[child("F1"), child("F2")])
    words = " ".join(report_words(load(seven=[child("F1"), child("")])))
    assert "List 7 has a row without a readable number" in words
