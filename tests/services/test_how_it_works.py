import datetime as dt

import pytest

from db.engine import writing
from qa.domain import workflow
from qa.domain.actor import ROLES
from qa.domain.forms import form_text
from qa.domain.permissions import ACTS, READS
from qa.domain.settings import RULES
from qa.services import how_it_works, install
from tests.services.makers import NOW, START, TODAY, actor


@pytest.fixture
def installed(store):
    with writing() as session:
        install.install_released(session, START, NOW)


def test_every_act_and_every_grant_is_shown_with_its_condition():
    shown = [(role, row) for role in ROLES for row in how_it_works.may(role)[1]]
    granted = [(role, act.words) for act in ACTS.values() for role in act.grants]
    assert sorted((role, row[0]) for role, row in shown) == sorted(granted)
    assert all(row[1] for _role, row in shown)
    assert len(how_it_works.who_may()[1]) == len(ACTS)


def test_conflicts_stand_beside_the_act_they_forbid():
    rows = {row[0]: row[2] for row in how_it_works.may("practice_manager")[1]}
    assert "their own case" in rows["Moderate an audit, confirm an override"]
    assert rows["Export"] == how_it_works.NOT_GIVEN


def test_what_each_role_reads_is_the_agreed_matrix():
    assert dict(how_it_works.reads("administrator")[1])["History"] == (
        "who, what, when; never values"
    )
    for role in ROLES:
        assert len(how_it_works.reads(role)[1]) == len(READS)


@pytest.mark.parametrize("kind", workflow.MOVES)
def test_every_status_and_move_of_a_kind_is_shown(kind):
    assert any(workflow.MOVES[shown] is workflow.MOVES[kind] for shown in how_it_works.KINDS)
    assert len(how_it_works.statuses(kind)[1]) == len(workflow.STATUSES[kind])
    assert len(how_it_works.moves(kind)[1]) == len(workflow.MOVES[kind])
    assert all(all(cells) for cells in how_it_works.moves(kind)[1])


def test_time_limits_are_those_in_force_with_their_sources(installed):
    groups = how_it_works.time_limits(actor(1, "iro"))
    rows = [row for _header, found in groups.values() for row in found]
    filed = next(row for row in rows if row[0] == "Copy filed on the child's record")
    assert filed[2:] == ("2 working days", "Local", "Local time limit")
    assert all(all(row) for row in rows)


def test_forms_are_shown_with_their_questions_and_which_is_in_force(installed):
    [audit] = [v for v in how_it_works.forms(actor(1)) if v.form.name == "case_file_audit"]
    assert audit.in_force
    assert audit.title.endswith("in force since 5 January 2026")
    header, rows = audit.questions()
    assert len(rows) == len(audit.form.questions) > 40
    assert all(len(row) == len(header) for row in rows)


def test_a_version_to_come_is_not_in_force_yet(installed):
    later = form_text("case_file_audit", "1").replace('version = "1"', 'version = "2"', 1)
    admin = actor(0, "administrator")
    install.install_form(admin, later, "v2", TODAY + dt.timedelta(days=30))
    audits = [v for v in how_it_works.forms(admin) if v.form.name == "case_file_audit"]
    assert [(v.number, v.in_force) for v in audits] == [(2, False), (1, True)]


def test_settings_show_their_values_and_keep_what_could_be_misused(store):
    for role, count in (("administrator", len(RULES)), ("iro", len(RULES) - 2)):
        rows = how_it_works.settings_table(actor(1, role))[1]
        assert len(rows) == count
        assert all(value for _words, value in rows)
    shown = dict(rows)
    assert shown["Signed out after this long without use"] == "30 minutes"
    assert shown["Share of other audits drawn for moderation"] == "20%"


def test_every_measure_is_shown():
    assert all(len(row) == 4 and all(row) for row in how_it_works.measures()[1])
