"""On which line of a TOML file a key stands: the standard library reads values, not places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[|\[)([^\[\]]+)\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+|\"[^\"]*\"|'[^']*')\s*=")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')
_FENCES = {'"""': re.compile('"""'), "'''": re.compile("'''")}


class Lines:
    """Places of the keys of one file, for a file that `tomllib` has already accepted."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at: dict[Path, int] = {}
        self._read()

    def of(self, path: Sequence[str | int]) -> int:
        """Line (from 1) of the key at `path`, or of the nearest thing above it that has one."""
        place = tuple(path)
        while place and place not in self._at:
            place = place[:-1]
        return self._at.get(place, 1)

    def _read(self) -> None:
        table, key = (), ()
        counts: dict[Path, int] = {}
        scan = _Scan()
        for number, content in enumerate(self._lines, start=1):
            if scan.is_between_values:
                header, assignment = _HEADER.match(content), _KEY.match(content)
                if header:
                    table = _opened(header, counts)
                    self._at.setdefault(table, number)
                    continue
                if assignment:
                    key = (*table, assignment[1].strip("\"'"))
                    self._at.setdefault(key, number)
                    scan = _Scan()
            for entry in scan.entries(content):
                self._at.setdefault((*key, entry), number)


def _opened(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a [table] or [[table]], with the number of each repeated one on the way."""
    path: Path = ()
    names = [name.strip().strip("\"'") for name in header[2].split(".")]
    for position, name in enumerate(names):
        path = (*path, name)
        if position == len(names) - 1 and header[1] == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


@dataclass
class _Scan:
    """Where in a value the reading stands: open brackets, an open long quotation, entries seen."""

    depth: int = 0
    fence: str = ""
    seen: int = 0

    @property
    def is_between_values(self) -> bool:
        return self.depth <= 0 and not self.fence

    def entries(self, content: str) -> Iterator[int]:
        """Reads a line; gives the number of each table of a list, {…} in [ ], that opens on it."""
        position = 0
        while token := self._next(content, position):
            position = token.end()
            if self.fence or token[0] in _FENCES:
                self.fence = "" if self.fence else token[0]
            elif token[0] == "{" and self.depth == 1:
                yield self.seen
                self.seen += 1
            self.depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)

    def _next(self, content: str, position: int) -> re.Match[str] | None:
        pattern = _FENCES[self.fence] if self.fence else _TOKEN
        return pattern.search(content, position)
