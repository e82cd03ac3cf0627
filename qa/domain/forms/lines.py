"""On which line of a TOML file a key stands: the standard library reads values, not places."""

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[|\[)([^\[\]]+)\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+|\"[^\"]*\"|'[^']*')\s*=")
_QUOTED = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


class Lines:
    """Places of the keys of one file, for a file that `tomllib` has already accepted."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._at: dict[Path, int] = {}
        self._read()

    def of(self, path: Sequence[str | int], word: str = "") -> int:
        """Line (from 1) of the key at `path`, of the nearest thing above it where it has none.

        With `word`, the first line from there on that holds it in quotes.
        """
        place = tuple(path)
        while place and place not in self._at:
            place = place[:-1]
        line = self._at.get(place, 1)
        return self._from(line, word) if word else line

    def _from(self, line: int, word: str) -> int:
        quoted = (f'"{word}"', f"'{word}'")
        for number, content in enumerate(self._lines[line - 1 :], start=line):
            if any(q in content for q in quoted):
                return number
        return line

    def _read(self) -> None:
        table: Path = ()
        counts: dict[Path, int] = {}
        depth, fence = 0, ""
        for number, content in enumerate(self._lines, start=1):
            if not fence and depth == 0:
                header = _HEADER.match(content)
                if header:
                    table = self._open(header, counts)
                    self._at.setdefault(table, number)
                    continue
                key = _KEY.match(content)
                if key:
                    self._at.setdefault((*table, key[1].strip("\"'")), number)
            depth, fence = _after(content, depth, fence)

    def _open(self, header: re.Match[str], counts: dict[Path, int]) -> Path:
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


def _after(content: str, depth: int, fence: str) -> tuple[int, str]:
    """How many brackets, and which long quotation, are still open at the end of a line."""
    position = 0
    while position < len(content):
        if fence:
            end = content.find(fence, position)
            if end < 0:
                return depth, fence
            position, fence = end + 3, ""
            continue
        token = _QUOTED.search(content, position)
        if not token:
            break
        position = token.end()
        if token[0] in ('"""', "'''"):
            fence = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return max(depth, 0), fence
