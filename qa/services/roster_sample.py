"""A fictional workbook to try an import with: in a demonstration, of the children known there."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.engine import reading
from db.queries import roster as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.ages import age_years
from qa.imports.sample import fictional_annex_a, workbook_of
from qa.imports.sample_children import Child, make_children
from qa.services.roster_links import by_child
from qa.services.roster_values import STATUS_OF_LIST
from qa.services.roster_write import SOCIAL_WORKER

FILE_NAME = "fictional-annex-a.xlsx"
CHILDREN = 200
NEW, FAULTS, MOVED, VISITED, LEFT = 25, 3, 6, 40, 4
IN_NEW_TEAM = 3
NEW_TEAM, NEW_WORKER = "Willow team", "Worker N01 (fictional)"
SEED = 2019
LIST_OF_STATUS = {status: number for number, status in STATUS_OF_LIST.items()}


def workbook_to_try(actor: Actor) -> bytes:
    """An .xlsx as at today. In a demonstration it holds the children known there, with some
    news, some new children, one new team and three rows that are refused; else 200 others."""
    permissions.require(actor, "import_children")
    with reading() as session:
        if not queries.has_demonstration_accounts(session):
            return fictional_annex_a(CHILDREN, seed=SEED, as_at=actor.today, faults=FAULTS)
        known = _known(session, actor.today)
    chance = random.Random(f"{SEED} {actor.today}")
    children = [*_with_news(known, chance, actor.today), *_new(known, chance, actor.today)]
    return workbook_of(children, chance, faults=FAULTS, later_columns=True)


def _known(session: Any, today: dt.date) -> list[Child]:
    names = {team.id: team.name for team in queries.teams(session)}
    workers = {person.id: person.name for person in queries.people(session)}
    team_of = _first_name(queries.team_links(session, today), names)
    worker_of = _first_name(queries.person_links(session, (SOCIAL_WORKER,), today), workers)
    running: dict[int, list[Any]] = {}
    for row in queries.statuses(session):
        if row.to_on is None and row.off_list_on is None:
            running.setdefault(row.child_id, []).append(row)
    placed = {row.child_id: row for row in queries.placements(session)}
    return [
        Child(
            case_number=child.case_number,
            born_on=child.birth_month,
            age=age_years(child.birth_month, child.is_unborn, child.age_years, today),
            team=team_of.get(child.id),
            worker=worker_of.get(child.id),
            facts=_facts(running[child.id], placed.get(child.id)),
        )
        for child in queries.children(session)
        if child.id in running and child.merged_into_id is None
    ]


def _first_name(links: Sequence[Any], names: Mapping[int, str]) -> dict[int, str | None]:
    held = by_child(links)
    return {child_id: names.get(of_child[0].target_id) for child_id, of_child in held.items()}


def _facts(statuses: Sequence[Any], placement: Any) -> dict[int, dict[str, Any]]:
    facts: dict[int, dict[str, Any]] = {}
    for row in statuses:
        said = {name: _typed(name, value) for name, value in row.facts.items()}
        facts[LIST_OF_STATUS[row.status]] = {**said, "starts_on": row.from_on}
    if 8 in facts and placement:
        place = {"placed_on": placement.from_on, "placement_type": placement.placement_type}
        facts[8] |= {**place, "placement_urn": placement.urn}
    elsewhere = next((n for n in (8, 7) if n in facts), None)
    if elsewhere and 6 not in facts:
        status = {8: "looked_after", 7: "child_protection"}[elsewhere]
        facts[6] = {"starts_on": facts[elsewhere]["starts_on"], "case_status": status}
    return facts


def _typed(name: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if name.endswith("_on") else value


def _with_news(known: list[Child], chance: random.Random, today: dt.date) -> list[Child]:
    """Some have left, some have another social worker, some have been seen since."""
    stay = known[:]
    for child in chance.sample(stay, min(LEFT, len(stay))):
        stay.remove(child)
    for place in chance.sample(range(len(stay)), min(MOVED, len(stay))):
        stay[place] = replace(stay[place], worker=NEW_WORKER)
    for place in chance.sample(range(len(stay)), min(VISITED, len(stay))):
        facts = {number: dict(said) for number, said in stay[place].facts.items()}
        for said in facts.values():
            said |= {name: today for name in ("last_visit_on", "last_seen_on") if name in said}
        stay[place] = replace(stay[place], facts=facts)
    return stay


def _new(known: list[Child], chance: random.Random, today: dt.date) -> list[Child]:
    """Children not known yet: a few in a new team, the others where others are already."""
    places = [(child.team, child.worker) for child in known if child.worker] or [(None, None)]
    made = []
    for number, child in enumerate(make_children(NEW, chance, today, (NEW_TEAM,)), start=1):
        team, worker = chance.choice(places)
        if number <= IN_NEW_TEAM:
            team, worker = NEW_TEAM, NEW_WORKER
        name = f"FIC-N{today:%y%m}{number:03d}"
        made.append(replace(child, case_number=name, team=team, worker=worker))
    return made
