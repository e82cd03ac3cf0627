"""What a reader can work out: which hidden counts have one possible value.

Counts that stand with their sums are a flow: from the whole to the rows, from each row to its
columns, and back to the whole. A count can be another where there is a way round along which
counts go up and down by one; without one it is known. This is exact for whole numbers, since in a
flow with whole bounds whatever can move at all can move by one.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

ANY = float("inf")


@dataclass(frozen=True)
class Edge:
    """A count `n` that flows from `tail` to `head`, and the least and the most that a reader
    takes it for; both are `n` where it is shown."""

    tail: Hashable
    head: Hashable
    n: int
    least: int
    most: float


def known(edges: Sequence[Edge]) -> list[bool]:
    """Of each count, whether the others and their bounds leave it one value."""
    steps = defaultdict(list)
    for place, edge in enumerate(edges):
        if edge.n < edge.most:
            steps[edge.tail].append((place, edge.head))
        if edge.n > edge.least:
            steps[edge.head].append((place, edge.tail))
    return [not _can_move(place, edge, steps) for place, edge in enumerate(edges)]


def _can_move(place: int, edge: Edge, steps: dict) -> bool:
    up = edge.n < edge.most and _leads(steps, edge.head, edge.tail, place)
    return up or (edge.n > edge.least and _leads(steps, edge.tail, edge.head, place))


def _leads(steps: dict, begin: Hashable, end: Hashable, without: int) -> bool:
    """Whether there is a way from `begin` to `end` that does not use the edge `without`."""
    waiting, seen = deque([begin]), {begin}
    while waiting:
        here = waiting.popleft()
        if here == end:
            return True
        for place, there in steps.get(here, ()):
            if place != without and there not in seen:
                seen.add(there)
                waiting.append(there)
    return False
