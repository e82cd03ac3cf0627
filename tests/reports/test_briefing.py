"""The briefing of the monitor and the record of a challenge, reopened as Word opens them."""

import dataclasses
import re
from types import SimpleNamespace

import pytest

from qa.domain.refusals import Refused
from qa.reports import page_fit
from qa.reports.briefing import _left_out
from qa.reports.briefing_tables import NAMES, Part, fitted
from qa.services import challenge_documents as documents
from qa.services import challenges, monitor
from tests.reports.opened import check_accessible, everything, headings, opened, section
from tests.services import makers
from tests.services.challenge_world import at, challenge_world, draft, raised, v
from tests.services.test_monitor import LATER, PERIOD, w

__all__ = ["w"]
pytestmark = pytest.mark.usefixtures("sqlite_store")


@pytest.fixture
def store(sqlite_store):
    return sqlite_store


def briefing(world, **about):
    return documents.briefing_word(at(world.head, LATER), PERIOD, **about)


def test_the_briefing_names_the_calls_of_today_and_why(w):
    name, data = briefing(w)
    assert name == "escalations-2026-11-16.docx"
    document = opened(data)
    calls = section(document, "Who must act today")
    assert str(w.late) in calls
    assert "no answer by" in calls
    assert "3 challenges are open: 0 critically overdue, 2 overdue" in everything(document)
    assert "Northgate" in section(document, "Where")
    assert f"Call {w.head.name}, Head of service" in calls
    assert "yourself" not in calls


def test_every_chart_of_the_briefing_is_said_in_words(w):
    document = opened(briefing(w)[1])
    pictures = document.inline_shapes
    assert len(pictures) == 4
    assert all(p._inline.docPr.get("descr").strip() for p in pictures)


def test_the_briefing_has_two_pages_by_its_break(w):
    text = [p for p in opened(briefing(w)[1]).paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in text] == ["How it is going"]


def test_for_publication_there_are_tables_without_small_numbers_and_nobody_is_named(w):
    name, data = briefing(w, for_publication=True)
    assert name == "escalations-for-publication-2026-11-16.docx"
    check_accessible(data, "Escalations briefing, for publication")
    document = opened(data)
    assert not document.inline_shapes
    words = everything(document)
    for hidden in ("1001", "Ira", "Who must act today", w.head.name, "Downloaded by"):
        assert hidden not in words
    [section_] = document.sections
    foot = "".join(each.text for each in section_.footer.paragraphs)
    assert "Made on 16 November 2026" in foot
    assert w.head.name not in foot + document.core_properties.author
    cells = {
        cell.text for table in document.tables for row in table.rows[1:] for cell in row.cells[1:]
    }
    assert {cell for cell in cells if not re.fullmatch(r"\d+", cell)} <= {
        "not given", "none", "–", "As usual",
    }  # fmt: skip
    assert not [cell for cell in cells if cell.isdigit() and 0 < int(cell) < 5]


def test_for_publication_every_chart_is_a_table(w):
    document = opened(briefing(w, for_publication=True)[1])
    titles = [words for _, words in headings(document)]
    assert titles[1:] == [*NAMES.values()]


def test_why_time_to_resolve_counts_others_than_stage_reached_is_said(w):
    said = section(opened(briefing(w, for_publication=True)[1]), NAMES["challenge_days"])
    assert "Counted by the day they became formal; stage reached, by the day raised." in said


def part(name, rows):
    return Part(name, NAMES[name], ("Name", "One", "Two"), tuple(rows))


def test_tables_too_long_for_two_pages_are_cut_and_say_so():
    months = [(f"Month {n}", "10", "20") for n in range(40)]
    quarters = [*((f"Quarter {n}", "10", "20") for n in range(8)), ("All", "80", "160")]
    found = [part("challenge_lateness", months), part("challenge_in_time", quarters)]
    assert fitted(found, 99, 9, 0.2) == found
    late, in_time = fitted(found, 14, 9, 0.2)
    assert (late.rows[-1], in_time.rows[-1]) == (months[-1], quarters[-1])
    assert late.note == f"The latest {len(late.rows)} of 40 are listed."
    assert sum(each.height_cm(9, 0.2) for each in (late, in_time)) <= 14
    shortest = fitted(found, 0, 9, 0.2)
    assert [len(each.rows) for each in shortest] == [4, 5]
    assert shortest[1].note == "The latest 4 of 8 are listed; All counts every one."


def test_words_take_more_height_the_narrower_and_longer_they_are():
    words = "The answer was due and nobody gave it. " * 5
    assert page_fit.lines(words, 4, 9) > page_fit.lines(words, 8, 9) > 1
    assert page_fit.lines("", 4, 9) == 1
    row = page_fit.row_cm(("a", words), (1, 1), 9)
    assert row > page_fit.row_cm(("a", "b"), (1, 1), 9)


def test_of_many_teams_with_long_names_the_most_pressing_stay_on_the_first_page(w, monkeypatch):
    found = monitor.monitor(at(w.head, LATER), PERIOD)
    name = "Upper Penistone Family Safeguarding and Permanence Team"
    teams = tuple(
        dataclasses.replace(found.teams[0], team=f"{name} {n:02d}", open=n + 1) for n in range(40)
    )
    many = dataclasses.replace(found, teams=teams, themes=((name, 9, 9, 9),) * 30)
    monkeypatch.setattr(monitor, "monitor", lambda *_: many)
    document = opened(briefing(w)[1])
    [table] = [each for each in document.tables if each.rows[0].cells[0].text == "Team"]
    listed = [row.cells[0].text for row in table.rows[1:]]
    assert listed == [team.team for team in teams[-len(listed) :]]
    assert 5 < len(listed) < 25
    assert f"{40 - len(listed)} more teams on the screen" in section(document, "Where")


def test_only_who_may_export_has_a_briefing(w):
    with pytest.raises(Refused):
        documents.briefing_word(at(w.iro2, LATER), PERIOD)


def test_the_record_is_a_timeline_that_can_be_filed(w):
    name, data = documents.challenge_word(at(w.head, LATER), w.up)
    assert name == f"challenge-{w.up}-2026-11-16.docx"
    titles = [words for _, words in headings(opened(data))]
    check_accessible(data, titles[0])
    assert {"About this record", "What happened", "Stages so far"} <= set(titles)
    timeline = section(opened(data), "What happened")
    assert "It cannot wait" in timeline
    assert "No visit for nine weeks." in everything(opened(data))


def test_the_record_says_who_has_it_with_cafcass_what_was_passed_over_and_last_its_ladder(w):
    challenges.refer_to_cafcass(w.iro, w.up, v(w.up), "Drift")
    document = opened(documents.challenge_word(at(w.head, LATER), w.up)[1])
    [about] = [t for t in document.tables if t.rows[1].cells[0].text in ("Child", "Children")]
    rows = [(row.cells[0].text, row.cells[1].text) for row in about.rows]
    assert ("Cafcass", "With Cafcass since 5 November 2026") in rows
    assert rows[-1] == ("Ladder", "Challenges, version 1")
    stages = section(document, "Stages so far")
    assert "No answer. Ended on 5 November 2026, when it went to Stage 2" in stages


def test_the_raiser_has_the_record_to_file_it(w):
    assert documents.challenge_word(at(w.iro, LATER), w.late)[1]


def test_text_of_any_kind_is_in_the_record_as_it_was_written(sqlite_store):
    world = challenge_world()
    strange = "=cmd|'/C calc'!A0 <w:p/> \u05e9\u05dc\u05d5\u05dd \x00 & quotes"
    made = draft(world)
    from qa.services import challenge_drafts

    challenge_drafts.save(world.iro, made, "wanted", strange, "A visit, and a worker who stays.")
    challenge_drafts.submit(world.iro, made, 1)
    said = everything(opened(documents.challenge_word(world.iro, made)[1]))
    assert "=cmd|'/C calc'!A0 <w:p/>" in said


def test_a_draft_and_whoever_reads_dates_only_have_no_record(sqlite_store):
    world = challenge_world()
    made = draft(world)
    with pytest.raises(Refused, match="Raise or share it first"):
        documents.challenge_word(world.iro, made)
    other = raised(world, kind="formal")
    challenges.pause(world.iro, other, v(other), "In hospital")
    support = makers.holder("Sue Support", "business_support")
    with pytest.raises(Refused):
        documents.challenge_word(support, other)
    assert documents.challenge_word(dataclasses.replace(world.iro), other)[1]


def test_the_table_of_teams_names_its_period_and_the_teams_it_has_no_room_for(w):
    document = opened(briefing(w)[1])
    [table] = [each for each in document.tables if each.rows[0].cells[0].text == "Team"]
    assert table.rows[0].cells[-1].text == "Raised in the period, per 100 children"
    few = [SimpleNamespace(team="Alder", open=3), SimpleNamespace(team="Birch", open=1)]
    assert _left_out(few) == "Open in teams that are not listed here: Alder 3 and Birch 1."
