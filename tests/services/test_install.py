"""Installed versions: put in once, frozen, and refused with the line and the reason."""

import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import InstalledVersion
from qa.domain.actor import Actor, RoleHeld, command_line
from qa.domain.forms import form_text
from qa.domain.refusals import NotFound, Refused
from qa.services import install

ON = dt.date(2026, 11, 2)
AT = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
ACTOR = command_line(AT, ON)
AUDIT = form_text("case_file_audit", "1")


@pytest.fixture
def installed(store):
    with writing() as session:
        return install.install_released(session, ON, AT)


def test_everything_that_ships_is_installed_once(installed):
    assert "case_file_audit version 1" in installed
    assert "timescales version 1" in installed
    with writing() as session:
        assert install.install_released(session, ON) == []


def test_an_installed_version_with_another_content_is_refused_in_words(installed):
    with writing() as session:
        session.query(InstalledVersion).filter_by(name="cp_midway").update({"digest": "0" * 64})
    with pytest.raises(Refused, match=r"cp_midway .* never changes"), writing() as session:
        install.install_released(session, ON, AT)


def test_the_form_in_force_is_parsed_once_and_given_with_its_id(installed):
    with reading() as session:
        number, form = install.form_in_force(session, "case_file_audit", ON)
        assert form.name == "case_file_audit"
        assert install.form(session, number) is form


def test_before_its_day_a_form_is_not_in_force(installed):
    with reading() as session, pytest.raises(Refused, match="python -m qa init"):
        install.form_in_force(session, "case_file_audit", ON - dt.timedelta(days=1))


def test_a_form_that_does_not_exist_is_not_found(installed):
    with reading() as session, pytest.raises(NotFound):
        install.form(session, 10_000)


def test_an_installed_text_that_was_changed_behind_our_back_is_refused(installed):
    with writing() as session:
        row = session.query(InstalledVersion).filter_by(name="cp_midway").one()
        row.body, row.digest = row.body.replace("?", "!"), "f" * 64
        kept = row.id
    with reading() as session, pytest.raises(Refused, match="changed after it was installed"):
        install.form(session, kept)


def test_the_time_limits_in_force_come_with_their_version(installed):
    with reading() as session:
        version, rules = install.rules_in_force(session, ON)
    assert version == "2"
    assert rules["AU01"].limit == 15


def test_a_later_version_is_installed_beside_the_one_that_old_records_keep(store):
    with writing() as session:
        install.install_released(session, ON, AT)
        session.query(InstalledVersion).filter_by(name="timescales", number=2).delete()
    later = ON + dt.timedelta(40)
    with writing() as session:
        assert install.install_released(session, later) == ["timescales version 2"]
    with reading() as session:
        assert install.rules_in_force(session, later - dt.timedelta(1))[0] == "1"
        assert install.rules_in_force(session, later)[0] == "2"


def test_a_clock_that_began_before_the_first_version_uses_the_first(installed):
    with reading() as session:
        assert install.rules_in_force(session, dt.date(2019, 3, 1))[0] == "2"


def test_without_time_limits_the_command_that_installs_them_is_named(store):
    with reading() as session, pytest.raises(Refused, match="python -m qa init"):
        install.rules_in_force(session, ON)


def test_time_limits_changed_behind_our_back_are_refused(installed):
    with writing() as session:
        row = session.query(InstalledVersion).filter_by(name="timescales", number=2).one()
        row.body, row.digest = row.body.replace("limit = 15", "limit = 50"), "e" * 64
    with reading() as session, pytest.raises(Refused, match="changed after they were installed"):
        install.rules_in_force(session, ON)


def test_a_councils_next_version_is_installed_and_takes_effect_on_its_day(installed):
    text = AUDIT.replace('version = "1"', 'version = "2"')
    later = dt.date(2027, 1, 4)
    assert "version 2 is installed" in install.install_form(ACTOR, text, "ours.toml", later)
    assert "Nothing changed" in install.install_form(ACTOR, text, "ours.toml", later)
    with reading() as session:
        assert install.form_in_force(session, "case_file_audit", ON)[1].version == "1"
        assert install.form_in_force(session, "case_file_audit", later)[1].version == "2"


def test_a_changed_released_version_is_refused_with_its_line(installed):
    text = AUDIT.replace("Overall grade", "Overall mark")
    with pytest.raises(Refused, match=r'ours\.toml, line 4: version 1 is released .*"2"'):
        install.install_form(ACTOR, text, "ours.toml", ON)


def test_a_version_that_skips_a_number_is_refused(installed):
    text = AUDIT.replace('version = "1"', 'version = "7"')
    with pytest.raises(Refused, match="not the next one"):
        install.install_form(ACTOR, text, "ours.toml", ON)


def test_a_question_that_changes_its_type_is_refused_with_its_line(installed):
    text = AUDIT.replace('version = "1"', 'version = "2"')
    text = text.replace('type = "date"', 'type = "month"')
    with pytest.raises(Refused, match=r"line \d+: Z6 was of type date in version 1"):
        install.install_form(ACTOR, text, "ours.toml", ON)


def test_an_unknown_type_is_refused_with_its_line(installed):
    text = AUDIT.replace('type = "date"', 'type = "mood"')
    with pytest.raises(Refused, match=r"ours\.toml, line \d+: "):
        install.install_form(ACTOR, text, "ours.toml", ON)


def test_a_version_does_not_begin_in_the_past(installed):
    with pytest.raises(Refused, match="today or later"):
        install.install_form(ACTOR, AUDIT, "ours.toml", ON - dt.timedelta(days=1))


def test_only_an_administrator_installs_forms(installed):
    nobody = Actor(1, "A", frozenset({RoleHeld("iro")}), AT, ON)
    with pytest.raises(Refused, match="Administrators"):
        install.install_form(nobody, AUDIT, "ours.toml", ON)
