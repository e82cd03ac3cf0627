"""What was typed and not sent: exactly as typed, its person's alone, and not for ever."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.engine import reading, writing
from db.models import Child, RoleAssignment, Setting, TrailEntry, Unsent
from qa.domain.refusals import Refused, Stale
from qa.services import restrictions, unsent
from tests.services import filling, makers
from tests.services.challenge_world import challenge_world, raised

ANYTHING = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


@pytest.fixture
def w(store):
    return challenge_world()


@pytest.fixture
def me(store):
    return makers.holder("Ida Iro", "iro")


def keep(actor, text, version=0, place="person:1", field="answer/text"):
    return unsent.keep(actor, place, field, text, typed_on_version=version)


def texts(actor, place="person:1"):
    return {field: each.text for field, each in unsent.kept(actor, place).items()}


def rows():
    with reading() as session:
        return session.query(Unsent).count()


def test_a_text_is_kept_and_comes_back_with_when_and_its_version(me):
    assert keep(me, "Seen on Tuesday") == 1
    assert keep(me, "Seen on Wednesday", 1) == 2
    found = unsent.kept(me, "person:1")["answer/text"]
    assert found == unsent.Kept("Seen on Wednesday", me.now, 2, 0)
    assert texts(me, "person:2") == {}


@pytest.mark.parametrize(
    "typed", ["x\n" * 10_000, "الطفل 👩‍👩‍👧 \u202e=1+1 <b>", " spaces around \n\n", "y" * 100_000]
)
def test_any_text_comes_back_as_typed(me, typed):
    keep(me, typed)
    assert texts(me) == {"answer/text": typed}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING.filter(str.strip), ANYTHING.filter(str.strip))
def test_whatever_is_typed_comes_back_exactly(sqlite_store, first, then):
    me = makers.holder("Ida Iro", "iro")
    assert keep(me, then, keep(me, first)) == 2
    assert texts(me) == {"answer/text": then}


def test_a_text_over_the_limit_of_any_text_is_refused_in_words(me):
    with pytest.raises(Refused, match="over the limit of 100,000"):
        keep(me, "x" * 100_001)


def test_another_window_is_not_written_over_and_is_offered(me):
    keep(me, "From the other window")
    with pytest.raises(Stale, match="in another window") as stale:
        keep(me, "From this one")
    assert (stale.value.theirs.text, stale.value.version) == ("From the other window", 1)
    assert keep(me, "From this one", stale.value.version) == 2


def test_nobody_else_reads_it_not_even_who_covers(me):
    keep(me, "Mine")
    cover = makers.holder("Cory Cover", "iro", covering={me.person_id})
    head = makers.holder("Hed Head", "head_of_service")
    assert texts(cover) == texts(head) == {}
    assert keep(cover, "Theirs") == 1
    assert texts(me) == {"answer/text": "Mine"}


def test_without_a_role_today_nothing_is_kept(store):
    nobody = makers.holder("No Body")
    with pytest.raises(Refused, match="no role today"):
        keep(nobody, "Anything")


def test_who_is_signed_out_saves_nothing_and_is_told_so(store):
    draft = filling.draft()
    late = draft.actor()
    object.__setattr__(late, "now", late.now + dt.timedelta(hours=12))
    with pytest.raises(Refused, match="signed out"):
        keep(late, "Too late")


def test_what_was_sent_is_emptied_and_its_box_has_a_new_turn(me):
    keep(me, "Sent", field="answer/text")
    keep(me, "Dee Director", field="answer/name")
    unsent.clear(me, "person:1", {"answer/text": 1, "answer/name": 1})
    found = unsent.kept(me, "person:1")
    assert {(each.text, each.version, each.turn) for each in found.values()} == {("", 2, 1)}
    assert keep(me, "The next one", 2) == 3


def test_a_newer_text_of_another_window_outlives_the_sending(me):
    keep(me, "Sent")
    keep(me, "Typed since", 1)
    unsent.clear(me, "person:1", {"answer/text": 1})
    assert texts(me) == {"answer/text": "Typed since"}


def test_the_trail_never_hears_of_it(me):
    keep(me, "A secret")
    unsent.clear(me, "person:1", {"answer/text": 1})
    with reading() as session:
        assert session.query(TrailEntry).count() == 0


def test_what_is_older_than_the_setting_is_removed(me):
    keep(me, "Old")
    later = makers.actor(me.person_id, "iro")
    object.__setattr__(later, "now", me.now + dt.timedelta(days=31))
    keep(later, "New", field="judge/text")
    assert unsent.tidy(later) == 1
    assert texts(me) == {"judge/text": "New"}
    makers.made(Setting(key="unsent_kept_days", value="1", from_on=makers.START, set_at=me.now))
    object.__setattr__(later, "now", later.now + dt.timedelta(days=2))
    assert unsent.tidy(later) == 1
    assert rows() == 0


def test_it_goes_with_the_sight_of_the_record(w):
    made = raised(w)
    for who in (w.iro, w.boss):
        keep(who, "About the girl", place=f"challenge:{made}")
    keep(w.iro, "Not about a record", place="person:1")
    assert unsent.tidy(w.manager) == 0
    child = makers.row(Child, w.girl)
    restrictions.restrict(w.manager, w.girl, [w.manager.person_id, w.iro.person_id], "Family",
                          child.version)  # fmt: skip
    assert unsent.tidy(w.manager) == 1
    assert texts(w.iro, f"challenge:{made}") == {"answer/text": "About the girl"}
    assert texts(w.boss, f"challenge:{made}") == {}


def test_it_goes_with_the_role(w):
    keep(w.iro, "About the girl", place=f"child:{w.girl}")
    with reading() as session:
        held = session.query(RoleAssignment).filter_by(person_id=w.iro.person_id).one()
    end = dt.timedelta(days=1)
    with writing() as session:
        session.get(RoleAssignment, held.id).to_on = w.manager.today - end
    assert unsent.tidy(w.manager) == 1
