"""Handfuls of challenges of every kind, and the monitor that the store would count of them."""

from collections import Counter
from types import SimpleNamespace as Row

from hypothesis import strategies as st

from qa.domain.challenge_words import OUTCOMES
from qa.domain.urgency import Group
from qa.services import monitor_frames

GROUPS = {
    "overdue": Group.OVERDUE.value, "soon": Group.SOON.value, "later": Group.LATER.value,
}  # fmt: skip
ENDS_IN = {"overdue": 0, "soon": 1, "ten": 2, "later": 3, "paused": 3}
"""The part of a team's open ones that each kind of day falls into; paused ones have no day."""
MONTHS = ("2026-01", "2026-02", "2026-05", "2026-08")
STAGES = ("Informal", "Stage 1", "Stage 2")
TEAMS = ("Alder", "Birch", "Cedar")
THEMES = ("visits", "placement", "plans")
ENDS = (*list(OUTCOMES)[:2], "withdrawn")


def groups(*choices, most=5):
    """Groups of records that are alike, each with how many it has."""
    return st.lists(st.tuples(*map(st.sampled_from, choices), st.integers(1, 9)), max_size=most)


worlds = st.fixed_dictionaries(
    {
        "raised": groups(MONTHS, STAGES, (*TEAMS, None), THEMES, (None, *THEMES)),
        "good": groups(MONTHS, ("Informal",), (*TEAMS, None), THEMES, (None,), most=3),
        "closed": groups(MONTHS, ENDS, (0, 1), (0, 1)),
        "answers": groups(MONTHS, STAGES, (True, False)),
        "open": groups(STAGES, tuple(ENDS_IN), TEAMS, THEMES, (None, *THEMES)),
        "referred": groups(MONTHS, most=3),
        "formal": groups(STAGES, most=3),
    }
)


def themes(found, kind):
    counts = Counter()
    for *_, one, other, n in found:
        for theme in {one, other} - {None}:
            counts[theme] += n
    return [Row(words=theme, kind=kind, n=n, open=0) for theme, n in counts.items()]


def team(place, world):
    by = {k: sum(n for _, _, t, _, _, n in world[k] if t == TEAMS[place]) for k in world_kinds}
    return Row(
        team_id=place, team=TEAMS[place], raised=by["raised"], good=by["good"],
        children=60 if place else 3,
    )  # fmt: skip


world_kinds = ("raised", "good")


def charts(world):
    """The frames of the monitor, as it makes them of what the store counted."""
    raised = [
        Row(month=m, stage=STAGES.index(s), stage_name=s, kind=kind, n=n)
        for which, kind in (("raised", "challenge"), ("good", "good_practice"))
        for m, s, *_, n in world[which]
    ]
    closed = [
        Row(month=m, outcome=end, is_formal=formal, in_time=n * in_time, n=n)
        for m, end, formal, in_time, n in world["closed"]
    ]
    answers = [
        Row(month=m, stage=STAGES.index(s), name=s, in_time=n * good, late=n * (not good))
        for m, s, good, n in world["answers"]
    ]
    now = [
        Row(stage_name=s, urgency="later" if u == "ten" else u, n=n)
        for s, u, *_, n in world["open"]
    ]
    referred = [Row(month=m, n=n) for m, n in world["referred"]]
    about = themes(world["raised"], "challenge") + themes(world["good"], "good_practice")
    found, _ = monitor_frames.made(
        now,
        raised,
        closed,
        referred,
        answers,
        about,
        [team(p, world) for p in range(3)],
        [],
        GROUPS,
    )
    formal = Counter()
    for stage, n in world["formal"]:
        formal[stage] += n
    days = {"stage": [*formal], "n": [*formal.values()], "median": ["12 days"] * len(formal)}
    return {**found, "challenge_days": days}


def monitor_of(world):
    """The monitor of a world: its charts, and what is open by team and theme."""
    teams = []
    for name in TEAMS:
        parts = [0] * 4
        for _, ends, whose, _, _, n in world["open"]:
            parts[ENDS_IN[ends]] += n * (whose == name)
        over, five, ten, _ = parts
        teams.append(Row(team=name, open=sum(parts), over=over, in_five=five, in_ten=five + ten))
    counts = {theme: [0, 0, 0] for theme in THEMES}
    for place, which in enumerate(("open", "raised", "good")):
        for *_, one, other, n in world[which]:
            for theme in {one, other} - {None}:
                counts[theme][place] += n
    about = [(theme, *given) for theme, given in counts.items() if any(given)]
    return Row(charts=charts(world), teams=teams, themes=about)
