"""The periods in which the demonstration's children are owed reviews, and the reviews held."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qa.domain.due_dates import Days
from qa.domain.duties import PANEL_MONTHS
from qa.domain.working_days import add_months
from qa.services import demo_words_reviews as words
from qa.services.demo_children import NEVER, Children
from qa.services.demo_meetings import FAR, meetings
from qa.services.demo_people import Staff
from qa.services.demo_reviews import Register, decision_rows, review_rows
from qa.services.demo_world import DAY, SEED, Rows, World, cycle

AGAIN, AGAIN_AFTER = 0.05, 400
"""The share of the looked after, known for so many days, who were in care once before."""
PANEL_HELD, PANEL_HELD_LATELY, LATELY_DAYS = 0.985, 0.75, 45
EPOCH = dt.date(1970, 1, 1).toordinal()
PANEL = ("child_id", "plan_from_on", "months", "panel_on", "decision", "recorded_at",
         "recorded_by_id")  # fmt: skip


@dataclass(frozen=True)
class Periods:
    """Stretches in which meetings of a kind are owed: places of children, first and last days."""

    kind: str
    places: np.ndarray
    starts: Days
    ends: Days


@dataclass(frozen=True)
class Care:
    """The meetings as rows; `latest` the day of the last one held by place and status; `again`
    the first and last day of an earlier time in care, by place."""

    reviews: list[Rows]
    latest: dict[tuple[int, str], dt.date]
    again: dict[int, tuple[int, int]]


def care(world: World, who: Staff, all_of: Children) -> Care:
    """Draw every review and conference. A chance of its own, so that audits stay as they are."""
    rng = np.random.default_rng([SEED, 3])
    again = _again(rng, all_of)
    born = _days(all_of.born).astype("datetime64[M]")
    tables, latest, first_id = [], {}, world.first_ids["review"]
    for owed in _periods(all_of, again):
        held = meetings(rng, owed.kind, owed.starts, owed.ends, world.today, world.calendar)
        about = Register(
            all_of.ids[owed.places], born[owed.places], all_of.unborn[owed.places],
            who.named["support"], world.now,
        )  # fmt: skip
        rows = review_rows(rng, owed.kind, held, about, first_id)
        first_id += len(rows.rows)
        tables += [rows, decision_rows(rng, rows, world.today)]
        status = "cp" if owed.kind == "cp_review" else "cla"
        for place, on in zip(owed.places[held.child].tolist(), held.on.tolist(), strict=True):
            latest[place, status] = on
    return Care(tables, latest, again)


def _days(ordinals: np.ndarray) -> Days:
    days = (ordinals.astype("int64") - EPOCH).astype("datetime64[D]")
    return np.where(ordinals >= NEVER, FAR, days)


def _again(rng: np.random.Generator, all_of: Children) -> dict[int, tuple[int, int]]:
    """A first time in care that ended months before the present one began."""
    long_known = (all_of.kind == "cla") & (all_of.main - all_of.known > AGAIN_AFTER) & ~all_of.short
    chosen = np.flatnonzero(long_known & (rng.random(len(all_of.ids)) < AGAIN))
    return {
        int(p): (int(all_of.known[p]) + 21, int(all_of.main[p]) - int(rng.integers(90, 200)))
        for p in chosen
    }


def _periods(all_of: Children, again: dict[int, tuple[int, int]]) -> Iterator[Periods]:
    in_care, ends = all_of.kind == "cla", _days(all_of.ended)
    if again:
        before = np.array(list(again.values()))
        yield Periods("cla_review", np.array(list(again)), _days(before[:, 0]), _days(before[:, 1]))
    left = np.flatnonzero(all_of.kind == "care_leaver")
    yield Periods("cla_review", left, _days(all_of.known[left]), _days(all_of.main[left]))
    now = np.flatnonzero(in_care & ~all_of.short)
    yield Periods("cla_review", now, _days(all_of.main[now]), ends[now])
    short = np.flatnonzero(all_of.short)
    yield Periods("short_break_review", short, _days(all_of.main[short]), ends[short])
    on_plan = np.flatnonzero(all_of.plan < NEVER)
    yield Periods("cp_review", on_plan, _days(all_of.plan[on_plan]), ends[on_plan])


def panels(world: World, who: Staff, all_of: Children) -> Rows:
    """What the panel decided about plans open for nine months and more; some still wait."""
    rng, rows = np.random.default_rng([SEED, 4]), []
    for place in np.flatnonzero(all_of.plan < NEVER).tolist():
        start = world.today.fromordinal(int(all_of.plan[place]))
        until = min(int(all_of.ended[place]), world.today.toordinal())
        for months in PANEL_MONTHS:
            marked = add_months(start, months)
            ago = (world.today - marked).days
            chance, after = rng.random(), int(rng.integers(1, 25))
            on = world.on(world.place_of(marked + after * DAY))
            share = PANEL_HELD if ago > LATELY_DAYS else PANEL_HELD_LATELY
            if on.toordinal() <= until and chance < share:
                at = world.at(min(world.place_of(on) + 1, world.present), 75)
                said = cycle(words.PANEL, place + months)
                child_id = int(all_of.ids[place])
                rows.append((child_id, start, months, on, said, at, who.named["manager"]))
    return Rows("panel_decision", PANEL, rows)
