"""One account: its state and what can be done to it, and the roles of its person."""

from collections.abc import Callable

import streamlit as st

from pages.ui import accounts_roles, one_time
from pages.ui.page import saying_refusals, tell
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.refusals import NeedsConfirmation
from qa.domain.words import format_moment, plural
from qa.services import accounts
from qa.services.accounts import AccountRow


def draw(actor: Actor, account_id: int) -> None:
    """The account, if it exists."""
    st.page_link(str(BY_KEY["accounts"].file), label="All accounts", query_params={})
    row = accounts.one_account(actor, account_id)
    st.header(as_words(row.name), anchor=False)
    seen = format_moment(row.last_seen_at) if row.last_seen_at else "never"
    st.text(
        f"Username: {row.username}\nJob title: {row.job_title or 'not recorded'}\n"
        f"State: {row.state}\nLast seen: {seen}"
    )
    address = {"person": str(row.person_id)}
    label = "Name, job, hours and line manager"
    st.page_link(str(BY_KEY["accounts"].file), label=label, query_params=address)
    _buttons(actor, row)
    st.subheader("Roles", anchor=False)
    accounts_roles.draw(actor, row)


def _buttons(actor: Actor, row: AccountRow) -> None:
    with st.container(horizontal=True):
        if row.is_disabled:
            _button("Enable", row, lambda: _enable(actor, row))
            return
        _button("New one-time passphrase", row, lambda: _reset(actor, row))
        _button("End all sessions", row, lambda: _end_sessions(actor, row))
        _button("Disable", row, lambda: _disable(actor, row))
    if st.session_state.get(_asking(row)):
        st.warning(st.session_state[_asking(row)])
        _button("Disable all the same", row, lambda: _disable(actor, row, confirmed=True))


def _button(label: str, row: AccountRow, act: Callable[[], None]) -> None:
    if st.button(label, key=f"{label} {row.id}"):
        with saying_refusals():
            act()
            st.rerun()


def _asking(row: AccountRow) -> str:
    return f"asking_to_disable_{row.id}"


def _reset(actor: Actor, row: AccountRow) -> None:
    one_time.keep(row.name, accounts.reset_passphrase(actor, row.id))


def _enable(actor: Actor, row: AccountRow) -> None:
    one_time.keep(row.name, accounts.enable(actor, row.id))


def _end_sessions(actor: Actor, row: AccountRow) -> None:
    ended = accounts.end_sessions(actor, row.id)
    tell(f"{as_words(row.name)} is signed out everywhere: {plural(ended, 'session')} ended.")


def _disable(actor: Actor, row: AccountRow, *, confirmed: bool = False) -> None:
    try:
        accounts.disable(actor, row.id, confirmed=confirmed)
    except NeedsConfirmation as asked:
        st.session_state[_asking(row)] = as_words(str(asked))
        return
    st.session_state.pop(_asking(row), None)
    tell(f"{as_words(row.name)}'s account is disabled. They are signed out everywhere.")
