"""What is hidden of the monitor's figures where they leave the building, decided for all tables
together: several break the same whole down, and what one hides another must not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.domain.challenge_words import BESIDE, WITHDRAWN
from qa.stats.suppression import Hidden, suppress, suppress_cover, suppress_together
from qa.stats.suppression_crossed import suppress_crossed
from qa.stats.suppression_tables import of_two, suppress_table, suppress_tables, with_totals

Columns = Mapping[str, list[Any]]
PARTS = 4
"""Of what is open in a team, by the day it ends."""


@dataclass(frozen=True)
class Open:
    """What is open, beside the stages and ages of the chart. `teams`: of each team what is overdue,
    ends in 5 working days, in the 5 after those, and all the rest; `themes`: of each theme."""

    teams: Sequence[Sequence[int]] = ()
    themes: Sequence[int] = ()


def hidden(charts: Mapping[str, Columns], now: Open, least: int) -> dict[str, Any]:
    """By chart: a `Hidden` for each column of counts, or the mask of a table with its totals; so
    too of `teams` (open now) and `themes` (the column of what is open)."""
    return {
        **_open(grid(charts["challenge_open"]), now, least),
        **_answers(charts, least),
        **_closed(charts, least),
        **_raised(charts, least),
    }


def grid(frame: Columns) -> list[list[int]]:
    """What is open: a row for each stage, a column for each group of urgency."""
    wide = len(dict.fromkeys(frame["urgency"])) or 1
    return [frame["n"][at : at + wide] for at in range(0, len(frame["n"]), wide)]


def parts(frame: Columns, key: str) -> dict[str, int]:
    """Counts by name, the good practice beside them left out."""
    pairs = zip(frame[key], frame["n"], strict=True)
    return {name: n for name, n in pairs if name != BESIDE}


def quarters(frame: Columns) -> dict[str, tuple[int, int]]:
    """Challenges and good practice of each quarter."""
    return dict(zip(frame["quarter"][::2], zip(frame["n"][::2], frame["n"][1::2], strict=True),
                    strict=True))  # fmt: skip


def themes(frame: Columns) -> dict[str, tuple[int, int]]:
    """Challenges and good practice of each theme."""
    found: dict[str, dict[str, int]] = {}
    for theme, kind, n in zip(frame["theme"], frame["kind"], frame["n"], strict=True):
        found.setdefault(theme, {})[kind] = n
    kinds = ("Challenges", "Good practice")
    return {theme: tuple(each.get(kind, 0) for kind in kinds) for theme, each in found.items()}


def teams(frame: Columns) -> list[int]:
    """The places of the teams among the rows of the funnel."""
    return [place for place, row in enumerate(frame["row"]) if row == "team"]


def _open(stages: list[list[int]], now: Open, least: int) -> dict[str, Any]:
    """The same that is open by stage and age and by team and age, and what themes it covers."""
    ages = len(stages[0]) if stages else 1
    by_stage = np.array(stages, int).reshape(-1, ages)
    by_team = np.array(now.teams, int).reshape(-1, PARTS)
    stage_masks, team_masks = suppress_crossed(by_stage, by_team, least)
    covered = suppress_cover(now.themes, int(by_team.sum()), least)
    if covered.total:
        stage_masks, team_masks = with_totals(by_stage) > 0, with_totals(by_team) > 0
    if stage_masks[-1, -1] or team_masks[-1, -1]:
        covered = Hidden(tuple(n > 0 for n in now.themes), total=True)
    return {"challenge_open": stage_masks, "teams": team_masks, "themes": covered}


def _answers(charts: Mapping[str, Columns], least: int) -> dict[str, Any]:
    """The same answers by stage and by month: in time and late, and both together."""
    stages, months = charts["challenge_answers"], charts["challenge_lateness"]
    late = of_two(months["n"], months["total"])
    by_stage, by_month = suppress_tables(
        [of_two(stages["n"], stages["total"]), late[:, ::-1]], least
    )
    return {"challenge_answers": by_stage, "challenge_lateness": by_month[:, [1, 0, 2]]}


def _closed(charts: Mapping[str, Columns], least: int) -> dict[str, Any]:
    """Outcomes, of which the formal ones that were not withdrawn stand by quarter as well."""
    frame = charts["challenge_in_time"]
    in_time = suppress_table(of_two(frame["n"], frame["total"]), least)
    outcomes = parts(charts["challenge_outcomes"], "outcome")
    informal = sum(outcomes.values()) - outcomes.get(WITHDRAWN, 0) - sum(frame["total"])
    ended = [n for words, n in outcomes.items() if words != WITHDRAWN]
    kept = suppress(ended, least)
    if informal >= 2 * least:  # so many that one table tells nothing of the other
        found = suppress(list(outcomes.values()), least)
    elif kept.total or (in_time[-1][-1] and informal < least):
        found = Hidden(tuple(n > 0 for n in outcomes.values()), total=True)
        in_time = _all_of(frame)
    else:
        found = _without_gone(outcomes, kept, 0 < informal < least, least)
    return {"challenge_in_time": in_time, "challenge_outcomes": found}


def _all_of(frame: Columns) -> np.ndarray:
    """Everything hidden of counts with their totals but what is 0."""
    table = of_two([*frame["n"], sum(frame["n"])], [*frame["total"], sum(frame["total"])])
    return np.column_stack([table, table.sum(axis=1)]) > 0


def _without_gone(
    outcomes: Mapping[str, int], kept: Hidden, is_one_more: bool, least: int
) -> Hidden:
    """What is hidden of how others ended, and of the withdrawn ones, which all without them tell;
    with `is_one_more`, one at least."""
    counts = iter(kept.counts)
    gone = 0 < outcomes.get(WITHDRAWN, 0) < least
    hide = {words: gone if words == WITHDRAWN else next(counts) for words in outcomes}
    if is_one_more and not any(kept.counts):
        left = {words: n for words, n in outcomes.items() if n and words != WITHDRAWN}
        hide[min(left, key=left.__getitem__)] = True
    return Hidden(tuple(hide.values()), total=gone or is_one_more)


def _raised(charts: Mapping[str, Columns], least: int) -> dict[str, Any]:
    """Challenges and good practice of the period, by quarter, stage, team and theme."""
    by_quarter, by_theme = quarters(charts["challenge_volume"]), themes(charts["challenge_themes"])
    funnel = charts["challenge_funnel"]
    named = parts(charts["challenge_stages"], "stage")
    stages, days = _same_stages(named, _formal(charts["challenge_days"]), least)
    columns = []
    for which, column in enumerate(("n", "good")):
        when = [pair[which] for pair in by_quarter.values()]
        where = [funnel[column][place] for place in teams(funnel)]
        where.append(max(sum(when) - sum(where), 0))  # teams without children: listed nowhere
        more = [] if which else [(list(named.values()), stages)]
        about = [pair[which] for pair in by_theme.values()]
        columns.append(_whole([when, where], more, about, least))
    (when, where, stages, about), (good_when, good_where, good_about) = columns
    if stages.total:
        days = Hidden(tuple(n > 0 for n in _formal(charts["challenge_days"]).values()), total=True)
    cafcass = charts["challenge_cafcass"]
    asked = dict(zip(by_quarter, when.counts, strict=True))
    raised = Hidden(tuple(asked.get(name, False) for name in cafcass["quarter"]), when.total)
    return {
        "challenge_volume": (when, good_when),
        "challenge_cafcass": (suppress(cafcass["n"], least), raised),
        "challenge_stages": stages,
        "challenge_days": days,
        "challenge_themes": (about, good_about),
        "challenge_funnel": (where, good_where, _few_children(funnel, least)),
    }


def _few_children(funnel: Columns, least: int) -> Hidden:
    counts = [round(funnel["children"][place]) for place in teams(funnel)]
    return Hidden(tuple(0 < n < least for n in counts), total=False)


def _formal(frame: Columns) -> dict[str, int]:
    """Formal challenges by the stage they reached."""
    return dict(zip(frame["stage"], frame["n"], strict=True))


def _same_stages(raised: dict[str, int], formal: dict[str, int], least: int) -> list[Hidden]:
    """Nearly the same challenges by stage twice: a stage hidden in one is hidden in the other."""
    names: set[str] = set()
    while True:
        found = []
        for one in (raised, formal):
            was = Hidden(tuple(n > 0 and name in names for name, n in one.items()), total=False)
            found.append(suppress(list(one.values()), least, was))
        pairs = zip((raised, formal), found, strict=True)
        now = {n for one, hide in pairs for n, is_ in zip(one, hide.counts, strict=True) if is_}
        if now <= names:
            return found
        names |= now


def _whole(
    lists: Sequence[list[int]],
    more: Sequence[tuple[list[int], Hidden]],
    cover: list[int],
    least: int,
) -> list[Hidden]:
    """Lists that break one whole down, `more` with what is hidden of them already, and at last
    counts that cover it."""
    none = [Hidden((False,) * len(one), total=False) for one in lists]
    every = [*lists, *(one for one, _ in more)]
    found = suppress_together(every, least, [*none, *(hide for _, hide in more)])
    covered = suppress_cover(cover, sum(lists[0]), least)
    if covered.total or any(one.total for one in found):
        return [Hidden(tuple(n > 0 for n in one), total=True) for one in (*every, cover)]
    return [*found, covered]
