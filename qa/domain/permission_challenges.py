"""Rows of the policy table: challenges and good practice, their ladders and notices."""

from qa.domain.permission_rules import Act, everyone
from qa.domain.predicates import (
    anyone,
    asked_or_team,
    at_their_stage,
    drafted_it,
    finished,
    has_answered,
    holds_it_alone,
    is_not_looked_after,
    is_the_challenger,
    own_child,
    own_child_raised,
    raised_by_them,
    raised_or_their_draft,
    team_at_their_stage,
)

CHALLENGES: dict[str, Act] = {
    "raise_challenge": Act(
        "Raise a challenge or good practice",
        {"iro": own_child, "practice_manager": anyone},
        "The child's IRO or chair raises a challenge.",
    ),
    "write_challenge": Act(
        "Write a challenge that is not raised yet",
        {"iro": drafted_it, "practice_manager": drafted_it},
        "A draft belongs to the person who writes it.",
    ),
    "read_challenge": Act(
        "Read a challenge",
        {
            "iro": own_child_raised,
            "practice_manager": raised_or_their_draft,
            "team_manager": asked_or_team,
            "head_of_service": finished,
        },
        "You can see that this exists and its dates, but not what it says.",
    ),
    "answer_challenge": Act(
        "Answer a challenge",
        {"team_manager": team_at_their_stage, "head_of_service": at_their_stage},
        "Whoever is asked at this stage answers. Practice managers and business support record "
        "an answer on somebody's behalf.",
        (is_the_challenger,),
    ),
    "answer_challenge_on_behalf": Act(
        "Record somebody's answer to a challenge",
        {"practice_manager": finished, "business_support": finished},
        "Practice managers and business support record an answer on somebody's behalf.",
        (is_the_challenger,),
    ),
    "judge_challenge": Act(
        "Judge an answer, go to the next stage, pause, withdraw, resolve, open again",
        {"iro": raised_by_them, "practice_manager": raised_by_them},
        "Only the person who raised this, or their named cover or successor, decides that.",
        (has_answered,),
    ),
    "refer_cafcass": Act(
        "Refer to Cafcass",
        {"iro": raised_by_them, "practice_manager": raised_by_them},
        "Only the person who raised this, or their named cover or successor, decides that.",
        (is_not_looked_after,),
    ),
    "legal_advice": Act(
        "Read and write the IRO's independent legal advice",
        {"iro": holds_it_alone},
        "The IRO's independent legal advice is visible to the IRO alone.",
    ),
    "keep_ladders": Act(
        "Keep ladders and themes of challenges",
        everyone("administrator", "head_of_service"),
        "Administrators and heads of service keep ladders and themes.",
    ),
    "send_notices": Act(
        "Send what nobody was told by e-mail",
        everyone("business_support", "practice_manager"),
        "Business support and practice managers see to notices that were not sent.",
    ),
}
