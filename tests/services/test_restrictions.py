import pytest

from db.models import Child
from qa.domain.children import Filter
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import child_page, children, restrictions
from tests.services.makers import NOW, account, actor, child, entries, holder, person, row


@pytest.fixture
def pm(store):
    return holder("Manager", "practice_manager")


def test_a_restricted_child_is_seen_by_those_named_only_until_it_is_lifted(pm):
    child_id, named = child("C1"), holder("Named", "head_of_service")
    stranger = holder("Stranger", "head_of_service")
    restrictions.restrict(pm, child_id, [pm.person_id, named.person_id], "Staff family", 1)
    for reader, seen in ((pm, 1), (named, 1), (stranger, 0)):
        assert children.listed(reader, Filter(show="all")).total == seen
    page = child_page.opened(named, child_id)
    assert page.restricted_reason == "Staff family"
    assert {name for _id, name in page.named} == {"Manager", "Named"}
    with pytest.raises(NotFound):
        restrictions.lift(stranger, child_id, "No", page.version)
    restrictions.lift(named, child_id, "Moved away", page.version)
    assert children.listed(stranger, Filter(show="all")).total == 1
    assert [entry.act for entry in entries() if entry.act != "open"] == [
        "restrict",
        "lift_restriction",
    ]


def test_who_restricts_names_themself_and_a_reason(pm):
    child_id = child("C1")
    with pytest.raises(Refused, match="Name yourself too"):
        restrictions.restrict(pm, child_id, [person("Other")], "Why", 1)
    with pytest.raises(Refused, match="Say why"):
        restrictions.restrict(pm, child_id, [pm.person_id], "  ", 1)
    assert row(Child, child_id).restricted_at is None


@pytest.mark.parametrize(
    "role", ["iro", "team_manager", "business_support", "administrator", "reg44_visitor"]
)
def test_other_roles_cannot_restrict_or_hold(store, role):
    other, child_id = actor(person("Other"), role), child("C1")
    with pytest.raises(Refused, match="restrict a child"):
        restrictions.restrict(other, child_id, [other.person_id], "Why", 1)
    with pytest.raises(Refused, match="restrict a child"):
        restrictions.hold(other, child_id, "Court", 1)


def test_a_change_on_an_older_page_is_refused_with_who_and_when(pm):
    child_id = child("C1")
    restrictions.hold(pm, child_id, "Court", 1)
    with pytest.raises(Stale, match=r"Manager changed it on 5 November 2026 at 14:02"):
        restrictions.hold(pm, child_id, "Other", 1)
    assert row(Child, child_id).legal_hold_reason == "Court"


def test_a_legal_hold_has_a_reason_and_can_be_ended(pm):
    child_id = child("C1")
    with pytest.raises(Refused, match="Say why"):
        restrictions.hold(pm, child_id, " ", 1)
    restrictions.hold(pm, child_id, "Court of inquiry", 1)
    restrictions.end_hold(pm, child_id, 2)
    with pytest.raises(Refused, match="not on legal hold"):
        restrictions.end_hold(pm, child_id, 3)
    assert row(Child, child_id).legal_hold_reason is None
    assert [entry.act for entry in entries()] == ["hold", "end_hold"]


def test_only_those_whose_role_reads_children_can_be_named(sqlite_store):
    people = {
        role: holder(role, role)
        for role in ("head_of_service", "iro", "reg44_visitor", "administrator")
    }
    both, gone = holder("both", "administrator", "team_manager"), holder("gone", "iro")
    for each in (*people.values(), both, holder("nothing"), gone):
        account(each.person_id, disabled_at=NOW if each is gone else None)
    holder("no account", "iro")
    found = [each.name for each in restrictions.nameable(people["head_of_service"])]
    assert found == ["both", "head_of_service", "iro"]
    with pytest.raises(Refused):
        restrictions.nameable(people["iro"])
