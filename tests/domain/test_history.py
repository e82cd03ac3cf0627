from hypothesis import given
from hypothesis import strategies as st

from qa.domain.history import act_words, noun_words, payload_words, people_in


def test_a_change_is_said_with_its_old_and_new_value():
    assert payload_words({"status": ["in_progress", "closed"]}) == "status: in progress → closed"
    assert payload_words({"legal_hold_reason": [None, "Court"]}) == (
        "legal hold reason: nothing → Court"
    )


def test_people_are_said_by_name_and_dates_in_words():
    payload = {"assignee_id": [None, 7], "named": [[7], [7, 8]], "from_on": "2026-11-05"}
    assert people_in(payload) == {7, 8}
    assert payload_words(payload, {7: "Ann", 8: "Bob"}) == (
        "assignee: nothing → Ann; named: Ann, Ann → Bob; from on: 5 November 2026"
    )
    assert payload_words({"day": "2026-99-99"}) == "day: 2026-99-99"


def test_lists_and_nested_values_are_said_in_a_line():
    moved = {"moved": [["child", 1], ["check", 2]], "outcome": [{"grade": 3}, {"grade": 2}]}
    assert (
        payload_words(moved)
        == "moved: child → 1, check → 2; outcome: grade good, grade requires improvement"
    )


def test_long_values_are_cut_on_screen():
    assert payload_words({"text": "x" * 50}, longest=20) == "text: xxxxxxxxxxxxx…"


def test_an_act_that_has_no_words_yet_is_said_with_spaces():
    assert act_words("take_on_board") == "Take on board"
    assert noun_words("tail_piece") == "Tail piece"
    assert act_words("open") == "Opened"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(max_size=8), json_values), st.integers(0, 60))
def test_any_payload_can_be_said_within_the_length_given(payload, longest):
    assert isinstance(people_in(payload), set)
    said = payload_words(payload, {1: "Ann"}, longest)
    assert isinstance(said, str)
    assert not longest or len(said) <= longest
