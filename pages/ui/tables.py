"""Tables and lists of links, their words shown as they are: no cell is read as markup."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from pages.ui.screens import BY_KEY

AT_FIRST = 20
NUMBER, LONG = " class='number'", " class='long'"
LONG_FROM = 60
"""Characters from which a cell gets more room on a telephone, so that no row towers."""
STYLE = """<style>
.qa-table {overflow-x: auto; font-size: .85rem}
.qa-table table {border-collapse: collapse; width: 100%}
.qa-table caption {text-align: left; padding-bottom: .5rem; font-weight: 700}
.qa-table th, .qa-table td {text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0;
  border-bottom: 1px solid #b1b4b6}
.qa-table thead th {vertical-align: bottom}
.qa-table tbody th {font-weight: 400}
.qa-table .number {white-space: nowrap; font-variant-numeric: tabular-nums}
.qa-table:focus-visible {outline: 3px solid #ffdd00; box-shadow: inset 0 0 0 2px #0b0c0c}
.qa-table {scroll-timeline: --qa-sideways inline}
.qa-table .sideways {position: sticky; left: 0; width: max-content; max-width: 100%; margin: 0;
  height: 0; visibility: hidden; font-size: .85rem; color: light-dark(#505a5f, #b1b4b6)}
@keyframes qa-sideways {from, to {height: auto; visibility: visible}}
@supports (animation-timeline: scroll()) {
  .qa-table .sideways {animation: qa-sideways 1ms linear both; animation-timeline: --qa-sideways}}
@media (max-width: 640px) {
  .qa-table th, .qa-table td {min-width: 6.5rem}
  .qa-table .long {min-width: 15rem}
  @supports not (animation-timeline: scroll()) {
    .qa-table .sideways {height: auto; visibility: visible}}}
</style>"""
SIDEWAYS = "The table scrolls sideways."
"""Seen where a table is wider than its place; on every telephone by browsers that cannot tell."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>$~:#|^!])")


def as_words(text: str) -> str:
    """The text so that Markdown shows it and does nothing else with it."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def show(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
    """A plain table: a header row, each row headed by its first cell, reachable by keyboard where
    it is wider than the screen. (The platform's own table scrolls by mouse only.)"""
    st.html(as_html(header, rows, caption))


def as_html(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """The table as HTML, every cell escaped."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    said = escape(caption)
    return (
        f"{STYLE}<div class='qa-table' tabindex='0' role='region' aria-label='{said}'>"
        f"<p class='sideways'>{SIDEWAYS}</p>"
        f"<table><caption>{said}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[str]) -> str:
    first, *others = map(escape, row)
    cells = "".join(f"<td{_kind(cell)}>{cell}</td>" for cell in others)
    return f'<th scope="row">{first}</th>{cells}'


def _kind(cell: str) -> str:
    if len(cell) >= LONG_FROM:
        return LONG
    return NUMBER if cell[:1].isdigit() else ""


def link_list(
    screen: str, links: Iterable[tuple[str, Mapping[str, str]]], key: str, at_first: int = AT_FIRST
) -> None:
    """A list of links to one screen: (words, query of the address). Long lists open on request."""
    found = list(links)
    everything = len(found) <= at_first or st.toggle(f"Show all {len(found)} listed", key=key)
    page = str(BY_KEY[screen].file)
    for words, query in found if everything else found[:at_first]:
        st.page_link(page, label=as_words(words), query_params=dict(query))
