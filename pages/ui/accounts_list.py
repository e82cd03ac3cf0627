"""The list of accounts: searched, paged, each with a link to its own page."""

import streamlit as st

from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.words import format_moment, plural
from qa.services import accounts
from qa.services.accounts import AccountRow

PER_PAGE = 20
STATES = ("In use", "One-time passphrase not used yet", "Disabled")


def draw(actor: Actor) -> None:
    """Search, count, rows, pages."""
    rows = _wanted(accounts.list_accounts(actor))
    st.markdown(plural(len(rows), "account"))
    pages = max(1, -(-len(rows) // PER_PAGE))
    shown = 1
    if pages > 1:
        shown = st.number_input(f"Page of {pages}", 1, pages, key="page", width=180)
    for row in rows[(shown - 1) * PER_PAGE : shown * PER_PAGE]:
        _row(row)


def _wanted(rows: list[AccountRow]) -> list[AccountRow]:
    text, state = st.columns([2, 1])
    words = text.text_input("Name, username, job title or role", key="find", bind="query-params")
    only = state.selectbox("State", ("All", *STATES), key="state", bind="query-params")
    return [row for row in rows if _has(row, words) and only in ("All", row.state)]


def _has(row: AccountRow, words: str) -> bool:
    roles = " ".join(role.words for role in row.roles)
    text = f"{row.name} {row.username} {row.job_title} {roles}".casefold()
    return all(word in text for word in words.casefold().split())


def _row(row: AccountRow) -> None:
    with st.container(border=True, gap="xsmall"):
        st.page_link(
            str(BY_KEY["accounts"].file), label=as_words(row.name), query_params={"id": str(row.id)}
        )
        seen = f"last seen {format_moment(row.last_seen_at)}" if row.last_seen_at else "never seen"
        title = f", {row.job_title}" if row.job_title else ""
        st.text(f"{row.username}{title} · {row.state} · {seen}")
        st.text("; ".join(role.words for role in row.roles) or "No role today or later")
