"""How it works, drawn from the tables that the program itself obeys. Nothing is typed twice."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from qa.domain import workflow
from qa.domain.actor import ROLES, Actor
from qa.domain.forms import Form
from qa.domain.forms.types import SPECS
from qa.domain.kpis import KPIS, SENSE, Kpi
from qa.domain.permissions import ACTS, READS, Act
from qa.domain.settings import RULES, SettingRule
from qa.domain.timescales import STATUS_WORDS, limit_words
from qa.domain.words import format_date
from qa.services import install, settings

NOT_GIVEN = "–"
KINDS = {
    "case_audit": "Case-file audit",
    "midway_cla": "Midway review",
    workflow.REG44: "Regulation 44 visit",
    "action": "Action",
    "challenge": "Challenge",
}
"""One kind of midway review stands for all three: they share their moves."""
FOR_KEEPERS = ("moderation_seed", "trusted_proxies")
KEEPERS = ("administrator", "practice_manager", "head_of_service")
"""Who sees the settings that would let an audit's draw be foretold or a proxy be imitated."""

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""A header and its rows."""


def _words(rule: Callable[..., Any]) -> str:
    """A rule in words: the first sentence of what it says of itself."""
    return (rule.__doc__ or "").strip().splitlines()[0].rstrip(".")


def may(role: str) -> Table:
    """What a role may do: the act, on what condition, and what conflict forbids it."""
    rows = [
        (act.words, _words(act.grants[role]), _conflicts(act))
        for act in ACTS.values()
        if role in act.grants
    ]
    return ("May", "When", "But"), rows


def _roles(act: Act) -> str:
    return "; ".join(ROLES[role] for role in ROLES if role in act.grants)


def _conflicts(act: Act) -> str:
    return "; ".join(_words(rule) for rule in act.conflicts) or NOT_GIVEN


def who_may() -> Table:
    """Every act and the roles that may do it at all."""
    rows = [(act.words, _roles(act)) for act in ACTS.values()]
    return ("Act", "Who may"), rows


def reads(role: str) -> Table:
    """What a role reads."""
    rows = [(noun.capitalize(), held.get(role, "nothing")) for noun, held in READS.items()]
    return ("Of", "Reads"), rows


def statuses(kind: str) -> Table:
    """The statuses of a kind of record, and the moves that start at each."""
    rows = [
        (words, "; ".join(move.words for move in workflow.moves_from(kind, status)) or "The end")
        for status, words in workflow.STATUSES[kind].items()
    ]
    return ("Status", "What can follow"), rows


def moves(kind: str) -> Table:
    """Every move of a kind of record: from where, to where, and who makes it."""
    said = workflow.STATUSES[kind]
    rows = [
        (
            move.words,
            "; ".join(said[source] for source in move.sources),
            said.get(move.target, "Stays as it is"),
            _roles(ACTS[move.act]),
        )
        for move in workflow.MOVES[kind]
    ]
    return ("Move", "From", "To", "Who"), rows


def time_limits(actor: Actor) -> dict[str, Table]:
    """The time limits in force today, by group: limit, from when, statutory or local, source."""
    with reading() as session:
        _version, rules = install.rules_in_force(session, actor.today)
    groups: dict[str, Table] = {}
    for rule in rules.values():
        header = ("Limit for", "From", "Limit", "Kind", "Source")
        _header, rows = groups.setdefault(rule.group, (header, []))
        kind = STATUS_WORDS.get(rule.status, rule.status)
        rows.append((rule.event, rule.clock_start, limit_words(rule), kind, rule.source))
    return groups


@dataclass(frozen=True)
class FormVersion:
    """An installed version of a form, and whether new records get it today."""

    form: Form
    number: int
    from_on: dt.date
    in_force: bool

    @property
    def title(self) -> str:
        """'Case-file audit, version 1, in force since 5 November 2026'."""
        standing = "in force since" if self.in_force else "from"
        return f"{self.form.title}, version {self.number}, {standing} {format_date(self.from_on)}"

    def questions(self) -> Table:
        """Every question: its id, its words, how it is answered, what it asks for."""
        rows = [
            (q.id, q.text, SPECS[q.type].label, "Yes" if q.required else NOT_GIVEN)
            for q in self.form.questions
        ]
        return ("Question", "Words", "Answered by", "Must be answered"), rows


def forms(actor: Actor) -> list[FormVersion]:
    """Every installed version of every form, the latest of each first."""
    with reading() as session:
        rows = install.installed(session, install.FORM)
        begun = [row for row in rows if row.effective_from <= actor.today]
        current = {row.name: row.id for row in sorted(begun, key=lambda row: row.number)}
        made = [
            FormVersion(
                install.form(session, row.id),
                row.number,
                row.effective_from,
                current.get(row.name) == row.id,
            )
            for row in rows
        ]
    return sorted(made, key=lambda version: (version.form.name, -version.number))


def settings_table(actor: Actor) -> Table:
    """Every setting with its value today; some only for those who keep the service."""
    values = settings.current(actor.today)
    rows = [
        (rule.words, _value(rule, values[rule.key]))
        for rule in RULES
        if rule.key not in FOR_KEEPERS or actor.has(*KEEPERS)
    ]
    return ("Setting", "Value today"), rows


def _value(rule: SettingRule, value: Any) -> str:
    if rule.kind == "share":
        return f"{value:.0%}"
    return f"{value} {rule.unit}".strip() if value != "" else "not set"


def _counted(measure: Kpi) -> str:
    beside = f". Given beside it: {measure.beside}" if measure.beside else ""
    return f"{measure.formula}{beside}"


def measures() -> Table:
    """What is counted, over what, and what is good."""
    rows = [(k.label, _counted(k), SENSE[k.good], k.source) for k in KPIS.values()]
    return ("Measure", "Counted as", "Read it so", "Source"), rows
