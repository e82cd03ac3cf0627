"""After a visit: the factual-accuracy check, the issue, the reissue, and closing."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.engine import reading, writing
from db.models import Check, VisitIssue
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import coverage_rebuild, submission, visit_after, visits
from tests.services import makers
from tests.services.visit_afterwards import (
    LATER,
    issue,
    missing,
    send_all,
    sendings,
    version,
)
from tests.services.visit_filling import (
    ON,
    current,
    drafted,
    fill,
    on_day,
    revisions,
    submit,
    visit_of,
    written,
)

SENT, BACK = ON + dt.timedelta(days=2), ON + dt.timedelta(days=5)


def send(actor, check_id, to="Manager of Oak House", on=SENT, today=SENT):
    visit_after.send_check(on_day(actor, today), check_id, version(check_id), to, on)


def back(actor, check_id, by="Mo Manager", role="Registered manager", comments="", on=BACK):
    visit_after.return_check(on_day(actor, BACK), check_id, version(check_id), by, role,
                             comments, on)  # fmt: skip


def changed_anew(w, check_id, on, **answers):
    """Open a new version, change answers and submit it."""
    actor = on_day(w.visitor, on)
    submission.correct(actor, check_id, version(check_id), "A conflict came to light")
    fill(actor, check_id, **answers)
    submit(actor, check_id)


def issues(check_id):
    with reading() as session:
        found = session.query(VisitIssue).filter_by(check_id=check_id)
        return found.order_by(VisitIssue.revision).all()


def closed(actor, check_id, on=LATER):
    visit_after.close(on_day(actor, on), check_id, version(check_id))


def test_the_check_is_sent_and_returned_and_the_trail_says_so_with_home_and_month(w):
    check_id = written(w)
    send(w.support, check_id)
    back(w.support, check_id, comments="There were two incidents, not three.")
    visit = visit_of(check_id)
    assert (visit.accuracy_sent_on, visit.accuracy_sent_to) == (SENT, "Manager of Oak House")
    assert (visit.accuracy_revision, visit.accuracy_returned_on) == (1, BACK)
    assert (visit.accuracy_by, visit.accuracy_role) == ("Mo Manager", "Registered manager")
    for act in ("send_check", "return_check"):
        [entry] = makers.entries(act)
        assert (entry.home_id, entry.payload["month"]) == (w.oak, "2026-11-01")
    assert makers.row(Check, check_id).status == "submitted"


def test_after_the_check_the_visitor_may_change_the_report_and_both_versions_stay(one):
    check_id = written(one)
    send(one.visitor, check_id)
    back(one.visitor, check_id, comments="A and B were both in.")
    changed_anew(one, check_id, BACK, V4_4="Both children were in.")
    issue(one, check_id)
    assert [r.number for r in revisions(check_id)] == [1, 2]
    actor = on_day(one.manager, LATER)
    first, second = (visits.view(actor, check_id, n).check_view.answers for n in (1, 2))
    assert first["V4.4"].value != second["V4.4"].value == "Both children were in."
    assert visit_of(check_id).issued_revision == 2
    assert visit_of(check_id).accuracy_revision == 1


def test_the_visitor_keeps_the_last_word_and_issues_as_it_is(one):
    check_id = written(one)
    send(one.visitor, check_id)
    back(one.visitor, check_id, comments="Please leave out the incident.")
    before = current(check_id)
    issue(one, check_id)
    assert current(check_id) == before and visit_of(check_id).issued_revision == 1


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"to": " "}, "to whom"),
        ({"on": None}, "Give the day"),
        ({"on": SENT + dt.timedelta(days=1)}, "in the future"),
        ({"on": ON - dt.timedelta(days=1)}, "before the visit (3 November 2026)"),
    ],
)
def test_a_check_that_cannot_have_been_sent_so_is_refused_in_words(one, about, words):
    check_id = written(one)
    with pytest.raises(Refused) as refusal:
        send(one.support, check_id, **about)
    assert words in str(refusal.value)


def test_what_was_not_sent_cannot_come_back_and_what_came_back_is_not_sent_again(one):
    check_id = written(one)
    with pytest.raises(Refused, match="was not sent for checking"):
        back(one.support, check_id)
    send(one.support, check_id)
    for about, words in (({"by": ""}, "by name"), ({"role": ""}, "which role"),
                         ({"on": ON}, "before it was sent")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            back(one.support, check_id, **about)
    back(one.support, check_id)
    with pytest.raises(Refused, match="It was checked"):
        send(one.support, check_id, today=BACK)


def test_who_reads_no_text_does_not_write_over_what_came_back(one):
    check_id = written(one)
    send(one.support, check_id)
    back(one.support, check_id, comments="One incident, not two.")
    with pytest.raises(Refused, match="Somebody who reads the report corrects it"):
        back(one.support, check_id)
    back(one.manager, check_id, by="Mona Manager", comments="One incident, not two.")
    assert visit_of(check_id).accuracy_by == "Mona Manager"
    assert makers.entries("return_check")[-1].payload["accuracy_by"] == [
        "Mo Manager", "Mona Manager"]  # fmt: skip


def test_the_first_issue_sets_its_day_and_the_grid_is_rebuilt_with_it(w):
    with writing() as session:
        coverage_rebuild.write_down(session, on_day(w.manager, ON - dt.timedelta(days=1)))
    check_id = written(w)
    issue(w, check_id)
    visit, check = visit_of(check_id), makers.row(Check, check_id)
    assert (visit.issued_on, visit.issued_revision, check.status) == (LATER, 1, "issued")
    [entry] = makers.entries("issue")
    said = entry.payload
    assert (said["home_id"], said["month"], said["visited_on"], said["announced"],
            said["issued_on"]) == (w.oak, "2026-11-01", "2026-11-03", "unannounced",
                                   "2026-11-10")  # fmt: skip
    grid = coverage_rebuild.rebuilt(on_day(w.manager, LATER), dt.date(2026, 11, 1), LATER)
    [row] = [row for row in grid.rows if row.home_id == w.oak]
    assert "issued" in row.cells[0].words.lower()


def test_only_the_visitor_in_person_issues_a_report(one):
    check_id = written(one)
    for actor in (one.manager, one.support, one.head):
        with pytest.raises(Refused, match="Only the visitor who wrote the report"):
            visit_after.issue(on_day(actor, LATER), check_id, version(check_id), LATER)
    with pytest.raises(NotFound):
        visit_after.issue(on_day(one.visitor2, LATER), check_id, version(check_id), LATER)


def test_a_report_that_is_not_finished_is_not_issued_and_no_day_contradicts_the_check(one):
    draft = drafted(one)
    with pytest.raises(Refused, match="it is being written"):
        issue(one, draft)
    submit(on_day(one.visitor, ON), draft)
    send(one.visitor, draft)
    back(one.visitor, draft)
    actor = on_day(one.visitor, LATER)
    for on, words in ((SENT, "before it came back from checking"),
                      (LATER + dt.timedelta(days=1), "in the future")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            visit_after.issue(actor, draft, version(draft), on)


def test_a_visit_is_not_closed_while_a_recipient_is_missing_and_the_refusal_names_who(w):
    check_id = written(w)
    issue(w, check_id)
    send_all(w.support, check_id, but="placing_authorities")
    with pytest.raises(Refused) as refusal:
        closed(w.support, check_id)
    assert "Farshire County Council (fictional)" in str(refusal.value)
    assert "Placing authority (Fictional Council)" in str(refusal.value)
    assert "Ofsted" not in str(refusal.value)
    assert makers.row(Check, check_id).status == "issued"


def test_a_visit_whose_report_everybody_has_is_closed(w):
    check_id = written(w)
    issue(w, check_id)
    send_all(w.support, check_id)
    closed(w.support, check_id)
    assert makers.row(Check, check_id).status == "closed"
    assert visit_of(check_id).closed_on == LATER
    [entry] = makers.entries("close")
    assert (entry.home_id, entry.payload["month"]) == (w.oak, "2026-11-01")


def test_a_conflict_discovered_after_issue_is_reissued_as_a_new_version_sent_anew(w):
    check_id = written(w)
    issue(w, check_id)
    send_all(w.support, check_id)
    closed(w.support, check_id)
    again = LATER + dt.timedelta(days=3)
    told = "A cousin began work there; not known before the visit."
    changed_anew(w, check_id, again, V4_6="Y", V4_5=told)
    with pytest.raises(Refused, match="Say why it is issued again"):
        issue(w, check_id, again)
    issue(w, check_id, again, "Conflict of interest found")
    visit = visit_of(check_id)
    assert (visit.issued_on, visit.issued_revision, visit.closed_on) == (LATER, 2, None)
    assert visit.is_conflict_found
    assert [(i.revision, i.issued_on, i.reason) for i in issues(check_id)] == [
        (1, LATER, None), (2, again, "Conflict of interest found")]  # fmt: skip
    assert {s.revision for s in sendings(check_id)} == {1} and len(missing(check_id)) == 6
    with pytest.raises(Refused, match="Ofsted"):
        closed(w.support, check_id, again)
    send_all(w.support, check_id, again)
    closed(w.support, check_id, again)
    assert makers.entries("issue")[-1].payload["is_conflict_found"] is True


def test_business_support_is_handed_the_dates_of_a_visit_and_nothing_that_was_said_of_it(one):
    check_id = written(one)
    send(one.support, check_id)
    back(one.support, check_id, comments="One incident, not two.")
    issue(one, check_id)
    again = LATER + dt.timedelta(days=3)
    changed_anew(one, check_id, again)
    issue(one, check_id, again, "The numbers were wrong")
    read, told = (visits.view(who, check_id) for who in (one.manager, one.support))
    assert read.visit.accuracy_comments == "One incident, not two."
    assert (read.visit.safeguarded, read.issues[-1].reason) == ("Y", "The numbers were wrong")
    for name in ("accuracy_comments", "safeguarded", "wellbeing", "on_roll", "accepted"):
        assert getattr(told.visit, name) is getattr(told.check_view.visit, name) is None
    assert [(each.issued_on, each.reason) for each in told.issues] == [(LATER, None), (again, None)]
    assert told.visit.accuracy_returned_on == read.visit.accuracy_returned_on == BACK
    assert visit_of(check_id).accuracy_comments == "One incident, not two."


def test_a_step_taken_on_an_older_state_is_refused_and_says_so(one):
    check_id = written(one)
    stale = version(check_id)
    send(one.support, check_id)
    with pytest.raises(Stale, match="was changed by somebody else"):
        visit_after.issue(on_day(one.visitor, LATER), check_id, stale, LATER)


def outcomes(actors, act):
    def tried(actor):
        try:
            act(actor)
        except Refused as refusal:
            return str(refusal)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(tried, actors))


def test_of_two_issues_and_of_two_closes_at_once_one_wins_and_the_other_is_told(w):
    check_id = written(w)
    seen, visitor = version(check_id), on_day(w.visitor, LATER)
    told = outcomes([visitor, visitor], lambda who: visit_after.issue(who, check_id, seen, LATER))
    assert "done" in told and "changed by somebody else" in told[0]
    assert len(issues(check_id)) == 1
    send_all(w.support, check_id)
    seen = version(check_id)
    both = [on_day(each, LATER) for each in (w.support, w.manager)]
    told = outcomes(both, lambda who: visit_after.close(who, check_id, seen))
    assert "done" in told and "changed by somebody else" in told[0]
    assert len(makers.entries("close")) == 1
