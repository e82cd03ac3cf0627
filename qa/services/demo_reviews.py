"""Rows of fictional reviews and conferences: who took part, how views came, what was decided."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.domain.due_dates import Days
from qa.domain.reviews import UNDER
from qa.services import demo_words_reviews as words
from qa.services.demo_meetings import Meetings
from qa.services.demo_world import DAY, Rows, cycle

COLUMNS = ("id", "child_id", "kind", "conference_type", "met_on", "was_held", "is_quorate",
           "not_quorate_reason", "participation", "was_seen_alone", "not_alone_reason", "views_by",
           "views_note", "child_told_on", "source", "recorded_at", "recorded_by_id")  # fmt: skip
DECISIONS = ("review_id", "position", "text", "by_on", "done_on")
QUORATE, TOLD_ON = COLUMNS.index("is_quorate"), COLUMNS.index("child_told_on")
CODES = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
SHARES = (0.5, 0.08, 0.03, 0.04, 0.08, 0.19, 0.08)
VIEWS = {"PN0": "none", "PN1": "in_person", "PN2": "advocate", "PN3": "in_person", "PN4": "none",
         "PN5": "advocate", "PN6": "other", "PN7": "none"}  # fmt: skip
INQUORATE, HELD_AGAIN, CALLED_OFF, ALONE, TOLD = 0.04, 0.93, 0.015, 0.8, 0.9
AGAIN_AFTER, SETTLED_DAYS = 7 * DAY, 21
BY_HAND_DAYS, DECIDED_DAYS = 400, 300
"""How long ago the council began to record here by hand, and to keep the decisions here."""


@dataclass(frozen=True)
class Register:
    """Who the children are, and who records: what rows of reviews need besides the meetings.

    Columns, one entry per child of the meetings; `born` months, `unborn` flags.
    """

    child_ids: np.ndarray
    born: np.ndarray
    unborn: np.ndarray
    recorder_id: int | None
    now: dt.datetime


def review_rows(
    rng: np.random.Generator, kind: str, held: Meetings, about: Register, first_id: int
) -> Rows:
    """One row per meeting, and one for each that was called off and held later."""
    chances = rng.random((len(held), 6)).tolist()
    codes = participation(rng, held.on, about.born[held.child])
    places, days = held.child.tolist(), held.on.tolist()
    rows: list[tuple[Any, ...]] = []
    number = first_id
    for place, on, nth, code, chance in zip(
        places, days, held.number.tolist(), codes, chances, strict=True
    ):
        child_id, unborn = int(about.child_ids[place]), bool(about.unborn[place])
        which = "icpc" if kind == "cp_review" and nth == 0 else kind
        if chance[0] < CALLED_OFF and nth > 1:
            rows.append(_called_off(number, child_id, which, on - 7 * DAY, about))
            number += 1
        met = (number, child_id, which, _conference_type(which, unborn), on)
        rows.append((*met, *_took_part(which, on, code, unborn, chance, about)))
        number += 1
        if rows[-1][QUORATE] is False and chance[5] < HELD_AGAIN and _is_past(about, on):
            rows.append(_held_again(number, rows[-1], on + AGAIN_AFTER, about))
            number += 1
    return Rows("review", COLUMNS, rows)


def _held_again(
    number: int, first: tuple[Any, ...], on: dt.date, about: Register
) -> tuple[Any, ...]:
    """The same conference a week later, with enough agencies."""
    changed = {
        "id": number, "conference_type": "reconvened", "met_on": on, "is_quorate": True,
        "not_quorate_reason": None, "child_told_on": first[TOLD_ON] and on + 2 * DAY,
        "recorded_at": _recorded(about, on, 1),
    }  # fmt: skip
    return tuple({**dict(zip(COLUMNS, first, strict=True)), **changed}.values())


def _is_past(about: Register, on: dt.date) -> bool:
    return (about.now.date() - on).days > SETTLED_DAYS


def _conference_type(kind: str, unborn: bool) -> str | None:
    if kind == "icpc":
        return "pre_birth" if unborn else "initial"
    return "review" if kind == "cp_review" else None


def participation(rng: np.random.Generator, on: Days, born: np.ndarray) -> list[str]:
    """PN0 for a child under 4 on the day, else a code drawn; `born` months (datetime64[M])."""
    drawn = np.array(CODES)[rng.choice(len(CODES), size=len(on), p=SHARES)]
    months = (on.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(int)
    return np.where(months < UNDER * 12, "PN0", drawn).tolist()


def _called_off(
    number: int, child_id: int, kind: str, on: dt.date, about: Register
) -> tuple[Any, ...]:
    met = (number, child_id, kind, _conference_type(kind, False), on, False)
    return (*met, *(None,) * 8, "hand", _recorded(about, on, 1), about.recorder_id)


def _took_part(
    kind: str, on: dt.date, code: str, unborn: bool, chance: list[float], about: Register
) -> tuple[Any, ...]:
    """Everything of a meeting held: a review of long ago came from the SSDA903 file."""
    is_conference = kind in ("icpc", "cp_review")
    if not is_conference and (about.now.date() - on).days > BY_HAND_DAYS:
        loaded = _loaded_at(on)
        return (True, None, None, code, *(None,) * 5, "ssda903", loaded, about.recorder_id)
    quorate = chance[1] >= INQUORATE if is_conference else None
    seen = None if unborn or code == "PN0" else chance[2] < ALONE
    told = None if unborn or chance[3] > TOLD else on + (1 + int(chance[3] * 6)) * DAY
    return (
        True, quorate, words.NOT_QUORATE if quorate is False else None, None if unborn else code,
        seen, cycle(words.NOT_ALONE, int(chance[4] * 100)) if seen is False else None,
        None if unborn else VIEWS[code],
        cycle(words.VIEWS, int(chance[5] * 100)) if code in ("PN5", "PN6") and not unborn else None,
        told if told and told <= about.now.date() else None, "hand",
        _recorded(about, on, 1 + int(chance[4] * 4)), about.recorder_id,
    )  # fmt: skip


def _recorded(about: Register, on: dt.date, days: int) -> dt.datetime:
    return min(dt.datetime.combine(on + days * DAY, dt.time(10), dt.UTC), about.now)


def _loaded_at(on: dt.date) -> dt.datetime:
    """The June after the SSDA903 year in which it was held (the year ends on 31 March)."""
    year = on.year + (on > dt.date(on.year, 3, 31))
    return dt.datetime(year, 6, 15, 10, tzinfo=dt.UTC)


def decision_rows(rng: np.random.Generator, reviews: Rows, today: dt.date) -> Rows:
    """Two to four decisions of every meeting held lately, most of them done in time."""
    rows = [
        row
        for review_id, _, _, _, on, was_held, *_ in reviews.rows
        if was_held and (today - on).days <= DECIDED_DAYS
        for row in _decisions(rng, review_id, on, today)
    ]
    return Rows("review_decision", DECISIONS, rows)


def _decisions(
    rng: np.random.Generator, review_id: int, on: dt.date, today: dt.date
) -> Iterator[tuple[Any, ...]]:
    for position, (when, done) in enumerate(rng.random((2 + review_id % 3, 2)).tolist(), start=1):
        by_on = on + (15 + int(when * 60)) * DAY
        done_on = by_on - int(done * 12) * DAY if done < 0.8 else None
        text = cycle(words.DECISIONS, review_id + 3 * position)
        yield review_id, position, text, by_on, done_on if done_on and done_on <= today else None
