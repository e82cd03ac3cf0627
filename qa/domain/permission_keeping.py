"""Rows of the policy table: a child at risk, filing, restricting, holds, keeping, export."""

from qa.domain.actor import ROLES
from qa.domain.permission_rules import Act, everyone
from qa.domain.predicates import (
    allocated,
    anyone,
    finished,
    in_team,
    is_the_raiser,
    own_child_finished,
    own_home_finished,
)

KEEPING: dict[str, Act] = {
    "raise_risk": Act(
        "Say that a child may be at risk now",
        {"iro": allocated, "reg44_visitor": allocated},
        "The person filling in the form records this.",
    ),
    "record_safe": Act(
        "Record a child at risk as safe",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": anyone,
            "team_manager": in_team,
            "head_of_service": anyone,
        },
        "A second person who knows the child records that the child is safe.",
        (is_the_raiser,),
    ),
    "file": Act(
        "Mark as filed on the case system",
        {
            "iro": own_child_finished,
            "reg44_visitor": own_home_finished,
            "practice_manager": finished,
            "business_support": finished,
        },
        "The auditor, business support or a practice manager marks this as filed.",
    ),
    "restrict": Act(
        "Restrict a child, merge numbers, legal hold",
        everyone("practice_manager", "head_of_service"),
        "Practice managers and heads of service restrict a child's records.",
    ),
    "place_hold": Act(
        "Place a serious-incident hold",
        everyone("practice_manager", "head_of_service"),
        "Practice managers and heads of service place a hold on a child's records.",
    ),
    "lift_hold": Act(
        "Lift a serious-incident hold",
        everyone("head_of_service"),
        "Only a head of service lifts a hold.",
    ),
    "keep_accounts": Act(
        "Keep accounts, teams and forms",
        everyone("administrator"),
        "Administrators keep accounts, teams and forms.",
    ),
    "keep_closure_days": Act(
        "Keep closure days",
        everyone("administrator", "practice_manager"),
        "Administrators and practice managers keep the closure days.",
    ),
    "keep_time_limits": Act(
        "Keep local time limits",
        everyone("administrator", "head_of_service"),
        "Administrators and heads of service keep local time limits.",
    ),
    "keep_unsent": Act(
        "Have kept what they typed and did not send yet",
        everyone(*ROLES),
        "You have no role today, so what you type is not kept.",
    ),
    "export": Act(
        "Export",
        everyone(
            "reg44_visitor",
            "practice_manager",
            "team_manager",
            "head_of_service",
            "business_support",
        ),
        "Your role does not include exports.",
    ),
}
