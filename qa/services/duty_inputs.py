"""From rows of the store to the columns that duties are worked out from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.queries import duties as queries
from qa.domain.ages import age_years
from qa.domain.duties import DONE_BY, PANEL_MONTHS
from qa.domain.duty_arrays import SERIES, Events, Links, Periods, days, whole
from qa.domain.reviews import SHORT_BREAKS, is_short_break
from qa.domain.running_clocks import HeldAgain, InCare, OnPlan
from qa.domain.working_days import add_months

CLA, CP, SHORT_BREAK = (SERIES.index(name) for name in SERIES)
OF_KIND = {"cla_review": CLA, "cp_review": CP, "short_break_review": SHORT_BREAK}
FIRST_WITHIN_MONTHS = {CLA: 3, CP: 6, SHORT_BREAK: 6}
"""A list gives only the latest meeting: one held within this long of the start is taken as the
first there was, a later one as not the first."""
FIRST_BY_HAND_WITHIN_MONTHS = 12
"""The same for a first known meeting that was entered by hand: a late first review is late, but
nobody meant one to have been five years late."""
CARE_GOES_ON, CARE_STARTED = "X1", "S"
"""SSDA903: why an episode ended (REC) and why one began (RNE)."""
NEAR = dt.timedelta(days=31)
"""An initial conference this near to the start of a plan is the one that made it."""
LASTING = ("residential", "fostering")
"""Permanence plans by which a placement is meant to last to 18 (regulation 28(2)(c))."""
TAKEN_AS_LATER = 1


@dataclass(frozen=True)
class Inputs:
    """Everything duties of some children are worked out from."""

    periods: Periods
    meetings: Events
    midways: Events
    care: InCare
    plan: OnPlan
    again: HeldAgain
    teams: Links
    iros: Links


def inputs(session: Any, ids: Sequence[int], today: dt.date) -> Inputs:
    """Read and shape what is known of these children."""
    statuses = queries.statuses(session, ids)
    met = _counted(queries.meetings(session, ids))
    episodes = queries.episodes(session, ids)
    iros = _links(queries.iros(session, ids))
    return Inputs(
        periods=_periods(statuses, met, episodes),
        meetings=_events((m.child_id, OF_KIND[m.kind], m.met_on, m.id) for m in met
                         if m.was_held and m.kind in OF_KIND),
        midways=_midways(session, ids),
        care=_in_care(session, ids, statuses, iros, today),
        plan=_on_plan(session, ids, statuses, today),
        again=_held_again(statuses, met),
        teams=_links(queries.teams(session, ids)),
        iros=iros,
    )  # fmt: skip


def _counted(met: Sequence[Any]) -> list[Any]:
    """Meetings without the conferences that were held again because too few agencies came: the
    one held again stands for both."""
    again = defaultdict(list)
    for meeting in met:
        if meeting.was_held and meeting.conference_type == "reconvened":
            again[meeting.child_id].append(meeting.met_on)
    return [
        m for m in met
        if m.is_quorate is not False
        or not any(m.met_on < on <= m.met_on + NEAR for on in again[m.child_id])
    ]  # fmt: skip


def _events(rows: Iterable[tuple[int, int, dt.date, int]]) -> Events:
    child, series, on, ids = zip(*rows, strict=True) if (rows := list(rows)) else ((),) * 4
    return Events(whole(list(child)), whole(list(series)), days(list(on)), whole(list(ids)))


def _midways(session: Any, ids: Sequence[int]) -> Events:
    of_kind = {kind: [] for kinds in DONE_BY.values() for kind in kinds}
    for name, series in (("midway_cla", CLA), ("midway_cp", CP)):
        for kind in DONE_BY[name]:
            of_kind[kind].append(series)
    rows = queries.midways(session, ids, of_kind)
    return _events(
        (m.child_id, series, m.submitted_on, m.id) for m in rows for series in of_kind[m.kind]
    )


def _links(rows: Sequence[Any]) -> Links:
    child, start, end, ids = zip(*rows, strict=True) if rows else ((),) * 4
    return Links(whole(list(child)), days(list(start)), days(list(end)), whole(list(ids)))


Stretch = tuple[int, int, dt.date, dt.date | None]
"""Child, series, first day, last day."""


def _periods(statuses: Sequence[Any], met: Sequence[Any], episodes: Sequence[Any]) -> Periods:
    found = [*map(_stretch, statuses)]
    begun = {child: start for child, series, start, _end in found if series != CP}
    told = {row.child_id for row in episodes}
    found += [each for each in _of_episodes(episodes) if _is_earlier(each, begun)]
    conferences = defaultdict(list)
    known = defaultdict(list)
    for meeting in met:
        if meeting.was_held and meeting.kind == "icpc":
            conferences[meeting.child_id].append(meeting.met_on)
        elif meeting.was_held:
            known[meeting.child_id, OF_KIND[meeting.kind]].append(meeting)
    rows = []
    for child, series, start, end in dict.fromkeys(found):
        first = _conference(conferences[child], start) if series == CP else None
        whole_history = first or (child in told and series != CP)
        earlier = 0 if whole_history else _presumed(known[child, series], series, start, end)
        rows.append((child, series, first or start, end, earlier))
    rows = _apart(rows)
    child, series, start, end, earlier = zip(*rows, strict=True) if rows else ((),) * 5
    return Periods(whole(list(child)), whole(list(series)), days(list(start)), days(list(end)),
                   whole(list(earlier)))  # fmt: skip


def _apart(rows: list[tuple[int, int, dt.date, Any, int]]) -> list[tuple[Any, ...]]:
    """The same in order, none running into the next: where two lists disagree the later begins."""
    made: list[tuple[Any, ...]] = []
    for row in sorted(rows, key=lambda each: each[:3]):
        last = made[-1] if made else None
        if last and last[:2] == row[:2] and (last[3] is None or last[3] > row[2]):
            made.pop()
            if last[2] < row[2]:
                made.append((*last[:3], row[2], last[4]))
        made.append(row)
    return made


def _stretch(row: Any) -> Stretch:
    if row.status == "cp":
        return row.child_id, CP, row.from_on, row.to_on
    short = is_short_break(row.facts)
    return row.child_id, SHORT_BREAK if short else CLA, row.from_on, row.to_on


def _of_episodes(episodes: Sequence[Any]) -> list[Stretch]:
    """Episodes joined where care went on from one to the other (REC X1, or no end yet)."""
    found: list[Stretch] = []
    goes_on = False
    for row in episodes:
        series = SHORT_BREAK if row.legal_status in SHORT_BREAKS else CLA
        last = found[-1] if found else None
        if last and goes_on and last[:2] == (row.child_id, series) and not _begins(row, last):
            found[-1] = (*last[:3], row.to_on)
        else:
            found.append((row.child_id, series, row.from_on, row.to_on))
        goes_on = row.end_reason == CARE_GOES_ON or row.to_on is None
    return found


def _begins(row: Any, last: Stretch) -> bool:
    """Whether the episode says care started (RNE S), after a gap."""
    return row.new_reason == CARE_STARTED and last[3] is not None and row.from_on > last[3]


def _is_earlier(stretch: Stretch, begun: dict[int, dt.date]) -> bool:
    """Whether it is another stretch than the one the children's list gives, ended before it."""
    child, _series, start, end = stretch
    latest = begun.get(child)
    return latest is None or (end is not None and end <= latest and start < latest)


def _conference(held: list[dt.date], start: dt.date) -> dt.date | None:
    near = [on for on in held if abs(on - start) <= NEAR]
    return min(near, key=lambda on: abs(on - start)) if near else None


def _presumed(met: list[Any], series: int, start: dt.date, end: dt.date | None) -> int:
    inside = [m for m in met if start <= m.met_on and (end is None or m.met_on <= end)]
    if not inside:
        return 0
    first = min(inside, key=lambda m: m.met_on)
    listed = first.source == "annex_a"
    months = FIRST_WITHIN_MONTHS[series] if listed else FIRST_BY_HAND_WITHIN_MONTHS
    return 0 if first.met_on <= add_months(start, months) else TAKEN_AS_LATER


def day_of(facts: dict[str, Any], name: str) -> dt.date | None:
    """A date that a list gave, from the JSON it is kept as."""
    given = facts.get(name)
    return dt.date.fromisoformat(given) if given else None


def _in_care(
    session: Any, ids: Sequence[int], statuses: Sequence[Any], iros: Links, today: dt.date
) -> InCare:
    in_care = [s for s in statuses if s.status == "cla" and not is_short_break(s.facts)]
    rows = _running(in_care, today)
    ages = {
        row.id: age_years(row.birth_month, row.is_unborn, row.age_years, today)
        for row in queries.births(session, ids)
    }
    placed = dict(map(tuple, queries.placements(session, ids, today)))
    child = whole([row.child_id for row in rows])
    named = iros.at(child, days([today] * len(rows))) > 0
    return InCare(
        child=child,
        start=days([row.from_on for row in rows]),
        placed=days([placed.get(row.child_id) for row in rows]),
        visited=days([day_of(row.facts, "last_visit_on") for row in rows]),
        assessed=days([day_of(row.facts, "last_health_on") for row in rows]),
        is_lasting=_flags(row.facts.get("permanence_plan") in LASTING for row in rows),
        is_under_five=_flags((ages.get(row.child_id) or 0) < 5 for row in rows),
        has_iro=named,
    )


def _flags(values: Iterable[bool]) -> Any:
    return whole(list(values)).astype(bool)


def _running(rows: Sequence[Any], today: dt.date) -> list[Any]:
    """Those that run today, the latest of each child."""
    run = [r for r in rows if r.from_on <= today and (r.to_on is None or r.to_on >= today)]
    return list({row.child_id: row for row in run}.values())


def _on_plan(session: Any, ids: Sequence[int], statuses: Sequence[Any], today: dt.date) -> OnPlan:
    rows = _running([s for s in statuses if s.status == "cp"], today)
    decided: dict[tuple[int, dt.date], int] = {}
    for panel in queries.panels(session, ids):
        about = (panel.child_id, panel.plan_from_on)
        decided[about] = max(panel.months, decided.get(about, 0))
    markers = [_next_marker(decided.get((row.child_id, row.from_on), 0)) for row in rows]
    return OnPlan(
        child=whole([row.child_id for row in rows]),
        start=days([row.from_on for row in rows]),
        visited=days([day_of(row.facts, "last_visit_on") for row in rows]),
        marker=whole(markers),
    )


def _next_marker(decided: int) -> int:
    return next((n for n, months in enumerate(PANEL_MONTHS) if months > decided), -1)


def _held_again(statuses: Sequence[Any], met: Sequence[Any]) -> HeldAgain:
    """The last conference of each child, where too few agencies came and no plan ended since."""
    last = {m.child_id: m for m in met if m.kind in ("icpc", "cp_review")}
    over = {
        s.child_id for s in statuses
        if s.status == "cp" and s.to_on and s.child_id in last
        and s.to_on >= last[s.child_id].met_on
    }  # fmt: skip
    rows = [m for m in last.values() if m.is_quorate is False and m.child_id not in over]
    return HeldAgain(whole([m.child_id for m in rows]), days([m.met_on for m in rows]))
