"""Challenges from the command line: ladders installed from a file, notices sent once a day."""

import datetime as dt

import pytest

from qa import __main__ as qa
from qa.services import ladders
from tests.services import makers
from tests.services.challenge_world import challenge_world, draft, raised
from tests.services.test_challenge_drafts import TWO


@pytest.fixture
def w(sqlite_store, monkeypatch):
    monkeypatch.setenv("QA_NOW", makers.NOW.isoformat())
    return challenge_world()


def run(capsys, *arguments):
    """(status, what was said, what was said on standard error)."""
    status = qa.main([str(a) for a in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_ladder_is_installed_with_effect_from_a_day(w, capsys, tmp_path):
    file = tmp_path / "alerts.toml"
    file.write_text(TWO, encoding="utf-8-sig")
    status, out, _ = run(capsys, "ladders", "install", file, "--effective-from", "2026-11-09")
    assert status == 0
    assert "version 2 is installed. It is for challenges raised from 9 November 2026." in out
    found = ladders.listed(makers.actor(w.head.person_id, today=dt.date(2026, 11, 9)))
    assert [(each.ladder.version, each.in_force) for each in found][:2] == [(2, True), (1, False)]
    assert "Nothing changed" in run(capsys, "ladders", "install", file)[1]


def test_a_ladder_that_does_not_fit_is_refused_by_line(w, capsys, tmp_path):
    file = tmp_path / "alerts.toml"
    file.write_text(TWO.replace("limit = 10", "limit = 21"))
    status, _, err = run(capsys, "ladders", "install", file)
    assert status == 2
    assert "alerts.toml, line 10: the stages up to here take 21 working days" in err
    file.write_bytes(b"\xff\xfe\x00")
    assert "not a text file in UTF-8" in run(capsys, "ladders", "install", file)[2]
    assert "No such file" in run(capsys, "ladders", "install", tmp_path / "none.toml")[2]


def test_notices_are_counted_in_words_and_on_a_day_off_nothing_is_done(w, capsys, monkeypatch):
    raised(w)
    draft(w)
    assert run(capsys, "notify") == (
        0,
        "No mail server is set, so nothing was sent by e-mail.\n"
        "1 notice on the list for business support to send.\n",
        "",
    )
    monkeypatch.setenv("QA_NOW", "2026-11-07T10:00:00+00:00")
    assert "not a working day" in run(capsys, "notify")[1]
