"""What falls due about a child: the kinds, whose rule each follows, in which order they stand."""

from dataclasses import dataclass

RUNNING, DONE, MISSED, ENDED = "running", "done", "missed", "ended"


@dataclass(frozen=True)
class Kind:
    """A kind of thing that falls due. `rule_ids` are ids of time limits, in the order in which
    they apply; `is_kept`: its history is kept and counted, else only what runs now."""

    words: str
    rule_ids: tuple[str, ...]
    is_statutory: bool
    is_kept: bool = False


KINDS = {
    "cla_review": Kind("Statutory review", ("LA03", "LA04", "LA05"), True, True),
    "cp_review": Kind("Review conference", ("CP11", "CP12"), True, True),
    "short_break_review": Kind("Short-breaks review", ("LA25", "LA25b"), True, True),
    "midway_cla": Kind("Midway review (looked after)", ("LA12",), False, True),
    "midway_cp": Kind("Midway review (protection plan)", ("CP17",), False, True),
    "reconvene": Kind("Conference held again", ("CP13",), False),
    "panel": Kind(
        "Panel on a long plan", ("CP16", "CP16b", "CP16c", "CP16d", "CP16e", "CP16f"), False
    ),
    "cla_visit": Kind("Visit to a looked-after child", ("LA13", "LA14", "LA15", "LA15b"), True),
    "cp_visit": Kind("Child on a plan seen", ("CP15",), False),
    "health": Kind("Health assessment", ("LA19", "LA20", "LA20b"), True),
    "iro_named": Kind("IRO appointed", ("LA01",), True),
}
MEETINGS = ("cla_review", "cp_review", "short_break_review")
MIDWAYS = ("midway_cla", "midway_cp")
DONE_BY = {
    "midway_cla": ("midway_cla", "midway_both"),
    "midway_cp": ("midway_cp", "midway_both"),
}
"""The kinds of check that do a midway review; a combined one does both."""
PANEL_MONTHS = (9, 12, 15, 18, 21, 24)
"""Months a plan has been open at which it is marked, as rules CP16 to CP16f."""
