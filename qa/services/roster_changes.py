"""What changes about a child, as the trail keeps it and as a list says it."""

from collections.abc import Mapping
from typing import Any

# Field -> [before, after], of one child.
Changes = dict[str, list[Any]]


def differences(row: Any, values: Mapping[str, Any]) -> Changes:
    """The fields of a row that these values change."""
    return {
        name: [getattr(row, name), value]
        for name, value in values.items()
        if getattr(row, name) != value
    }


def words_of(field: str) -> str:
    """A field in words: latest_review_on is "latest review"."""
    return field.removesuffix("_on").replace("_", " ")
