"""The analysts' files: coded, harmless in a spreadsheet, without restricted children."""

import csv
import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import Answer, Check, Child
from qa.domain.actor import command_line
from qa.domain.refusals import Refused
from qa.services import export
from tests.services.makers import actor, entries

NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 5)
ACTOR = command_line(NOW, TODAY)


def rows(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_audit_answer_and_action_is_there_once(demo_store, tmp_path):
    done = {e.path.name: e.rows for e in export.export(ACTOR, tmp_path)}
    audits, answers = rows(tmp_path, "audits.csv"), rows(tmp_path, "answers.csv")
    assert len(audits) == done["audits.csv"] and len({a["id"] for a in audits}) == len(audits)
    assert len({(a["audit_id"], a["question"]) for a in answers}) == len(answers)
    assert {a["audit_id"] for a in rows(tmp_path, "actions.csv")} <= {a["id"] for a in audits}
    assert list(done) == list(export.FILES)


def test_what_people_wrote_leaves_only_when_asked_for(demo_store, tmp_path):
    export.export(ACTOR, tmp_path / "a")
    assert "Fictional" not in (tmp_path / "a" / "answers.csv").read_text("utf-8-sig")
    assert {r["value"] for r in rows(tmp_path / "a", "answers.csv") if r["question"] == "Z2"} == {
        ""
    }
    assert any(r["value"] == "Y" for r in rows(tmp_path / "a", "answers.csv"))
    export.export(ACTOR, tmp_path / "b", with_text=True)
    assert "Fictional" in (tmp_path / "b" / "answers.csv").read_text("utf-8-sig")
    assert "text" in rows(tmp_path / "b", "actions.csv")[0]


def test_a_formula_is_neutralised(demo_store, tmp_path):
    with writing() as session:
        answer = session.query(Answer).filter_by(question="Z2").first()
        answer.value = "=cmd()"
    export.export(ACTOR, tmp_path, with_text=True)
    assert "'=cmd()" in {r["value"] for r in rows(tmp_path, "answers.csv")}


def test_a_restricted_child_is_left_out_everywhere(demo_store, tmp_path):
    with writing() as session:
        closed = session.query(Check).filter_by(status="closed", kind="case_audit")
        check = closed.order_by(Check.id).first()
        child = session.get(Child, check.child_id)
        child.restricted_at = NOW
        ids = {str(i) for (i,) in session.query(Check.id).filter_by(child_id=child.id)}
        number = child.case_number
    export.export(ACTOR, tmp_path)
    assert number not in {r["case_number"] for r in rows(tmp_path, "audits.csv")}
    assert not ids & {r["audit_id"] for r in rows(tmp_path, "answers.csv")}
    assert not ids & {r["audit_id"] for r in rows(tmp_path, "actions.csv")}


def test_a_draft_gives_no_answers(demo_store, tmp_path):
    export.export(ACTOR, tmp_path)
    with reading() as session:
        drafts = {str(i) for (i,) in session.query(Check.id).filter_by(status="in_progress")}
    assert not drafts & {r["audit_id"] for r in rows(tmp_path, "answers.csv")}


def test_an_export_is_on_the_trail_with_its_counts(demo_store, tmp_path):
    done = export.export(ACTOR, tmp_path)
    (entry,) = entries("export")
    assert entry.payload["files"]["audits.csv"] == done[0].rows


def test_who_may_not_export_is_refused(store, tmp_path):
    with pytest.raises(Refused, match="exports"):
        export.export(actor(1, "administrator"), tmp_path)


def test_a_folder_that_cannot_be_written_is_a_sentence(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="file"):
        export.export(ACTOR, tmp_path / "file" / "out")
