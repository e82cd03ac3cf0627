"""Settings with effect from a day; closure days."""

import dataclasses
import datetime as dt

import pytest

from db.engine import reading
from qa.domain.refusals import Refused
from qa.services import clocks, closure_days, settings
from tests.services import makers

TODAY = makers.TODAY


@pytest.fixture
def admin(store):
    return makers.holder("Ada", "administrator")


def test_a_setting_nobody_changed_has_its_default(admin):
    assert settings.current(TODAY)["moderation_share"] == 0.2


def test_a_setting_takes_effect_on_its_day_and_not_before(admin):
    settings.put(admin, "moderation_share", "0.5", TODAY + dt.timedelta(7))
    assert settings.current(TODAY)["moderation_share"] == 0.2
    assert settings.current(TODAY + dt.timedelta(7))["moderation_share"] == 0.5


@pytest.mark.parametrize(
    ("key", "text", "on", "sentence"),
    [
        ("moderation_share", "a fifth", TODAY, "enter a number"),
        ("moderation_share", "7", TODAY, "from 0 to 1"),
        ("moderation_share", "nan", TODAY, "from 0 to 1"),
        ("session_idle_minutes", "1", TODAY, "from 5 to 120"),
        ("no_such_setting", "1", TODAY, "no such setting"),
        ("session_idle_minutes", "20", TODAY - dt.timedelta(1), "today or later"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_in_words(admin, key, text, on, sentence):
    with pytest.raises(Refused, match=sentence):
        settings.put(admin, key, text, on)


def test_only_administrators_change_settings(store):
    with pytest.raises(Refused, match="Administrators"):
        settings.put(makers.holder("Pm", "practice_manager"), "moderation_share", "1", TODAY)


def test_a_closure_day_is_no_working_day_from_then_on(admin):
    before = _due(admin)
    assert closure_days.add(admin, TODAY + dt.timedelta(1), TODAY + dt.timedelta(1), "Move") == 1
    assert (_due(admin) - before).days == 3  # over a weekend


def _due(actor):
    from db.engine import writing
    from qa.services import install

    with writing() as session:
        install.install_released(session, makers.START, makers.NOW)
    with reading() as session:
        return clocks.limit(session, "AC01", actor.today, actor.today)[0].on


def test_closure_days_lie_ahead_and_are_taken_back_only_before_they_come(admin):
    with pytest.raises(Refused, match="lies ahead"):
        closure_days.add(admin, TODAY - dt.timedelta(1), TODAY, "Too late")
    with pytest.raises(Refused, match="calendar ends"):
        closure_days.add(admin, dt.date(2029, 1, 1), dt.date(2029, 1, 2), "Too far")
    closure_days.add(admin, TODAY + dt.timedelta(1), TODAY + dt.timedelta(2), "Move")
    later = dataclasses.replace(admin, today=TODAY + dt.timedelta(1))
    (last, first) = closure_days.listed()
    with pytest.raises(Refused, match="not come yet"):
        closure_days.remove(later, first.id)
    closure_days.remove(later, last.id)
    assert [d.on for d in closure_days.listed()] == [first.on]
