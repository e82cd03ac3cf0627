"""The sentence beside each question of a midway review."""

from collections.abc import Callable

from db.models import Check
from qa.domain.actor import Actor
from qa.domain.ages import age_words
from qa.domain.forms import Form
from qa.domain.known import (
    Known,
    ago,
    decided,
    last_on,
    plan_open,
    seen,
    still_open,
)
from qa.domain.refusals import Refused
from qa.domain.words import format_date, plural
from qa.domain.working_days import add_working_days
from qa.imports.annex_a_columns import code_label
from qa.services.midways_known import Sources, day_of, sources
from qa.services.midways_offers import offers, past

CORE_GROUP_DAYS = 10


def beside(actor: Actor, check: Check, form: Form) -> Known:
    """What is known beside the questions of this form; nothing where it is not known."""
    known = sources(actor, check)
    words = {key: said for key, say in SAYS.items() if form.has(key) and (said := say(known))}
    return Known(words, offers(known, form), past(known.last_visit, known))


def _decisions(known: Sources) -> str:
    met = known.review
    return decided(met.met_on, met.words, met.decisions, known.today) if met else ""


def _conference(known: Sources) -> str:
    met = known.conference
    return decided(met.met_on, met.words, met.decisions, known.today) if met else ""


def _open_decisions(known: Sources) -> str:
    return still_open(known.review.decisions, known.today) if known.review else ""


def _shared(known: Sources) -> str:
    told = known.review.told_on if known.review else None
    return f"The child was told the outcome on {format_date(told)}." if told else ""


def _seen(known: Sources) -> str:
    last = known.last_visit
    if last is None or known.as_at is None:
        return ""
    said = seen(last, known.as_at, known.limits, known.today, known.calendar)
    alone = {"yes": " Seen alone.", "no": " Not seen alone."}
    return said + alone.get(known.plan.get("seen_alone", ""), "")


def _iro_contact(known: Sources) -> str:
    return _fact(known, "last_iro_contact_on", "Last contact by the IRO")


def _placement(known: Sources) -> str:
    said = []
    if known.placed_on:
        kind = code_label("placement", known.placement_type)
        where = f" ({kind})" if kind else ""
        said.append(f"In this placement since {format_date(known.placed_on)}{where}, "
                    f"{ago(known.placed_on, known.today)}.")  # fmt: skip
    if count := known.care.get("placements"):
        said.append(f"{plural(count, 'placement')} in the last 12 months.")
    return " ".join(said)


def _permanence(known: Sources) -> str:
    plan = code_label("permanence", known.care.get("permanence_plan"))
    said = [f"Permanence plan: {plan}."] if plan else []
    if known.care_from:
        said.append(last_on("Looked after since", known.care_from, known.today))
    return " ".join(said)


def _setting(known: Sources) -> str:
    kind = code_label("placement", known.placement_type)
    return f"{kind}. {_age(known)}" if kind else ""


def _health(known: Sources) -> str:
    said = (
        _fact(known, "last_health_on", "Last health assessment"),
        _fact(known, "last_dental_on", "Last dental check"),
    )
    return " ".join(each for each in said if each)


def _missing(known: Sources) -> str:
    names = (("missing_episodes", "missing"), ("absent_episodes", "absent without permission"))
    said = [
        f"{words} {plural(count, 'time')}"
        for name, words in names
        if (count := known.care.get(name))
    ]
    return f"In the 12 months before the children list: {', '.join(said)}." if said else ""


def _legal(known: Sources) -> str:
    status = code_label("legal_status", known.care.get("legal_status"))
    since = day_of(known.care, "legal_status_on")
    if not status:
        return ""
    return f"Legal status: {status}{f', since {format_date(since)}' if since else ''}."


def _age(known: Sources) -> str:
    born = known.child.birth_month
    if born is None:
        return ""
    years = known.today.year - born.year - (known.today.month < born.month)
    return f"The child is {age_words(years)} old." if years > 0 else ""


def _next_review(known: Sources) -> str:
    return _next(known, "cla_review", "Next review")


def _next_conference(known: Sources) -> str:
    return _next(known, "cp_review", "Next conference")


def _next_of_both(known: Sources) -> str:
    return " ".join(s for s in (_next_review(known), _next_conference(known)) if s)


def _next(known: Sources, kind: str, words: str) -> str:
    sentence = known.next_due.get(kind, "")
    return f"{words}: {sentence[0].lower()}{sentence[1:]}." if sentence else ""


def _first_core_group(known: Sources) -> str:
    if known.initial_on is None:
        return ""
    held = f"The initial conference was held on {format_date(known.initial_on)}"
    try:
        by = add_working_days(known.calendar, known.initial_on, CORE_GROUP_DAYS)
    except Refused:
        return f"{held}."
    return f"{held}: the tenth working day was {format_date(by)}."


def _plan(known: Sources) -> str:
    said = [plan_open(known.plan_from, known.today)] if known.plan_from else []
    if known.panel:
        day, decision = known.panel
        said.append(f"Panel of {format_date(day)}: {decision}")
    return " ".join(said)


def _category(known: Sources) -> str:
    now = code_label("category", known.plan.get("latest_category"))
    first = code_label("category", known.plan.get("initial_category"))
    if not now:
        return ""
    return f"Category: {now}{f' (at first: {first})' if first and first != now else ''}."


def _earlier_plans(known: Sources) -> str:
    count = known.plan.get("previous_plans")
    if count is None:
        return ""
    return f"{plural(count, 'earlier plan')} on the children list." if count else "First plan."


def _fact(known: Sources, name: str, words: str) -> str:
    day = day_of(known.care, name)
    return last_on(words, day, known.today) if day else ""


Say = Callable[[Sources], str]
SAYS: dict[str, Say] = {
    "M1.1": _decisions, "M1.2": _open_decisions, "M1.3": _shared, "M2.1": _seen,
    "M2.4": _iro_contact, "M3.1": _placement, "M3.2": _permanence, "M3.5": _setting,
    "M4.1": _health, "M5.1": _missing, "M5.3": _legal, "M6.2": _age, "M6.3": _next_review,
    "P1.1": _conference, "P2.1": _seen, "P3.1": _first_core_group, "P4.5": _category,
    "P5.2": _plan, "P5.4": _earlier_plans, "M7.3": _next_of_both, "P6.3": _next_conference,
}  # fmt: skip
