import pytest

from db.engine import reading
from db.models import Review
from qa.services import install
from tests.pages.conftest import open_page
from tests.pages.reading import html, press, words
from tests.services import makers
from tests.services.rosters import TODAY
from tests.services.test_care_history import files, looked_after, register

TODAY_TEXT = "2026-11-22T10:00:00+00:00"
EPISODES = ["F1 05/01/2026 S C2"]


@pytest.fixture
def clerk(sqlite_store, signed_in, monkeypatch):
    monkeypatch.setenv("QA_NOW", TODAY_TEXT)
    with makers.writing() as session:
        install.install_released(session, TODAY)
    return signed_in("business_support", name="Sam Support")


def said(screen) -> str:
    return words(screen).replace("\\", "")


def upload(given: dict[str, bytes]):
    screen = open_page("load_care_history")
    chosen = [(name, data, "text/csv") for name, data in given.items()]
    screen.file_uploader(key="care-files").set_value(chosen)
    return press(screen.run(), "Check the files")


def test_nothing_is_there_before_the_first_load(clerk):
    screen = open_page("load_care_history")
    assert "No care history has been loaded yet." in said(screen)
    [button] = [each for each in screen.button if each.label == "Check the files"]
    assert button.disabled


def test_files_are_checked_first_then_loaded_and_listed(clerk):
    looked_after("F1")
    given = files(EPISODES, ["F1 29/01/2026 PN1", "F1 2026-04-28 PN1", "F9 29/01/2026 PN1"])
    screen = upload(given)
    assert not screen.exception
    assert "1 new review, 1 new episode, 1 child with changes" in said(screen)
    assert "Refused: 2 rows" in said(screen) and "begins with the year" in html(screen)
    assert "1 child not on the children list here" in said(screen)
    assert register() == []
    screen = press(screen, "Load the care history")
    assert "Loaded as at 22 November 2026: 1 new review" in said(screen)
    assert "Sam Support" in html(screen) and len(register()) == 1


def test_what_the_files_contradict_is_taken_only_when_chosen(clerk):
    child_id = looked_after("F1")
    makers.made(
        Review(
            child_id=child_id, kind="cla_review", met_on=TODAY.replace(day=2), participation="PN2",
            source="hand", recorded_at=clerk.now,
        )
    )  # fmt: skip
    given = files(EPISODES, ["F1 02/11/2026 PN1"])
    press(upload(given), "Load the care history")
    assert register()[0][1] == "PN2"
    screen = upload(given)
    assert "How the child took part (1)" in said(screen)
    assert not [each for each in screen.button if each.label == "Load the care history"]
    screen.checkbox(key="care-all-participation").check()
    press(screen.run(), "Load the care history")
    with reading() as session:
        assert session.query(Review).one().participation == "PN1"


def test_a_file_that_is_not_one_of_ours_is_refused_in_words(clerk):
    screen = upload({"x.csv": b"a,b\n1,2\n"})
    assert "not a file that is read here" in screen.error[0].value
    assert not screen.exception


def test_another_day_has_to_be_checked_again(clerk):
    looked_after("F1")
    screen = upload(files(EPISODES))
    screen.date_input(key="care-as-at").set_value(TODAY.replace(day=1)).run()
    assert "What would happen" not in said(screen)
