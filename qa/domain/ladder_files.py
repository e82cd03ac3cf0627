"""Reads a ladder (TOML); a file that does not fit is refused with the line and the reason."""

import re
import tomllib
from typing import Any

from qa.domain.actor import ROLES
from qa.domain.forms.lines import Lines, Path
from qa.domain.ladders import INFORMAL, LONGEST_CAP, WORDS, Ladder, Stage, shared_out
from qa.domain.refusals import Refused

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
KEYS = ("name", "version", "title", "cap", "issue", "partner", "source", "words", "informal",
        "stage")  # fmt: skip
STAGE_KEYS = ("name", "answers", "role", "limit")
ANSWERING = ("team_manager", "head_of_service")
"""Roles that may answer at a stage; any other is answered for, by name, role and date."""
OWN = "default"
"""The name of the council's own ladder, which the cap of the law binds."""
LONGEST, MOST_STAGES, MOST_DAYS = 120, 12, 250


class _Wrong(Exception):
    """Something that does not fit, and where it stands."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


def load_ladder(text: str, where: str) -> Ladder:
    """The ladder in a text. `where` names the file in refusals.

    Raises `Refused` naming the line and the reason.
    """
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise Refused(f"{where} cannot be read: lists are nested too deeply.") from None
    except ValueError as error:  # a number of thousands of figures too
        raise Refused(f"{where} cannot be read: {error}.") from error
    try:
        return _ladder(data)
    except _Wrong as wrong:
        raise Refused(f"{where}, line {Lines(text).of(wrong.path)}: {wrong}.") from wrong


def _ladder(data: dict[str, Any]) -> Ladder:
    _known(data, KEYS, ())
    partner = _text(data, "partner", (), needed=False)
    if partner and data.get("name") == OWN:
        raise _Wrong(("partner",), f"the ladder {OWN} is the council's own; a partner's has a name "
                     "of its own")  # fmt: skip
    cap = _days(data, "cap", (), needed=not partner)
    if not partner and cap > LONGEST_CAP:
        raise _Wrong(("cap",), f"cap is at most {LONGEST_CAP} working days (IRO Handbook 6.2)")
    informal = _informal(data)
    return Ladder(
        name=_name(data),
        version=_version(data),
        title=_text(data, "title", ()),
        stages=_stages(data, cap, informal),
        informal=informal,
        cap=cap,
        issue=_days(data, "issue", (), needed=False),
        partner=partner,
        source=_text(data, "source", (), needed=False),
        words=_words(data),
    )


def _name(data: dict[str, Any]) -> str:
    name = _text(data, "name", ())
    if not NAME.fullmatch(name):
        raise _Wrong(("name",), "name is small letters, figures and _, as in default")
    return name


def _version(data: dict[str, Any]) -> int:
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise _Wrong(("version",), "a ladder says its version, as in version = 1")
    return version


def _words(data: dict[str, Any]) -> dict[str, str]:
    given = data.get("words", {})
    if not isinstance(given, dict):
        raise _Wrong(("words",), "words is a table, [words]")
    _known(given, tuple(WORDS), ("words",))
    words = {key: _text(given, key, ("words",)) for key in given}
    called = {**WORDS, **words}
    if called["informal"].casefold() == called["formal"].casefold():
        key = "formal" if "formal" in words else "informal"
        raise _Wrong(("words", key), "an informal and a formal challenge are called differently")
    return words


def _informal(data: dict[str, Any]) -> Stage | None:
    given = data.get("informal")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise _Wrong(("informal",), "informal is a table, [informal]")
    _known(given, STAGE_KEYS, ("informal",))
    return _stage(given, INFORMAL, ("informal",), _days(given, "limit", ("informal",), False))


def _stages(data: dict[str, Any], cap: int | None, informal: Stage | None) -> tuple[Stage, ...]:
    tables = data.get("stage")
    if not isinstance(tables, list) or not tables:
        raise _Wrong(("stage",), "the ladder has no stages; each begins with [[stage]]")
    if len(tables) > MOST_STAGES:
        raise _Wrong(("stage", MOST_STAGES), f"a ladder has at most {MOST_STAGES} stages")
    limits = _limits(tables, cap)
    made = tuple(
        _stage(table, place + 1, ("stage", place), limits[place])
        for place, table in enumerate(tables)
    )
    names = [informal.name.casefold()] if informal else []
    for stage in made:
        if stage.name.casefold() in names:
            path = ("stage", stage.number - 1, "name")
            raise _Wrong(path, f"the name {stage.name} is used twice")
        names.append(stage.name.casefold())
    return made


def _limits(tables: list[Any], cap: int | None) -> list[int | None]:
    """Working days of each stage, shares worked out; in all never more than the cap."""
    limits: list[int | None] = []
    for place, table in enumerate(tables):
        path: Path = ("stage", place)
        if not isinstance(table, dict):
            raise _Wrong(path, "each stage begins with [[stage]]")
        _known(table, (*STAGE_KEYS, "share"), path)
        limits.append(_days(table, "limit", path, needed=False))
        _has_a_clock(table, cap, path)
        used = sum(limit or 0 for limit in limits)
        if cap is not None and used > cap:
            raise _Wrong((*path, "limit"), f"the stages up to here take {used} working days, "
                         f"more than the cap of {cap}; give them fewer")  # fmt: skip
    return _with_shares(tables, limits, cap)


def _has_a_clock(table: dict[str, Any], cap: int | None, path: Path) -> None:
    if "limit" in table and "share" in table:
        raise _Wrong((*path, "share"), "a stage has a limit or a share, not both")
    if "share" in table and cap is None:
        raise _Wrong((*path, "share"), "a share needs a cap of which it is a part")
    if "limit" not in table and cap is None:
        raise _Wrong(path, "the stage has no limit and the ladder no cap, so nothing would be due")


def _with_shares(
    tables: list[dict[str, Any]], limits: list[int | None], cap: int | None
) -> list[int | None]:
    places = [n for n, table in enumerate(tables) if "share" in table]
    if not places or cap is None:
        return limits
    shares = [_days(tables[n], "share", ("stage", n), needed=True) for n in places]
    left = cap - sum(limit or 0 for limit in limits)
    for place, days in zip(places, shared_out(left, shares), strict=True):
        if days < 1:
            raise _Wrong(("stage", place, "share"), f"of the cap {left} working days are left to "
                         "share, so this stage would have none")  # fmt: skip
        limits[place] = days
    return limits


def _stage(table: dict[str, Any], number: int, path: Path, limit: int | None) -> Stage:
    role = _text(table, "role", path, needed=False)
    if role and role not in ANSWERING:
        words = " or ".join(f"{key} ({ROLES[key]})" for key in ANSWERING)
        raise _Wrong((*path, "role"), f"role is {words}, not {role!r}")
    return Stage(number, _text(table, "name", path), _text(table, "answers", path), role, limit)


def _known(table: dict[str, Any], keys: tuple[str, ...], path: Path) -> None:
    for key in table:
        if key not in keys:
            raise _Wrong((*path, key), f"{key!r} is not something a ladder has here")


def _text(table: dict[str, Any], key: str, path: Path, needed: bool = True) -> str:
    if key not in table and not needed:
        return ""
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _Wrong((*path, key), f"{key} is a text in quotation marks, on one line, not empty")
    if len(value) > LONGEST:
        raise _Wrong((*path, key), f"{key} is longer than {LONGEST} characters")
    return value.strip()


def _days(table: dict[str, Any], key: str, path: Path, needed: bool) -> Any:
    if key not in table and not needed:
        return None
    value = table.get(key)
    if type(value) is not int or not 1 <= value <= MOST_DAYS:
        raise _Wrong((*path, key), f"{key} is a whole number from 1 to {MOST_DAYS}")
    return value
