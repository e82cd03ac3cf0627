"""Protection plans open for nine months and more: the list for the panel, and counts by marker.

Markers CP16 to CP16f (9 to 24 months from the start of the plan); K08 plans by marker, K05 plans
open for two years or more.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.queries import long_plans as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import PANEL_MONTHS
from qa.domain.plan_markers import began_by
from qa.domain.refusals import NotFound, Refused
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.urgency import Group
from qa.domain.words import format_date, plural
from qa.services import trail
from qa.services.long_plan_rows import Desk, LongPlan, PanelKept, desk_of, rows_of, seen

READERS = ("practice_manager", "head_of_service", "business_support", "iro", "team_manager")
AHEAD = dt.timedelta(weeks=4)
PAGE = 25
MOST = 5_000
GROUPS = {"critical": Group.CRITICAL, "overdue": Group.OVERDUE, "soon": Group.SOON,
          "later": Group.LATER}  # fmt: skip
HEADER = ("Case number", "Months open", "Plan began", "Category", "Previous plans", "Team", "Chair",
          "Next marker (months)", "Due", "Where it stands", "Why then", "Last panel",
          "Answered marker (months)")  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; '' and None leave everything."""

    group: str = ""
    months: int | None = None
    """Plans whose last reached marker is this one."""
    team_id: int | None = None
    chair_id: int | None = None


@dataclass(frozen=True)
class LongPlans:
    """One page of the list; counts by group (of those with a marker) and by marker reached.

    `total`: plans that the list holds, `long` of them open for nine months or more; the others are
    there for a panel that is due by `until`.
    """

    rows: tuple[LongPlan, ...]
    total: int
    long: int
    until: dt.date
    by_group: dict[Group, int]
    by_marker: dict[int, int]
    open_plans: int
    two_years: int

    @property
    def held_words(self) -> str:
        """How many plans the list holds, and why those of less than nine months are among them."""
        plans, younger = plural(self.total, "plan"), self.total - self.long
        long = f"{self.long:,} open {PANEL_MONTHS[0]} months or more"
        if not younger:
            return f"{plans}: {long}" if self.total else plans
        due = f"whose panel is due by {format_date(self.until)}"
        return f"{plans}: {long}, {younger:,} open less long {due}"

    @property
    def two_years_words(self) -> str:
        """K05 as a sentence."""
        share = f" ({self.two_years / self.open_plans:.1%})" if self.open_plans else ""
        plans = plural(self.open_plans, "open plan")
        return f"{self.two_years:,} of {plans}{share} began two years ago or more."


def page(actor: Actor, wanted: Wanted, limit: int = PAGE, offset: int = 0) -> LongPlans:
    """One page of the list, children who need a panel now first. Raises Refused."""
    must_read(actor)
    with reading() as session:
        desk = desk_of(session, actor)
        every = queries.long_ones(actor, began_by(actor.today, PANEL_MONTHS[0]), _until(actor))
        query = _narrowed(every, desk, wanted)
        rows = queries.page(session, query, limit, offset)
        unnarrowed = queries.all_open(actor)
        by_marker, two_years = _by_marker(session, actor, unnarrowed)
        return LongPlans(
            rows_of(session, desk, rows),
            queries.count(session, query),
            _long(session, actor, query),
            _until(actor),
            _by_group(session, desk, every),
            by_marker,
            queries.count(session, unnarrowed),
            two_years,
        )


def must_read(actor: Actor) -> None:
    """Raise Refused for roles that see no plans."""
    if not actor.has(*READERS):
        raise Refused("Your role does not include the list of long plans.")


def chairs(actor: Actor) -> dict[int, str]:
    """Everybody who chairs a plan that this person may see, by name."""
    must_read(actor)
    with reading() as session:
        return queries.chairs_in_scope(session, actor)


def _until(actor: Actor) -> dt.date:
    return actor.today + AHEAD


def _narrowed(query: Any, desk: Desk, wanted: Wanted) -> Any:
    group = GROUPS.get(wanted.group)
    return queries.narrowed(
        query,
        desk.actor,
        began=_began(wanted.months, desk.actor.today),
        due=desk.span(group) if group else (None, None),
        none_due=wanted.group == "none",
        team_ids=[wanted.team_id] if wanted.team_id else (),
        iro_ids=[wanted.chair_id] if wanted.chair_id else (),
    )


def _began(months: int | None, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    if months not in PANEL_MONTHS:
        return None, None
    later = [m for m in PANEL_MONTHS if m > months]
    return (began_by(today, later[0]) if later else None), began_by(today, months)


def _long(session: Any, actor: Actor, query: Any) -> int:
    """How many plans of a list have been open for nine months or more."""
    nine = queries.began_by(began_by(actor.today, PANEL_MONTHS[0]))
    return queries.spread(session, query, [("nine", nine)])["nine"]


def _by_marker(session: Any, actor: Actor, query: Any) -> tuple[dict[int, int], int]:
    """K08: plans by the last marker they have reached; and how many have reached the last."""
    marks = [(f"m{m}", queries.began_by(began_by(actor.today, m))) for m in PANEL_MONTHS]
    at_least = queries.spread(session, query, marks)
    counts = [at_least[f"m{m}"] for m in PANEL_MONTHS]
    only = [n - after for n, after in zip(counts, [*counts[1:], 0], strict=True)]
    return dict(zip(PANEL_MONTHS, only, strict=True)), counts[-1]


def _by_group(session: Any, desk: Desk, query: Any) -> dict[Group, int]:
    parts = [(group.name, queries.due_before(*desk.span(group))) for group in Group]
    found = queries.spread(session, query, parts)
    return {group: found[group.name] for group in Group}


def one(actor: Actor, child_id: int) -> tuple[LongPlan, dict[int, PanelKept]]:
    """The plan of one child and what the panel decided at each marker. Raises NotFound."""
    must_read(actor)
    with reading() as session:
        row = queries.plan_of(session, actor, child_id)
        if row is None:
            raise NotFound("plan")
        [plan] = rows_of(session, desk_of(session, actor), [row])
        found = queries.panels(session, [child_id])
        decided = {
            p.months: seen(actor, p, who) for p, who in found if p.plan_from_on == row.from_on
        }
    trail.opened(actor, "child", child_id, child_id=child_id)
    return plan, decided


def agenda(actor: Actor, wanted: Wanted) -> bytes:
    """The list as a CSV file for the panel: dates, no text, no restricted child. Raises Refused."""
    permissions.require(actor, "export")
    found = page(actor, wanted, MOST)
    if found.total > MOST:
        raise Refused(f"These are more than the {MOST:,} that one file holds. Narrow the list.")
    with writing() as session:
        hidden = queries.restricted(session, [row.child_id for row in found.rows])
        rows = [_cells(row) for row in found.rows if row.child_id not in hidden]
        trail.record(session, actor, "export", "long_plans", None, {"rows": len(rows)})
    return csv_bytes(HEADER, rows)


def _cells(row: LongPlan) -> tuple[object, ...]:
    last = row.last_panel
    return (
        row.case_number, row.months, row.began_on, row.category, row.previous_plans, row.team,
        row.chair, row.next_months, row.due_on, row.lateness, row.explanation,
        last.panel_on if last else None, last.months if last else None,
    )  # fmt: skip


def summary(found: LongPlans) -> str:
    """How many plans need a panel now, in a sentence."""
    late = found.by_group[Group.CRITICAL] + found.by_group[Group.OVERDUE]
    if not late:
        return "No plan waits for a panel past its marker."
    return f"{plural(late, 'plan')} past a marker without the panel's decision."
