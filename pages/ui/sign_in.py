"""The sign-in form. The only file that knows streamlit-authenticator, and it touches little of it.

The library keeps the form's state and its outcome. What it lacks is ours: passphrases are checked
by a service that throttles and takes the same time for everybody, its cookie is replaced by a
one-time ticket for our own route, and its boxes say what they are to password managers.
"""

from typing import Any
from urllib.parse import urlencode

import streamlit as st
import streamlit_authenticator as stauth
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit_authenticator.controllers import AuthenticationController

from pages.ui.page import saying_refusals
from pages.ui.place import DEVICE_COOKIE, place
from pages.ui.screens import SERVICE_NAME
from qa import clock
from qa.services import sessions, sign_in

DEMONSTRATION_PASSPHRASE = "fictional data only"
FORM = "sign_in"


class NoCookie:
    """In place of the library's cookie, which scripts can read and sign-out does not end."""

    def get_cookie(self) -> None:
        """There never is one."""

    def set_cookie(self) -> None:
        """Ours is set by a route."""

    def delete_cookie(self) -> None:
        """Ours is thrown away by a route."""


class Authenticate(stauth.Authenticate):
    """The library's authenticator without its cookie, over the accounts of our store."""

    def __init__(self) -> None:
        """Take nothing from the library's constructor but the controller."""
        self.api_key = None
        self.attrs: dict[str, Any] = {}
        self.secret_key = sessions.secret().decode(errors="replace")
        self.path = None
        self.cookie_controller = NoCookie()
        self.authentication_controller = AuthenticationController(
            {"usernames": {}}, auto_hash=False, secret_key=self.secret_key
        )
        self.ticket: str | None = None
        self.authentication_controller.authentication_model.check_credentials = self._check

    def _check(self, username: str, passphrase: str) -> bool:
        self.ticket = sign_in.sign_in(username, passphrase, _place(), clock.now(), clock.today())
        known = self.authentication_controller.authentication_model.credentials["usernames"]
        known[username] = {"name": username}
        return True

    def draw(self) -> str | None:
        """Draw the form; the ticket of a try that succeeded."""
        with st.form(FORM):
            username = st.text_input("Username", autocomplete="username")
            passphrase = st.text_input(
                "Passphrase", type="password", autocomplete="current-password"
            )
            pressed = st.form_submit_button("Sign in", type="primary")
        if pressed:
            with saying_refusals():
                self._try(username, passphrase)
        return self.ticket

    def _try(self, username: str, passphrase: str) -> None:
        if not username.strip() or not passphrase:
            st.error("Enter your username and your passphrase.")
        else:
            self.authentication_controller.login(username, passphrase)


def _place() -> sign_in.Place:
    context = st.context
    return place(
        context.ip_address,
        context.headers.get("X-Forwarded-For", ""),
        context.cookies.get(DEVICE_COOKIE, ""),
        context.headers.get("User-Agent", ""),
    )


def draw(asked: str) -> None:
    """The sign-in screen; after signing in the browser is at the address that was asked for."""
    _left, middle, _right = st.columns([1, 2, 1])
    with middle:
        st.title(SERVICE_NAME, anchor=False)
        st.markdown("Sign in with the username your administrator gave you.")
        ticket = Authenticate().draw()
        _demonstration_accounts()
    if ticket:
        send_browser_to(f"session/begin?{urlencode({'ticket': ticket, 'next': asked})}")


def _demonstration_accounts() -> None:
    found = sign_in.demonstration_accounts(clock.today())
    if not found:
        return
    st.subheader("Demonstration", anchor=False)
    st.markdown(
        "Every child, person and record here is fictional. Sign in as any of these, with the "
        f"passphrase `{DEMONSTRATION_PASSPHRASE}`."
    )
    st.markdown("\n".join(f"- `{username}` {roles}" for username, roles in found))


def send_browser_to(address: str) -> None:
    """Make the browser load an address of ours, given from the app's root.

    Screens lie at the root, so the address stays relative and holds behind a proxy that adds a
    path. The message is the one st.login sends; it is private to the platform, so only used here.
    """
    message = ForwardMsg()
    message.auth_redirect.url = address
    context = get_script_run_ctx()
    if context is not None:
        context.enqueue(message)
