"""Installed versions of forms and time limits: put in once, frozen by digest, read many times."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import InstalledVersion
from db.queries import install as queries
from db.queries import keeping
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.forms import Form, digest, form_text, load_form, released_digests
from qa.domain.forms.lines import Lines
from qa.domain.refusals import NotFound, Refused
from qa.domain.timescales import Rule
from qa.services import ladder_texts, theme_list, trail
from qa.services.calendar import RULES
from qa.services.rule_books import RULES_KIND, TIMESCALES, rule_book

FORM = "form"
_forms: dict[str, Form] = {}


@dataclass(frozen=True)
class Packaged:
    """A version that ships with the program."""

    kind: str
    name: str
    number: int
    text: str


def packaged() -> list[Packaged]:
    """Every version that ships with the program: forms, time limits, ladders; oldest first."""
    forms = [Packaged(FORM, n, int(v), form_text(n, v)) for n, v in released_digests()]
    files = sorted(RULES.glob("v*.toml"), key=lambda path: int(path.stem[1:]))
    rules = [
        Packaged(RULES_KIND, TIMESCALES, int(f.stem[1:]), f.read_text(encoding="utf-8"))
        for f in files
    ]
    ladders = [Packaged(ladder_texts.LADDER, *each) for each in ladder_texts.packaged()]
    return [*forms, *rules, *ladders]


def install_released(session: Any, on: dt.date, at: dt.datetime | None = None) -> list[str]:
    """Install what ships with the program and is not installed yet; what was new, in words.

    `on` is the day from which it is in force; `at`, when it was installed, the start of that day
    unless given. Harmless to repeat. Raises Refused where a version is installed with another
    content.
    """
    at = at or dt.datetime.combine(on, dt.time(), dt.UTC)
    theme_list.install_default(session)
    return [
        f"{each.name} version {each.number}"
        for each in packaged()
        if _install_packaged(session, each, on, at)
    ]


def _install_packaged(session: Any, each: Packaged, on: dt.date, at: dt.datetime) -> bool:
    if each.kind == ladder_texts.LADDER and _is_the_councils_own(session, each.name):
        return False
    have = keeping.version(session, each.kind, each.name, each.number)
    made = digest(each.text)
    if have is None:
        add(session, each, made, on, at, None)
    elif have.digest != made:
        raise Refused(
            f"{each.name} version {each.number} is installed with another content than the one "
            "that ships with this program. A released version never changes, so nothing was done."
        )
    return have is None


def _is_the_councils_own(session: Any, name: str) -> bool:
    """Whether a council has installed a version of this ladder: then that is the one to follow."""
    ours = {digest(text) for ladder, _number, text in ladder_texts.packaged() if ladder == name}
    have = keeping.versions(session, ladder_texts.LADDER)
    return any(each.name == name and each.digest not in ours for each in have)


def add(
    session: Any, each: Packaged, made: str, on: dt.date, at: dt.datetime, by_id: int | None
) -> int:
    row = InstalledVersion(
        kind=each.kind,
        name=each.name,
        number=each.number,
        digest=made,
        body=each.text,
        effective_from=on,
        installed_at=at,
        installed_by_id=by_id,
    )
    return queries.add(session, row)


def installed(session: Any, kind: str) -> list[InstalledVersion]:
    """Every installed version of a kind (form or rules), by name and number."""
    return keeping.versions(session, kind)


def form(session: Any, installed_version_id: int) -> Form:
    """An installed form; its text is read and parsed once per digest. Raises NotFound."""
    found = queries.digest_of(session, installed_version_id)
    if found is None:
        raise NotFound("form")
    if found not in _forms:
        body = queries.body_of(session, installed_version_id)
        _forms[found] = _frozen(load_form(body, where="The installed form"), found)
    return _forms[found]


def _frozen(made: Form, kept: str) -> Form:
    if made.digest != kept:
        raise Refused(
            f"The installed text of {made.title} version {made.version} was changed after it was "
            "installed. Restore it from a backup."
        )
    return made


def form_in_force(session: Any, name: str, on: dt.date) -> tuple[int, Form]:
    """The version of a form that new checks get on a day, with its id. Raises Refused."""
    have = keeping.version_in_force(session, FORM, name, on)
    if have is None:
        raise Refused("This form is not installed. Run: python -m qa init")
    return have.id, form(session, have.id)


def rules_in_force(session: Any, on: dt.date) -> tuple[str, dict[str, Rule]]:
    """The version of the time limits in force on a day, and they by id. Raises Refused."""
    return rule_book(session).at(on)


def install_form(actor: Actor, text: str, where: str, effective_from: dt.date) -> str:
    """Install a council's own version of a form; what was done, in words.

    Raises Refused with line and reason: a text that is no form, a version that is installed
    already with another content or is not the next, a question that changed its type.
    """
    permissions.require(actor, "keep_accounts")
    made = load_form(text, where=where)
    if effective_from < actor.today:
        raise Refused("A version takes effect today or later; what has begun keeps its own.")
    said = f"{made.title} (form {made.name}) version {made.version}"
    with writing() as session:
        earlier = [v for v in keeping.versions(session, FORM) if v.name == made.name]
        if any(str(v.number) == made.version and v.digest == made.digest for v in earlier):
            return f"{said} is installed already. Nothing changed."
        number = _next_number(made, earlier, text, where)
        if earlier:
            _check_continuity(made, form(session, earlier[-1].id), text, where)
        each = Packaged(FORM, made.name, number, text)
        by_id = actor.person_id or None
        row_id = add(session, each, made.digest, effective_from, actor.now, by_id)
        payload = {"name": made.name, "number": number, "digest": made.digest}
        payload["effective_from"] = effective_from.isoformat()
        trail.record(session, actor, "install", "form", row_id, payload)
    return f"{said} is installed."


def _next_number(made: Form, earlier: list[InstalledVersion], text: str, where: str) -> int:
    wanted = (earlier[-1].number if earlier else 0) + 1
    if made.version == str(wanted):
        return wanted
    line = Lines(text).of(("version",))
    if any(str(v.number) == made.version for v in earlier):
        reason = f"version {made.version} is released and does not change"
    else:
        reason = f"version {made.version} is not the next one"
    raise Refused(f'{where}, line {line}: {reason}. Give the new one version = "{wanted}".')


def _check_continuity(made: Form, before: Form, text: str, where: str) -> None:
    """Question ids are for ever: trends join versions by them."""
    lines = Lines(text)
    if made.kind != before.kind:
        reason = f'{made.name} is of kind "{before.kind}"; a form of another kind needs a new name.'
        raise Refused(f"{where}, line {lines.of(('kind',))}: {reason}")
    for s, section in enumerate(made.sections):
        for q, question in enumerate(section.questions):
            if before.has(question.id) and before.question(question.id).type != question.type:
                line = lines.of(("sections", s, "questions", q, "type"))
                was = before.question(question.id).type
                raise Refused(
                    f"{where}, line {line}: {question.id} was of type {was} in version "
                    f"{before.version}. A question that asks something else needs a new id."
                )
