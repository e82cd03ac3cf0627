"""Words and lists about children: their statuses, the people linked to them, the filters."""

from dataclasses import dataclass

STATUSES = {
    "cin": "Child in need",
    "cp": "Child protection plan",
    "cla": "Looked after",
    "care_leaver": "Care leaver",
}
NEEDS_IRO = ("cp", "cla")
"""A chair for a protection plan, an IRO for a looked-after child (CPPCR 2010, reg 45)."""

PARTS = {
    "iro": "IRO or chair",
    "social_worker": "Social worker",
    "team_manager": "Team manager",
}

LISTS = {
    "current": "On the list now",
    "all": "All children",
    "no_iro": "No IRO",
    "no_social_worker": "No social worker",
    "no_team_manager": "No team manager",
    "off_list": "No longer on the list",
    "not_updated": "Not updated",
    "not_loaded": "Not loaded",
}
LIST_HELP = {
    "current": "Children with a status that runs today.",
    "all": "Every child that is known here, former ones too.",
    "no_iro": "Looked after or on a protection plan, and no IRO or chair is recorded.",
    "no_social_worker": "A status runs today, and no social worker is recorded.",
    "no_team_manager": "A status runs today, and no team manager is recorded.",
    "off_list": "No status runs today. Clocks have stopped; nothing is deleted.",
    "not_updated": "The last file had a row for the child that could not be read; "
    "the values are those of an earlier file.",
    "not_loaded": "The last file had a row for the child that could not be read, "
    "and the child is not known here yet.",
}


@dataclass(frozen=True)
class Filter:
    """What a list of children is narrowed to; `show` is a key of LISTS."""

    search: str = ""
    status: str = ""
    team_id: int | None = None
    show: str = "current"
