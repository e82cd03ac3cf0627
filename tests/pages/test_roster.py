import pytest

from db.engine import reading
from db.models import Account
from qa.services import demo, roster_sample
from tests.imports.books import book
from tests.pages.conftest import open_page
from tests.pages.reading import links, press, words
from tests.services import makers
from tests.services.rosters import NOW, TODAY, actor, child, known, load, workbook
from tests.services.rosters import links as linked

TODAY_TEXT = "2026-11-22T10:00:00+00:00"


@pytest.fixture
def clerk(sqlite_store, signed_in, monkeypatch):
    monkeypatch.setenv("QA_NOW", TODAY_TEXT)
    return signed_in("business_support", name="Sam Support")


def said(screen) -> str:
    """What the screen says, as people read it."""
    return words(screen).replace("\\", "")


def upload(data: bytes, name: str = "annex a.xlsx"):
    screen = open_page("roster")
    screen.file_uploader(key="roster-file").set_value((name, data, "application/octet-stream"))
    return press(screen.run(), "Check the file")


def test_the_file_is_checked_first_and_nothing_is_written(clerk):
    screen = upload(workbook(six=[child("F1", team="Alder"), child("F2", **{"Case status": "z"})]))
    assert not screen.exception
    for sentence in (
        "1 new child, 0 children with changes",
        "Refused: 1 row",
        "New children (1)",
        "Teams not known (1)",
    ):
        assert sentence in said(screen)
    with pytest.raises(Exception, match="No row"):
        known("F1")


def test_the_children_are_loaded_with_new_teams_only_when_ticked(clerk):
    screen = upload(workbook(six=[child("F1", team="Alder")]))
    screen.checkbox(key="roster-create").check()
    screen = press(screen.run(), "Load the children")
    assert "Loaded as at 22 November 2026: 1 new child" in said(screen)
    assert "1 team created." in said(screen)
    assert "No IRO" in links(screen)
    assert known("F1").updated_as_at == TODAY


def test_many_leaving_at_once_have_to_be_confirmed(clerk):
    load(seven=[child("F1"), child("F2")])
    screen = upload(workbook(seven=[child("F1")]))
    assert "1 child of 2 on list 7" in screen.warning[0].value
    [button] = [each for each in screen.button if each.label == "Load the children"]
    assert button.disabled
    screen.checkbox(key="roster-confirm").check()
    screen = press(screen.run(), "Load the children")
    assert "1 child no longer on it" in said(screen)


def test_another_day_or_file_has_to_be_checked_again(clerk):
    screen = upload(workbook(six=[child("F1")]))
    screen.date_input(key="roster-as-at").set_value(TODAY.replace(day=1)).run()
    assert "What would happen" not in said(screen)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Child Unique ID,Gender\n", "This is a text or CSV file"),
        (book({"Sheet1": [["x"]]}), "holds none of Annex A's lists"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(clerk, data, sentence):
    screen = upload(data)
    assert sentence in screen.error[0].value
    assert not screen.exception


def test_names_from_the_file_are_shown_as_they_are_and_do_nothing(clerk):
    screen = upload(workbook(six=[child("F1", team="<script>alert(1)</script> **bold**")]))
    assert "\\<script\\>" in words(screen)
    assert "\\*\\*bold" in screen.checkbox(key="roster-create").label


def test_the_fictional_workbook_of_the_demonstration_loads_as_it_is(
    sqlite_store, signed_in, monkeypatch
):
    monkeypatch.setenv("QA_NOW", TODAY_TEXT)
    demo.load(demo.Size(50), NOW, TODAY)
    with reading() as session:
        support = session.query(Account).filter_by(username="support").one().id
    signed_in(account_id=support)
    screen = upload(roster_sample.workbook_to_try(actor()))
    assert not screen.warning
    screen = press(screen, "Load the children")
    assert "Loaded as at 22 November 2026" in said(screen)


def test_allocations_come_from_a_csv_file(clerk):
    load(six=[child("F1"), child("F2")])
    makers.person("Ira Fictional")
    text = "Case number,IRO\nF1,Ira Fictional\nF2,Nobody Known\n"
    screen = open_page("roster")
    screen.file_uploader(key="allocation-file").set_value(("a.csv", text.encode(), "text/csv"))
    screen = press(screen.run(), "Record the allocations")
    assert "1 link recorded" in said(screen)
    assert "1 row refused" in said(screen)
    assert linked("F1")[-1][0] == "Ira Fictional"


def test_an_administrator_imports_but_sets_no_allocations(sqlite_store, signed_in):
    signed_in("administrator")
    screen = open_page("roster")
    assert not screen.exception
    assert len(screen.file_uploader) == 1


def test_an_iro_is_told_whose_screen_it_is(sqlite_store, signed_in):
    signed_in("iro")
    screen = open_page("roster")
    assert "is not open to you" in screen.title[0].value
