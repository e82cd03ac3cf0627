"""Who reaches a challenge, and what is in what they are handed: texts only for who reads them."""

import dataclasses

import pytest

from db.engine import reading
from db.models import Challenge
from qa.domain.challenge_draft import FIELDS
from qa.domain.refusals import NotFound, Refused
from qa.services import (
    challenge_advice,
    challenge_choices,
    challenge_documents,
    challenge_drafts,
    challenges,
    history,
    monitor,
    monitor_records,
)
from qa.services import challenge_view as views
from tests.services import makers
from tests.services.challenge_world import answered, challenge_world, changed, draft, raised, v
from tests.services.test_monitor import PERIOD

pytestmark = pytest.mark.usefixtures("limits")
SECRET = "Wanted: a visit"
ADVICE = "Counsel says wait"


@pytest.fixture
def w(store):
    """One challenge with a text wherever there can be one, and a draft."""
    made = challenge_world()
    made.support = makers.holder("Sue Support", "business_support")
    made.visitor = makers.holder("Vi Visitor", "reg44_visitor")
    made.full = raised(made, kind="formal", themes=("placement",))
    challenge_advice.save(made.iro, made.full, ADVICE, 0)
    challenges.pause(made.iro, made.full, v(made.full), f"{SECRET} paused")
    challenges.resume(made.iro, made.full, v(made.full), note=f"{SECRET} resumed")
    challenges.refer_to_cafcass(made.iro, made.full, v(made.full), f"{SECRET} referred")
    answered(made, made.full)
    challenges.judge(made.iro, made.full, v(made.full), "satisfied")
    challenges.resolve(made.iro, made.full, v(made.full), "as_sought", changed(made.girl))
    made.draft = draft(made)
    return made


def strings(found):
    """Every text in what is handed over, however deep."""
    if dataclasses.is_dataclass(found):
        found = [getattr(found, field.name) for field in dataclasses.fields(found)]
    if isinstance(found, dict):
        found = [*found, *found.values()]
    if isinstance(found, str):
        return [found]
    deeper = found if isinstance(found, (list, tuple)) else []
    return [text for one in deeper for text in strings(one)]


def written(challenge_id):
    with reading() as session:
        row = session.get(Challenge, challenge_id)
        return [getattr(row, name) for name, kind in FIELDS.items() if kind == "text"]


def test_who_reads_dates_only_is_handed_no_text_no_theme_and_no_source(w):
    seen = "\n".join(strings(views.view(w.support, w.full)))
    told = [text for text in written(w.full) if text]
    assert told
    hidden = (*told, SECRET, ADVICE, "Visited", "Placement", "Contact with the child")
    assert not [text for text in hidden if text in seen]
    read = "\n".join(strings(views.view(w.head, w.full)))
    assert all(text in read for text in told)
    assert ADVICE not in read


@pytest.mark.parametrize("who", ["iro2", "manager", "head", "boss", "support", "visitor", "admin"])
def test_a_draft_is_not_there_for_anybody_else_whatever_is_asked_of_it(w, who):
    other = getattr(w, who)
    for asked in (
        lambda: views.view(other, w.draft),
        lambda: challenge_documents.challenge_word(other, w.draft),
        lambda: challenge_advice.read(other, w.draft),
        lambda: challenge_choices.children(other, w.draft),
        lambda: challenge_choices.owners(other, w.draft),
        lambda: challenge_drafts.save(other, w.draft, "wanted", "Mine", None),
        lambda: challenge_drafts.set_ladder(other, w.draft, "default"),
        lambda: challenge_drafts.submit(other, w.draft, 1),
        lambda: challenge_drafts.discard(other, w.draft),
    ):
        with pytest.raises(NotFound):
            asked()


@pytest.mark.parametrize("who", ["support", "visitor", "admin"])
def test_whoever_has_no_monitor_is_given_no_figures_of_it_as_a_file(w, who):
    other = getattr(w, who)
    for asked in (
        lambda: monitor.monitor(other, PERIOD),
        lambda: monitor_records.csv(other, PERIOD, "challenge_themes"),
        lambda: challenge_documents.briefing_word(other, PERIOD),
        lambda: challenge_documents.briefing_word(other, PERIOD, for_publication=True),
    ):
        with pytest.raises(Refused):
            asked()


def test_who_audits_the_childs_file_reads_nothing_of_its_challenges_in_the_history(w):
    makers.check(w.girl, w.iro2.person_id)
    texts = filter(None, written(w.full))
    said = [text.rstrip(".") for text in (*texts, "Visited today", SECRET, ADVICE)]
    lines = strings(history.listed(w.iro2, history.HistoryFilter()))
    assert not [text for text in said for line in lines if text in line]
    own = strings(history.listed(w.iro, history.HistoryFilter()))
    assert [line for line in own if "Visited today" in line]
