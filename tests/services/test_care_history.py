"""Care history: what a real-shaped SSDA903 set makes of the register, and what it never does."""

import datetime as dt

import pytest

from db.engine import reading
from db.models import Child, ChildStatus, ClosureDay, Duty, Episode, Hold, Review
from qa.domain.duties import MEETINGS
from qa.domain.refusals import Refused
from qa.imports.sample_903 import fictional_903, in_care
from qa.imports.sample_children import make_children
from qa.imports.ssda903_reviews import BANK_HOLIDAY, CLOSED, WEEKEND
from qa.services import (
    care_history,
    care_history_sample,
    demo,
    install,
    roster,
    roster_sample,
    trail,
)
from qa.services.care_history_values import CareHistoryPlan, Taken, by_kind
from qa.services.care_history_words import plan_words, report_words
from tests.services import makers
from tests.services.rosters import NOW, TODAY, actor

BORN = "07/03/2012"
START = "05/01/2026"
D = dt.date


@pytest.fixture(autouse=True)
def time_limits(request):
    if {"store", "sqlite_store"} & set(request.fixturenames):
        request.getfixturevalue("store" if "store" in request.fixturenames else "sqlite_store")
        with makers.writing() as session:
            install.install_released(session, TODAY)


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def files(
    episodes: list[str] | None = None, reviews: list[str] | None = None,
    header: list[str] | None = None,
) -> dict[str, bytes]:  # fmt: skip
    """Lines in short: "F1 05/01/2026 S C2 [10/03/2026 X1]", "F1 29/01/2026 PN1 [birth]"."""
    made = {}
    if header is not None:
        lines = ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"]
        lines += ["{},1,{},WBRI,,,".format(*line.split()) for line in header]
        made["header.csv"] = lines
    if episodes is not None:
        lines = ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC"]
        for line in episodes:
            child, start, reason, legal, *ended = line.split()
            lines.append(",".join([child, start, reason, legal, "U1", *(ended or ["", ""])]))
        made["episodes.csv"] = lines
    if reviews is not None:
        lines = ["CHILD,DOB,REVIEW,REVIEW_CODE"]
        for line in reviews:
            child, on, code, *born = line.split()
            lines.append(",".join([child, *(born or [BORN]), on, code]))
        made["reviews.csv"] = lines
    return {name: "\r\n".join(lines).encode() for name, lines in made.items()}


def looked_after(number: str, start: str | None = START, **about) -> int:
    child_id = makers.child(number)
    if start:
        makers.status(child_id, "cla", day(start), **about)
    return child_id


def load(
    *, taken: Taken = care_history.NONE_TAKEN, as_at: dt.date = TODAY, who=None, **lines
) -> CareHistoryPlan:
    return care_history.load(who or actor(), files(**lines), as_at, taken=taken).plan


def register(number: str = "F1") -> list[tuple]:
    with reading() as session:
        found = session.query(Review).join(Child, Child.id == Review.child_id)
        rows = found.filter(Child.case_number == number).order_by(Review.met_on, Review.id)
        return [(r.met_on, r.participation, r.source, r.was_held) for r in rows]


def episodes(number: str = "F1") -> list[tuple]:
    with reading() as session:
        found = session.query(Episode).join(Child, Child.id == Episode.child_id)
        rows = found.filter(Child.case_number == number).order_by(Episode.from_on)
        return [(e.from_on, e.legal_status, e.to_on, e.end_reason) for e in rows]


def reasons(plan: CareHistoryPlan) -> list[str]:
    return [cell.reason for cell in plan.refusals]


def kinds(plan: CareHistoryPlan) -> list[str]:
    return list(by_kind(plan.contradictions))


# What a person with a calendar gives: (episodes, reviews) -> kind and day of the next one.
BY_HAND = {
    "first: 20 working days from Monday 9 November": (
        ["09/11/2026 S C2"], [], ("cla_review", D(2026, 12, 7))),
    "second: 3 months after the first as held": (
        ["07/09/2026 S C2"], ["01/10/2026 PN1"], ("cla_review", D(2027, 1, 1))),
    "later: 6 months after the second": (
        ["05/01/2026 S C2"], ["29/01/2026 PN1", "28/04/2026 PN2"],
        ("cla_review", D(2026, 10, 28))),
    "a late review moves the next one": (
        ["05/01/2026 S C2"], ["02/03/2026 PN1", "15/06/2026 PN1"],
        ("cla_review", D(2026, 12, 15))),
    "in care again: the first of the new period, 20 working days from 2 November": (
        ["06/01/2025 S C2 30/05/2025 E4A", "02/11/2026 S V2"],
        ["30/01/2025 PN1", "29/04/2025 PN1"], ("cla_review", D(2026, 11, 30))),
    "short breaks: 3 months, under regulation 48": (
        ["02/06/2026 S V4"], [], ("short_break_review", D(2026, 9, 2))),
    "ceased: nothing": (
        ["05/01/2026 S C2 01/05/2026 E4A"], ["29/01/2026 PN1"], None),
    "first held on day 20, Monday 29 June: in time, the second 3 months after": (
        ["01/06/2026 S C2"], ["29/06/2026 PN1"], ("cla_review", D(2026, 9, 29))),
    "began on Christmas Eve: Christmas, Boxing Day, New Year not counted": (
        ["24/12/2025 S C2"], [], ("cla_review", D(2026, 1, 26))),
    "held on 29 February and, months later, clipped to 28 February": (
        ["05/02/2024 S C2"],
        ["29/02/2024 PN1", "29/05/2024 PN1", "29/11/2024 PN1", "28/05/2025 PN1", "29/08/2025 PN1"],
        ("cla_review", D(2026, 2, 28))),
    "moved within care: counted from the day care began": (
        ["05/01/2026 S C2 10/03/2026 X1", "10/03/2026 P C2"], ["29/01/2026 PN1"],
        ("cla_review", D(2026, 4, 29))),
}  # fmt: skip


@pytest.mark.parametrize("case", list(BY_HAND))
def test_each_child_gets_the_next_review_that_a_person_with_a_calendar_would_give(
    sqlite_store, case
):
    care, held, wanted = BY_HAND[case]
    _child, start, _reason, legal, *ended = f"F1 {care[-1]}".split()
    start = care[0].split()[0] if "X1" in care[0] else start
    child_id = makers.child("F1")
    makers.made(
        ChildStatus(
            child_id=child_id, status="cla", from_on=day(start), as_at=TODAY,
            facts={"legal_status": legal}, to_on=day(ended[0]) if ended else None,
        )
    )  # fmt: skip
    plan = load(
        header=[f"F1 {BORN}"],
        episodes=[f"F1 {line}" for line in care],
        reviews=[f"F1 {line}" for line in held] or None,
    )
    assert not plan.refusals and not plan.contradictions
    with reading() as session:
        due = [
            (row.kind, row.due_on)
            for row in session.query(Duty).filter_by(child_id=child_id, status="running")
            if row.kind in MEETINGS
        ]
    assert due == ([wanted] if wanted else [])


def test_a_first_review_on_day_20_is_on_time(sqlite_store):
    looked_after("F1", "01/06/2026")
    load(episodes=["F1 01/06/2026 S C2"], reviews=["F1 29/06/2026 PN1"])
    with reading() as session:
        first = session.query(Duty).filter_by(kind="cla_review", status="done").one()
    assert first.done_on == first.on_time_until == D(2026, 6, 29)


def test_loading_twice_changes_nothing(store):
    looked_after("F1")
    given = {
        "header": [f"F1 {BORN}"],
        "episodes": ["F1 05/01/2026 S C2 10/03/2026 X1", "F1 10/03/2026 P C2"],
        "reviews": ["F1 29/01/2026 PN1", "F1 28/04/2026 PN5"],
    }
    first = care_history.load(actor(), files(**given), TODAY)
    assert report_words(first)[0] == (
        "Loaded as at 22 November 2026: 2 new reviews, 2 new episodes, 1 child with changes."
    )
    before, noted = (register(), episodes()), len(makers.entries())
    again = care_history.load(actor(), files(**given), TODAY)
    assert not again.written and "change nothing" in report_words(again)[0]
    assert again.plan.reviews_unchanged == 2 and again.plan.episodes_unchanged == 2
    assert (register(), episodes()) == before and len(makers.entries()) == noted
    assert register()[0] == (D(2026, 1, 29), "PN1", "ssda903", True)
    assert trail.verify().holds


def test_files_whose_rows_are_all_refused_say_so(sqlite_store):
    given = files(episodes=["F9 05/01/2026 S C2"], reviews=["F9 2026-01-29 PN1"])
    planned = plan_words(care_history.preview(actor(), given, TODAY))
    assert planned[0] == "Nothing would be loaded: every row was refused."
    done = care_history.load(actor(), given, TODAY)
    assert report_words(done)[0] == "Nothing was loaded: every row was refused."


def test_rows_of_which_some_are_known_and_the_rest_refused_are_said_to_be_both(sqlite_store):
    looked_after("F1")
    given = files(["F1 05/01/2026 S C2"], ["F1 29/01/2026 PN1", "F9 29/01/2026 PN1"])
    care_history.load(actor(), given, TODAY)
    assert plan_words(care_history.preview(actor(), given, TODAY))[0] == (
        "Nothing would be loaded: 1 row refused, and what could be loaded of the others is known "
        "already."
    )


def test_a_query_is_not_said_to_be_loaded_where_nothing_is(sqlite_store):
    looked_after("F1")
    given = files(["F1 05/01/2026 S C2"], ["F1 31/01/2026 PN1"])
    done = care_history.load(actor(), given, TODAY)
    assert "1 row loaded with a query: look at them." in report_words(done)
    again = plan_words(care_history.preview(actor(), given, TODAY))
    assert "change nothing" in again[0] and "1 row with a query: look at them." in again


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("04/04/2026", [WEEKEND]),
        ("03/04/2026", [BANK_HOLIDAY]),
        ("28/05/2026", [CLOSED]),
        ("27/05/2026", []),
    ],
)
def test_a_review_on_a_day_off_is_loaded_with_a_query(sqlite_store, on, said):
    looked_after("F1")
    makers.made(ClosureDay(on=D(2026, 5, 28), reason="Closed"))
    plan = load(episodes=["F1 05/01/2026 S C2"], reviews=[f"F1 {on} PN1"])
    assert [query.reason for query in plan.queries] == said
    assert plan.asked == len(said) and register()[0][0] == day(on)


def test_the_dry_run_says_the_same_and_writes_nothing(sqlite_store):
    looked_after("F1")
    given = files(episodes=["F1 05/01/2026 S C2"], reviews=["F1 29/01/2026 PN1"])
    planned = care_history.preview(actor(), given, TODAY)
    assert register() == [] and not makers.entries()
    assert care_history.load(actor(), given, TODAY).plan == planned


def test_a_review_entered_by_hand_is_kept_and_only_what_is_empty_is_filled(sqlite_store):
    child_id = looked_after("F1")
    by_hand = {"kind": "cla_review", "source": "hand", "recorded_at": NOW}
    makers.made(Review(child_id=child_id, met_on=D(2026, 1, 29), **by_hand))
    makers.made(Review(child_id=child_id, met_on=D(2026, 4, 28), participation="PN2", **by_hand))
    lines = {
        "episodes": ["F1 05/01/2026 S C2"],
        "reviews": ["F1 29/01/2026 PN1", "F1 28/04/2026 PN6"],
    }
    plan = load(**lines)
    assert plan.reviews_filled == 1 and plan.reviews_new == 0
    [found] = plan.contradictions
    assert (found.kind, found.about) == ("participation", "Review of 28 April 2026")
    assert found.ours.startswith("PN2") and found.theirs.startswith("PN6")
    assert [row[1:3] for row in register()] == [("PN1", "hand"), ("PN2", "hand")]
    plan = load(**lines, taken=Taken(keys=frozenset({found.key})))
    assert plan.taken == 1 and [row[1] for row in register()] == ["PN1", "PN6"]
    [noted] = [e for e in makers.entries("import") if e.child_id][-1:]
    assert noted.payload == {"review of 28 April 2026: participation": ["PN2", "PN6"]}


def test_a_review_that_is_not_in_the_file_is_shown_and_marked_not_held_only_when_taken(
    sqlite_store,
):
    child_id = looked_after("F1")
    review = {"kind": "cla_review", "recorded_at": NOW, "child_id": child_id}
    makers.made(Review(met_on=D(2026, 5, 6), source="hand", **review))
    makers.made(Review(met_on=D(2026, 11, 2), source="annex_a", **review))
    makers.made(Review(met_on=D(2025, 5, 6), source="hand", **review))
    lines = {"episodes": ["F1 05/01/2026 S C2"], "reviews": ["F1 29/01/2026 PN1"]}
    plan = load(**lines)
    assert [c.about for c in plan.contradictions] == [
        "Review of 6 May 2026", "Review of 2 November 2026",
    ]  # fmt: skip
    assert all(held for *_, held in register())
    plan = load(**lines, taken=Taken(kinds=frozenset({"review_absent"})))
    assert not plan.contradictions
    assert [held for *_, held in register()] == [True, True, False, False]
    assert not load(**lines).contradictions


def test_care_that_began_or_ended_on_another_day_is_shown_and_taken_on_request(sqlite_store):
    looked_after("F1", "12/01/2026")
    looked_after("F2")
    looked_after("F3", None)
    looked_after("F4", to_on=D(2026, 6, 1))
    lines = {
        "episodes": [
            "F1 05/01/2026 S C2", "F2 05/01/2026 S C2 03/08/2026 E4A",
            "F3 05/01/2026 S C2", "F4 05/01/2026 S C2",
        ],
    }  # fmt: skip
    plan = load(**lines)
    assert [(c.case_number, c.kind) for c in plan.contradictions] == [
        ("F1", "care_start"), ("F2", "care_end"), ("F3", "not_in_care"), ("F4", "care_end"),
    ]  # fmt: skip
    plan = load(**lines, taken=Taken(kinds=frozenset(kinds(plan))))
    assert plan.taken == 4 and not plan.contradictions
    with reading() as session:
        rows = session.query(ChildStatus).order_by(ChildStatus.child_id)
        assert [(row.from_on, row.to_on) for row in rows] == [
            (D(2026, 1, 5), None), (D(2026, 1, 5), D(2026, 8, 3)),
            (D(2026, 1, 5), None), (D(2026, 1, 5), None),
        ]  # fmt: skip
    assert care_history.load(actor(), files(**lines), TODAY).written is False


def test_the_legal_status_is_filled_in_where_the_children_list_has_none(sqlite_store):
    child_id = looked_after("F1", "02/06/2026")
    load(episodes=["F1 02/06/2026 S V4"])
    with reading() as session:
        assert session.query(ChildStatus).one().facts == {"legal_status": "V4"}
        [due] = session.query(Duty).filter_by(child_id=child_id, kind="short_break_review")
    assert due.due_on == D(2026, 9, 2)


def test_an_older_file_does_not_contradict_what_happened_after_it(sqlite_store):
    looked_after("F1", "07/09/2026")
    looked_after("F2", to_on=D(2026, 6, 1))
    plan = load(
        as_at=D(2026, 3, 31),
        episodes=["F1 05/01/2026 S C2 02/03/2026 E4A", "F2 05/01/2026 S C2"],
    )
    assert not plan.contradictions


def test_an_episode_that_has_ended_since_is_brought_up_to_date(sqlite_store):
    looked_after("F1")
    load(as_at=D(2026, 3, 1), episodes=["F1 05/01/2026 S C2"])
    plan = load(episodes=["F1 05/01/2026 S C2 10/03/2026 X1", "F1 10/03/2026 L E1"])
    assert plan.episodes_changed == 1 and plan.episodes_new == 1 and not plan.contradictions
    assert episodes()[0] == (D(2026, 1, 5), "C2", D(2026, 3, 10), "X1")
    plan = load(as_at=D(2026, 3, 1), episodes=["F1 05/01/2026 S C2"])
    assert plan.nothing and not plan.contradictions


def test_an_episode_that_says_otherwise_or_is_gone_is_shown_and_taken_on_request(sqlite_store):
    looked_after("F1")
    load(episodes=["F1 05/01/2026 S C2 10/03/2026 X1", "F1 10/03/2026 L E1"])
    lines = {"episodes": ["F1 05/01/2026 S V2 12/03/2026 X1", "F1 12/03/2026 L E1"]}
    plan = load(**lines)
    assert kinds(plan) == ["episode", "episode_absent"]
    assert plan.contradictions[0].theirs == "V2, began as S, placed U1, ended 12 March 2026 (X1)"
    load(**lines, taken=Taken(kinds=frozenset({"episode", "episode_absent"})))
    assert episodes() == [
        (D(2026, 1, 5), "V2", D(2026, 3, 12), "X1"), (D(2026, 3, 12), "E1", None, None),
    ]  # fmt: skip
    assert load(**lines).nothing


@pytest.mark.parametrize(
    ("review", "words"),
    [
        ("F1 05/03/2026 PN0", "rule 440"),
        ("F1 05/03/2026 PN1 07/03/2023", "rule 441"),
        ("F1 05/03/2026 PN4 06/03/2022", "rule 441"),
        ("F1 05/03/2026 PN0 05/03/2022", "rule 440"),
        ("F1 05/03/2026 PN0 06/03/2026", "before the child was born"),
        ("F1 02/01/2026 PN1", "before care began"),
        ("F1 08/10/2026 PN1", "after care ended"),
        ("F1 04/05/2026 PN1", "between two periods"),
        ("F1 03/08/2026 PN1", "V3 or V4"),
        ("F2 05/03/2026 PN1", "not on the children list"),
    ],
)
def test_a_review_that_cannot_be_is_refused_with_the_rule(sqlite_store, review, words):
    looked_after("F1")
    care = [
        "F1 05/01/2026 S C2 01/04/2026 E4A", "F1 01/07/2026 S C2 03/08/2026 X1",
        "F1 03/08/2026 L V4 01/10/2026 E4A",
    ]  # fmt: skip
    plan = load(episodes=care, reviews=[review])
    [refused] = [cell for cell in plan.refusals if cell.sheet == "Reviews"]
    assert words in refused.reason and register() == []


@pytest.mark.parametrize(
    "review",
    [
        "F1 05/03/2026 PN0 06/03/2022",
        "F1 05/03/2026 PN1 05/03/2022",
        "F1 27/02/2026 PN0 29/02/2024",
        "F1 28/02/2028 PN0 29/02/2024",
        "F1 29/02/2028 PN7 29/02/2024",
        "F1 05/01/2026 PN1",
    ],
)
def test_a_review_at_the_edge_of_an_age_or_a_period_is_loaded(sqlite_store, review):
    makers.status(makers.child("F1", birth_month=None), "cla", day(START))
    later = actor(today=D(2028, 3, 1))
    plan = load(who=later, as_at=D(2028, 3, 1), episodes=["F1 05/01/2026 S C2"], reviews=[review])
    assert not plan.refusals and plan.reviews_new == 1


def test_where_no_file_says_when_a_child_was_born_the_month_known_here_is_held_to(sqlite_store):
    looked_after("F1")
    data = b"CHILD,DOB,REVIEW,REVIEW_CODE\nF1,,05/03/2026,PN0\n"
    plan = care_history.load(actor(), {"r.csv": data}, TODAY).plan
    assert "PN0 is for children under 4" in reasons(plan)[0]


def test_a_weekend_is_loaded_with_a_query_and_the_future_is_refused(sqlite_store):
    looked_after("F1")
    plan = load(episodes=["F1 05/01/2026 S C2"], reviews=["F1 28/03/2026 PN1", "F1 23/11/2026 PN1"])
    assert [cell.reason.split(".")[0] for cell in plan.queries] == ["This is a Saturday or Sunday"]
    assert len(register()) == 1 and len(plan.refusals) == 1
    with pytest.raises(Refused, match="still to come"):
        load(as_at=D(2026, 11, 23), reviews=[])


def test_two_reviews_on_one_day_are_one_or_none_and_the_order_does_not_matter(sqlite_store):
    looked_after("F1")
    plan = load(
        episodes=["F1 05/01/2026 S C2"],
        reviews=["F1 28/04/2026 PN1", "F1 29/01/2026 PN1", "F1 29/01/2026 PN1",
                 "F1 03/08/2026 PN1", "F1 03/08/2026 PN2"],
    )  # fmt: skip
    assert [row[0] for row in register()] == [D(2026, 1, 29), D(2026, 4, 28)]
    assert sorted(cell.row for cell in plan.refusals) == [4, 5, 6]


def test_overlapping_episodes_and_those_before_birth_are_refused(sqlite_store):
    looked_after("F1")
    plan = load(
        header=["F1 07/01/2026"],
        episodes=["F1 05/01/2026 S C2 07/01/2026 X1", "F1 07/01/2026 P C2 09/04/2026 X1",
                  "F1 01/04/2026 P C2", "F1 09/04/2026 P C2", "F1 10/04/2026 P E1"],
    )  # fmt: skip
    assert [(cell.row, cell.reason.split(".")[0]) for cell in plan.refusals] == [
        (2, "This is before the child was born"),
        (4, "This episode starts before the one before it has ended"),
        (6, "This episode starts before the one before it has ended"),
    ]
    assert len(episodes()) == 2


def test_x1_without_a_next_episode_is_asked_about_and_the_child_stays_looked_after(sqlite_store):
    looked_after("F1"), looked_after("F2")
    plan = load(
        episodes=["F1 05/01/2026 S C2 10/03/2026 X1", "F2 05/01/2026 S C2 10/03/2026 X1",
                  "F2 20/03/2026 P C2"],
    )  # fmt: skip
    assert [cell.row for cell in plan.queries] == [2, 3]
    assert not plan.contradictions


def test_one_number_with_two_dates_of_birth_is_kept_out_altogether(sqlite_store):
    looked_after("F1"), looked_after("F2")
    plan = load(
        header=[f"F1 {BORN}", "F1 08/03/2012", f"F2 {BORN}"],
        episodes=["F1 05/01/2026 S C2", "F2 05/01/2026 S C2"],
        reviews=["F1 29/01/2026 PN1", "F2 29/01/2026 PN1"],
    )
    assert len(plan.refusals) == 4 and len(set(reasons(plan))) == 1
    assert "more than one date of birth" in reasons(plan)[0]
    assert register("F1") == [] and len(register("F2")) == 1


def test_the_month_of_birth_is_filled_and_a_different_one_is_shown(sqlite_store):
    makers.child("F1", birth_month=None, age_years=14)
    makers.child("F2")
    plan = load(header=["F1 07/03/2012", "F2 07/04/2012"])
    assert plan.births_filled == 1
    assert [(c.ours, c.theirs) for c in plan.contradictions] == [
        ("Born March 2012", "Born April 2012")
    ]
    with reading() as session:
        child = session.query(Child).filter_by(case_number="F1").one()
    assert child.birth_month == D(2012, 3, 1) and child.age_years is None
    load(header=["F2 07/04/2012"], taken=Taken(kinds=frozenset({"birth_month"})))
    with reading() as session:
        assert session.query(Child).filter_by(case_number="F2").one().birth_month.month == 4


def test_nothing_about_a_child_on_hold_is_changed(sqlite_store):
    child_id = looked_after("F1")
    makers.made(
        Hold(child_id=child_id, reason="x", placed_at=NOW, placed_by_id=makers.person("Head"),
             was_restricted=False)
    )  # fmt: skip
    plan = load(episodes=["F1 05/01/2026 S C2"], reviews=["F1 29/01/2026 PN1"])
    assert plan.held == 1 and plan.nothing and len(plan.refusals) == 2
    assert register() == [] and episodes() == []


def test_contradictions_about_a_restricted_child_are_counted_and_not_named(sqlite_store):
    child_id = looked_after("F1", "12/01/2026")
    with makers.writing() as session:
        session.get(Child, child_id).restricted_at = NOW
    plan = load(episodes=["F1 05/01/2026 S C2"])
    assert plan.contradictions == () and plan.hidden == 1 and plan.episodes_new == 1
    assert any("may not see" in sentence for sentence in plan_words(plan))
    plan = load(episodes=["F1 05/01/2026 S C2"], taken=Taken(kinds=frozenset({"care_start"})))
    assert plan.hidden == 1 and plan.taken == 0


def test_a_day_long_after_the_last_that_the_files_name_is_asked_about(sqlite_store):
    looked_after("F1")
    plan = load(episodes=["F1 05/01/2026 S C2"], reviews=["F1 31/03/2026 PN1"])
    assert any("last day that the files name is 31 March 2026" in s for s in plan_words(plan))


def test_a_merged_number_stands_for_the_child_it_was_merged_into(sqlite_store):
    child_id = looked_after("F1")
    makers.child("F9", merged_into_id=child_id)
    load(episodes=["F9 05/01/2026 S C2"], reviews=["F9 29/01/2026 PN1"])
    assert len(register("F1")) == 1


def test_reviews_alone_are_held_to_the_episodes_loaded_before(sqlite_store):
    looked_after("F1"), looked_after("F2")
    load(episodes=["F1 05/01/2026 S C2"])
    plan = load(reviews=["F1 02/01/2026 PN1", "F1 29/01/2026 PN1", "F2 29/01/2026 PN1"])
    assert reasons(plan) == ["This is before care began, by the episodes."]
    assert "no episodes of this child" in plan.queries[0].reason
    assert len(register("F1")) == 1 and len(register("F2")) == 1


def test_only_those_who_load_the_children_load_their_history(sqlite_store):
    for role in ("iro", "team_manager", "head_of_service", "reg44_visitor"):
        with pytest.raises(Refused, match="load the roster"):
            care_history.preview(actor(role), files(reviews=[]), TODAY)


def test_the_loads_are_listed_with_their_counts(sqlite_store):
    looked_after("F1")
    assert care_history.loads(actor()) == []
    load(episodes=["F1 05/01/2026 S C2"], reviews=["F1 29/01/2026 PN1"])
    [found] = care_history.loads(actor())
    assert found.who == "Sam Support" and found.counts["reviews_added"] == 1


def test_the_fictional_set_of_a_fictional_annex_a_contradicts_nothing(store):
    import random

    children = make_children(150, random.Random(7), TODAY, ("Alder",))
    looked = in_care(children)
    for child in looked:
        [(start, end)] = child.periods
        child_id = makers.child(child.case_number, birth_month=child.born_on.replace(day=1))
        makers.status(child_id, "cla", start, to_on=end)
    given = fictional_903(looked, 7, TODAY)
    plan = care_history.load(actor(), given, TODAY).plan
    assert not plan.refusals and not plan.contradictions
    assert plan.reviews_new > len(looked) and plan.children == len(looked)
    assert not care_history.load(actor(), given, TODAY).written


def test_the_set_to_try_fits_the_demonstration_and_shows_what_a_load_can_meet(sqlite_store):
    demo.load(demo.Size(50), NOW, TODAY)
    given = care_history_sample.files_to_try(actor())
    plan = care_history.load(actor(), given, TODAY).plan
    assert plan.reviews_new > 20 and len(plan.refusals) == 3 and plan.unknown == 1
    assert "participation" in kinds(plan)
    assert not care_history.load(actor(), given, TODAY).written


def test_elsewhere_the_set_to_try_is_of_the_children_of_the_fictional_annex_a(sqlite_store):
    roster.load(
        actor(), roster_sample.workbook_to_try(actor()), TODAY, create_teams=True, confirmed=True
    )
    given = care_history_sample.files_to_try(actor())
    plan = care_history.load(actor(), given, TODAY).plan
    assert not plan.refusals and not plan.contradictions and plan.reviews_new > 50
