"""A Pareto: kinds by how often they come, the commonest first, with the share so far."""

from collections.abc import Mapping
from typing import Any

CHALLENGES, GOOD_PRACTICE = "Challenges", "Good practice"


def pareto(
    counts: Mapping[str, int], beside: Mapping[str, int] | None = None
) -> dict[str, list[Any]]:
    """The columns theme, kind, n, share and so_far (of all themes of challenges, 0 to 1): for each
    theme a row of challenges and a row of good practice (`beside`), the commonest challenge first,
    then by good practice and name. A challenge with two themes counts in both. Themes never named
    are left out.
    """
    good = beside or {}
    themes = [t for t in {*counts, *good} if counts.get(t, 0) or good.get(t, 0)]
    themes.sort(key=lambda theme: (-counts.get(theme, 0), -good.get(theme, 0), theme))
    total, so_far = sum(counts.values()), 0
    rows = []
    for theme in themes:
        n = counts.get(theme, 0)
        so_far += n
        shares = (n / total, so_far / total) if total else (0.0, 0.0)
        rows += [
            (theme, CHALLENGES, n, *shares),
            (theme, GOOD_PRACTICE, good.get(theme, 0), None, None),
        ]
    names = ("theme", "kind", "n", "share", "so_far")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def most(found: Mapping[str, list[Any]], part: float = 0.8) -> list[str]:
    """The fewest themes, commonest first, that make up `part` of all themes of challenges."""
    named = []
    for theme, kind, n, so_far in zip(
        found["theme"], found["kind"], found["n"], found["so_far"], strict=True
    ):
        if kind != CHALLENGES or not n:
            continue
        named.append(theme)
        if so_far >= part - 1e-9:
            break
    return named
