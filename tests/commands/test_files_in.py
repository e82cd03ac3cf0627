"""Importing from the command line: what is said, the status, and the list of what was refused."""

import csv
import datetime as dt

import pytest

from db.engine import reading
from db.models import Child, ChildPerson
from qa import __main__ as qa
from tests.services.makers import child, person

NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
HEADER = (
    "Child Unique ID",
    "Date of Birth",
    "Allocated Team",
    "Allocated Worker",
    "CIN Start Date",
)


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch, sqlite_store):
    monkeypatch.setenv("QA_NOW", NOW.isoformat())


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook with a list of children in need."""
    import xlsxwriter

    def write(*rows):
        path = tmp_path / "annex-a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("List 6")
            for at, row in enumerate([HEADER, *rows]):
                sheet.write_row(at, 0, row)
        return path

    return write


def run(capsys, *arguments):
    status = qa.main([str(a) for a in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def children():
    with reading() as session:
        return {c.case_number for c in session.query(Child)}


GOOD = ("A1", "01/03/2015", "Alder", "Worker 1", "01/02/2026")
BAD = ("A2", "01/03/2015", "Alder", "Worker 1", "31/02/2026")


def test_good_rows_load_and_a_refused_row_leaves_status_1_and_a_list(capsys, workbook, tmp_path):
    file = workbook(GOOD, BAD)
    refused = tmp_path / "refused.csv"
    status, out, _ = run(capsys, "import", "annex-a", file, "--create-teams", "--refused", refused)
    assert status == 1 and "Refused: " in out and children() == {"A1"}
    with refused.open(encoding="utf-8-sig", newline="") as lines:
        assert "31/02/2026" in next(csv.DictReader(lines)).values()


def test_a_dry_run_writes_nothing_and_names_the_new_team(capsys, workbook):
    file = workbook(GOOD)
    status, out, _ = run(capsys, "import", "annex-a", file, "--dry-run")
    assert status == 0 and "dry run" in out and "Team not known: Alder" in out
    assert children() == set()


def test_when_many_leave_a_list_it_has_to_be_said_twice(capsys, workbook):
    rows = [(f"A{n}", "01/03/2015", "", "Worker 1", "01/02/2026") for n in range(20)]
    assert run(capsys, "import", "annex-a", workbook(*rows), "--as-at", "2026-11-01")[0] == 0
    status, _, err = run(capsys, "import", "annex-a", workbook(*rows[:5]))
    assert status == 2 and "--yes" in err
    assert run(capsys, "import", "annex-a", workbook(*rows[:5]), "--yes")[0] == 0


@pytest.mark.parametrize("words", ["annex-a", "allocations"])
def test_a_file_that_is_not_there_or_not_readable_is_a_sentence(capsys, tmp_path, words):
    status, _, err = run(capsys, "import", words, tmp_path / "none")
    assert status == 2 and "No such file" in err
    (tmp_path / "rubbish").write_bytes(b"\x00\x01rubbish")
    status, _, err = run(capsys, "import", words, tmp_path / "rubbish")
    assert status == 2 and "Traceback" not in err and err.strip()


def test_allocations_link_children_and_refuse_who_is_not_known(capsys, tmp_path):
    child("A1"), person("Ira Fictional")
    file = tmp_path / "allocations.csv"
    file.write_text("Case number,IRO\nA1,Ira Fictional\nA2,Ira Fictional\n")
    status, out, _ = run(capsys, "import", "allocations", file)
    assert status == 1 and "1 link recorded" in out and "Refused: CSV, row 3" in out
    with reading() as session:
        assert session.query(ChildPerson).filter_by(part="iro").count() == 1
