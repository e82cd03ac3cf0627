import datetime as dt

import pytest

from db.engine import writing
from db.models import Child, RoleAssignment
from qa.domain.refusals import Refused
from qa.services import trail
from qa.services.roster_allocations import load_allocations
from tests.services import makers
from tests.services.rosters import TODAY, actor, child, links, load

pytestmark = pytest.mark.usefixtures("store")
SINCE = dt.date(2026, 10, 1)


def allocate(text: str):
    return load_allocations(actor(), text.encode())


@pytest.fixture
def people():
    load(SINCE, six=[child("F1", worker="Wanda Fictional"), child("F2")], who=actor(today=SINCE))
    return {name: makers.person(name) for name in ("Ira Fictional", "Iris Fictional")}


def test_links_are_set_by_name_or_username_from_their_day(people):
    makers.account(people["Iris Fictional"])
    makers.made(RoleAssignment(person_id=people["Iris Fictional"], role="iro", from_on=SINCE))
    username = f"user{people['Iris Fictional']}"
    text = f"Case number,IRO,From\nF1,ira fictional,05/10/2026\nF2,{username},\n"
    report = allocate(text)
    assert (report.changed, report.unchanged, report.refusals) == (2, 0, ())
    assert links("F1")[-1] == ("Ira Fictional", dt.date(2026, 10, 5), None)
    assert links("F2") == [("Iris Fictional", TODAY, None)]


def test_somebody_with_an_account_but_without_the_role_is_refused(people):
    makers.account(people["Iris Fictional"])
    report = allocate("Case number,IRO\nF1,Iris Fictional\n")
    assert [c.reason for c in report.refusals] == [
        "Does not hold the role of IRO, chair or auditor."
    ]


def test_the_link_before_ends_the_day_before(people):
    allocate("Case number,Social worker\nF1,Ira Fictional\n")
    assert links("F1") == [
        ("Wanda Fictional", SINCE, TODAY - dt.timedelta(days=1)),
        ("Ira Fictional", TODAY, None),
    ]


def test_the_same_file_twice_changes_nothing(people):
    text = "Case number,IRO,Team manager\nF1,Ira Fictional,Iris Fictional\n"
    assert allocate(text).changed == 2
    entries = len(makers.entries())
    again = allocate(text)
    assert (again.changed, again.unchanged) == (0, 2)
    assert len(makers.entries()) == entries


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("F9,Ira Fictional,", "Case number", "no such child"),
        ("F1,Nobody Known,", "IRO or chair", "Nobody of this name"),
        ("F1,Two Fictional,", "IRO or chair", "More than one person"),
        ("F3,Ira Fictional,", "Case number", "no such child"),
    ],
)
def test_a_row_that_cannot_be_linked_is_refused_whole_and_the_others_are_linked(
    people, line, column, words
):
    makers.person("Two Fictional")
    makers.person("Two Fictional")
    hidden = makers.child("F3")
    with writing() as session:
        session.get(Child, hidden).restricted_at = makers.NOW
    report = allocate(f"Case number,IRO,From\n{line}\nF2,Iris Fictional,\n")
    (cell,) = report.refusals
    assert (cell.row, cell.column) == (2, column)
    assert words in cell.reason
    assert links("F2") == [("Iris Fictional", TODAY, None)]


def test_a_link_that_begins_later_is_not_written_over(people):
    makers.link(makers.child("F5"), "iro", people["Ira Fictional"], TODAY)
    report = allocate("Case number,IRO,From\nF5,Iris Fictional,01/11/2026\n")
    assert "from 1 November 2026 or later already" in report.refusals[0].reason
    assert links("F5") == [("Ira Fictional", TODAY, None)]


def test_every_child_whose_links_change_is_on_the_trail(people):
    allocate("Case number,IRO\nF1,Ira Fictional\nF2,Ira Fictional\n")
    first, second, whole = makers.entries("link")
    assert first.payload["iro"] == second.payload["iro"] == [None, "Ira Fictional"]
    assert (whole.noun, whole.payload) == ("roster", {"links": 2, "children": 2})
    assert trail.verify().holds


def test_only_those_who_keep_the_register_may(people):
    with pytest.raises(Refused, match="keep the register"):
        load_allocations(actor("administrator"), b"Case number,IRO\nF1,Ira Fictional\n")


def test_what_was_done_is_said_in_words(people):
    report = allocate("Case number,IRO,Colour\nF1,Ira Fictional,blue\nF9,Ira Fictional,red\n")
    assert report.words == [
        "1 link recorded, 0 as they were.",
        "1 row refused.",
        "Columns not known and not read: Colour.",
    ]
