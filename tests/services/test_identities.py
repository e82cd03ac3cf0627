import pytest

from db.models import Action, Check, Child
from qa.domain.children import Filter
from qa.domain.refusals import NotFound, Refused
from qa.services import child_page, children, identities, restrictions, trail
from tests.services.makers import action, actor, child, finished, holder, person, row

pytestmark = pytest.mark.usefixtures("limits")


@pytest.fixture
def pm(store):
    return holder("Manager", "practice_manager")


def test_two_numbers_merge_with_their_records_and_part_again(pm):
    kept, other, auditor = child("NEW"), child("OLD"), person("Auditor")
    audit = finished(other, auditor)
    task = action(auditor, auditor, child_id=other)
    assert identities.merge(pm, kept, " OLD ", "Same child, two referrals", 1) == other
    assert (row(Check, audit).child_id, row(Action, task).child_id) == (kept, kept)
    assert [r.case_number for r in children.listed(pm, Filter(show="all")).rows] == ["NEW"]
    assert [r.case_number for r in children.listed(pm, Filter("old", show="all")).rows] == ["NEW"]
    later = finished(kept, auditor)
    page = child_page.opened(pm, kept)
    assert page.merged == ((other, "OLD"),)
    assert len(page.checks) == 2
    identities.undo(pm, kept, other, "They are cousins", page.version)
    assert (row(Check, audit).child_id, row(Check, later).child_id) == (other, kept)
    assert row(Action, task).child_id == other
    assert children.listed(pm, Filter(show="all")).total == 2
    assert trail.verify().holds


def test_a_number_that_was_merged_is_no_child_of_its_own(pm):
    kept, other = child("NEW"), child("OLD")
    identities.merge(pm, kept, "OLD", "Same", 1)
    with pytest.raises(NotFound):
        child_page.opened(pm, other)
    with pytest.raises(NotFound):
        identities.merge(pm, child("THIRD"), "OLD", "Same", 1)


@pytest.mark.parametrize("number", ["NEW", "NOBODY", "", "HIDDEN"])
def test_what_cannot_be_merged_is_refused(pm, number):
    kept, hidden = child("NEW"), child("HIDDEN")
    keeper = holder("Keeper", "head_of_service")
    restrictions.restrict(keeper, hidden, [keeper.person_id], "Why", 1)
    with pytest.raises(Refused):
        identities.merge(pm, kept, number, "Same", 1)


def test_a_restricted_child_merges_only_with_one_restricted_to_the_same_people(pm):
    kept, other = child("NEW"), child("OLD")
    restrictions.restrict(pm, other, [pm.person_id], "Why", 1)
    with pytest.raises(Refused, match="Restrict the other"):
        identities.merge(pm, kept, "OLD", "Same", 1)
    restrictions.restrict(pm, kept, [pm.person_id, person("Other")], "Why", 1)
    with pytest.raises(Refused, match="different people"):
        identities.merge(pm, kept, "OLD", "Same", 2)


def test_a_number_with_others_merged_into_it_is_not_merged_further(pm):
    first, second = child("A"), child("B")
    child("C")
    identities.merge(pm, second, "C", "Same", 1)
    with pytest.raises(Refused, match="Undo that first"):
        identities.merge(pm, first, "B", "Same", 1)


def test_brothers_and_sisters_are_joined_across_groups_and_parted(pm):
    ids = {n: child(n) for n in "ABCD"}
    identities.join_siblings(pm, ["A", "B"])
    identities.join_siblings(pm, ["C", "D"])
    assert identities.join_siblings(pm, ["B", "C"]) == 4
    assert [n for _id, n in child_page.opened(pm, ids["A"]).siblings] == ["B", "C", "D"]
    for n in "ABC":
        identities.part_siblings(pm, ids[n])
    assert [row(Child, i).sibling_group_id for i in ids.values()] == [None] * 4 or (
        row(Child, ids["D"]).sibling_group_id is None
    )
    with pytest.raises(Refused, match="No brothers or sisters"):
        identities.part_siblings(pm, ids["D"])


def test_brothers_and_sisters_are_shown_within_scope_only(pm):
    first, second = child("A"), child("B")
    identities.join_siblings(pm, ["A", "B"])
    restrictions.restrict(pm, second, [pm.person_id], "Why", 2)
    assert child_page.opened(holder("Other", "practice_manager"), first).siblings == ()


@pytest.mark.parametrize("given", [[], ["A"], ["A", "A "], ["A", "NOBODY"]])
def test_a_group_takes_two_known_children(pm, given):
    child("A")
    with pytest.raises(Refused):
        identities.join_siblings(pm, given)


def test_other_roles_cannot_merge(store):
    with pytest.raises(Refused):
        identities.merge(actor(person("X"), "business_support"), child("A"), "B", "Same", 1)
