"""Who may read what: the agreed scopes, carried out in SQL, on both databases."""

import pytest
from sqlalchemy import select

from db import scope
from db.engine import reading, writing
from db.models import (
    Action,
    Challenge,
    ChallengeChild,
    Check,
    Child,
    ChildAccess,
    Cover,
    InstalledVersion,
    RiskFlag,
    TrailEntry,
)
from qa.domain.actor import ROLES
from qa.services import trail
from tests.services import makers


@pytest.fixture
def w(store):
    """Two teams with a child each; finished and draft audits of both; flags, actions, trail."""
    teams = [makers.team("Northgate"), makers.team("Southgate")]
    auditor = makers.person("Auditor")
    children = [makers.child(f"C-{n}", team) for n, team in enumerate(teams)]
    finished = [makers.finished(child, auditor, team_id=None) for child in children]
    drafts = [makers.check(child, auditor, status="in_progress") for child in children]
    actions = [makers.action(auditor, auditor, child_id=child, check_id=check)
               for child, check in zip(children, finished, strict=True)]  # fmt: skip
    hidden = makers.action(auditor, auditor, child_id=children[0], status="draft")
    flags = [
        makers.made(RiskFlag(child_id=c, raised_by_id=auditor, raised_at=makers.NOW, worry="?"))
        for c in children
    ]
    for child in children:
        with writing() as session:
            trail.record(session, makers.actor(auditor), "open", "child", child, child_id=child)
    return {"teams": teams, "auditor": auditor, "children": children, "finished": finished,
            "drafts": drafts, "actions": actions, "hidden": hidden, "flags": flags}  # fmt: skip


def seen(model, clause):
    with reading() as session:
        return set(session.scalars(select(model.id).where(clause)))


READS = {
    Child: scope.children,
    Check: scope.checks,
    Action: scope.actions,
    RiskFlag: scope.risk_flags,
    TrailEntry: scope.trail,
}


def everything(actor):
    return {model.__name__: seen(model, clause(actor)) for model, clause in READS.items()}


def test_a_person_without_a_role_sees_nothing(w):
    nobody = makers.actor(makers.person("Nobody"))
    assert not any(everything(nobody).values())


def test_an_iro_sees_own_children_and_what_is_finished_about_them(w):
    iro = makers.holder("Iro", "iro")
    makers.link(w["children"][0], "iro", iro.person_id)
    found = everything(iro)
    assert found["Child"] == {w["children"][0]}
    assert found["Check"] == {w["finished"][0]}
    assert found["Action"] == {w["actions"][0]}
    assert found["RiskFlag"] == {w["flags"][0]}
    assert len(found["TrailEntry"]) == 1


def test_an_iro_who_was_replaced_sees_the_child_no_longer(w):
    iro = makers.holder("Iro", "iro")
    makers.link(w["children"][0], "iro", iro.person_id, to_on=makers.START)
    assert everything(iro)["Child"] == set()


def test_an_auditor_sees_own_work_and_the_child_of_an_open_audit_only(w):
    auditor = makers.actor(w["auditor"], "iro")
    found = everything(auditor)
    assert found["Check"] == {*w["finished"], *w["drafts"]}
    assert found["Child"] == set(w["children"])
    with writing() as session:
        for check_id in w["drafts"]:
            session.get(Check, check_id).status = "closed"
    assert everything(auditor)["Child"] == set()


def test_a_team_manager_sees_the_team_once_shared_and_flags_at_once(w):
    boss = makers.holder("Boss", "team_manager", team_id=w["teams"][1])
    found = everything(boss)
    assert found["Child"] == {w["children"][1]}
    assert found["Check"] == {w["finished"][1]}
    assert found["Action"] == {w["actions"][1]}
    assert found["RiskFlag"] == {w["flags"][1]}


def test_a_practice_manager_knows_of_everything(w):
    found = everything(makers.holder("Pm", "practice_manager"))
    assert found["Check"] == {*w["finished"], *w["drafts"]}
    assert w["hidden"] not in found["Action"]


def test_a_head_of_service_sees_what_is_finished_and_the_flags_of_drafts(w):
    found = everything(makers.holder("Head", "head_of_service"))
    assert found["Check"] == set(w["finished"])
    assert found["RiskFlag"] == set(w["flags"])


def test_business_support_knows_what_exists_and_no_flag(w):
    found = everything(makers.holder("Support", "business_support"))
    assert found["Check"] == {*w["finished"], *w["drafts"]}
    assert found["RiskFlag"] == set()


def test_an_administrator_sees_the_trail_and_no_case(w):
    found = everything(makers.holder("Admin", "administrator"))
    assert found["Child"] == found["Check"] == found["Action"] == found["RiskFlag"] == set()
    assert len(found["TrailEntry"]) == 2


@pytest.mark.parametrize("role", ROLES)
def test_a_restricted_child_does_not_exist_but_for_those_named(w, role):
    who = makers.holder("Who", role)
    child = w["children"][0]
    makers.link(child, "iro", who.person_id)
    before = everything(who)
    with writing() as session:
        session.get(Child, child).restricted_at = makers.NOW
    hidden = everything(who)
    assert child not in hidden["Child"]
    assert not {w["finished"][0], w["drafts"][0]} & hidden["Check"]
    assert w["actions"][0] not in hidden["Action"]
    assert w["flags"][0] not in hidden["RiskFlag"]
    makers.made(ChildAccess(child_id=child, person_id=who.person_id))
    assert everything(who) == before


def test_cover_sees_what_the_absent_colleague_sees(w):
    absent, cover = makers.holder("Absent", "iro"), makers.person("Cover")
    makers.link(w["children"][0], "iro", absent.person_id)
    makers.made(
        Cover(absent_id=absent.person_id, cover_id=cover, from_on=makers.TODAY,
              to_on=makers.TODAY, reason="Leave", set_by_id=cover)
    )  # fmt: skip
    acting = makers.actor(cover, "iro", covering={absent.person_id})
    assert everything(acting)["Child"] == {w["children"][0]}


def test_a_merged_number_is_no_child_of_its_own(w):
    with writing() as session:
        session.get(Child, w["children"][0]).merged_into_id = w["children"][1]
    assert seen(Child, scope.children(makers.holder("Pm", "practice_manager"))) == {
        w["children"][1]
    }


@pytest.fixture
def raised(w):
    """A challenge of the auditor about each child, one about both, and a draft about the first."""
    ladder = makers.made(
        InstalledVersion(
            kind="ladder", name="default", number=1, digest="-", body="",
            effective_from=makers.START, installed_at=makers.NOW,
        )
    )  # fmt: skip
    first, second = w["children"]

    def challenge(*children, status="open", **other):
        made = makers.made(
            Challenge(
                kind="formal", subject="cla", ladder_id=ladder, raised_by_id=w["auditor"],
                held_by_id=w["auditor"], drafted_at=makers.NOW, status=status, **other,
            )
        )  # fmt: skip
        for place, child in enumerate(children):
            makers.made(ChallengeChild(challenge_id=made, child_id=child, position=place))
        return made

    w["challenge"] = challenge
    return {
        "first": challenge(first), "second": challenge(second), "both": challenge(first, second),
        "draft": challenge(first, status="draft"),
    }  # fmt: skip


def challenges_of(actor):
    return seen(Challenge, scope.challenges(actor))


def test_challenges_are_read_as_agreed_and_a_draft_by_its_raiser_alone(w, raised):
    every = {raised["first"], raised["second"], raised["both"]}
    assert challenges_of(makers.actor(w["auditor"], "iro")) == {*every, raised["draft"]}
    for role in ("practice_manager", "head_of_service", "business_support"):
        assert challenges_of(makers.holder(role, role)) == every
    for role in ("administrator", "reg44_visitor", "iro"):
        assert challenges_of(makers.holder(f"{role} 2", role)) == set()
    cover = makers.actor(makers.person("Cover"), "iro", covering={w["auditor"]})
    assert challenges_of(cover) == every


def test_a_team_manager_reads_challenges_of_the_team_and_those_they_are_asked(w, raised):
    boss = makers.holder("Boss", "team_manager", team_id=w["teams"][1])
    assert challenges_of(boss) == {raised["second"], raised["both"]}
    asked = w["challenge"](w["children"][0], responder_id=boss.person_id)
    assert asked in challenges_of(boss)
    assert len(challenges_of(makers.holder("All", "team_manager"))) == 4


def test_an_iro_reads_challenges_about_own_children(w, raised):
    iro = makers.holder("Iro", "iro")
    makers.link(w["children"][0], "iro", iro.person_id)
    assert challenges_of(iro) == {raised["first"], raised["both"]}


@pytest.mark.parametrize("role", ROLES)
def test_a_challenge_about_a_restricted_child_is_for_those_named_for_every_such_child(
    w, raised, role
):
    who = makers.holder("Who", role)
    makers.link(w["children"][0], "iro", who.person_id)
    before = challenges_of(who)
    with writing() as session:
        session.get(Child, w["children"][1]).restricted_at = makers.NOW
    assert challenges_of(who) == before & {raised["first"]}
    makers.made(ChildAccess(child_id=w["children"][1], person_id=who.person_id))
    assert challenges_of(who) == before
