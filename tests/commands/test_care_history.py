"""Care history from the command line."""

import csv

import pytest

from qa import __main__ as qa
from qa.services import install
from tests.services import makers
from tests.services.rosters import NOW, TODAY
from tests.services.test_care_history import files, looked_after, register


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch, sqlite_store):
    monkeypatch.setenv("QA_NOW", NOW.isoformat())
    with makers.writing() as session:
        install.install_released(session, TODAY)


def run(capsys, *arguments):
    status = qa.main(["import", "care-history", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def written(tmp_path, **lines):
    for name, data in files(**lines).items():
        (tmp_path / name).write_bytes(data)
    return sorted(tmp_path.glob("*.csv"))


def test_a_dry_run_writes_nothing_and_a_load_says_what_it_did(capsys, tmp_path):
    looked_after("F1")
    given = written(tmp_path, episodes=["F1 05/01/2026 S C2"], reviews=["F1 29/01/2026 PN1"])
    status, out, _ = run(capsys, *given, "--dry-run")
    assert status == 0 and "dry run" in out and register() == []
    status, out, _ = run(capsys, *given)
    assert status == 0 and "Loaded as at 22 November 2026: 1 new review" in out
    assert len(register()) == 1


def test_refused_rows_leave_status_1_and_a_list(capsys, tmp_path):
    looked_after("F1")
    given = written(tmp_path, reviews=["F1 29/01/2026 PN1", "F1 2026-04-28 PN1"])
    status, out, _ = run(capsys, *given, "--refused", tmp_path / "refused.txt")
    assert status == 1 and "Refused: Reviews, row 3, REVIEW" in out
    with (tmp_path / "refused.txt").open(encoding="utf-8-sig", newline="") as lines:
        assert "2026-04-28" in next(csv.DictReader(lines)).values()


def test_contradictions_are_listed_and_taken_when_asked(capsys, tmp_path):
    looked_after("F1", "12/01/2026")
    given = written(tmp_path, episodes=["F1 05/01/2026 S C2"])
    _, out, _ = run(capsys, *given)
    assert "F1: here Began 12 January 2026; in the file Began 5 January 2026" in out
    _, out, _ = run(capsys, *given, "--take", "care_start")
    assert "The files are believed in 1 contradiction." in out


def test_a_file_that_is_not_there_is_a_sentence(capsys, tmp_path):
    status, _, err = run(capsys, tmp_path / "none.csv")
    assert status == 2 and "No such file" in err
