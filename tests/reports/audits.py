"""A finished audit as the documents see it, made without a store."""

import datetime as dt
from functools import cache
from types import SimpleNamespace

from qa.domain.answers import Answer
from qa.domain.completion import applicable
from qa.domain.facts import CaseFacts
from qa.domain.forms import Form, released_forms
from qa.reports.audit_words import Made

AT = dt.datetime(2026, 11, 5, 14, 2, tzinfo=dt.UTC)
ON = dt.date(2026, 11, 5)
MADE = Made("Mo Manager", AT)
NAMES = {1: "Ira Officer", 2: "Worker 001", 3: "Tess Teamlead", 4: "Mina Manager"}
USUAL = {"S1": "desk", "Z2": "The child is safer than six months ago.", "Z5": "N", "Z4": "NONE"}
BY_TYPE = {"grade4": "G", "yes_no_partly_na": "Y", "yes_no_na": "Y"}
GRADES = {"O": 4, "G": 3, "RI": 2, "I": 1}


@cache
def form() -> Form:
    """The released audit form."""
    return next(each for each in released_forms() if each.name == "case_file_audit")


def answers(facts: CaseFacts, evidence: str, given: dict[str, str]) -> dict[str, Answer]:
    """Yes and Good to everything but what is given."""
    found = {}
    for question in applicable(form(), facts):
        value = given.get(question.id) or USUAL.get(question.id) or BY_TYPE.get(question.type)
        if value:
            found[question.id] = Answer(value, GRADES.get(value), evidence)
    return found


def audit(evidence: str = "Seen on 3 March.", case_number: str = "C-1001", **given):
    """An agreed audit of a child on a plan; `given` are answers, or columns of the check."""
    facts = CaseFacts(frozenset({"CP"}), 14)
    questions = {key: given.pop(key) for key in list(given) if form().has(key)}
    lists = {key: given.pop(key, []) for key in ("actions", "replies", "moderations", "links")}
    about = {
        "id": 7, "case_types": "CP", "age_years": 14, "worker_id": 2, "manager_id": 3,
        "assignee_id": 1, "audit_type": "full", "sample_route": "random", "submitted_on": ON,
        "period_from_on": dt.date(2026, 5, 5), "period_to_on": ON, "reply_due_on": None,
        "moderation_why": None, "agreed_at": AT, "auditor_grade": 3, "moderated_grade": None,
        "final_grade": 3, "override_reason": None, "override_outcome": None, "status": "closed",
        "is_good_practice": False, "good_practice_note": None, "filed_on": None,
        "filed_by_id": None,
    }  # fmt: skip
    revisions = given.pop("revisions", [SimpleNamespace(number=1, kind="first", issued_at=AT)])
    return SimpleNamespace(
        check=SimpleNamespace(**{**about, **given}), child=SimpleNamespace(case_number=case_number),
        team="Northgate", names=NAMES, form=form(), facts=facts, revision=len(revisions),
        revisions=revisions, answers=answers(facts, evidence, questions), status_words="Closed",
        **lists,
    )  # fmt: skip


def action(text: str = "See the child alone", **other):
    """An open action of the audit."""
    about = {
        "text": text, "owner_id": 3, "questions": "B1", "priority": "ten_days", "due_on": ON,
        "status": "open", "evidence_needed": None, "evidence": None, "done_on": None,
        "verified_on": None, "verified_by_id": None, "verified_note": None,
    }  # fmt: skip
    return SimpleNamespace(**{**about, **other})


def reply(**other):
    """The team manager's reply."""
    about = {
        "part": "manager", "person_id": 3, "recorded_by_id": 3, "revision": 1, "stance": "agree",
        "comments": None, "recorded_at": AT,
    }  # fmt: skip
    return SimpleNamespace(**{**about, **other})


def moderation(**other):
    """A moderator's agreement."""
    about = {
        "moderator_id": 4, "outcome": "agreed", "grade": None, "override": None, "reasons": None,
        "revision": 1, "decided_at": AT,
    }  # fmt: skip
    return SimpleNamespace(**{**about, **other})
