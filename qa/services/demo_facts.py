"""What the demonstration's lists say of each child besides: last visits, health, reviews."""

import datetime as dt
from typing import Any

from qa.services.demo_care import Care
from qa.services.demo_children import Children
from qa.services.demo_world import DAY, World, cycle

NEEDS, CATEGORIES = ("N1", "N1", "N5", "N4", "N2"), ("neglect", "emotional", "physical", "multiple")
LEGAL, PERMANENCE = ("C2", "C1", "V2", "E1"), ("fostering", "return_home", "adoption", "sgo_cao")
SHORT_BREAKS = "V4"
SEEN_DAYS = {"cp": 15, "cla": 46, "cin": 46, "care_leaver": 46}
"""Days since a child was last seen: up to so many, a few more than the limit allows."""


def facts(
    world: World, all_of: Children, care: Care, status: str, place: int, span: tuple[Any, Any]
) -> dict[str, Any]:
    """Facts of one status from a day to a day (None: it runs on), as the roster names them."""
    since, ended = span
    upto = ended or world.today

    def ago(days: int) -> str:
        return max(since, upto - DAY * days).isoformat()

    seen = ago(place * 7 % SEEN_DAYS[status] + 3)  # before the day of the list
    if status == "cin":
        return {"primary_need": cycle(NEEDS, place), "last_seen_on": seen}
    if status == "care_leaver":
        return {"eligibility": "former_relevant", "in_touch": "yes", "latest_contact_on": seen}
    review = {}
    latest = care.latest.get((place, status))
    if latest and since < latest <= upto:
        review = {"latest_review_on": latest.isoformat()}
    if status == "cp":
        return {"initial_category": cycle(CATEGORIES, place), "last_visit_on": seen,
                "latest_category": cycle(CATEGORIES, place), "seen_alone": "yes",
                "previous_plans": int(place % 7 == 0), **review}  # fmt: skip
    return _looked_after(all_of, place, since, upto, ago) | {"last_visit_on": seen} | review


def _looked_after(
    all_of: Children, place: int, since: dt.date, upto: dt.date, ago: Any
) -> dict[str, Any]:
    known = {
        "need": cycle(NEEDS, place),
        "legal_status": SHORT_BREAKS if all_of.short[place] else cycle(LEGAL, place),
        "legal_status_on": since.isoformat(),
        "permanence_plan": cycle(PERMANENCE, place),
    }
    if (upto - since).days < 25:
        return known
    return known | {
        "last_iro_contact_on": ago(place * 11 % 170 + 3),
        "last_health_on": ago(place * 13 % (200 if place % 3 == 0 else 345) + 5),
        "last_dental_on": ago(place * 17 % 340 + 5),
    }
