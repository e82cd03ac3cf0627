"""Who may read what, in words: carried out as SQL by `db/scope.py`."""

READS: dict[str, dict[str, str]] = {
    "children": {
        "iro": "own, and those of a check allocated to them",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "all, dates and statuses only",
    },
    "drafts": {
        "iro": "own",
        "reg44_visitor": "own",
        "practice_manager": "that one exists, and risk flags",
        "team_manager": "risk flags",
        "head_of_service": "that a visit exists, and risk flags",
        "business_support": "that one exists",
    },
    "homes": {
        "reg44_visitor": "own",
        "practice_manager": "all",
        "head_of_service": "all",
        "business_support": "all",
    },
    "finished checks": {
        "iro": "own children, own work",
        "reg44_visitor": "own homes",
        "practice_manager": "all",
        "team_manager": "team, once shared",
        "head_of_service": "all",
        "business_support": "dates and distribution only",
    },
    "challenges": {
        "iro": "own children, own",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "dates only",
    },
    "trends": {
        "iro": "service totals, no records outside own",
        "reg44_visitor": "own homes",
        "practice_manager": "all",
        "team_manager": "team",
        "head_of_service": "all",
        "business_support": "timeliness",
    },
    "history": {
        "iro": "of what they may read",
        "reg44_visitor": "of what they may read",
        "practice_manager": "all",
        "team_manager": "of what they may read",
        "head_of_service": "all",
        "administrator": "who, what, when; never values",
    },
}
