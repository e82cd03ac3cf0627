import datetime as dt

import numpy as np
import pytest

from qa.domain.refusals import Refused
from qa.domain.timescale_files import load_rules
from qa.domain.timescales import RuleBook, due, limit_words, midway, on_time_until
from qa.services.calendar import calendar
from tests.domain.calendars import ENGLAND

RULE = """version = 1

[[rule]]
id = "AU01"
group = "Audits"
event = "Audit submitted"
clock_start = "Audit allocated"
limit = 15
unit = "working_days"
status = "local"
source = "Local time limit"
"""
NO_CLOCK = RULE.replace('limit = 15\nunit = "working_days"', 'runs = false\nlimit_words = "soon"')


def rule(**changes):
    text = RULE
    for key, value in changes.items():
        kept = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
        text = "\n".join([*kept, f"{key} = {value}"])
    return load_rules(text, "a file")["AU01"]


@pytest.mark.parametrize(
    ("changes", "start", "sentence"),
    [
        (
            {"limit": 20, "source": '"IRO Handbook 6.2"'},
            dt.date(2026, 12, 9),
            "Due Monday 11 January 2027: 20 working days from 9 December 2026; "
            "25 and 28 December and 1 January not counted; IRO Handbook 6.2",
        ),
        (
            {"limit": 5, "direction": '"before"'},
            dt.date(2026, 12, 29),
            "Due Friday 18 December 2026: 5 working days before 29 December 2026; "
            "25 and 28 December not counted; local time limit",
        ),
        (
            {"limit": 1},
            dt.date(2026, 11, 21),
            "Due Monday 23 November 2026: 1 working day from 21 November 2026; "
            "Saturday 21 November 2026 is not a working day; local time limit",
        ),
        (
            {"limit": 3, "unit": '"months"'},
            dt.date(2026, 11, 30),
            "Due Sunday 28 February 2027: 3 months from 30 November 2026; "
            "February 2027 ends on the 28th; local time limit",
        ),
        (
            {"limit": 6, "unit": '"weeks"'},
            dt.date(2026, 11, 2),
            "Due Monday 14 December 2026: 6 weeks from 2 November 2026; local time limit",
        ),
        (
            {"limit": 0},
            dt.date(2026, 11, 3),
            "Due Tuesday 3 November 2026: the same day, 3 November 2026; local time limit",
        ),
    ],
)
def test_a_due_date_explains_itself_in_one_sentence(changes, start, sentence):
    assert due(rule(**changes), start, ENGLAND).explanation == sentence


def test_a_due_date_carries_its_rule_and_version():
    found = due(rule(), dt.date(2026, 11, 2), ENGLAND)
    assert (found.on, found.rule_id, found.rule_version) == (dt.date(2026, 11, 23), "AU01", "1")


def test_a_rule_for_guidance_has_no_date_and_says_so():
    guidance = load_rules(NO_CLOCK, "a file")["AU01"]
    with pytest.raises(Refused, match=r"has no date of its own: soon \(Local time limit\)"):
        due(guidance, dt.date(2026, 11, 2), ENGLAND)
    assert limit_words(guidance) == "soon"


def test_limits_are_said_in_words():
    assert limit_words(rule()) == "15 working days"
    assert limit_words(rule(limit=1, unit='"months"')) == "1 month"
    assert limit_words(rule(direction='"before"')) == "15 working days before"
    assert limit_words(rule(limit=0)) == "the same day"


HALF_WAY = {"limit": 0, "unit": '"midpoint"', "source": '"IRO Handbook chapter 3"'}


def test_a_midway_review_is_due_half_way_and_says_until_when_it_is_on_time():
    found = midway(rule(**HALF_WAY), dt.date(2026, 12, 9), dt.date(2027, 2, 19), ENGLAND, 10)
    assert found.explanation == (
        "Due Thursday 14 January 2027: half way between the review of 9 December 2026 and the "
        "next one due 19 February 2027; on time up to 28 January 2027, 10 working days later; "
        "IRO Handbook chapter 3"
    )
    assert (found.on, found.start) == (dt.date(2027, 1, 14), dt.date(2026, 12, 9))


def test_a_midway_review_says_which_days_its_tolerance_leaves_out():
    start, until = dt.date(2026, 5, 29), dt.date(2026, 11, 29)
    found = midway(rule(**HALF_WAY), start, until, calendar(), 10)
    assert found.explanation == (
        "Due Saturday 29 August 2026: half way between the review of 29 May 2026 and the next one "
        "due 29 November 2026; on time up to 14 September 2026, 10 working days later; Saturday "
        "29 August 2026 is not a working day; 31 August not counted; IRO Handbook chapter 3"
    )


def test_a_midway_review_of_a_conference_without_tolerance_is_one_shorter_sentence():
    changes = {**HALF_WAY, "source": '"Local duty"'}
    start, until = dt.date(2026, 12, 9), dt.date(2027, 3, 9)
    found = midway(rule(**changes), start, until, ENGLAND, meeting="conference")
    assert found.explanation == (
        "Due Saturday 23 January 2027: half way between the conference of 9 December 2026 and "
        "the next one due 9 March 2027; local duty"
    )


@pytest.mark.parametrize(
    ("start", "months", "weeks"),
    [  # about 6 weeks in a three-month cycle, 3 months in a six-month cycle
        (dt.date(2026, 1, 5), 3, 6),
        (dt.date(2026, 11, 30), 3, 6),
        (dt.date(2026, 1, 5), 6, 13),
        (dt.date(2026, 8, 31), 6, 13),
    ],
)
def test_the_middle_of_a_conference_cycle_is_where_practice_puts_it(start, months, weeks):
    until = due(rule(limit=months, unit='"months"'), start, ENGLAND).on
    half = midway(rule(**HALF_WAY), start, until, ENGLAND).on
    assert 0 <= ((half - start).days - weeks * 7) <= 4 or abs((half - start).days - 91) <= 2


def test_the_tolerance_is_in_working_days_and_a_midway_on_a_weekend_counts_from_monday():
    assert on_time_until(dt.date(2027, 1, 23), 10, ENGLAND) == dt.date(2027, 2, 5)
    assert on_time_until(dt.date(2026, 12, 18), 10, ENGLAND) == dt.date(2027, 1, 6)
    assert on_time_until(dt.date(2027, 1, 14), 0, ENGLAND) == dt.date(2027, 1, 14)


def test_a_next_meeting_before_the_last_one_is_refused_in_words():
    with pytest.raises(Refused, match="due 1 December 2026, before the last one, held 9 December"):
        midway(rule(**HALF_WAY), dt.date(2026, 12, 9), dt.date(2026, 12, 1), ENGLAND)


def test_half_way_needs_the_next_meeting_and_a_number_is_not_half_way():
    start = dt.date(2026, 12, 9)
    with pytest.raises(Refused, match="depends on when the next meeting is due"):
        due(rule(**HALF_WAY), start, ENGLAND)
    with pytest.raises(Refused, match="not due half way"):
        midway(rule(), start, start, ENGLAND)
    assert limit_words(rule(**HALF_WAY)) == "half way to the next meeting"


BOOK = RuleBook(
    (
        (dt.date(2026, 1, 5), "1", {"AU01": 1}),
        (dt.date(2026, 1, 5), "2", {"AU01": 2}),
        (dt.date(2026, 11, 2), "2.1", {"AU01": 3}),
    )
)
CHANGED_AT_ONCE = RuleBook((BOOK.steps[1], (dt.date(2026, 1, 5), "2.1", {"AU01": 4})))


def test_a_change_on_the_first_day_does_not_reach_back():
    assert CHANGED_AT_ONCE.at(dt.date(2026, 1, 4))[0] == "2"
    assert CHANGED_AT_ONCE.at(dt.date(2026, 1, 5))[0] == "2.1"


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (dt.date(2019, 5, 1), "2"),  # clocks ran before the council began to use them here
        (dt.date(2026, 1, 5), "2"),
        (dt.date(2026, 11, 1), "2"),
        (dt.date(2026, 11, 2), "2.1"),
        (dt.date(2030, 1, 1), "2.1"),
    ],
)
def test_a_clock_uses_the_rules_of_the_day_it_started(day, version):
    assert BOOK.at(day)[0] == version


def test_many_clocks_find_the_places_of_their_rules_at_once():
    days = [dt.date(2019, 5, 1), dt.date(2026, 1, 5), dt.date(2026, 11, 2)]
    assert BOOK.places(np.array(days, "datetime64[D]")).tolist() == [1, 1, 2]
    assert CHANGED_AT_ONCE.places(np.array(days, "datetime64[D]")).tolist() == [0, 1, 1]


def test_a_record_finds_the_rules_it_was_due_under():
    assert BOOK.of("1") == {"AU01": 1}
    with pytest.raises(Refused, match=r"Version 2\.9 of the time limits is not installed"):
        BOOK.of("2.9")


def test_a_rule_says_whether_it_runs_as_a_clock():
    assert not rule().clock
    assert rule(clock="true").clock


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("version = 1\n[[rule]\n", "cannot be read: .*line 2"),
        ("[[rule]]\nid = 'AU01'\n", "line 1: a file of time limits says its version"),
        ("version = 1\n", r"line 1: there is no \[\[rule\]\] in it"),
        ("version = 1\nrule = [{id = 'AU01'}]\n", r"begins with \[\[rule\]\] on a line of its own"),
        ("author = 'A'\n" + RULE, "line 1: 'author' is not something we know"),
        (RULE.replace('"working_days"', '"fortnights"'), "line 9: unit is one of"),
        (RULE.replace("15", '"15"'), "line 8: limit is a whole number from 0 to 1,000"),
        (RULE.replace("15", "-1"), "line 8: limit is a whole number"),
        (RULE.replace("15", "true"), "line 8: limit is a whole number"),
        (RULE.replace('"local"', '"usual"'), "line 10: status is one of statutory"),
        (RULE.replace('"Audits"', '""'), "line 5: group is a text"),
        (RULE.replace("AU01", "audit"), "line 4: 'audit' is not an id"),
        (RULE.replace('event = "Audit submitted"\n', ""), "line 3: the rule has no event"),
        (RULE + "colour = 1\n", "line 12: 'colour' is not something a rule has"),
        (RULE + 'runs = "no"\n', "line 12: runs is true or false"),
        (RULE + 'clock = "yes"\n', "line 12: clock is true or false"),
        (NO_CLOCK + "clock = true\n", "line 12: a rule that does not run has no clock"),
        (RULE.replace('"working_days"', '"midpoint"'), "line 8: a limit half way .* limit = 0"),
        (RULE + "target = 101\n", "line 12: target is a percentage"),
        (RULE + 'limit_words = "soon"\n', "line 12: a rule that runs has its limit as a number"),
        (RULE + RULE.partition("\n\n")[2], "line 13: the id AU01 is used twice"),
        (NO_CLOCK + "limit = 4\n", "line 12: a rule that does not run has no limit"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_line_and_reason(text, reason):
    with pytest.raises(Refused, match=f"^a file,? .*{reason}"):
        load_rules(text, "a file")
