"""What an entry of the trail holds, said for people: no codes, no numbers, no machine's dates."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from qa.domain.forms import released_forms
from qa.domain.history_said import LINE, TEXT, Names, numbers_in, payload_words

KNOWN = Names(
    {
        "person": {7: "Ann", 8: "Bob"},
        "team": {6: "Alder"},
        "version": {3: "cla midway, version 1"},
        "child": {2: "L-2002", 142: "L-2001"},
        "theme": {1: "Visits", 2: "Permanence"},
    }
)


def said(payload, noun="", **more):
    return payload_words(payload, dataclasses.replace(KNOWN, noun=noun, **more))


def test_a_change_is_said_with_its_old_and_new_value():
    assert said({"status": ["in_progress", "closed"]}, "check") == "status: in progress → closed"
    assert said({"reason": ["Court", None]}) == "reason: Court → nothing"
    assert said({"legal_hold_reason": [None, "Court"]}) == "legal hold reason: Court"


def test_what_is_begun_is_said_by_the_names_of_its_kind_form_and_team():
    payload = {"kind": [None, "midway_cla"], "form_id": [None, 3], "team_id": [None, 6],
               "case_types": [None, "CP|CLA"], "started_at": "2026-11-22T14:25:47"}  # fmt: skip
    assert said(payload, "check") == (
        "kind: Midway review (looked after); form: cla midway, version 1; team: Alder; "
        "the child's statuses then: Child protection plan, Looked after"
    )


def test_a_reply_and_why_it_was_moderated_are_said_as_people_say_them():
    payload = {"part": "worker", "stance": "agree", "moderation_why": [None, "sample"]}
    assert said(payload, "check") == (
        "as: Social worker; they: agree; why moderated: drawn in the sample"
    )
    assert said({"stance": [None, "accept_part"]}, "action") == "they: accepted in part"


def test_a_pack_is_said_with_its_months_and_a_file_as_what_it_was_made():
    pack = {"document": "evidence_pack", "kind": "docx", "until": "2026-10-01"}
    assert said(pack, "home") == "document: evidence pack; as Word; months: May to October 2026"
    assert said(pack | {"kind": "pdf", "until": "2026-03-01"}, "home", longest=TEXT) == (
        "document: evidence pack; as PDF; months: October 2025 to March 2026"
    )
    assert said(pack | {"until": "2026-99-01"}).endswith("months: 2026-99-01")
    assert said({"rows": 7, "until": "2026-10-01"}, "coverage") == "rows: 7; until: October 2026"


def test_a_status_is_said_in_the_words_of_what_has_it():
    assert (
        said({"status": ["draft", "open"]}, "challenge") == "status: draft → waiting for an answer"
    )
    assert said({"status": ["open", "open"]}, "challenge") == ""


def test_people_are_said_by_name_and_dates_and_moments_in_words():
    payload = {"assignee_id": [None, 7], "named": [[7], [7, 8]], "from_on": "2026-11-05"}
    assert numbers_in(payload) == {"person": {7, 8}}
    assert said(payload) == (
        "allocated to: Ann; named people: Ann → Ann, Bob; from: 5 November 2026"
    )
    assert said({"told_at": "2026-11-22T14:25:47.448280+00:00"}) == (
        "told at: 22 November 2026 at 14:25"
    )
    assert said({"day": "2026-99-99", "month": "2026-11-01"}) == (
        "day: 2026-99-99; month: November 2026"
    )


def test_an_event_of_a_challenge_is_said_without_what_stands_beside_it():
    event = {"name": "bypass", "on": "2026-11-22", "at": "2026-11-22T14:25:47.4+00:00", "by_id": 7,
             "text": "It cannot wait", "responder_id": 8, "stage": 3}  # fmt: skip
    payload = {"number": 2, "event": event, "said": {"kind": "formal", "wanted": None}}
    assert said(payload, "challenge") == (
        "on: 22 November 2026; text: It cannot wait; asked to answer: Bob; stage: 3; "
        "kind: Formal challenge"
    )


def test_themes_that_were_corrected_are_said_with_those_before():
    event = {"themes": ["Visits"], "themes_before": ["Drift", "Recording"]}
    assert said({"event": event}, "challenge") == "themes: Visits; themes before: Drift, Recording"


def test_children_are_said_by_case_number_and_those_a_reader_may_not_know_of_not_at_all():
    assert said({"with_child_id": 142}) == "together with child: L-2001"
    assert said({"with_child_id": 4711}) == ""
    assert said({"children": [2, 142], "themes": [1, 2]}) == (
        "children: L-2002, L-2001; themes: Visits, Permanence"
    )
    assert said({"children": [2, 4711]}) == "children: L-2002"
    results = [[2, "as_sought", "She is visited"], [4711, "compromise", "Hidden"]]
    assert said({"event": {"children": results}}) == (
        "children: L-2002: Resolved as sought: She is visited"
    )
    assert numbers_in({"event": {"children": results}}) == {"child": {2, 4711}}


def test_days_within_decisions_and_breaks_within_a_text_are_said_in_a_line():
    before, after = ["See the GP, by 2026-05-06"], ["See the GP, done 2026-05-06", "Visit"]
    assert said({"decisions": [before, after], "reason": "One\ntwo"}) == (
        "decisions: See the GP, by 6 May 2026 → See the GP, done 6 May 2026, Visit; reason: One two"
    )


def test_a_long_text_is_cut_on_the_screen_and_whole_in_the_file():
    text = "x" * 300
    assert said({"reason": text}, longest=TEXT) == f"reason: {'x' * (TEXT - 1)}…"
    assert said({"reason": text}) == f"reason: {text}"
    assert said({"reason": "Late.", "why": "So."}, longest=TEXT) == "reason: Late; why: So"
    several = dict.fromkeys(("reason", "why", "note", "worry", "wanted"), text)
    line = said(several, longest=TEXT)
    assert len(line) == LINE and line.endswith("…")
    assert said(several).count(text) == 5


def test_answers_are_counted_on_the_screen_and_said_by_their_questions_in_the_file():
    form = next(each for each in released_forms() if each.name == "cla_midway")
    about, counted = form.question("M1.1").text, [["done", 2, None, None, None]]
    payload = {"answers": {"M0.1": {"value": "file"}, "M1.1": {"rows": counted}}}
    assert said(payload, form=form, longest=TEXT) == "2 answers"
    whole = said(payload, form=form)
    assert about in whole and form.question("M0.1").text in whole
    assert not any(word in whole for word in ("M1.1", "value", "rows", "[["))


def test_what_a_correction_changed_is_said_by_question_with_old_and_new():
    form = next(each for each in released_forms() if each.name == "case_file_audit")
    changed = {"Z1": [{"value": "RI", "grade": 2}, {"value": "G", "evidence": "Seen"}]}
    assert said({"changed": changed}, form=form, longest=TEXT) == (
        f"changed: “{form.question('Z1').text}” Requires improvement → Good, Seen"
    )


def test_the_outcome_says_what_changed_of_it():
    outcome = [{"final_grade": 3, "rag": "A"}, {"final_grade": 2, "rag": "A"}]
    assert said({"outcome": outcome}) == ("outcome: final grade: good → requires improvement")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
keys = st.text(max_size=8) | st.sampled_from(
    [
        "document",
        "kind",
        "until",
        "event",
        "answers",
        "changed",
        "children",
        "named",
        "moved",
        "status",
        "question",
        "themes",
    ]
)


@given(st.dictionaries(keys, json_values), st.integers(0, 60))
def test_any_payload_can_be_said(payload, longest):
    assert all(isinstance(n, int) for found in numbers_in(payload).values() for n in found)
    assert isinstance(said(payload, longest=longest), str)
