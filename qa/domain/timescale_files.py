"""Reads a file of time limits (TOML); a file that does not fit is refused with line and reason."""

import re
import tomllib

from qa.domain.refusals import Refused
from qa.domain.timescales import MIDPOINT, STATUS_WORDS, UNIT_WORDS, Rule

ID = re.compile(r"[A-Z]{2}\d{2}[a-z]?")
TEXTS = ("id", "group", "event", "clock_start", "status", "source")
CLOCK = ("limit", "unit")
OPTIONAL = ("direction", "runs", "limit_words", "target", "clock", "fixed")
LARGEST = 1000
CHOICES = {
    "status": tuple(STATUS_WORDS),
    "unit": (*UNIT_WORDS, MIDPOINT),
    "direction": ("after", "before"),
}


def load_rules(text: str, where: str) -> dict[str, Rule]:
    """The rules of one file, by id, in the order of the file.

    `where` names the file in refusals. Raises `Refused` naming the line and the reason.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{where} cannot be read: {error}.") from error
    version = _version(data, where)
    lines = _lines_of_rules(text)
    if len(lines) != len(data["rule"]):
        raise Refused(f"{where}, line 1: each rule begins with [[rule]] on a line of its own.")
    rules: dict[str, Rule] = {}
    for table, (line, keys) in zip(data["rule"], lines, strict=True):
        problem = _problem(table, rules)
        if problem:
            key, reason = problem
            raise Refused(f"{where}, line {keys.get(key, line)}: {reason}.")
        rules[table["id"]] = _rule(table, version)
    return rules


def _version(data: dict, where: str) -> int:
    version, tables = data.get("version"), data.get("rule")
    if type(version) is not int or version < 1:
        raise Refused(
            f"{where}, line 1: a file of time limits says its version, as in version = 1."
        )
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise Refused(f"{where}, line 1: there is no [[rule]] in it.")
    unknown = sorted(set(data) - {"version", "rule"})
    if unknown:
        raise Refused(f"{where}, line 1: {unknown[0]!r} is not something we know.")
    return version


def _problem(table: dict, earlier: dict[str, Rule]) -> tuple[str, str] | None:
    """The first key that is wrong and why, or None."""
    checks = (_shape_problem, _text_problem, _choice_problem, _clock_problem, _target_problem)
    problem = next((found for check in checks if (found := check(table))), None)
    if problem is None and table["id"] in earlier:
        return "id", f"the id {table['id']} is used twice"
    return problem


def _shape_problem(table: dict) -> tuple[str, str] | None:
    unknown = [key for key in table if key not in (*TEXTS, *CLOCK, *OPTIONAL)]
    if unknown:
        return unknown[0], f"{unknown[0]!r} is not something a rule has"
    for key in ("runs", "clock", "fixed"):
        if type(table.get(key, True)) is not bool:
            return key, f"{key} is true or false"
    needed = (*TEXTS, *(CLOCK if table.get("runs", True) else ("limit_words",)))
    missing = [key for key in needed if key not in table]
    if missing:
        return "", f"the rule has no {missing[0]}"
    return None


def _text_problem(table: dict) -> tuple[str, str] | None:
    for key in (*TEXTS, "limit_words"):
        value = table.get(key, "-")
        if not isinstance(value, str) or not value.strip():
            return key, f"{key} is a text in quotation marks, not empty"
    if not ID.fullmatch(table["id"]):
        return "id", f"{table['id']!r} is not an id such as AU01 or LA15b"
    return None


def _choice_problem(table: dict) -> tuple[str, str] | None:
    for key, allowed in CHOICES.items():
        if key in table and table[key] not in allowed:
            return key, f"{key} is one of {', '.join(allowed)}, not {table[key]!r}"
    return None


def _clock_problem(table: dict) -> tuple[str, str] | None:
    if not table.get("runs", True):
        extra = [key for key in (*CLOCK, "direction", "clock") if key in table]
        return (extra[0], f"a rule that does not run has no {extra[0]}") if extra else None
    if "limit_words" in table:
        return "limit_words", "a rule that runs has its limit as a number, not in words"
    limit = table["limit"]
    if type(limit) is not int or not 0 <= limit <= LARGEST:
        return "limit", f"limit is a whole number from 0 to 1,000, not {limit!r}"
    if table["unit"] == MIDPOINT and (limit or "direction" in table):
        return "limit", "a limit half way to the next meeting has limit = 0 and no direction"
    return None


def _target_problem(table: dict) -> tuple[str, str] | None:
    target = table.get("target", 100)
    if type(target) is not int or not 1 <= target <= 100:
        return "target", f"target is a percentage from 1 to 100, not {target!r}"
    return None


def _rule(table: dict, version: int) -> Rule:
    values = {key: value for key, value in table.items() if key not in ("target", "runs")}
    return Rule(
        version=str(version),
        runs=table.get("runs", True),
        target_percent=table.get("target"),
        **values,
    )


def _lines_of_rules(text: str) -> list[tuple[int, dict[str, int]]]:
    """For each [[rule]] the number of its line and of the line of each of its keys."""
    found: list[tuple[int, dict[str, int]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\[\s*rule\s*\]\]", line):
            found.append((number, {}))
        elif found and (key := re.match(r"\s*\"?([\w-]+)\"?\s*=", line)):
            found[-1][1].setdefault(key[1], number)
    return found
