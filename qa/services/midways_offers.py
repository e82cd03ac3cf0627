"""Answers of a midway review that are known, each put in by one click beside its question."""

import datetime as dt
from collections.abc import Callable

from qa.domain.answers import AnswerRow
from qa.domain.forms import Form
from qa.domain.known import Decision, Offer
from qa.domain.seen import is_before_birth
from qa.domain.words import format_date
from qa.services.midways_known import Sources, day_of

FLAGS = {"yes": 1, "no": 0}


def offers(known: Sources, form: Form) -> dict[str, Offer]:
    """What a click puts in, by id of the questions of this form."""
    made = {key: offer(known) for key, offer in OFFERS.items() if form.has(key)}
    return {key: offer for key, offer in made.items() if offer}


def _use(day: dt.date | None) -> Offer | None:
    return Offer(f"Use {format_date(day)}", day) if day else None


def _offer_seen(known: Sources) -> Offer | None:
    return _use(past(known.last_visit, known))


def past(day: dt.date | None, known: Sources) -> dt.date | None:
    """The day, where the child may have been seen on it: not before the birth, not ahead."""
    if day is None or day > known.today:
        return None
    child = known.child
    return None if is_before_birth(day, child.birth_month, is_unborn=child.is_unborn) else day


def _offer_seen_with_flags(known: Sources) -> Offer | None:
    day = past(known.last_visit, known)
    if day is None:
        return None
    rows = [AnswerRow("date", date=day)]
    alone = FLAGS.get(known.plan.get("seen_alone", ""))
    if alone is not None and day == day_of(known.plan, "last_visit_on"):
        rows.append(AnswerRow("seen_alone", number=alone))
    return Offer(f"Use {format_date(day)}", tuple(rows))


def _offer_contact(known: Sources) -> Offer | None:
    """Contact since the last review only: that is what is asked."""
    day = past(day_of(known.care, "last_iro_contact_on"), known)
    met = known.review
    return _use(day) if day and (met is None or day >= met.met_on) else None


def _offer_decisions(known: Sources) -> Offer | None:
    met = known.review
    if met is None or not met.decisions:
        return None
    done, total = _done(met.decisions), len(met.decisions)
    rows = (AnswerRow("done", number=done), AnswerRow("total", number=total))
    return Offer(f"Use {done} of {total}", rows)


def _done(made: tuple[Decision, ...]) -> int:
    return sum(each.done_on is not None for each in made)


OFFERS: dict[str, Callable[[Sources], Offer | None]] = {
    "M1.1": _offer_decisions, "M2.1": _offer_seen, "M2.4": _offer_contact,
    "P2.1": _offer_seen_with_flags,
}  # fmt: skip
