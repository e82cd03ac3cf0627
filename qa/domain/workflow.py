"""When a thing may be done: statuses and moves, one table per kind."""

from dataclasses import dataclass

from qa.domain.challenge_words import CLOSED
from qa.domain.refusals import Refused

STAYS = ""
"""The target of a move that leaves the status as it is."""


@dataclass(frozen=True)
class Move:
    """One move: from these statuses to that one, by whoever the act allows."""

    name: str
    words: str
    sources: tuple[str, ...]
    target: str
    act: str


CHECK_STATUSES = {
    "allocated": "Not started",
    "in_progress": "In progress",
    "submitted": "Submitted",
    "returned": "Returned for changes",
    "correcting": "Being corrected",
    "moderated": "Moderated, waiting for replies",
    "actions_open": "Agreed, actions open",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
}
DRAFT = ("allocated", "in_progress", "returned", "correcting")
"""The form is open for writing."""
FINISHED = ("submitted", "moderated", "actions_open", "issued", "closed")
AGREED = ("actions_open", "closed")
"""Of an audit: final. A midway review is final once it is submitted (see `is_final`)."""

CASE_AUDIT = (
    Move("start", "Start", ("allocated",), "in_progress", "fill_in"),
    Move("submit", "Submit", DRAFT, "submitted", "fill_in"),
    Move("return", "Return with comments", ("submitted", "moderated"), "returned", "moderate"),
    Move("moderate", "Moderate", ("submitted",), "moderated", "moderate"),
    Move("reconsider", "Look again after a disagreement", ("moderated",), "submitted", "reply"),
    Move("agree", "Agree, with actions", ("submitted", "moderated"), "actions_open", "moderate"),
    Move("close", "Close", ("submitted", "moderated", "actions_open"), "closed", "moderate"),
    Move("reopen", "Reopen: an action was added", ("closed",), "actions_open", "verify_action"),
    Move(
        "correct",
        "Correct, as a new version",
        ("submitted", "moderated", "actions_open", "closed"),
        "correcting",
        "correct",
    ),
    Move(
        "withdraw", "Withdraw the allocation", ("allocated", "in_progress"), "withdrawn", "allocate"
    ),
)

MIDWAY_STATUSES = {
    "in_progress": "In progress",
    "submitted": "Submitted",
    "correcting": "Being corrected",
    "withdrawn": "Withdrawn",
}
MIDWAY = (
    Move("submit", "Submit", ("in_progress", "correcting"), "submitted", "fill_in"),
    Move("correct", "Correct, as a new version", ("submitted",), "correcting", "correct"),
    Move("withdraw", "Withdraw", ("in_progress",), "withdrawn", "fill_in"),
)
"""A midway review is begun by the IRO or chair who does it, and nobody moderates it."""

ACTION_STATUSES = {
    "draft": "Not open yet: its audit or review is not submitted",
    "open": "Open",
    "done": "Done, not verified",
    "verified": "Verified",
    "withdrawn": "Withdrawn",
}
ACTION = (
    Move("open", "Open", ("draft",), "open", "fill_in"),
    Move("finish", "Say it is done", ("open",), "done", "finish_action"),
    Move("reject", "Not done yet", ("done",), "open", "verify_action"),
    Move("verify", "Verify", ("done",), "verified", "verify_action"),
    Move("withdraw", "Withdraw", ("draft", "open"), "withdrawn", "verify_action"),
)

CHALLENGE_STATUSES = {
    "draft": "Draft",
    "open": "Waiting for an answer",
    "paused": "Paused",
    "answered": "Answered, not judged yet",
    "satisfied": "Satisfied, to be closed",
    "dissatisfied": "Not or only partly satisfied, next stage to be decided",
    "resolved": "Closed",
    "withdrawn": "Withdrawn",
    "shared": "Shared",
}
_TO_CLIMB = ("open", "dissatisfied")
_RUNNING = ("open", "answered", "satisfied", "dissatisfied", "paused")
CHALLENGE = (
    Move("raise", "Raise", ("draft",), "open", "raise_challenge"),
    Move("share", "Share good practice", ("draft",), "shared", "raise_challenge"),
    Move("answer", "Answer", ("open",), "answered", "answer_challenge"),
    Move("satisfied", "Satisfied", ("answered",), "satisfied", "judge_challenge"),
    Move("partly", "Partly satisfied", ("answered",), "dissatisfied", "judge_challenge"),
    Move("not_satisfied", "Not satisfied", ("answered",), "dissatisfied", "judge_challenge"),
    Move("escalate", "Go to the next stage", _TO_CLIMB, "open", "judge_challenge"),
    Move("bypass", "Go to a later stage", (*_TO_CLIMB, "paused"), "open", "judge_challenge"),
    Move("pause", "Pause the clock", ("open",), "paused", "judge_challenge"),
    Move("resume", "Let the clock run again", ("paused",), "open", "judge_challenge"),
    Move("refer", "Refer to Cafcass", _RUNNING, STAYS, "refer_cafcass"),
    Move(
        "refer_outcome",
        "Record what Cafcass decided",
        (*_RUNNING, "resolved", "withdrawn"),
        STAYS,
        "judge_challenge",
    ),
    Move("hand_over", "Hand the answer over", ("open", "paused"), STAYS, "cover"),
    Move("resolve", "Close, with what changed", _RUNNING, "resolved", "judge_challenge"),
    Move("withdraw", "Withdraw", (*_RUNNING, "shared"), "withdrawn", "judge_challenge"),
    Move("reopen", "Open again", ("resolved",), "open", "judge_challenge"),
    Move(
        "correct_themes",
        "Correct the themes",
        (*_RUNNING, "resolved", "withdrawn", "shared"),
        STAYS,
        "judge_challenge",
    ),
)
"""Nothing here moves by itself: at a deadline without an answer the raiser is asked."""

VISIT_STATUSES = {
    "in_progress": "Being written",
    "submitted": "Written, not issued",
    "correcting": "Being changed",
    "issued": "Issued",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
}
VISIT = (
    Move("submit", "Finish the report", ("in_progress", "correcting"), "submitted", "fill_in"),
    Move(
        "send_check", "Send for the factual-accuracy check", ("submitted",), STAYS,
        "distribute_visit",
    ),
    Move("return_check", "Record what came back", ("submitted",), STAYS, "distribute_visit"),
    Move(
        "correct", "Change, as a new version", ("submitted", "issued", "closed"), "correcting",
        "correct",
    ),
    Move("issue", "Issue the report", ("submitted",), "issued", "issue_visit"),
    Move("send", "Record a copy sent", ("issued", "closed"), STAYS, "distribute_visit"),
    Move("close", "Close the visit", ("issued",), "closed", "distribute_visit"),
    Move("withdraw", "Withdraw", ("in_progress",), "withdrawn", "fill_in"),
)  # fmt: skip
"""A visit is begun by the visitor appointed to the home; a new version of an issued report is a
reissue. Nothing closes by itself."""
REG44 = "reg44_visit"
ISSUED = ("issued", "closed")

MIDWAYS = ("midway_cla", "midway_cp", "midway_both")
MOVES: dict[str, tuple[Move, ...]] = {
    "case_audit": CASE_AUDIT,
    **dict.fromkeys(MIDWAYS, MIDWAY),
    REG44: VISIT,
    "action": ACTION,
    "challenge": CHALLENGE,
}
STATUSES: dict[str, dict[str, str]] = {
    "case_audit": CHECK_STATUSES,
    **dict.fromkeys(MIDWAYS, MIDWAY_STATUSES),
    REG44: VISIT_STATUSES,
    "action": ACTION_STATUSES,
    "challenge": CHALLENGE_STATUSES,
}


def is_final(kind: str, status: str) -> bool:
    """Whether what a check says stands, and belongs on the child's or home's record."""
    if kind == REG44:
        return status in ISSUED
    return status in AGREED or (kind in MIDWAYS and status == "submitted")


def move(kind: str, name: str, status: str) -> Move:
    """The named move from this status, or a refusal that says where the record stands."""
    found = next(m for m in MOVES[kind] if m.name == name)
    if status not in found.sources:
        stands = STATUSES[kind][status][0].lower() + STATUSES[kind][status][1:]
        words = found.words[0].lower() + found.words[1:]
        raise Refused(f"This cannot be done now ({words}): it is {stands}.")
    return found


def challenge_status_words(status: str, judged: str | None, outcome: str | None) -> str:
    """Where a challenge stands; `judged`: what was said of its latest answer (a move's name);
    `outcome`: how it ended (a key of OUTCOMES), which need not have resolved it."""
    if status == "dissatisfied" and judged:
        satisfied = "Partly satisfied" if judged == "partly" else "Not satisfied"
        return f"{satisfied}, next stage to be decided"
    if status == "resolved" and outcome in CLOSED:
        return CLOSED[outcome]
    return CHALLENGE_STATUSES[status]


def moves_from(kind: str, status: str) -> tuple[Move, ...]:
    """Every move that starts at this status."""
    return tuple(m for m in MOVES[kind] if status in m.sources)
