"""What waits for a person without a day of its own, in words, and where it is listed."""

from dataclasses import dataclass
from typing import Any

from qa.domain.children import LISTS
from qa.domain.scoring import GRADE_LABELS
from qa.domain.urgency import Group
from qa.domain.words import plural

GROUP_WORDS = {"late": "All overdue", "soon": Group.SOON.value}
"""Groups of a due list, as its filter puts them in the address."""


@dataclass(frozen=True)
class Notice:
    """Something that waits without a day of its own."""

    words: str
    screen: str
    address: dict[str, str]


def notices(counts: Any) -> list[Notice]:
    """A notice for each count that is not nothing (columns of `queries.my_work_counts`)."""
    said = (
        (counts.meetings_late, "review or conference is", "reviews or conferences are", "overdue",
         "reviews", "late"),
        (counts.meetings_soon, "review or conference is", "reviews or conferences are", "due soon",
         "reviews", "soon"),
        (counts.midways_late, "midway review is", "midway reviews are", "overdue",
         "midway_reviews", "late"),
        (counts.midways_soon, "midway review is", "midway reviews are", "due soon",
         "midway_reviews", "soon"),
        (counts.calls, "challenge needs", "challenges need", "a call today", "monitor", ""),
        (counts.to_send, "notice waits", "notices wait", "to be sent by hand", "challenges",
         "to_send"),
        (counts.no_iro, "child has", "children have", "no IRO or chair", "children", "no_iro"),
        (counts.no_social_worker, "child has", "children have", "no social worker", "children",
         "no_social_worker"),
        (counts.not_filed, "finished record is", "finished records are",
         "not on the case system yet", "not_filed", ""),
        (counts.no_re_audit, "recent Inadequate audit has", "recent Inadequate audits have",
         "no re-audit yet (due within three months)", "case_audits", ""),
        (counts.to_tell, "child is", "children are", "to be told of their new IRO", "cover", ""),
    )  # fmt: skip
    return [
        Notice(f"{plural(count, one, many)} {rest}", screen, _address(screen, show))
        for count, one, many, rest, screen, show in said
        if count
    ]


def _address(screen: str, show: str) -> dict[str, str]:
    """Filters stand in an address under the words that the screen shows."""
    if show in GROUP_WORDS:
        state = {"state": "Due"} if screen == "reviews" else {}
        return state | {"group": GROUP_WORDS[show]}
    if screen == "case_audits":
        return {"grade": GRADE_LABELS["I"]}
    if screen == "challenges":
        return {"notices": "open"}
    return {"show": LISTS[show]} if show else {}
