"""Rows of the policy table: children, checks, actions. Read through `qa.domain.permissions`."""

from qa.domain.permission_rules import Act, everyone
from qa.domain.predicates import (
    allocated,
    anyone,
    finished,
    is_not_independent,
    is_own_case,
    is_own_work,
    is_the_owner,
    own_child,
    own_child_finished,
    own_home_finished,
    owner,
    owner_or_for_one_without_account,
    owner_or_team_for_one_without_account,
    raised_it,
    team_finished,
    visits_home,
)

CHECKS: dict[str, Act] = {
    "import_children": Act(
        "Import children",
        everyone("practice_manager", "business_support", "administrator"),
        "Practice managers, business support and administrators load the roster.",
    ),
    "keep_register": Act(
        "Keep the register, homes and allocations",
        everyone("practice_manager", "business_support"),
        "Practice managers and business support keep the register.",
    ),
    "allocate": Act(
        "Allocate audits and visits",
        everyone("practice_manager", "head_of_service"),
        "Practice managers and heads of service allocate audits.",
    ),
    "cover": Act(
        "Name cover and hand over",
        everyone("practice_manager", "head_of_service"),
        "Practice managers and heads of service name cover and confirm a handover.",
    ),
    "prepare_handover": Act(
        "Prepare a handover",
        everyone("practice_manager", "head_of_service", "business_support"),
        "Practice managers, heads of service and business support prepare a handover.",
    ),
    "fill_in": Act(
        "Fill in and submit a check",
        {"iro": allocated, "reg44_visitor": allocated},
        "Only the person it is allocated to, or their named cover, can fill this in.",
        (is_own_case,),
    ),
    "begin_visit": Act(
        "Begin a visit to a children's home",
        {"reg44_visitor": visits_home},
        "Only the independent person appointed to this home visits it.",
        (is_not_independent,),
    ),
    "issue_visit": Act(
        "Issue the report of a visit",
        {"reg44_visitor": allocated},
        "Only the visitor who wrote the report issues it.",
    ),
    "distribute_visit": Act(
        "Send a report for checking, record copies sent, close a visit",
        {
            "reg44_visitor": allocated,
            "practice_manager": finished,
            "business_support": finished,
        },
        "The visitor, business support or a practice manager records what was sent to whom.",
    ),
    "record_response": Act(
        "Record the registered person's response to a recommendation",
        {"reg44_visitor": raised_it, "practice_manager": anyone, "business_support": anyone},
        "The visitor, business support or a practice manager records the response.",
    ),
    "start_midway": Act(
        "Begin a midway review",
        {"iro": own_child},
        "The child's IRO or chair, or their named cover, does the midway review.",
    ),
    "keep_reviews": Act(
        "Record reviews and conferences",
        {"practice_manager": anyone, "business_support": anyone, "iro": own_child},
        "Business support, practice managers and the child's IRO or chair record reviews and "
        "conferences.",
    ),
    "keep_panel": Act(
        "Record what the panel decided about a long plan",
        everyone("practice_manager", "head_of_service", "business_support"),
        "Practice managers, heads of service and business support record the panel's decisions.",
    ),
    "correct": Act(
        "Correct a submitted check",
        {"iro": allocated, "reg44_visitor": allocated},
        "Only the person who submitted this, or their named cover, can correct it.",
    ),
    "read_check": Act(
        "Read a finished check",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": finished,
            "team_manager": team_finished,
            "head_of_service": finished,
        },
        "You can see that this exists and its dates, but not what it says.",
    ),
    "reply": Act(
        "Reply to a shared audit",
        {"team_manager": team_finished},
        "The child's team manager replies to a shared audit.",
    ),
    "reply_on_behalf": Act(
        "Record a reply on somebody's behalf",
        {"practice_manager": finished, "business_support": finished, "team_manager": team_finished},
        "Practice managers, business support and the team manager record a reply for somebody "
        "who has no account.",
    ),
    "moderate": Act(
        "Moderate an audit, confirm an override",
        {"practice_manager": finished, "head_of_service": finished},
        "Practice managers and heads of service moderate audits.",
        (is_own_work, is_own_case),
    ),
    "finish_action": Act(
        "Own and finish an action",
        {
            "iro": owner,
            "reg44_visitor": owner,
            "practice_manager": owner_or_for_one_without_account,
            "team_manager": owner_or_team_for_one_without_account,
            "head_of_service": owner,
            "business_support": owner_or_for_one_without_account,
        },
        "Only the owner of this action, or their named cover, can say it is done.",
    ),
    "verify_action": Act(
        "Verify an action",
        {
            "iro": raised_it,
            "reg44_visitor": raised_it,
            "practice_manager": anyone,
            "head_of_service": anyone,
        },
        "An action is verified by the person who raised it, a practice manager or a head of "
        "service.",
        (is_the_owner,),
    ),
}
