"""Text that no button has sent yet: there again in a new session, gone once it was sent."""

from db.engine import writing
from db.models import Unsent
from pages.ui import kept, kept_memory
from pages.ui.autosave import Draft, mark
from qa.domain.refusals import StoreUnavailable
from qa.services import challenges, unsent
from tests.pages.conftest import one
from tests.pages.reading import html, press, words
from tests.services.challenge_world import raised, row, v

SAID = "Visited today.\nثاني 👩‍👩‍👧"


def answer(screen, made):
    return screen.text_area(key=f"move-{made}-answer-text")


def test_what_is_typed_is_there_again_in_a_new_session_and_gone_once_it_was_sent(w, as_):
    made = raised(w)
    as_(w.boss)
    screen = one(made)
    answer(screen, made).set_value(SAID).run()
    again = one(made)
    assert answer(again, made).value == SAID
    assert row(made).status == "open"
    press(again, "Send the answer")
    assert row(made).status == "answered"
    stored = unsent.kept(w.boss, f"challenge:{made}")["answer/text"]
    assert (stored.text, stored.turn) == ("", 1)
    assert "What you wrote was not used" not in words(one(made))


def test_what_was_typed_for_a_move_that_is_gone_is_shown_until_it_is_thrown_away(w, as_):
    made = raised(w)
    as_(w.iro)
    screen = one(made)
    screen.text_area(key=f"move-{made}-pause-text").set_value("The family is abroad.")
    challenges.withdraw(w.iro, made, v(made), "Raised twice")
    press(screen, "Pause the clock")
    assert "first: withdraw" in screen.error[0].value
    screen = one(made)
    assert "What you wrote was not used" in words(screen)
    assert "The family is abroad." in html(screen)
    press(screen, "Throw it away")
    assert "Thrown away." in words(screen)
    assert "The family is abroad." not in html(screen)


def test_nobody_else_sees_it(w, as_):
    made = raised(w)
    as_(w.iro)
    one(made).text_area(key=f"move-{made}-pause-text").set_value("The family is abroad.").run()
    as_(w.manager)
    screen = one(made)
    boxes = [box.value for box in [*screen.text_area, *screen.text_input]]
    assert "The family is abroad." not in words(screen) + html(screen) + str(boxes)


def test_of_two_windows_neither_writes_over_the_other(w, as_):
    made = raised(w)
    as_(w.boss)
    first, second = one(made), one(made)
    answer(first, made).set_value("From the first").run()
    answer(second, made).set_value("From the second").run()
    assert "You typed something else here meanwhile" in html(second)
    assert answer(one(made), made).value == "From the first"
    press(second, "Keep mine")
    assert answer(one(made), made).value == "From the second"
    first.run()
    assert answer(first, made).value == "From the second"


def test_the_saved_one_can_be_taken_instead(w, as_):
    made = raised(w)
    as_(w.boss)
    first, second = one(made), one(made)
    answer(first, made).set_value("From the first").run()
    answer(second, made).set_value("From the second").run()
    press(second, "Keep the saved one")
    assert answer(second, made).value == "From the first"
    assert "You typed something else" not in html(second)


def test_the_last_draft_counts_even_where_it_came_with_the_press(monkeypatch):
    held = kept_memory.Held(
        place="challenge:1", field="answer/text", name="kept|box", save=unsent.keep
    )
    sent = {"text": "All of it", "tag": mark("All of it"), "seen": [], "sent": 7}
    state = {"kept-box": held, "box": "All of", held.name: {"draft": sent}}
    monkeypatch.setattr(kept_memory.st, "session_state", state)
    assert kept.typed("box") == "All of it"
    held.acks[held.name] = (mark("All of it"), 7)
    state["box"] = "All of it, as kept"
    assert kept.typed("box") == "All of it, as kept"


def test_a_draft_that_comes_after_it_was_sent_is_not_kept_again(monkeypatch):
    held = kept_memory.Held(
        place="challenge:1", field="answer/text", name="kept|box", save=unsent.keep, sent=True
    )
    state = {"kept-box": held, "box": ""}
    monkeypatch.setattr(kept_memory.st, "session_state", state)
    kept_memory.take("box", Draft("Sent already", mark("Sent already"), (), 1))
    assert (state["box"], held.text) == ("", None)


def test_a_store_that_does_not_answer_keeps_the_text_on_screen(w, as_, monkeypatch):
    made = raised(w)
    as_(w.boss)
    screen = one(made)

    def refuse(*_given, **_more):
        raise StoreUnavailable("The database is busy.")

    monkeypatch.setattr(unsent, "keep", refuse)
    answer(screen, made).set_value(SAID).run()
    assert answer(screen, made).value == SAID
    press(screen, "Send the answer")
    assert row(made).status == "answered"


def test_what_was_recorded_meanwhile_is_not_hidden_by_what_was_typed(w, as_):
    place = f"challenge:{raised(w)}"
    reader = as_(w.boss)
    unsent.keep(reader, place, "x/text", "Mine, of last week", typed_on_version=0)
    boxes = kept.of(reader, place)
    held = kept._begun(boxes, "x/text", "box", "What is recorded now", None)
    assert held.came_back
    with writing() as session:
        session.query(Unsent).delete()
    held = kept._begun(kept.of(reader, place), "x/text", "box", "What is recorded now", None)
    assert (held.came_back, kept_memory.shown(held)) == (False, "What is recorded now")
