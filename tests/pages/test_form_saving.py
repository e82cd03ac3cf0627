"""Drafts of text boxes: the last one typed wins over what its box has seen, nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.ui import form_saving
from pages.ui.autosave import Draft, as_draft, mark
from pages.ui.form_memory import EVIDENCE, VALUE, FormToFill, Memory
from qa.domain.answers import Answer
from qa.domain.facts import CaseFacts
from qa.domain.forms import form_text, load_form
from qa.services import answers
from tests.services import filling

FORM = load_form(form_text("case_file_audit", "1"), where="the audit form")
Z2, A1 = FORM.question("Z2"), FORM.question("A1")


class Window:
    """One browser window: what its session remembers, and what its box has shown and sent."""

    def __init__(self, draft: filling.Draft, patch: pytest.MonkeyPatch) -> None:
        self.draft, self.patch = draft, patch
        self.sent = 0
        self.open()

    def open(self) -> None:
        """A new session: the server was restarted, or the page loaded."""
        self.found = Memory()
        self.read()
        self.seen = [mark(self.stored())]

    def read(self) -> None:
        self.found.stored = answers.stored(self.draft.check_id, 1)

    def stored(self) -> str:
        found = answers.stored(self.draft.check_id, 1).get("Z2")
        return (found.answer.value if found else "") or ""

    def form(self) -> FormToFill:
        actor = self.draft.actor()
        return FormToFill(self.draft.check_id, 1, FORM, CaseFacts(), actor)

    def restart_under_it(self) -> None:
        """The server forgets; the browser does not."""
        self.found = Memory()
        self.read()

    def type(self, text: str) -> bool:
        """Send a draft; whether it was stored."""
        self.sent += 1
        seen = tuple(self.seen)
        self.seen.append(mark(text))
        self.patch.setattr(form_saving, "memory", lambda _form: self.found)
        form_saving.take(self.form(), Z2, VALUE, Draft(text, mark(text), seen, self.sent))
        return (Z2.id, VALUE) not in self.found.troubles


@pytest.fixture
def window(sqlite_store, monkeypatch):
    return Window(filling.draft(), monkeypatch)


def test_a_draft_is_stored_and_acknowledged_by_its_mark(window):
    assert window.type("Seen on Tuesday")
    assert window.stored() == "Seen on Tuesday"
    assert window.found.acks[window.form().key("Z2")] == (mark("Seen on Tuesday"), 1)


def test_a_text_that_this_box_never_saw_is_not_written_over(window):
    other = Window(window.draft, window.patch)
    assert other.type("From the other window")
    assert not window.type("From this window")
    assert window.stored() == "From the other window"
    trouble = window.found.troubles["Z2", VALUE]
    assert trouble.mine == "From this window"
    assert trouble.theirs.answer.value == "From the other window"
    assert "You, in another window, saved a different answer" in trouble.sentence


def test_keep_mine_stores_it_over_the_text_that_was_shown(window):
    Window(window.draft, window.patch).type("Theirs")
    window.type("Mine")
    form_saving.keep_mine(window.form(), Z2, VALUE)
    assert window.stored() == "Mine"
    assert not window.found.troubles


def test_keep_mine_does_not_write_over_a_third_text_nobody_was_shown(window):
    other = Window(window.draft, window.patch)
    other.type("Theirs")
    window.type("Mine")
    other.type("Theirs, and more")
    window.patch.setattr(form_saving, "memory", lambda _form: window.found)
    form_saving.keep_mine(window.form(), Z2, VALUE)
    assert window.stored() == "Theirs, and more"
    assert window.found.troubles["Z2", VALUE].theirs.answer.value == "Theirs, and more"


def test_keep_theirs_has_the_box_take_the_stored_text(window):
    Window(window.draft, window.patch).type("Theirs")
    window.type("Mine")
    form_saving.keep_theirs(window.form(), Z2, VALUE)
    assert window.found.resets[window.form().key("Z2")] == 1
    assert window.stored() == "Theirs"


def test_after_a_restart_the_text_being_typed_wins_over_its_own_earlier_drafts(window):
    window.type("Seen on")
    window.restart_under_it()
    assert window.type("Seen on Tuesday")
    assert window.stored() == "Seen on Tuesday"


def test_a_choice_made_elsewhere_does_not_get_in_the_way_of_the_evidence(window):
    actor, check_id = window.draft.actor(), window.draft.check_id
    answers.save(actor, check_id, "A1", Answer("N"), typed_on_version=0)
    window.patch.setattr(form_saving, "memory", lambda _form: window.found)
    draft = Draft("No visit since May", mark("No visit since May"), (mark(""),), 1)
    form_saving.take(window.form(), A1, EVIDENCE, draft)
    found = answers.stored(check_id, 1)["A1"].answer
    assert (found.value, found.evidence) == ("N", "No visit since May")


def test_text_that_is_cleaned_on_the_way_is_still_the_boxs_own(window):
    assert window.type("nothing here\x00")
    assert window.type("nothing here\x00 yet")
    assert window.stored() == "nothing here yet"


def resent(window, value, sign_in_id=None):
    """The browser of this sign-in sends a choice again after the server was restarted."""
    actor = window.draft.actor(sign_in_id)
    window.restart_under_it()
    window.patch.setattr(form_saving, "memory", lambda _form: window.found)
    form = FormToFill(window.draft.check_id, 1, FORM, CaseFacts(), actor)
    form_saving.reconcile(form, A1, VALUE, value)
    return answers.stored(window.draft.check_id, 1).get("A1")


def test_a_choice_lost_on_the_way_is_saved_when_the_browser_sends_it_again(window):
    assert resent(window, "N").answer.value == "N"
    assert window.found.redraw


def test_a_choice_sent_again_wins_over_an_older_one_of_the_same_sign_in(window):
    answers.save(window.draft.actor(), window.draft.check_id, "A1", Answer("Y"), typed_on_version=0)
    assert resent(window, "N").answer.value == "N"


def test_a_choice_sent_again_by_another_sign_in_asks_which_to_keep(window):
    answers.save(window.draft.actor(), window.draft.check_id, "A1", Answer("Y"), typed_on_version=0)
    other = filling.sign_in(window.draft.account_id)
    assert resent(window, "N", other).answer.value == "Y"
    trouble = window.found.troubles["A1", VALUE]
    assert (trouble.mine, trouble.theirs.answer.value) == ("N", "Y")


def test_an_empty_widget_never_empties_a_stored_answer_by_itself(window):
    answers.save(window.draft.actor(), window.draft.check_id, "A1", Answer("Y"), typed_on_version=0)
    assert resent(window, None).answer.value == "Y"


@pytest.mark.parametrize("sent", [None, 7, {}, {"text": 3}, {"text": None}, []])
def test_a_draft_of_another_shape_is_no_draft(sent):
    assert as_draft(sent) is None


def test_marks_are_the_same_as_in_the_browser():
    assert mark("") == "0.0"
    assert mark("123456789") == "9.cbf43926"  # the published check value of CRC-32
    assert mark("a\r\nb") == mark("a\nb")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second"]),
        st.sampled_from(["type", "restart"]),
        st.text(alphabet="ab é👧\n", max_size=6),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_no_text_is_ever_written_over_by_a_window_that_never_saw_it(
    sqlite_store, monkeypatch, steps
):
    draft = filling.draft()
    windows = {name: Window(draft, monkeypatch) for name in ("first", "second")}
    for name, act, text in steps:
        window, before = windows[name], windows[name].stored()
        if act == "restart":
            window.restart_under_it()
            continue
        knew = mark(before) in window.seen or mark(text) == mark(before)
        stored = window.type(text)
        after = window.stored()
        assert after == before or knew
        assert not stored or after.strip() == text.strip()
