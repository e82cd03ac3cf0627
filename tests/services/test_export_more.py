"""The analysts' files of challenges and visits: coded, joined, without what is not theirs."""

import csv
import datetime as dt

import pytest

from db.engine import reading, writing
from db.models import (
    Action,
    ActionResponse,
    Challenge,
    ChallengeChild,
    Check,
    Child,
    LegalAdvice,
    Visit,
)
from qa.domain.actor import command_line
from qa.domain.workflow import ISSUED
from qa.services import export

NOW = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
ACTOR = command_line(NOW, dt.date(2026, 11, 5))
OF_CHALLENGES = [name for name in export.FILES if name.startswith("challenge_")]
OF_VISITS = ("visit_standards.csv", "visit_events.csv", "recommendations.csv")


@pytest.fixture
def exported(demo_store, tmp_path):
    """Export, and give the rows of a file by its name."""

    def write(**about):
        export.export(ACTOR, tmp_path, **about)
        return {name: rows(tmp_path / name) for name in export.FILES}

    return write


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ids(found, name, column="id"):
    return {row[column] for row in found[name]}


def stored(*conditions, of=Challenge.id):
    with reading() as session:
        return {str(i) for (i,) in session.query(of).filter(*conditions)}


def an_action():
    """An action of some challenge that runs; the number of the challenge."""
    with writing() as session:
        made = session.query(Challenge).filter(Challenge.status == "open").first()
        about = session.query(ChallengeChild).filter_by(challenge_id=made.id).first()
        session.add(
            Action(
                origin="challenge", challenge_id=made.id, child_id=about.child_id, text="See her.",
                priority="ten_days", owner_id=made.held_by_id, raised_by_id=made.held_by_id,
                raised_on=NOW.date(), due_on=NOW.date(), due_explained="", status="open",
            )
        )  # fmt: skip
        return str(made.id)


def test_every_challenge_but_drafts_is_there_once_with_what_belongs_to_it(exported):
    acted_on = an_action()
    found = exported()
    assert ids(found, "challenge_actions.csv", "challenge_id") == {acted_on}
    listed = [row["id"] for row in found["challenges.csv"]]
    assert len(set(listed)) == len(listed) > 100
    assert set(listed) <= stored(Challenge.status != "draft")
    for name in OF_CHALLENGES:
        assert found[name] and ids(found, name, "challenge_id") <= set(listed), name
    assert ids(found, "challenge_children.csv", "challenge_id") == set(listed)
    one = next(row for row in found["challenges.csv"] if row["kind"] == "formal")
    assert (one["ladder"], one["ladder_version"]) == ("default", "1")


def test_a_challenge_about_a_restricted_child_is_in_no_file_also_beside_a_sister(exported):
    with writing() as session:
        several = (
            session.query(ChallengeChild)
            .join(Challenge, Challenge.id == ChallengeChild.challenge_id)
            .filter(Challenge.status != "draft", ChallengeChild.position > 0)
        )
        row = several.order_by(ChallengeChild.id).first()
        session.get(Child, row.child_id).restricted_at = NOW
        gone = str(row.challenge_id)
    found = exported()
    assert gone not in ids(found, "challenges.csv")
    assert not any(gone in ids(found, name, "challenge_id") for name in OF_CHALLENGES)


def test_what_people_wrote_leaves_only_when_asked_for_and_is_harmless(exported):
    with writing() as session:
        made = session.query(Challenge).filter(Challenge.status == "open").first()
        made.what_is_wrong = "=cmd()"
        number = str(made.id)
    coded, told = exported(), exported(with_text=True)
    for name, column in (
        ("challenges.csv", "wanted"), ("challenge_children.csv", "changed"),
        ("recommendations.csv", "text"), ("recommendations.csv", "reason"),
    ):  # fmt: skip
        assert column not in coded[name][0]
        assert any(row[column] for row in told[name]), name
    [row] = [row for row in told["challenges.csv"] if row["id"] == number]
    assert row["what_is_wrong"] == "'=cmd()"


def test_legal_advice_is_in_no_file(exported):
    with writing() as session:
        made = session.query(Challenge).filter(Challenge.status == "open").first()
        session.add(
            LegalAdvice(
                challenge_id=made.id, text="Counsel says go on.", saved_at=NOW,
                saved_by_id=made.held_by_id,
            )
        )  # fmt: skip
    assert "Counsel says go on." not in str(exported(with_text=True))


def test_what_a_visit_found_leaves_with_the_report_that_stands(exported):
    found = exported()
    stands = stored(Check.status.in_(ISSUED), Check.kind == "reg44_visit", of=Check.id)
    visits = {row["id"]: row for row in found["visits.csv"]}
    assert set(visits) == stored(of=Visit.check_id)
    assert stands < set(visits)
    for number, row in visits.items():
        assert bool(row["safeguarded"]) == bool(row["on_roll"]) == (number in stands), row
    for name in OF_VISITS:
        assert found[name] and ids(found, name, "visit_id") <= stands, name


def test_a_recommendation_stands_once_with_the_response_given_last(exported):
    with writing() as session:
        before = session.query(ActionResponse).order_by(ActionResponse.id).first()
        session.add(
            ActionResponse(
                action_id=before.action_id, number=9, stance="not_accept",
                recorded_by_id=before.recorded_by_id, recorded_at=NOW,
            )
        )  # fmt: skip
        number = str(before.action_id)
    listed = exported()["recommendations.csv"]
    assert len({row["id"] for row in listed}) == len(listed)
    [row] = [row for row in listed if row["id"] == number]
    assert row["response"] == "not_accept"
