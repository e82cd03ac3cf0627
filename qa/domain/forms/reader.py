"""Reads values out of a parsed TOML file; what does not fit is refused with its line."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qa.domain.forms.lines import Lines, Path
from qa.domain.forms.model import Option
from qa.domain.refusals import Refused

ID = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}(\.[0-9]{1,3})?")
CODE = re.compile(r"[A-Za-z0-9_]{1,40}")

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_KIND_WORDS = {str: "text in quotes", list: "a list", dict: "a table", bool: "true or false"}
_OPTION_KEYS = {"code": str, "label": str, "alone": bool, "required": bool}


class Reader:
    """A parsed file, where its keys stand, and its name for refusals."""

    def __init__(self, data: Mapping[str, Any], lines: Lines, where: str) -> None:
        self._data, self._lines, self._where = data, lines, where

    def refuse(self, path: Sequence[str | int], reason: str) -> Refused:
        """The refusal to raise: where, line, reason."""
        return Refused(f"{self._where}, line {self._lines.of(path)}: {reason}")

    def get(self, path: Path, default: Any = None) -> Any:
        """The raw value at `path`, or `default`."""
        value: Any = self._data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return default
        return value

    def check_keys(
        self, path: Path, known: Mapping[str, type], *, must: Sequence[str] = ()
    ) -> None:
        """Refuses a table with an unknown key, a missing one or a value of the wrong kind."""
        table = self.get(path, {})
        if not isinstance(table, dict):
            raise self.refuse(path, "a table with keys is expected here.")
        for key, value in table.items():
            if key not in known:
                names = ", ".join(sorted(known))
                raise self.refuse((*path, key), f'unknown key "{key}". Known keys: {names}.')
            if type(value) is not known[key]:
                kind = _KIND_WORDS[known[key]]
                raise self.refuse((*path, key), f'"{key}" must be {kind}.')
            if isinstance(value, str) and _UNSEEN.search(value):
                raise self.refuse((*path, key), f'"{key}" holds a control character.')
        for key in must:
            if key not in table:
                raise self.refuse(path, f'"{key}" is missing.')

    def words(self, path: Path) -> str:
        """Text that is not empty."""
        value = self.get(path, "")
        if not value.strip():
            raise self.refuse(path, f'"{path[-1]}" is empty.')
        return value

    def matching(self, path: Path, pattern: re.Pattern[str]) -> str:
        """Text in the shape of an id, a name or a version."""
        value = self.get(path, "")
        if not pattern.fullmatch(value):
            raise self.refuse(path, f'"{value}" cannot be used as {path[-1]}.')
        return value

    def one_of(self, path: Path, choices: Sequence[str], default: str = "") -> str:
        """Text that is one of `choices`."""
        value = self.get(path, default)
        if value not in choices:
            known = ", ".join(choices)
            raise self.refuse(path, f'unknown {path[-1]} "{value}". Known: {known}.')
        return value

    def one_of_keys(self, path: Path, known: Sequence[str]) -> None:
        """Refuses a key, the last step of `path`, that is not one of `known` or holds no list."""
        if path[-1] not in known:
            names = ", ".join(known)
            raise self.refuse(path, f'unknown key "{path[-1]}". Known keys: {names}.')
        if not isinstance(self.get(path), list):
            raise self.refuse(path, f'"{path[-1]}" must be a list.')

    def strings(self, path: Path) -> tuple[str, ...]:
        """A list of different texts, empty when the key is absent."""
        values = self.get(path, [])
        if any(type(value) is not str for value in values):
            raise self.refuse(path, f'"{path[-1]}" must be a list of texts in quotes.')
        if len(set(values)) != len(values):
            raise self.refuse(path, f'"{path[-1]}" names the same thing twice.')
        return tuple(values)

    def options(self, path: Path) -> tuple[Option, ...]:
        """A list of {code, label, …}, empty when the key is absent; codes differ."""
        found: dict[str, Option] = {}
        for number in range(len(self.get(path, []))):
            place = (*path, number)
            self.check_keys(place, _OPTION_KEYS, must=("code", "label"))
            entry = self.get(place)
            code = entry["code"]
            if not CODE.fullmatch(code):
                raise self.refuse(place, f'"{code}" cannot be used as a code.')
            if code in found:
                raise self.refuse(place, f'the code "{code}" is there twice.')
            if not entry["label"].strip():
                raise self.refuse(place, f'the label of "{code}" is empty.')
            found[code] = Option(**entry)
        if not found and self.get(path) is not None:
            raise self.refuse(path, f'"{path[-1]}" is an empty list.')
        return tuple(found.values())
