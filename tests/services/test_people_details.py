"""What administrators keep about people."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import select

from db.engine import reading
from db.models import TrailEntry
from qa.domain.actor import Actor, RoleHeld
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import people, people_details
from qa.services.people_details import Details
from tests.accounts import make_account

NOW = dt.datetime(2026, 11, 5, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def admin(store):
    person_id, _account = make_account("ada", "administrator", name="Ada Admin")
    return Actor(person_id, "Ada Admin", frozenset({RoleHeld("administrator")}), NOW, NOW.date())


@pytest.fixture
def bina(admin):
    return make_account("bina", "iro", name="Bina Shah")[0]


def test_a_persons_details_are_changed_and_the_change_is_in_the_trail(admin, bina):
    kept, version = people_details.details(admin, bina)
    new = dataclasses.replace(
        kept, job_title=" IRO ", full_time_equivalent=0.6, line_manager_id=admin.person_id
    )
    people_details.change(admin, bina, new, version)
    now_kept, now_version = people_details.details(admin, bina)
    assert (now_kept.job_title, now_kept.full_time_equivalent) == ("IRO", 0.6)
    assert now_version == version + 1
    people_details.change(admin, bina, now_kept, now_version)
    with reading() as session:
        (entry,) = session.scalars(select(TrailEntry)).all()
    assert entry.payload["job_title"] == ["", "IRO"]
    assert entry.payload["line_manager_id"] == [None, admin.person_id]
    assert "name" not in entry.payload


def test_a_change_typed_on_an_older_version_is_refused_with_what_is_kept(admin, bina):
    kept, version = people_details.details(admin, bina)
    people_details.change(admin, bina, dataclasses.replace(kept, job_title="Chair"), version)
    with pytest.raises(Stale, match="Somebody else changed Bina Shah") as stale:
        people_details.change(admin, bina, dataclasses.replace(kept, job_title="IRO"), version)
    assert stale.value.theirs.job_title == "Chair"


def test_nobody_is_in_their_own_line_management(admin, bina):
    cal, _account = make_account("cal", name="Cal Doe")
    for person, manager in ((cal, bina), (bina, admin.person_id)):
        kept, version = people_details.details(admin, person)
        new = dataclasses.replace(kept, line_manager_id=manager)
        people_details.change(admin, person, new, version)
    for person, manager in ((bina, cal), (bina, bina), (admin.person_id, cal)):
        kept, version = people_details.details(admin, person)
        with pytest.raises(Refused, match="own line management"):
            people_details.change(
                admin, person, dataclasses.replace(kept, line_manager_id=manager), version
            )


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (Details(" "), "name"),
        (Details("B", full_time_equivalent=0), "share of full time"),
        (Details("B", full_time_equivalent=1.5), "share of full time"),
        (Details("B", full_time_equivalent=float("nan")), "share of full time"),
        (Details("B", line_manager_id=99_999), "no such person"),
    ],
)
def test_details_that_cannot_be_are_refused_in_words(admin, bina, new, says):
    with pytest.raises(Refused, match=says):
        people_details.change(admin, bina, new, 1)


def test_people_are_found_by_parts_of_their_names(admin, bina):
    make_account("cal", name="Cal 100% Doe")
    assert people_details.find(admin, "sha BIN", 1, 20)[1][0].id == bina
    assert people_details.find(admin, "100%", 1, 20)[0] == 1
    assert people_details.find(admin, "", 2, 2)[0] == 3
    assert len(people_details.find(admin, "", 2, 2)[1]) == 1
    assert people_details.find(admin, "nobody at all", 1, 20) == (0, [])


def test_who_has_left_is_no_longer_offered(admin, bina):
    kept, version = people_details.details(admin, bina)
    assert [one.name for one in people.with_role("iro", on=NOW.date())] == ["Bina Shah"]
    gone = dataclasses.replace(kept, left_on=NOW.date() - dt.timedelta(days=1))
    people_details.change(admin, bina, gone, version)
    assert people.with_role("iro", on=NOW.date()) == []
    assert people_details.managers(admin, admin.person_id) == []


def test_only_administrators_keep_people(admin, bina):
    other = Actor(bina, "Bina", frozenset({RoleHeld("practice_manager")}), NOW, NOW.date())
    for use in (
        lambda: people_details.find(other, "", 1, 20),
        lambda: people_details.details(other, bina),
        lambda: people_details.managers(other, bina),
        lambda: people_details.change(other, bina, Details("B"), 1),
    ):
        with pytest.raises(Refused, match="Administrators keep accounts"):
            use()
    with pytest.raises(NotFound):
        people_details.details(admin, 99_999)


def test_names_are_read_by_id(admin, bina):
    assert people.names([bina, 99_999]) == {bina: "Bina Shah"}
    assert [one.label for one in people.without_account()] == []
