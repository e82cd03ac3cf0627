"""The marks of a chart: one for each row of its frame, known by the words it is called."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Frame = Mapping[str, Sequence[Any]]
Point = Mapping[str, Any]
Words = Callable[[Point], str]


def marks(words: Words, frame: Frame, by: str = "n") -> dict[str, Point]:
    """Every mark that has records behind it, by the words it is called and kept in addresses;
    `by` names the column that counts them."""
    return {words(point): point for point in _points(frame) if point[by]}


def mark_words(
    words: Words, fields: Sequence[str], frame: Frame, clicked: Point, by: str = "n"
) -> str | None:
    """What the mark is called whose fields a click gave."""
    same = (p for p in _points(frame) if all(p[f] == clicked.get(f) for f in fields))
    point = next(same, None)
    return words(point) if point and point[by] else None


def _points(frame: Frame) -> list[dict[str, Any]]:
    return [dict(zip(frame, row, strict=True)) for row in zip(*frame.values(), strict=True)]
