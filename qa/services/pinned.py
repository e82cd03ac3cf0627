"""What a new check pins of its child: team, case types, age, and whose work is judged."""

import datetime as dt
from typing import Any

from db.models import Child
from db.queries import checks as queries
from qa.domain import audits
from qa.domain.ages import age_years
from qa.domain.permissions import Facts


def of_child(session: Any, child: Child, facts: Facts, on: dt.date) -> dict[str, Any]:
    """Columns of a check as the child stands on a day."""
    return {
        "child_id": child.id,
        "team_id": min(facts.child_team_ids, default=None),
        "case_types": _case_types(session, child.id, on),
        "age_years": age_years(child.birth_month, child.is_unborn, child.age_years, on),
        "worker_id": min(facts.worker_ids, default=None),
        "manager_id": min(facts.manager_ids, default=None),
    }


def _case_types(session: Any, child_id: int, on: dt.date) -> str:
    held = queries.statuses_of(session, child_id, on)
    return "|".join(sorted({audits.STATUS_CASE_TYPES[s.status] for s in held}))
