"""How high words and tables will stand on an A4 page in Arial, so that a document keeps its pages.

An estimate on the safe side: letters count as a little wider than they are on average.
"""

import textwrap
from collections.abc import Sequence

from qa.reports.word_look import TEXT_WIDTH_CM

PAGE_CM = 25.9
"""Height for text on a page with margins of 1.4 cm and a line or two at the foot."""
POINT_CM = 2.54 / 72
LETTER, LINE = 0.49, 1.21
"""Width of a letter and height of a line, in sizes of the font."""
CELL_SIDES_CM, CELL_CM = 0.36, 0.16
"""What the sides of a cell take of its width, and its edges of the height of a row."""


def lines(text: str, width_cm: float, points: float) -> int:
    """How many lines the text takes at this width and size."""
    letters = max(4, int(width_cm / (points * POINT_CM * LETTER)))
    return max(1, len(textwrap.wrap(text, letters)))


def text_cm(text: str, points: float, after: float = 4, width_cm: float = TEXT_WIDTH_CM) -> float:
    """The height of a paragraph with its space `after` (points)."""
    return (lines(text, width_cm, points) * points * LINE + after) * POINT_CM


def row_cm(
    cells: Sequence[str], shares: Sequence[float], points: float, edges: float = CELL_CM
) -> float:
    """The height of a row of a table as wide as the text, its columns by `shares`."""
    widths = [TEXT_WIDTH_CM * share / sum(shares) - CELL_SIDES_CM for share in shares]
    most = max(lines(cell, width, points) for cell, width in zip(cells, widths, strict=True))
    return most * points * LINE * POINT_CM + edges


def table_cm(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    points: float,
    edges: float = CELL_CM,
) -> float:
    """The height of a table with its header row."""
    return sum(row_cm(cells, shares, points, edges) for cells in (header, *rows))
