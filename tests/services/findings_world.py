"""Visits to two homes as a test plans them, put straight into the store; and what they count,
worked out by hand from the plan."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace

from sqlalchemy import delete

from db.engine import writing
from db.models import (
    Action,
    ActionResponse,
    ActionStatus,
    Answer,
    Check,
    Revision,
    Visit,
    VisitEvent,
    VisitStandard,
)
from qa.domain.findings import Asked, cell_state
from qa.domain.visits import OPINIONS
from tests.services import makers
from tests.services.visits_made import visited

DAY = dt.timedelta(days=1)
EVENT = "missing"
COUNTS = ("submitted", "issued", "closed", "correcting")


@dataclass(frozen=True)
class Advice:
    """One recommendation: where it stands, the responses it had, whether a later visit saw that it
    was not accepted."""

    standard: str
    status: str = "open"
    stances: tuple[str, ...] = ()
    due_in: int = 30
    consider_in: int = 14
    seen_refused: bool = False


@dataclass(frozen=True)
class Planned:
    """One visit; `home` is a key of the world."""

    home: str
    on: dt.date
    status: str = "submitted"
    opinions: tuple[str, str] = ("Y", "Y")
    spoken: tuple[int, int] | None = (3, 2)
    standards: dict[str, str] = field(default_factory=dict)
    events: tuple[int, int] = (0, 0)
    advice: tuple[Advice, ...] = ()

    @property
    def counts(self) -> bool:
        """Submitted once and not withdrawn."""
        return self.status in COUNTS

    @property
    def month(self) -> dt.date:
        """The first day of its month."""
        return self.on.replace(day=1)


def put(w: SimpleNamespace, plan: Iterable[Planned]) -> list[int]:
    """Empty the store of visits and put these in; the ids of their checks, in the order given."""
    with writing() as session:
        for model in (
            ActionStatus,
            ActionResponse,
            Action,
            VisitStandard,
            VisitEvent,
            Visit,
            Answer,
            Revision,
            Check,
        ):
            session.execute(delete(model))
    return [_put(w, each) for each in plan]


def _put(w: SimpleNamespace, each: Planned) -> int:
    home_id = getattr(w, each.home)
    check_id = visited(home_id, w.visitor, each.on, each.status)
    with writing() as session:
        visit = session.query(Visit).filter_by(check_id=check_id).one()
        session.get(Check, check_id).submitted_on = each.on if each.counts else None
        if each.counts:
            visit.safeguarded, visit.wellbeing = each.opinions
            visit.offered, visit.accepted = each.spoken or (None, None)
            about = {"check_id": check_id, "home_id": home_id, "month": each.month}
            session.add_all(
                [VisitStandard(**about, standard=s, met=m) for s, m in each.standards.items()]
            )
            n, children = each.events
            session.add(VisitEvent(**about, event=EVENT, events=n, children=children))
            session.add(VisitEvent(**about, event="police", events=7, children=1))
        for advice in each.advice:
            _advise(session, w, each, check_id, advice)
    return check_id


def _advise(session, w: SimpleNamespace, each: Planned, check_id: int, advice: Advice) -> None:
    action = Action(
        kind="recommendation", origin="reg44_visit", check_id=check_id,
        home_id=getattr(w, each.home), text="Do it", standard=advice.standard, priority="high",
        owner_id=w.oak_manager, raised_by_id=w.visitor.person_id, raised_on=each.on,
        consider_by_on=each.on + advice.consider_in * DAY,
        due_on=each.on + advice.due_in * DAY, due_explained="Agreed", status=advice.status,
    )  # fmt: skip
    session.add(action)
    session.flush()
    by = {"recorded_by_id": w.visitor.person_id, "recorded_at": makers.NOW}
    for number, stance in enumerate(advice.stances, start=1):
        session.add(ActionResponse(action_id=action.id, number=number, stance=stance, **by))
    if advice.seen_refused:
        seen = {"status": "not_accepted", "action_id": action.id, "check_id": check_id}
        session.add(ActionStatus(**seen, **by))


def fate(each: Planned, advice: Advice, today: dt.date) -> str | None:
    """Where a recommendation stands, in the order a person would ask; None: never raised."""
    refused = advice.stances[-1:] == ("not_accept",)
    if advice.status == "draft":
        return None
    if advice.status == "withdrawn":
        return "Not accepted" if refused or advice.seen_refused else None
    if advice.status in ("done", "verified"):
        return "Done"
    if refused:
        return "Not accepted"
    if not advice.stances:
        late = each.on + advice.consider_in * DAY < today
        return "Response late" if late else "No response yet"
    late = each.on + advice.due_in * DAY < today
    return "Accepted, overdue" if late else "Accepted, not done yet"


class Oracle:
    """The same figures in plain loops over the plan."""

    def __init__(self, plan: Iterable[Planned], asked: Asked, today: dt.date) -> None:
        self.today, self.asked = today, asked
        self.every = sorted((p for p in plan if p.counts), key=lambda p: p.on)
        self.plan = [p for p in self.every if asked.first <= p.month <= asked.last]

    def opinions(self, place: int) -> Counter:
        """Visits by month and opinion in words."""
        return Counter((f"{p.month:%Y-%m}", OPINIONS[p.opinions[place]]) for p in self.plan)

    def cells(self) -> dict[tuple[str, str], tuple[str, int, int]]:
        """(state, met, looked at) by home and month with a visit."""
        met, found = defaultdict(Counter), {}
        for p in self.plan:
            met[p.home, f"{p.month:%Y-%m}"].update(["visit", *p.standards.values()])
        for key, n in met.items():
            looked = n["M"] + n["P"] + n["N"]
            found[key] = (cell_state(n["visit"], n["M"], n["P"], n["N"]), n["M"], looked)
        return found

    def fates(self) -> Counter:
        """Recommendations by standard and where they stand."""
        pairs = [(a.standard, fate(p, a, self.today)) for p in self.plan for a in p.advice]
        return Counter((standard, said) for standard, said in pairs if said)

    def accepted(self) -> int:
        """Recommendations whose latest response is a yes, in whole or in part."""
        return sum(
            a.stances[-1:] in (("accept",), ("accept_part",))
            for p in self.plan
            for a in p.advice
            if fate(p, a, self.today)
        )

    def events(self) -> dict[str, tuple[int, int, int]]:
        """(events, children, homes) by month, of months that are over."""
        found: dict[str, list] = {}
        for p in self.every:
            if self.asked.events_from <= p.month <= self.asked.last:
                found.setdefault(f"{p.month:%Y-%m}", []).append(p)
        found.pop(f"{self.today:%Y-%m}", None)
        return {
            month: (
                sum(p.events[0] for p in each), sum(p.events[1] for p in each),
                len({p.home for p in each}),
            )
            for month, each in found.items()
        }  # fmt: skip

    def spoken(self) -> dict[str, tuple[int, int]]:
        """(accepted, offered) by month."""
        found: dict[str, tuple[int, int]] = {}
        for p in self.plan:
            if p.spoken:
                n, total = found.get(f"{p.month:%Y-%m}", (0, 0))
                found[f"{p.month:%Y-%m}"] = (n + p.spoken[1], total + p.spoken[0])
        return found

    def repeated(self) -> set[tuple[str, str, tuple[dt.date, ...], bool]]:
        """(home, standard, days, whether it goes on) of every run of three visits and more."""
        found = set()
        for home in {p.home for p in self.every}:
            visits = [p for p in self.every if p.home == home and p.month <= self.asked.last]
            for standard in {a.standard for p in visits for a in p.advice}:
                found |= set(self._runs(home, standard, visits))
        return found

    def _runs(self, home: str, standard: str, visits: list[Planned]) -> Iterable[tuple]:
        run: list[Planned] = []
        for p in [*visits, None]:
            if p and any(a.standard == standard and fate(p, a, self.today) for a in p.advice):
                run.append(p)
                continue
            if len(run) >= 3 and run[-1].month >= self.asked.first:
                yield home, standard, tuple(r.on for r in run), run[-1] is visits[-1]
            run = []
