"""Buttons that download a file, made at the click and only for whom the policy allows it."""

from collections.abc import Callable

import streamlit as st

from qa.domain.permissions import Decision
from qa.domain.refusals import Refused

CSV = "text/csv"


def button(
    label: str, make: Callable[[], bytes], name: str, mime: str, may: Decision,
    key: str | None = None,
) -> None:  # fmt: skip
    """`make` gives the file at the click, outside the page's run. No run follows the press: it
    could drop the file before the browser has fetched it."""
    st.download_button(
        label, data=make, file_name=name, mime=mime, disabled=not may.allowed,
        help=may.why or None, on_click="ignore", key=key,
    )  # fmt: skip


def below(may: Decision, about: str = "") -> None:
    """In sight below the button: why it is shut, else what is to be known of the file."""
    if words := about if may.allowed else may.why:
        st.caption(words)


def or_refusal(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The file; a refusal is what the file says, because a download can say nothing else."""

    def made() -> bytes:
        try:
            return make()
        except Refused as refusal:
            return str(refusal).encode()

    return made
