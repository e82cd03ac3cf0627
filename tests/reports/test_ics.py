"""The calendar file, read back by a parser that is not ours."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from qa.reports.ics import Event, calendar_file

MADE = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
EVENT = Event(
    uid="cla_review-7-20261209@quality-assurance",
    on=dt.date(2027, 1, 11),
    summary="Statutory review due: child 1234 (20 working days)",
    description=(
        "Due Monday 11 January 2027: 20 working days from 9 December 2026; 25 and 28 December "
        "and 1 January not counted; CPPCR 2010 reg 33(1)"
    ),
    category="Statutory review",
    address="https://qa.example.gov.uk/children?id=7",
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


def read(made: bytes) -> list:
    return Calendar.from_ical(made).walk("VEVENT")


def test_a_due_date_is_an_all_day_event_with_its_sentence():
    [event] = read(calendar_file([EVENT], "My due dates", MADE))
    assert event["DTSTART"].dt == dt.date(2027, 1, 11)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt == dt.date(2027, 1, 12)
    assert event["SUMMARY"] == EVENT.summary
    assert event["DESCRIPTION"] == EVENT.description
    assert event["URL"] == EVENT.address
    assert event["UID"] == EVENT.uid
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == MADE
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")


def test_the_file_says_which_version_of_the_format_it_is_and_who_made_it():
    made = Calendar.from_ical(calendar_file([], "My due dates", MADE))
    assert made["VERSION"] == "2.0"
    assert made["PRODID"]
    assert made["METHOD"] == "PUBLISH"


def test_a_later_file_replaces_the_event_of_an_earlier_one():
    later = MADE + dt.timedelta(days=1)
    [first], [second] = (read(calendar_file([EVENT], "", at)) for at in (MADE, later))
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < 2**31
    assert first["DTSTAMP"].dt < second["DTSTAMP"].dt


@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_no_line_is_longer_than_75_octets_and_every_word_comes_back(pairs):
    events = [Event(f"u{n}", EVENT.on, s, d, "x") for n, (s, d) in enumerate(pairs)]
    made = calendar_file(events, "Due", MADE)
    lines = made.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [(str(e["SUMMARY"]), str(e["DESCRIPTION"])) for e in read(made)] == pairs


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_end_in_a_text_is_kept_as_one_and_adds_no_line_of_its_own(line_end):
    sly = f"Due{line_end}END:VEVENT{line_end}BEGIN:VEVENT"
    [event] = read(calendar_file([Event("u", EVENT.on, sly, "d;,\\", "x")], "", MADE))
    assert str(event["SUMMARY"]) == "Due\nEND:VEVENT\nBEGIN:VEVENT"
    assert str(event["DESCRIPTION"]) == "d;,\\"


def test_a_control_character_never_reaches_the_file():
    made = calendar_file([Event("u", EVENT.on, "a\x00b\x0bc\x7f", "d", "x")], "", MADE)
    assert b"SUMMARY:abc\r\n" in made
