"""What every answer of the server carries: security headers, and a device cookie for browsers.

The device cookie says "this browser has been here before", nothing more: a browser that has
signed in to an account is exempt from throttling by what others do, and a sign-in ticket can be
redeemed only by the browser that asked for it.
"""

import base64
import hashlib
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.place import DEVICE_COOKIE, device_of, is_secure
from pages.ui.shell import SHELL

A_YEAR_SECONDS = 365 * 24 * 3600
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _inline_scripts() -> str:
    """The inline scripts of the page's shell, allowed by their digests."""
    digests = (hashlib.sha256(found.encode()).digest() for found in INLINE.findall(SHELL))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' blob: {_inline_scripts()}",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NOT_KEPT = ("/media/", "/session/", "/healthz")


class SecurityHeaders:
    """ASGI middleware around everything the server answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(scope, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add(scope: Scope, headers: MutableHeaders) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    if any(part in scope["path"] for part in NOT_KEPT):
        headers["Cache-Control"] = "private, no-store"
    secure = is_secure(scope)
    if secure:
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR_SECONDS}"
    if _is_a_page(scope) and not device_of(scope):
        headers.append("Set-Cookie", _device_cookie(secure))


def _is_a_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _device_cookie(secure: bool) -> str:
    parts = [
        f"{DEVICE_COOKIE}={secrets.token_urlsafe(24)}",
        f"Max-Age={A_YEAR_SECONDS}",
        "Path=/",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join([*parts, "Secure"] if secure else parts)
