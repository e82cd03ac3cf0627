"""What findings across homes say, in sentences: counts first and how sure we can be."""

import datetime as dt
from collections.abc import Sequence

from qa.domain.findings import EVENTS, LATE, NO_VISIT, SOME_NOT, STATES, Asked
from qa.domain.recommendations import RUN
from qa.domain.words import format_month, plural
from qa.services.findings_frames import Columns, Made, Repeated
from qa.services.monitor_tables import month_words
from qa.services.timeliness_words import share_words

ASKED = {
    "visit_safeguarded": "that children were effectively safeguarded",
    "visit_wellbeing": "that the home promoted children's well-being",
}
EMPTY = {
    "visit_safeguarded": "No visit in these months has an opinion.",
    "visit_wellbeing": "No visit in these months has an opinion.",
    "visit_standards": "No visit in these months looked at a standard.",
    "visit_recommendations": "No recommendation was raised at a visit in these months.",
    "visit_events": "No visit in these months counted these events.",
    "visit_spoken_to": "No child was offered a private conversation at a visit in these months.",
}


def sentences(made: Made, asked: Asked, today: dt.date) -> dict[str, str]:
    """The sentence of each chart, by its name; what is not there is said too."""
    makers = {
        "visit_safeguarded": lambda frame: _opinion("visit_safeguarded", frame),
        "visit_wellbeing": lambda frame: _opinion("visit_wellbeing", frame),
        "visit_standards": _standards,
        "visit_recommendations": _recommendations,
        "visit_events": lambda frame: _events(frame, made, asked),
        "visit_spoken_to": _spoken,
    }
    return {
        name: make(made.charts[name]) if made.charts[name] else EMPTY[name]
        for name, make in makers.items()
    }


def period_words(asked: Asked) -> str:
    """'From December 2025 to November 2026', or the one month."""
    first, last = format_month(asked.first), format_month(asked.last)
    return f"In {last}" if first == last else f"From {first} to {last}"


def headline(visits: int, homes: int, asked: Asked) -> str:
    """How many visits are counted, of how many homes."""
    if not visits:
        return f"{period_words(asked)} no submitted visit is counted."
    return (
        f"{period_words(asked)}, {plural(visits, 'submitted visit')} to {plural(homes, 'home')} "
        f"{'is' if visits == 1 else 'are'} counted."
    )


def notes(asked: Asked, today: dt.date) -> tuple[str, ...]:
    """What to mind in reading the figures."""
    found = []
    if (asked.last.year, asked.last.month) == (today.year, today.month):
        found.append(f"{format_month(today)} is not over: its figures will still change.")
        if asked.home_id is None:
            found[0] = f"{found[0][:-1]}, and the chart of events of all homes leaves it out."
    found.append(
        "Whole months, by the day of the visit. Only submitted visits count, with the figures of "
        "the version submitted last; two visits in one month both count."
    )
    return tuple(found)


def repeated_words(repeated: Sequence[Repeated]) -> str:
    """How many recommendations were repeated, and how many of them at the latest visit too."""
    if not repeated:
        return f"No standard was recommended again at {RUN} visits running."
    going = sum(each.goes_on for each in repeated)
    times, homes = len(repeated), len({each.home for each in repeated})
    return (
        f"{plural(times, 'repeated recommendation')} in {plural(homes, 'home')}: the same standard "
        f"at {RUN} visits running or more; {going:,} of them at the latest visit too."
    )


def _opinion(name: str, frame: Columns) -> str:
    counts = dict.fromkeys(STATES, 0)
    for state, n in zip(frame["state"], frame["n"], strict=True):
        counts[state] += n
    total = sum(counts.values())
    yes, concerns, no = counts.values()
    return (
        f"{yes:,} of {plural(total, 'visit')} found without concerns {ASKED[name]} "
        f"({share_words(yes, total)}); {concerns:,} said yes with concerns, {no:,} said no."
    )


def _standards(frame: Columns) -> str:
    met, looked = sum(frame["met"]), sum(frame["looked"])
    if not looked:
        return EMPTY["visit_standards"]
    seen = sum(state != NO_VISIT for state in frame["state"])
    bad = sum(state == SOME_NOT for state in frame["state"])
    return (
        f"{met:,} of {looked:,} standards looked at were met ({share_words(met, looked)}). In "
        f"{bad:,} of {seen:,} months of homes with a visit a standard was not met."
    )


def _recommendations(frame: Columns) -> str:
    each = dict(zip(frame["standard"], zip(
        frame["total"], frame["accepted"], frame["done"], frame["overdue"], strict=True
    ), strict=True))  # fmt: skip
    total, accepted, done, overdue = map(sum, zip(*each.values(), strict=True))
    no_answer = sum(n for fate, n in zip(frame["fate"], frame["n"], strict=True) if fate == LATE)
    late = f"{overdue:,} {'is' if overdue == 1 else 'are'} overdue today"
    late += f", {no_answer:,} of them without a response" if no_answer else ""
    return (
        f"{plural(total, 'recommendation')} raised: {accepted:,} accepted in whole or in part, "
        f"{done:,} done; {late}."
    )


def _events(frame: Columns, made: Made, asked: Asked) -> str:
    n, children = sum(frame["n"]), sum(frame["children"])
    months = plural(len(frame["month"]), "month")
    said = (
        f"{EVENTS[asked.event]}: {n:,} counted in {months} from {month_words(frame['month'][0])}, "
        f"{made.control.centre:.1f} a month for each home visited; children were involved "
        f"{plural(children, 'time')}."
    )
    return f"{said} {made.control.sentence}"


def _spoken(frame: Columns) -> str:
    n, total, visits = sum(frame["n"]), sum(frame["total"]), sum(frame["visits"])
    return (
        f"Children accepted {n:,} of {plural(total, 'private conversation')} offered at "
        f"{plural(visits, 'visit')} ({share_words(n, total)})."
    )
