"""The agreed matrix, as it was agreed, and the conflicts of interest that bind every role."""

import datetime as dt
from dataclasses import replace

import pytest

from qa.domain import permissions
from qa.domain.actor import ROLES, Actor, RoleHeld
from qa.domain.permission_challenges import CHALLENGES
from qa.domain.permission_checks import CHECKS
from qa.domain.permission_keeping import KEEPING
from qa.domain.permissions import ACTS, Facts, can, require
from qa.domain.refusals import Refused

NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
ME, COLLEAGUE, TEAM = 1, 2, 7
OWN = Facts(
    kind="case_audit", assignee_id=ME, iro_ids=frozenset({ME}), worker_ids=frozenset({9}),
    owner_id=ME, raised_by_id=ME, is_submitted=True, child_team_ids=frozenset({TEAM}),
    home_visitor_ids=frozenset({ME}),
)  # fmt: skip
NOT_OWN = Facts(
    kind="case_audit", assignee_id=8, iro_ids=frozenset({8}), worker_ids=frozenset({9}),
    owner_id=8, raised_by_id=8, done_by_id=8, is_submitted=True,
    child_team_ids=frozenset({TEAM + 1}),
)  # fmt: skip

# act: (may on their own record, may on a record of others). Roles in the order of ROLES:
# iro, reg44_visitor, practice_manager, team_manager, head_of_service, business_support, admin.
# y may; - may not; o only their own (allocated, owned, own team, raised by them); n only others'.
AGREED = {
    "import_children":   "- - y - - y y",
    "keep_register":     "- - y - - y -",
    "allocate":          "- - y - y - -",
    "cover":             "- - y - y - -",
    "prepare_handover":  "- - y - y y -",
    "keep_closure_days": "- - y - - - y",
    "keep_time_limits":  "- - - - y - y",
    "keep_accounts":     "- - - - - - y",
    "restrict":          "- - y - y - -",
    "export":            "- y y y y y -",
    "reply":             "- - - o - - -",
    "reply_on_behalf":   "- - y o - y -",
    "correct":           "o o - - - - -",
    "finish_action":     "o o o o o o -",
    "raise_challenge":   "o - y - - - -",
    "read_challenge":    "o - y o y - -",
    "judge_challenge":   "o - o - - - -",
    "legal_advice":      "o - - - - - -",
    "keep_ladders":      "- - - - y - y",
    "send_notices":      "- - y - - y -",
    "raise_risk":        "o o - - - - -",
    "start_midway":      "o - - - - - -",
    "begin_visit":       "- o - - - - -",
    "issue_visit":       "- o - - - - -",
    "distribute_visit":  "- o y - - y -",
    "record_response":   "- o y - - y -",
    "keep_reviews":      "o - y - - y -",
    "keep_panel":        "- - y - y y -",
    "place_hold":        "- - y - y - -",
    "lift_hold":         "- - - - y - -",
    "keep_unsent":       "y y y y y y y",
    "read_check":        "o o y o y - -",
    "file":              "o o y - - y -",
}  # fmt: skip


def actor(*roles: str, team: int | None = None, covering=()) -> Actor:
    held = frozenset(RoleHeld(r, team if r == "team_manager" else None) for r in roles)
    return Actor(ME, "Me", held, NOW, NOW.date(), covering=frozenset(covering))


@pytest.mark.parametrize("act", AGREED)
def test_the_agreed_matrix_stands(act):
    for role, agreed in zip(ROLES, AGREED[act].split(), strict=True):
        who = actor(role, team=TEAM)
        found = (can(who, act, OWN).allowed, can(who, act, NOT_OWN).allowed)
        meant = {"y": (True, True), "-": (False, False), "o": (True, False), "n": (False, True)}
        assert found == meant[agreed], (act, role)


def test_no_act_has_two_rows():
    assert len(ACTS) == len(CHECKS) + len(CHALLENGES) + len(KEEPING)


def test_every_act_stands_in_the_matrix_or_has_a_conflict_rule_tested_below():
    apart = {"fill_in", "moderate", "verify_action", "record_safe", "write_challenge",
             "answer_challenge", "answer_challenge_on_behalf", "refer_cafcass"}  # fmt: skip
    assert set(ACTS) == set(AGREED) | apart


@pytest.mark.parametrize("role", ROLES)
def test_only_the_one_it_is_allocated_to_fills_in(role):
    free = Facts(kind="case_audit", assignee_id=ME, worker_ids=frozenset({9}))
    assert can(actor(role), "fill_in", free).allowed == (role in ("iro", "reg44_visitor"))
    assert not can(actor(role), "fill_in", NOT_OWN).allowed


def test_a_visitor_with_a_tie_to_the_home_is_refused_with_the_rule():
    tied = replace(OWN, not_independent="You review a child who lives there: regulation 43(3).")
    assert can(actor("reg44_visitor"), "begin_visit", OWN).allowed
    assert can(actor("reg44_visitor"), "begin_visit", tied).why == tied.not_independent


def test_named_cover_does_not_visit_a_home_in_somebodys_place():
    theirs = replace(OWN, home_visitor_ids=frozenset({8}))
    assert not can(actor("reg44_visitor", covering={8}), "begin_visit", theirs).allowed


def test_named_cover_fills_in_for_an_absent_colleague():
    assert can(actor("iro", covering={8}), "fill_in", NOT_OWN).allowed


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"worker_ids": frozenset({ME})}, "own case"),
        ({"manager_ids": frozenset({ME})}, "case they manage"),
        ({"iro_ids": frozenset({ME})}, "child they review"),
        ({"line": frozenset({ME})}, "line management"),
        ({"worker_ids": frozenset()}, "cannot be ruled out"),
    ],
)
def test_a_conflict_with_the_case_refuses_auditing_and_moderating(about, sentence):
    usual = {"kind": "case_audit", "worker_ids": frozenset({9}), "is_submitted": True}
    auditing = Facts(**{**usual, "assignee_id": ME, **about})
    moderating = Facts(**{**usual, "assignee_id": 8, **about})
    assert sentence in can(actor("iro"), "fill_in", auditing).why
    assert sentence in can(actor("practice_manager"), "moderate", moderating).why


def test_a_midway_review_is_the_iros_own_case_by_design():
    own = Facts(kind="midway_cla", assignee_id=ME, iro_ids=frozenset({ME}))
    assert can(actor("iro"), "fill_in", own).allowed


@pytest.mark.parametrize("act", ACTS)
def test_a_hold_locks_a_childs_records_against_everything_but_reading_and_safety(act):
    everyone = actor(*ROLES)
    held = Facts(
        kind="midway_cla", assignee_id=ME, iro_ids=frozenset({ME}), owner_id=ME,
        raised_by_id=8, is_submitted=True, is_on_hold=True, stage_role="head_of_service",
        is_looked_after=True, home_visitor_ids=frozenset({ME}),
    )  # fmt: skip
    if act in ("write_challenge", "judge_challenge", "refer_cafcass"):
        held = replace(held, raised_by_id=ME, is_submitted=act != "write_challenge")
    decision = can(everyone, act, held)
    assert (decision.why == permissions.HELD) == (act not in permissions.UNDER_HOLD)


@pytest.mark.parametrize("role", ROLES)
def test_moderation_is_for_practice_managers_and_heads_independent_of_the_auditor(role):
    may = role in ("practice_manager", "head_of_service")
    assert can(actor(role), "moderate", NOT_OWN).allowed == may
    own = Facts(kind="case_audit", assignee_id=ME, worker_ids=frozenset({9}), is_submitted=True)
    assert not can(actor(role), "moderate", own).allowed
    line = Facts(
        kind="case_audit", assignee_id=8, worker_ids=frozenset({9}), is_submitted=True,
        auditor_line=frozenset({ME}),
    )  # fmt: skip
    assert not can(actor(role), "moderate", line).allowed


@pytest.mark.parametrize("role", ROLES)
def test_an_action_is_verified_by_the_raiser_or_a_manager_but_never_by_its_owner(role):
    raised = Facts(owner_id=8, raised_by_id=ME)
    managers = ("practice_manager", "head_of_service")
    assert can(actor(role), "verify_action", raised).allowed == (
        role in ("iro", "reg44_visitor", *managers)
    )
    assert can(actor(role), "verify_action", NOT_OWN).allowed == (role in managers)
    assert not can(actor(role), "verify_action", Facts(owner_id=ME, raised_by_id=ME)).allowed
    done = Facts(owner_id=8, raised_by_id=ME, done_by_id=ME)
    assert not can(actor(role), "verify_action", done).allowed


@pytest.mark.parametrize("role", ROLES)
def test_a_child_is_recorded_safe_by_a_second_person(role):
    raised_by_me = Facts(
        raised_by_id=ME, child_team_ids=frozenset({TEAM}), iro_ids=frozenset({ME}),
        is_submitted=True,
    )  # fmt: skip
    assert not can(actor(role, team=TEAM), "record_safe", raised_by_me).allowed
    by_another = Facts(
        raised_by_id=8, child_team_ids=frozenset({TEAM}), iro_ids=frozenset({ME}),
        home_visitor_ids=frozenset({ME}), is_submitted=True,
    )  # fmt: skip
    may = role not in ("business_support", "administrator")
    assert can(actor(role, team=TEAM), "record_safe", by_another).allowed == may


def test_an_owner_without_account_is_acted_for():
    facts = Facts(owner_id=8, owner_has_account=False, child_team_ids=frozenset({TEAM}))
    for role in ("practice_manager", "team_manager", "business_support"):
        assert can(actor(role, team=TEAM), "finish_action", facts).allowed
    assert not can(actor("team_manager", team=TEAM + 1), "finish_action", facts).allowed


def test_roles_add_up_in_one_person():
    both = actor("iro", "practice_manager")
    assert can(both, "allocate").allowed
    assert can(both, "read_check", OWN).allowed


def test_nobody_without_a_role_may_do_anything():
    for act in ACTS:
        assert not can(actor(), act, OWN).allowed


def test_a_refusal_is_the_same_sentence_for_screen_and_service():
    for act, rule in ACTS.items():
        decision = can(actor(), act)
        assert decision.why == rule.refusal
        with pytest.raises(Refused) as refusal:
            require(actor(), act)
        assert str(refusal.value) == decision.why


def test_a_draft_is_read_by_nobody_but_the_one_who_writes_it():
    draft = Facts(kind="case_audit", assignee_id=8, child_team_ids=frozenset({TEAM}))
    for role in ROLES:
        assert not can(actor(role, team=TEAM), "read_check", draft).allowed


def test_the_reads_of_the_matrix_stand_as_agreed():
    assert permissions.READS["children"]["business_support"] == "all, dates and statuses only"
    assert permissions.READS["trends"]["iro"] == "service totals, no records outside own"
    assert permissions.READS["history"]["administrator"] == "who, what, when; never values"
    assert all("administrator" not in by_role for noun, by_role in permissions.READS.items()
               if noun != "history")  # fmt: skip


RAISED = Facts(
    raised_by_id=8, acted_for_raiser_ids=frozenset({8, 12}), is_submitted=True,
    stage_role="team_manager", child_team_ids=frozenset({TEAM}), iro_ids=frozenset({8}),
)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("stage", "who"), [
    ("team_manager", {"team_manager"}), ("head_of_service", {"head_of_service"}), ("", set()),
])  # fmt: skip
def test_each_stage_is_answered_by_its_own_role(stage, who, role):
    facts = replace(RAISED, stage_role=stage)
    assert can(actor(role, team=TEAM), "answer_challenge", facts).allowed == (role in who)
    behalf = can(actor(role, team=TEAM), "answer_challenge_on_behalf", facts)
    assert behalf.allowed == (role in ("practice_manager", "business_support"))


def test_a_team_manager_answers_for_the_own_team_or_when_asked_by_name():
    other = actor("team_manager", team=TEAM + 1)
    assert not can(other, "answer_challenge", RAISED).allowed
    asked = replace(RAISED, responder_id=ME, stage_role="")
    assert can(other, "answer_challenge", asked).allowed
    assert can(other, "read_challenge", asked).allowed
    cover = actor("team_manager", team=TEAM + 1, covering={9})
    assert can(cover, "answer_challenge", replace(asked, responder_id=9)).allowed


@pytest.mark.parametrize("about", [
    {"raised_by_id": ME}, {"acted_for_raiser_ids": frozenset({ME})}, {"iro_ids": frozenset({ME})},
])  # fmt: skip
@pytest.mark.parametrize("act", ["answer_challenge", "answer_challenge_on_behalf"])
def test_nobody_answers_a_challenge_of_their_own(act, about):
    both = actor("iro", "team_manager", "head_of_service", "practice_manager", team=TEAM)
    assert not can(both, act, replace(RAISED, **about)).allowed
    assert can(both, act, RAISED).allowed


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_challenge_belongs_to_the_raiser_alone(role):
    mine = Facts(raised_by_id=ME, iro_ids=frozenset({ME}), child_team_ids=frozenset({TEAM}))
    may = role in ("iro", "practice_manager")
    assert can(actor(role, team=TEAM), "write_challenge", mine).allowed == may
    assert can(actor(role, team=TEAM), "read_challenge", mine).allowed == may
    theirs = replace(mine, raised_by_id=8)
    cover = actor(role, team=TEAM, covering={8})
    assert not can(cover, "write_challenge", theirs).allowed
    assert not can(cover, "read_challenge", theirs).allowed


def test_only_the_raiser_their_cover_or_successor_says_how_it_goes_on():
    assert not can(actor(*ROLES), "judge_challenge", RAISED).allowed
    assert can(actor("iro", covering={8}), "judge_challenge", RAISED).allowed
    assert can(actor("iro"), "judge_challenge", replace(RAISED, raised_by_id=ME)).allowed


def test_cafcass_is_for_looked_after_children_only():
    mine = replace(RAISED, raised_by_id=ME)
    assert "looked after" in can(actor("iro"), "refer_cafcass", mine).why
    assert can(actor("iro"), "refer_cafcass", replace(mine, is_looked_after=True)).allowed


def test_independent_legal_advice_is_for_the_iro_alone_not_for_cover():
    assert not can(actor(*ROLES, covering={8}), "legal_advice", RAISED).allowed
    assert can(actor("iro"), "legal_advice", replace(RAISED, raised_by_id=ME)).allowed
