"""What the charts of challenges show, in words: the finding with its numbers."""

import datetime as dt

import pandas as pd

from qa.charts.actions import URGENCY
from qa.charts.funnels import PLACES
from qa.charts.kinds import KINDS
from qa.domain.challenge_words import BESIDE
from qa.domain.quarters import words as _quarter
from qa.domain.words import format_month, joined, plural

MOST_NAMED = 3


def challenge_in_time(frame: pd.DataFrame) -> str:
    """Resolved within the 20 days in all, and in the first and last quarter with any resolved."""
    known = frame[frame["total"] > 0]
    if known.empty:
        return "No challenges were resolved."
    said = (
        "Challenges resolved within 20 working days: "
        f"{_share(known['n'].sum(), known['total'].sum())}."
    )
    if len(known) == 1:
        return f"{said} All in {_quarter(known.iloc[0]['quarter'])}."
    first, last = known.iloc[0], known.iloc[-1]
    return f"{said} {_of_quarter(first)}; {_of_quarter(last)}."


def challenge_volume(frame: pd.DataFrame) -> str:
    """Challenges and good practice in all, and in the last quarter."""
    if frame.empty or not frame["n"].sum():
        return "No challenge was raised and no good practice shared."
    last = frame[frame["quarter"] == frame["quarter"].max()]
    return f"{_of_kinds(frame)}. In {_quarter(last.iloc[0]['quarter'])}: {_of_kinds(last)}."


def _of_kinds(frame: pd.DataFrame) -> str:
    raised, good = (int(frame[frame["kind"] == kind]["n"].sum()) for kind in KINDS)
    return f"{plural(raised, 'challenge')} raised, {plural(good, 'good-practice alert')} shared"


def challenge_cafcass(frame: pd.DataFrame) -> str:
    """Referrals to Cafcass in all, and the quarters that had any."""
    n = int(frame["n"].sum()) if len(frame) else 0
    if not n:
        return "No challenges were referred to Cafcass."
    had = frame[frame["n"] > 0]
    each = [f"{int(row['n']):,} in {_quarter(row['quarter'])}" for _, row in had.iterrows()]
    raised = int(frame["total"].sum())
    said = f"{plural(n, 'referral')} to Cafcass, of {plural(raised, 'challenge')} raised"
    return f"{said}: {joined(each)}."


def challenge_days(frame: pd.DataFrame) -> str:
    """Of each stage: how many, and by when half were resolved."""
    if frame.empty:
        return "No challenges to show."
    stages = frame.groupby("place", sort=True).first()
    said = [
        f"{row['stage']} ({plural(int(row['n']), 'challenge')}): {row['median']}"
        for _, row in stages.iterrows()
    ]
    return f"Time to resolve, by the stage reached, open ones counted. {'; '.join(said)}."


def challenge_stages(frame: pd.DataFrame) -> str:
    """How many challenges reached each stage as their furthest."""
    return _counted(frame, "stage", "challenge", "by the furthest stage reached")


def challenge_outcomes(frame: pd.DataFrame) -> str:
    """How many challenges ended in each way."""
    return _counted(frame, "outcome", "challenge", "by outcome")


def challenge_answers(frame: pd.DataFrame) -> str:
    """Answers in time in all and at each stage."""
    known = frame[frame["total"] > 0]
    if known.empty:
        return "No answers were due."
    each = [f"{row['stage']} {_of(row)}" for _, row in known.iterrows()]
    total = _share(known["n"].sum(), known["total"].sum())
    return f"Answers given in time: {total}. {'; '.join(each)}."


def challenge_themes(frame: pd.DataFrame) -> str:
    """The three commonest themes of challenges, and of good practice."""
    if frame.empty:
        return "No themes to show."
    bad, good = (
        frame[(frame["kind"] == kind) & (frame["n"] > 0)].sort_values(
            "n", ascending=False, kind="stable"
        )
        for kind in KINDS
    )
    said = f"{plural(frame['theme'].nunique(), 'theme')}."
    if len(bad):
        said += f" Most often in challenges: {_themes(bad)}."
    if len(good):
        said += f" In good practice: {_themes(good)}."
    return said


def challenge_open(frame: pd.DataFrame) -> str:
    """Open challenges in each group of urgency, then at each stage."""
    total = int(frame["n"].sum()) if len(frame) else 0
    if not total:
        return "No open challenges."
    ages = frame.groupby("urgency")["n"].sum()
    groups = [f"{int(ages[g]):,} {g.lower()}" for g in URGENCY if ages.get(g, 0)]
    stages = frame.groupby("stage", sort=False)["n"].sum()
    each = [f"{stage} {int(n):,}" for stage, n in stages.items() if n]
    return f"{plural(total, 'open challenge')}: {joined(groups)}. By stage: {joined(each)}."


def challenge_lateness(frame: pd.DataFrame) -> str:
    """The mean, the limits where there are any, and the months that stand out with their reason."""
    if frame.empty:
        return "No answers were due."
    now = frame[frame["unfinished"]] if "unfinished" in frame else frame[:0]
    frame = frame.drop(now.index)
    so_far = "".join(
        f" {_month(row['month'])} so far: {row['n']} of {row['total']}, not judged."
        for _, row in now.iterrows()
    )
    if frame.empty:
        return f"Answers that came late.{so_far}"
    return _late_months(frame) + so_far


def _late_months(frame: pd.DataFrame) -> str:
    last = frame[frame["total"] > 0].iloc[-1]  # the first month always has something to count
    span = f"{_month(frame.iloc[0]['month'])} to {_month(last['month'])}"
    said = f"Answers that came late, {span}. Mean {last['centre']:.0%}."
    if pd.isna(last["high"]):
        return f"{said} Latest: {_of(last)}. Too few months for limits."
    said += f" Latest: {_of(last)}; its limits are {last['low']:.0%} to {last['high']:.0%}."
    out = frame[frame["signal"] != ""]
    if out.empty:
        return f"{said} No month stands out."
    each = [f"{_month(r['month'])} ({r['signal']}: {r['rule']})" for _, r in out.iterrows()]
    shown = each[-MOST_NAMED:]
    which = "" if len(shown) == len(each) else f", of which the last {MOST_NAMED} are"
    return f"{said} {_stand_out(len(each))}{which}: {joined(shown)}."


def challenge_funnel(frame: pd.DataFrame) -> str:
    """The mean, and the teams outside the limits; no ranking."""
    teams = frame[frame["row"] == "team"]
    if teams.empty:
        return "No teams to show."
    if len(teams) == 1:
        [one] = teams.to_dict("records")
        return (
            f"Challenges per 100 children of {one['team']}: {one['rate']:.1f} "
            f"({plural(int(one['n']), 'challenge')}, {int(one['children']):,} children). "
            "There is no other team to compare it with."
        )
    n, children = int(teams["n"].sum()), int(teams["children"].sum())
    said = (
        f"Challenges per 100 children of {plural(len(teams), 'team')}: mean "
        f"{teams.iloc[0]['centre']:.1f} ({n:,} challenges, {children:,} children)."
    )
    out = [_outside(teams, place) for place in PLACES[:2] + PLACES[3:5]]
    named = [one for one in out if one]
    few = int((teams["place"] == PLACES[5]).sum())
    if few == len(teams):
        return f"{said} There are too few to compare."
    rest = f" {plural(few, 'team')} too small to judge." if few else ""
    return f"{said} {'; '.join(named) or 'No team is outside the limits'}.{rest}"


def _outside(teams: pd.DataFrame, place: str) -> str:
    mine = teams[teams["place"] == place]
    named = [f"{row['team']} ({row['rate']:.1f})" for _, row in mine.iterrows()]
    return f"{place[:1].upper()}{place[1:]}: {joined(named)}" if named else ""


def _stand_out(n: int) -> str:
    return f"{plural(n, 'month stands', 'months stand')} out"


def _counted(frame: pd.DataFrame, key: str, noun: str, by: str) -> str:
    if frame.empty:
        return f"No {noun}s to show."
    good, kept = frame[frame[key] == BESIDE], frame[frame[key] != BESIDE]
    total = int(kept["n"].sum())
    beside = f" Beside them {plural(int(good['n'].sum()), 'good-practice alert')}." * bool(
        len(good)
    )
    if not total:
        return f"No {noun}s to show.{beside}"
    each = [
        f"{row[key]} {int(row['n']):,} ({row['share']:.0%})"
        for _, row in kept[kept["n"] > 0].iterrows()
    ]
    return f"{plural(total, noun)} {by}: {'; '.join(each)}.{beside}"


def _themes(rows: pd.DataFrame) -> str:
    top = rows.head(MOST_NAMED)
    return joined([f"{row['theme']} {int(row['n']):,}" for _, row in top.iterrows()])


def _of_quarter(row: pd.Series) -> str:
    return f"{_quarter(row['quarter'])}: {_of(row)}"


def _of(row: pd.Series) -> str:
    return _share(row["n"], row["total"])


def _share(n: int, total: int) -> str:
    return f"{n / total:.0%} ({int(n):,} of {int(total):,})"


def _month(month: str) -> str:
    return format_month(dt.date.fromisoformat(f"{month}-01"))
