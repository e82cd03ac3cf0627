"""Who must have the report of a visit, and the days to its issue in words."""

import datetime as dt
from types import SimpleNamespace

import pytest

from qa.domain import distribution
from qa.domain.distribution import Copy

ON = dt.date(2026, 11, 3)
DUE = dt.date(2026, 11, 13)


def sent(recipient, name=None):
    return SimpleNamespace(recipient=recipient, name=name)


def test_every_placing_authority_has_a_copy_of_its_own_and_the_host_only_on_request():
    copies = distribution.wanted(["Farshire", "Ourshire", "Farshire"])
    assert [copy.words for copy in copies] == [
        "Ofsted", "Placing authority (Farshire)", "Placing authority (Ourshire)",
        "Registered provider", "Registered manager", "Responsible individual",
    ]  # fmt: skip


def test_an_empty_home_still_says_that_there_is_no_placing_authority():
    assert Copy("placing_authorities") in distribution.wanted([])


def test_what_is_in_the_log_is_not_missing_however_its_name_is_typed():
    log = [sent("ofsted"), sent("placing_authorities", " far  SHIRE "), sent("manager", "Mo")]
    missing = distribution.missing(["Far shire", "Ourshire"], log)
    assert [copy.words for copy in missing] == [
        "Placing authority (Ourshire)", "Registered provider", "Responsible individual",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (0, "Issued on the day of the visit; the limit is 10 days."),
        (1, "Issued 1 day after the visit; the limit is 10 days."),
        (7, "Issued 7 days after the visit; the limit is 10 days."),
        (11, "Issued 11 days after the visit, 1 day late; the limit is 10 days."),
        (14, "Issued 14 days after the visit, 4 days late; the limit is 10 days."),
    ],
)
def test_the_days_from_visit_to_issue_are_said_against_the_limit(after, words):
    assert distribution.days_words(ON, DUE, ON + dt.timedelta(days=after)) == words


def test_before_the_issue_there_is_nothing_to_count():
    assert distribution.days_words(ON, DUE, None) == ""
