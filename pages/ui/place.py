"""Where a request or a connection comes from: its address, its browser, and over what."""

import os
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import Scope

from qa import clock
from qa.domain.addresses import client_address
from qa.services import settings
from qa.services.sign_in import Place

DEVICE_COOKIE = "qa_device"


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies of a request."""
    try:
        jar = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def device_of(scope: Scope) -> str:
    """The device cookie of a request, or nothing."""
    return cookies_of(scope).get(DEVICE_COOKIE, "")


def is_secure(scope: Scope) -> bool:
    """Whether the browser's side of the connection is encrypted.

    A proxy on the same machine is believed by the server itself; with one elsewhere the
    administrator says so by `QA_HTTPS=1`.
    """
    return scope.get("scheme") in ("https", "wss") or os.environ.get("QA_HTTPS") == "1"


def place_of(scope: Scope) -> Place:
    """The place a request comes from."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    return place(
        client[0] if client else None,
        headers.get("x-forwarded-for", ""),
        device_of(scope),
        headers.get("user-agent", ""),
    )


def place(peer: str | None, forwarded_for: str, device: str, browser: str) -> Place:
    """The same from its parts; which proxies are believed is a setting."""
    trusted = settings.current(clock.today())["trusted_proxies"]
    return Place(client_address(peer, forwarded_for, trusted), device, browser)
