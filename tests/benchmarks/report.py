"""A measurement as a row: what, at which size, against what, and how it stands to its goal."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEADER = ("measure", "audits", "ours", "yardstick", "ratio", "goal", "stretch", "")
WIDTHS = (46, 8, 11, 11, 7, 6, 8, 9)


@dataclass(frozen=True)
class Row:
    """One line of the report. `unit` is ms, MB or KB; without a goal the line only informs."""

    measure: str
    audits: int | None
    ours: float
    yardstick: float
    unit: str
    goal: float | None = None
    stretch: float | None = None

    @property
    def ratio(self) -> float:
        """Ours over the yardstick."""
        return self.ours / self.yardstick if self.yardstick else float("inf")

    @property
    def verdict(self) -> str:
        """Whether the goal is held."""
        if self.goal is None:
            return ""
        return "PASS" if self.ratio <= self.goal else "over goal"

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        return (
            self.measure,
            f"{self.audits:,}" if self.audits else "",
            _said(self.ours, self.unit),
            _said(self.yardstick, self.unit),
            f"{self.ratio:.2f}",
            f"{self.goal:g}" if self.goal is not None else "",
            f"{self.stretch:g}" if self.stretch is not None else "",
            self.verdict,
        )


def print_header() -> None:
    """The column names."""
    _print(HEADER)
    _print(tuple("-" * (width - 1) for width in WIDTHS))


def print_row(row: Row) -> None:
    """One line, as soon as it is known."""
    _print(row.cells())


def interleaved(acts: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """The median of each act over `rounds`, taken turn and turn about, so that a busy machine
    slows all alike. An act gives its own figure."""
    taken = [[act() for act in acts] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def _said(value: float, unit: str) -> str:
    return f"{value:,.2f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def _print(cells: Sequence[str]) -> None:
    shown = [
        f"{cell:<{width}}" if i in (0, 7) else f"{cell:>{width - 1}} "
        for i, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    ]
    print("".join(shown).rstrip(), flush=True)
