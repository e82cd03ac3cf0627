"""Long lists: each entry a link with a line of facts; the page of the list in the address."""

import math
from collections.abc import Mapping

import streamlit as st

from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.words import plural

PAGE = "page"


def entry(
    words: str, screen: str, query: Mapping[str, str], facts: str = "", *, why: str = "",
    more: str = "",
) -> None:  # fmt: skip
    """One record: where it is opened, what a list says of it, on request why, and what more is to
    be known before it is opened."""
    with st.container(gap=None):
        st.page_link(str(BY_KEY[screen].file), label=as_words(words), query_params=dict(query))
        if facts:
            st.markdown(f":small[{facts}]", help=why or None)
        if more:
            st.markdown(f":small[{more}]")


def page_number() -> int:
    """The page of the list that the address names, from 1."""
    given = st.query_params.get(PAGE, "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def first_page() -> None:
    """Another filter starts at the first page again."""
    st.query_params.pop(PAGE, None)


def chosen(
    label: str, key: str, words: Mapping[str, str], any_words: str = "Any", hint: str = ""
) -> str:
    """A filter that stands in the address under the words shown; '' where nothing is chosen."""
    return st.selectbox(
        label,
        ["", *words],
        key=key,
        bind="query-params",
        on_change=first_page,
        format_func=lambda code: words.get(code, any_words),
        help=hint or None,
    )


def pager(total: int, size: int) -> None:
    """Previous and next, where there is more than one page."""
    pages, number = max(1, math.ceil(total / size)), page_number()
    if pages == 1 and number == 1:
        return
    st.markdown(f"Page {number} of {plural(pages, 'page')}".replace(" pages", ""))
    with st.container(horizontal=True):
        for words, target in (("Previous page", number - 1), ("Next page", number + 1)):
            if 1 <= target <= pages:
                st.button(words, key=f"to-page-{target}", on_click=_turn, args=(target,))


def _turn(target: int) -> None:
    st.query_params[PAGE] = str(target)
