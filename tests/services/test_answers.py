"""Answers are saved one by one, on both databases, and never over what was not seen."""

import dataclasses
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from db.engine import dispose, engine, is_embedded, reading, writing
from db.models import Account, Check, Cover, RoleAssignment, SignIn
from db.models import Answer as AnswerModel
from qa import clock
from qa.domain.answers import EMPTY, Answer, AnswerRow
from qa.domain.refusals import NotFound, Refused, Stale, StoreUnavailable
from qa.services import answers
from tests.services import filling, makers

YES = Answer(value="Y")
NO = Answer(value="N", evidence="Last visit in May; no reason recorded.")


@pytest.fixture
def draft(store) -> filling.Draft:
    return filling.draft()


def save(draft, question="A1", answer=YES, version=0, actor=None):
    actor = actor or draft.actor()
    return answers.save(actor, draft.check_id, question, answer, typed_on_version=version)


def stored(draft, question="A1"):
    return answers.stored(draft.check_id, 1).get(question)


def test_a_first_answer_is_stored_with_who_when_and_the_grade(draft):
    saved = save(draft)
    found = stored(draft)
    assert (saved.version, found.version, saved.changed) == (1, 1, True)
    assert found.answer == Answer("Y", grade=2)
    assert (found.saved_by, found.saved_in) == ("Priya Shah", draft.sign_in_id)
    assert found.saved_at == saved.saved_at


def test_the_first_answer_starts_the_check_once_and_the_trail_says_so(draft):
    save(draft)
    save(draft, "A2")
    check = makers.row(Check, draft.check_id)
    assert (check.status, check.version) == ("in_progress", 2)
    assert check.started_at is not None
    (entry,) = makers.entries("start")
    assert entry.payload["status"] == ["allocated", "in_progress"]
    assert entry.child_id == check.child_id


def test_an_answer_changes_and_its_version_counts_up(draft):
    save(draft)
    saved = save(draft, answer=NO, version=1)
    assert (saved.version, stored(draft).answer) == (2, dataclasses.replace(NO, grade=0))


def test_the_same_answer_is_not_written_again(draft):
    first = save(draft)
    again = save(draft, version=1)
    assert (again.changed, again.version, again.saved_at) == (False, 1, first.saved_at)
    assert save(draft, version=77).changed is False


def test_nothing_given_is_nothing_stored(draft):
    assert save(draft, answer=EMPTY).version == 0
    assert stored(draft) is None


def test_an_answer_can_be_emptied_again(draft):
    save(draft, "Z2", Answer("Some words"))
    save(draft, "Z2", EMPTY, version=1)
    assert stored(draft, "Z2").answer == EMPTY


def test_a_stale_save_is_refused_with_what_was_saved_by_whom_and_when(draft):
    save(draft, answer=NO)
    with pytest.raises(Stale, match="You, in another window, saved a different answer at") as found:
        save(draft)
    assert found.value.theirs.answer.evidence == NO.evidence
    assert found.value.version == 1
    assert stored(draft).answer.value == "N"


def test_a_stale_save_names_the_colleague_who_was_quicker(draft):
    cover = filling.another(draft)
    covering(draft, cover)
    save(draft, answer=NO, actor=cover.actor())
    with pytest.raises(Stale, match="Sam Okafor saved a different answer at"):
        save(draft)


def covering(draft, cover, ended_on=None):
    day = clock.today()
    who = {"absent_id": draft.person_id, "cover_id": cover.person_id}
    makers.made(
        Cover(**who, from_on=day, to_on=day, reason="leave", set_by_id=draft.person_id,
              ended_on=ended_on)
    )  # fmt: skip


def test_cover_may_fill_in_and_is_named_as_who_did(draft):
    cover = filling.another(draft)
    covering(draft, cover)
    save(draft, actor=cover.actor())
    assert stored(draft).saved_by == "Sam Okafor"


def test_cover_that_has_ended_is_no_cover_even_if_the_page_was_drawn_before(draft):
    cover = filling.another(draft)
    covering(draft, cover, ended_on=clock.today())
    before = dataclasses.replace(cover.actor(), covering=frozenset({draft.person_id}))
    with pytest.raises(Refused, match="Only the person it is allocated to"):
        save(draft, actor=before)


def test_nobody_else_may_fill_it_in(draft):
    with pytest.raises(Refused, match="Only the person it is allocated to"):
        save(draft, actor=filling.another(draft).actor())
    assert stored(draft) is None


def test_a_role_taken_away_since_the_page_was_drawn_refuses_the_save(draft):
    actor = draft.actor()
    with writing() as session:
        session.query(RoleAssignment).delete()
    with pytest.raises(Refused, match="Only the person it is allocated to"):
        save(draft, actor=actor)


def test_a_submitted_form_is_locked(draft):
    filling.submitted(draft)
    with pytest.raises(Refused, match="submitted meanwhile"):
        save(draft)


@pytest.mark.parametrize("column", ["ended_at", "disabled_at"])
def test_an_ended_session_or_a_disabled_account_saves_nothing(draft, column):
    with writing() as session:
        if column == "ended_at":
            session.get(SignIn, draft.sign_in_id).ended_at = clock.now()
        else:
            session.get(Account, draft.account_id).disabled_at = clock.now()
    with pytest.raises(Refused, match="You are signed out"):
        save(draft)


def test_somebody_elses_session_is_no_session(draft):
    other = filling.another(draft)
    with pytest.raises(Refused, match="You are signed out"):
        save(draft, actor=draft.actor(sign_in_id=other.sign_in_id))


def idle_for(draft, **length):
    with writing() as session:
        row = session.get(SignIn, draft.sign_in_id)
        row.last_seen_at = clock.now() - dt.timedelta(**length)


def test_a_save_typed_before_the_session_ran_out_is_taken_for_a_minute(draft):
    idle_for(draft, minutes=30, seconds=50)
    assert save(draft).changed


def test_a_minute_after_its_end_a_session_saves_nothing(draft):
    idle_for(draft, minutes=31, seconds=1)
    with pytest.raises(Refused, match="You are signed out"):
        save(draft)


def test_typing_is_use_of_the_session(draft):
    idle_for(draft, minutes=20)
    save(draft)
    row = makers.row(SignIn, draft.sign_in_id)
    assert clock.now() - row.last_seen_at < dt.timedelta(minutes=1)


def test_a_session_of_more_than_ten_hours_is_over_however_busy(draft):
    with writing() as session:
        row = session.get(SignIn, draft.sign_in_id)
        row.begun_at = clock.now() - dt.timedelta(hours=10, minutes=2)
    with pytest.raises(Refused, match="You are signed out"):
        save(draft)


def test_an_answer_the_form_does_not_offer_is_refused_in_words(draft):
    with pytest.raises(Refused, match="Choose one of the answers"):
        save(draft, answer=Answer("MAYBE"))


def test_a_check_or_question_that_does_not_exist_is_refused_in_words(draft):
    with pytest.raises(NotFound):
        answers.save(draft.actor(), 999_999, "A1", YES, typed_on_version=0)
    with pytest.raises(NotFound):
        save(draft, "A99")


TEXTS = (
    "<script>alert('x')</script>",
    "**bold** [link](http://x) | a | b |\n---",
    "=cmd|' /C calc'!A0",
    "الطفل بخير ‎ RTL",
    "👩‍👩‍👧 e\u0301 \u2028 tab\tend ",
    "x" * 100_000,
    "😀" * 100_000,
)


@pytest.mark.parametrize("words", TEXTS, ids=range(len(TEXTS)))
def test_text_is_kept_exactly_as_typed(draft, words):
    save(draft, "Z2", Answer(words))
    assert stored(draft, "Z2").answer.value == words


def test_text_over_the_limit_says_by_how_much(draft):
    with pytest.raises(Refused, match="1 character over the limit of 100,000"):
        save(draft, "Z2", Answer("x" * 100_001))


def test_what_no_database_can_hold_is_left_out(draft):
    save(draft, "Z2", Answer("before\x00after\ud800"))
    assert stored(draft, "Z2").answer.value == "beforeafter\ufffd"


def test_composite_rows_are_replaced_in_order(store):
    draft = filling.draft("cp_midway")
    first = Answer(rows=(AnswerRow("done", 2), AnswerRow("total", 3)))
    save(draft, "P2.2", first)
    save(draft, "P2.2", Answer(rows=(AnswerRow("total", 5),)), version=1)
    found = stored(draft, "P2.2")
    assert (found.answer.rows, found.version) == ((AnswerRow("total", 5),), 2)
    assert save(draft, "P2.2", Answer(rows=(AnswerRow("total", 5),)), version=2).changed is False


def test_rows_with_dates_and_words_come_back_as_they_were(store):
    draft = filling.draft("cp_midway")
    rows = (AnswerRow("date", date=dt.date(2026, 10, 1)), AnswerRow("seen_alone", 1))
    save(draft, "P2.1", Answer(rows=rows))
    assert stored(draft, "P2.1").answer.rows == rows


def test_two_first_answers_at_the_same_moment_leave_one_and_refuse_the_other(draft):
    def attempt(answer):
        try:
            return save(draft, answer=answer).version
        except Stale as stale:
            return stale.theirs.answer.value

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(attempt, [YES, Answer("P")]))
    assert 1 in results
    assert stored(draft).answer.value in results
    with reading() as session:
        assert session.query(AnswerModel).count() == 1


def test_ten_saves_at_once_lose_nothing(draft):
    with ThreadPoolExecutor(10) as pool:
        questions = ("A1", "A2", "A3", "A4", "B1", "B3", "B4", "C1", "C3", "C4")
        list(pool.map(lambda q: save(draft, q), questions))
    assert set(answers.stored(draft.check_id, 1)) == set(questions)


def test_a_store_that_is_read_only_says_so_and_saves_when_it_is_not(draft):
    def read_only(connection):
        words = "PRAGMA query_only=ON" if is_embedded() else "SET TRANSACTION READ ONLY"
        connection.exec_driver_sql(words)

    event.listen(engine(), "begin", read_only)
    with pytest.raises(StoreUnavailable, match="read-only at the moment"):
        save(draft)
    event.remove(engine(), "begin", read_only)
    dispose()
    assert save(draft).changed


def test_an_answer_of_another_day_says_which(draft):
    save(draft)
    found = stored(draft)
    tomorrow = dataclasses.replace(draft.actor(), now=clock.now() + dt.timedelta(days=1))
    assert " on " in answers.who_and_when(found, tomorrow)
