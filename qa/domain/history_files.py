"""What an entry of the trail about a file says: its kind as people call it, its months."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qa.domain.words import MONTHS, format_month
from qa.domain.working_days import add_months

KINDS = {"docx": "as Word", "pdf": "as PDF"}
PACK, PACK_MONTHS = "evidence_pack", 6
"""A document of so many months, kept with its last."""


def of_a_file(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of a file that was made, its kind and months in words; any other as it is."""
    document = payload.get("document")
    return dict(_said(document, key, value) for key, value in payload.items())


def _said(document: Any, key: str, value: Any) -> tuple[str, Any]:
    if not isinstance(document, str) or not isinstance(value, str):
        return key, value
    if key == "kind" and value in KINDS:
        return "file_kind", KINDS[value]
    if key == "until" and document == PACK:
        return "months", _months(value)
    return key, value


def _months(until: str) -> str:
    """'May to October 2026' up to and with the month of an ISO date; any other text as it is."""
    try:
        last = dt.date.fromisoformat(until)
    except ValueError:
        return until
    if last.year == dt.MINYEAR:
        return format_month(last)
    first = add_months(last, 1 - PACK_MONTHS)
    begun = MONTHS[first.month - 1] if first.year == last.year else format_month(first)
    return f"{begun} to {format_month(last)}"
