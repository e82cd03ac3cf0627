"""A text box that saves while one types: its browser half stands beside this file.

The browser sends a draft 400 ms after the last keystroke (1.2 s into steady typing, at once when
the box is left or the page hidden), keeps it until the server has acknowledged it, and sends it
again after a refusal or a reconnection. Each draft says which texts its box has seen, so that a
text nobody here has seen is never overwritten.
"""

import functools
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

LIMIT = 100_000
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Draft:
    """What a box sent: its text, the text's mark, marks of texts the box has shown or sent.

    `over`: that its text is over the limit; the text itself is not sent.
    """

    text: str
    tag: str
    seen: tuple[str, ...]
    sent: int
    over: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """What a box shows.

    `saved`   the stored text; `at`: when it was stored, in words
    `ack`     mark of the draft that was stored; `acked`: number of the last draft dealt with
    `problem` why the draft marked `problem_for` was not stored; `final`: trying again cannot help
    `reset`   a number that changes when the box has to take the stored text over its own
    `person`  whose box it is: an unsaved text comes back to nobody else
    `flag`    says that the text is required; `error`: that it is missing
    `is_kept` what is stored is not sent yet: a button does that
    """

    label: str
    saved: str = ""
    at: str = ""
    ack: str = ""
    acked: int = 0
    problem: str = ""
    problem_for: str = ""
    final: bool = False
    reset: int = 0
    person: int = 0
    hint: str = ""
    flag: str = ""
    error: str = ""
    warnings: Sequence[str] = ()
    hide_label: bool = False
    rows: int = 3
    line: bool = False
    read_only: bool = False
    limit: int = LIMIT
    is_kept: bool = False


def mark(text: str) -> str:
    """Length in bytes and CRC-32 of a text, as the browser computes them."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    encoded = whole.encode("utf-8", "surrogatepass")
    return f"{len(encoded)}.{zlib.crc32(encoded):x}"


@functools.cache
def _component() -> Callable[..., Any]:
    html, css, marks, js = (
        (_HERE / name).read_text("utf-8") for name in ("box.html", "box.css", "marks.js", "box.js")
    )
    js = f"{marks}\n{js}"
    return st.components.v2.component("qa_autosave", html=html, css=css, js=js)


def text_box(key: str, box: Box, on_draft: Callable[[], None]) -> Draft | None:
    """Draw the box; the draft the browser holds, if it has sent one. `on_draft`: a new one came."""
    result = _component()(key=key, data=_data(key, box), on_draft_change=on_draft)
    return as_draft(result.get("draft"))


def as_draft(sent: Any) -> Draft | None:
    """What the browser sent, checked for its shape; it is not to be trusted."""
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str):
        return None
    seen = sent.get("seen")
    marks = tuple(str(one) for one in seen) if isinstance(seen, list) else ()
    number = sent.get("sent")
    return Draft(
        text=sent["text"],
        tag=str(sent.get("tag")),
        seen=marks,
        sent=number if isinstance(number, int) else 0,
        over=sent.get("over") is True,
    )


def _data(key: str, box: Box) -> dict[str, Any]:
    return {
        "id": f"{key} of {box.person}",
        "label": box.label,
        "saved": box.saved,
        "at": box.at,
        "ack": box.ack,
        "acked": box.acked,
        "problem": box.problem,
        "problemFor": box.problem_for,
        "final": box.final,
        "reset": box.reset,
        "hint": box.hint,
        "flag": box.flag,
        "error": box.error,
        "warnings": list(box.warnings),
        "hideLabel": box.hide_label,
        "rows": box.rows,
        "line": box.line,
        "readOnly": box.read_only,
        "limit": box.limit,
        "isKept": box.is_kept,
    }
