"""The session cookie's names: bound to the host where the connection is encrypted."""

from collections.abc import Mapping

COOKIE = "qa_session"
SECURE_COOKIE = "__Host-qa_session"


def session_cookie(cookies: Mapping[str, str]) -> str | None:
    """The session cookie among a browser's cookies; anything but text is none."""
    found = cookies.get(SECURE_COOKIE) or cookies.get(COOKIE)
    return found if isinstance(found, str) and found else None
