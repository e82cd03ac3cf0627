"""Tables and lists of links, their words shown as they are: no cell is read as markup."""

import re
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from pages.ui.screens import BY_KEY

AT_FIRST = 20
_MARKUP = re.compile(r"([\\`*_{}\[\]<>$~:#|^!])")


def as_words(text: str) -> str:
    """The text so that Markdown shows it and does nothing else with it."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def show(header: Sequence[str], rows: Sequence[Sequence[str]], alt: str) -> None:
    """A plain table with a header row. `alt` says what it holds."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    cells = {
        as_words(name): [as_words(cell) for cell in column]
        for name, column in zip(header, columns, strict=True)
    }
    st.table(cells, border="horizontal", hide_index=True, alt=alt)


def link_list(
    screen: str, links: Iterable[tuple[str, Mapping[str, str]]], key: str, at_first: int = AT_FIRST
) -> None:
    """A list of links to one screen: (words, query of the address). Long lists open on request."""
    found = list(links)
    everything = len(found) <= at_first or st.toggle(f"Show all {len(found)} listed", key=key)
    page = str(BY_KEY[screen].file)
    for words, query in found if everything else found[:at_first]:
        st.page_link(page, label=as_words(words), query_params=dict(query))
