import datetime as dt

import pytest

from db.engine import writing
from db.models import Challenge, Check
from qa.domain.refusals import NotFound, Refused
from qa.services import challenges, filing, install, moderation, my_work
from tests.services import audit_world
from tests.services.challenge_world import (
    answered,
    at,
    challenge_world,
    changed,
    draft,
    good,
    raised,
    v,
)
from tests.services.makers import (
    NOW,
    START,
    TODAY,
    child,
    entries,
    finished,
    holder,
    person,
    row,
    team,
)

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 11, 2)


@pytest.fixture
def pm(store):
    with writing() as session:
        install.install_released(session, START, NOW)
    return holder("Manager", "practice_manager")


def unfiled(reader):
    return [(each.about, bool(each.late)) for each in filing.not_filed(reader).rows]


def test_what_is_agreed_and_not_filed_is_listed_the_longest_waiting_first(pm):
    auditor = person("Auditor")
    for number, on in (("NEW", TODAY), ("OLD", MONDAY), ("EDGE", TODAY - 2 * DAY)):
        finished(child(number), auditor, on)
    finished(child("FILED"), auditor, MONDAY, filed_on=TODAY)
    finished(child("UNAGREED"), auditor, MONDAY, status="submitted", agreed_at=None)
    found = filing.not_filed(pm)
    assert unfiled(pm) == [("Child OLD", True), ("Child EDGE", False), ("Child NEW", False)]
    assert (found.total, found.late) == (3, 1)
    assert found.rows[0].late == "1 working day late"
    assert filing.heading(found) == "3 records not filed, 1 of them after 2 working days."


def test_nothing_to_file_is_said(pm):
    assert "Everything that is agreed" in filing.heading(filing.not_filed(pm))


def test_a_weekend_does_not_make_anything_late(pm):
    friday = dt.date(2026, 10, 30)
    finished(child("C1"), person("Auditor"), friday)
    for days, late in ((3, 0), (4, 0), (5, 1)):
        then = audit_world.later(pm, (friday - TODAY).days + days)
        found = filing.not_filed(then)
        assert (found.late, bool(found.rows[0].late)) == (late, bool(late))


def test_filing_is_recorded_in_bulk_with_day_and_person(pm):
    ids = [finished(child(f"C{n}"), person("Auditor"), MONDAY) for n in range(3)]
    assert filing.mark(pm, [*ids, ids[0]], TODAY) == 3
    assert filing.not_filed(pm).total == 0
    stored = row(Check, ids[0])
    assert (stored.filed_on, stored.filed_by_id, stored.version) == (TODAY, pm.person_id, 2)
    assert [entry.noun_id for entry in entries("file")] == ids


@pytest.mark.parametrize(
    ("on", "sentence"),
    [(TODAY + DAY, "when it was agreed, to today"), (MONDAY - DAY, "from 2 November 2026")],
)
def test_a_day_before_the_agreement_or_to_come_is_refused(pm, on, sentence):
    check_id = finished(child("C1"), person("Auditor"), MONDAY)
    with pytest.raises(Refused, match=sentence):
        filing.mark(pm, [check_id], on)
    assert row(Check, check_id).filed_on is None


def test_one_that_was_filed_meanwhile_refuses_them_all(pm):
    first, second = (finished(child(n), person("A"), MONDAY) for n in ("C1", "C2"))
    filing.mark(pm, [second], TODAY)
    with pytest.raises(Refused, match="filed already, on 5 November 2026"):
        filing.mark(pm, [first, second], TODAY)
    assert row(Check, first).filed_on is None


def test_what_is_not_yours_to_see_is_no_audit(pm):
    check_id = finished(child("C1", restricted_at=NOW), person("Auditor"), MONDAY)
    for ask in (lambda: filing.mark(pm, [check_id], TODAY), lambda: filing.mark(pm, [99], TODAY)):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(Refused, match="at least one"):
        filing.mark(pm, [], TODAY)


def test_who_may_file_is_the_agreed_matrix(pm):
    north = team("North")
    auditor = holder("Auditor", "iro")
    ids = [finished(child(f"C{n}", north), auditor.person_id, MONDAY) for n in range(4)]
    leader = holder("Leader", "team_manager", team_id=north)
    head = holder("Head", "head_of_service")
    for reader in (leader, head):
        assert all(each.why_not for each in filing.not_filed(reader).rows)
        with pytest.raises(Refused, match="marks this as filed"):
            filing.mark(reader, ids[:1], TODAY)
    filing.mark(auditor, ids[:1], TODAY)
    filing.mark(holder("Clerk", "business_support"), ids[1:2], TODAY)


def closed(w, on, **about):
    made = raised(w, **about)
    answered(w, made)
    then = at(w.iro, on)
    children = about.get("child_ids", [w.girl])
    challenges.resolve(then, made, v(made), "as_sought", changed(*children))
    return made


def test_a_closed_challenge_and_shared_good_practice_are_filed_like_an_audit(store):
    w = challenge_world()
    monday = TODAY + 4 * DAY
    alert, running, both = good(w), raised(w), closed(w, monday, child_ids=[w.girl, w.boy])
    draft(w)
    support = at(w.support, monday + 3 * DAY)
    found = filing.not_filed(support)
    assert [(row.id, row.words, row.about, row.screen, row.late) for row in found.rows] == [
        (alert, "good-practice alert", "Child L-2001", "challenges", "3 working days late"),
        (both, "challenge", "Children L-2001, L-2002", "challenges", "1 working day late"),
    ]
    assert (found.total, found.late) == (2, 2)
    said = [n.words for n in my_work.my_work(support).notices]
    assert "2 finished records are not on the case system yet" in said
    with pytest.raises(Refused, match="not closed yet"):
        filing.mark(support, [], monday, [both, running])
    with pytest.raises(Refused, match="closed on 9 November 2026, after that day"):
        filing.mark(support, [], monday - DAY, [both])
    assert row(Challenge, both).filed_on is None
    assert filing.mark(support, [], monday, [both, alert, both]) == 2
    assert filing.not_filed(support).total == 0
    with pytest.raises(Refused, match="filed already, on 9 November 2026"):
        filing.mark(support, [], monday, [both])


def test_what_cafcass_decides_after_the_end_is_filed_too(store):
    w = challenge_world()
    made = raised(w)
    challenges.refer_to_cafcass(w.iro, made, v(made), "Breach of duty")
    challenges.withdraw(w.iro, made, v(made), "Put right")
    filing.mark(w.support, [], TODAY, [made])
    later = at(w.iro, TODAY + 4 * DAY)
    challenges.cafcass_outcome(later, made, v(made), "No further steps")
    [found] = filing.not_filed(later).rows
    assert (found.id, found.final_on, found.why_not) == (made, TODAY + 4 * DAY, "")


def test_a_list_of_checks_and_challenges_goes_on_over_its_pages(store, monkeypatch):
    w = challenge_world()
    monkeypatch.setattr(filing, "PAGE", 2)
    check = finished(w.girl, w.iro.person_id, TODAY + DAY)
    first, last = closed(w, TODAY), closed(w, TODAY + 4 * DAY)
    manager = at(w.manager, TODAY + 4 * DAY)
    pages = [filing.not_filed(manager, offset) for offset in (0, 2, 9)]
    assert [[row.id for row in page.rows] for page in pages] == [[first, check], [last], [last]]


@pytest.fixture
def agreed(store):
    """An audit filled in, submitted and agreed; its world."""
    w = audit_world.world()
    answers = {"Z2": "Line one.\nLine two.", "Z3": "<b>Safe</b> and *seen*"}
    check_id = audit_world.submitted(w, **answers)
    verdict = moderation.Verdict("agreed")
    moderation.moderate(w.manager, check_id, audit_world.version(check_id), verdict)
    return w, check_id


def test_the_copy_for_the_childs_record_holds_headings_answers_and_grade(agreed):
    w, check_id = agreed
    with writing() as session:
        check = session.get(Check, check_id)
        check.status, check.agreed_at = "closed", NOW
    text = filing.copy_text(w.iro, check_id)
    for part in (
        "Case-file audit\n===============",
        "Child: C-1001",
        "Overall grade: Good",
        "Auditor: Ira Officer",
        "Line one.\n  Line two.",
        "<b>Safe</b> and *seen*",
        "  Evidence: Seen in the record of 3 March.",
        "Copied by Ira Officer on 5 November 2026 at 14:02.",
    ):
        assert part in text, part
    assert "Not answered" not in text
    assert "None\n" not in text


def test_the_copy_is_made_of_what_is_agreed_for_those_who_may_read_it(agreed):
    w, check_id = agreed
    with writing() as session:
        session.get(Check, check_id).status = "submitted"
    with pytest.raises(Refused, match="when this is final"):
        filing.copy_text(w.iro, check_id)
    with pytest.raises(Refused, match="not what it says"):
        filing.copy_text(w.support, check_id)
    with pytest.raises(NotFound):
        filing.copy_text(holder("Stranger", "iro"), check_id)
