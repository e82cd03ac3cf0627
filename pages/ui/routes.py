"""The few addresses that are no screens: a session's beginning and end, and the health check.

    /session/begin   turns a one-time ticket into the session cookie
    /session/end     throws the cookie of an ended session away
    /session/left    how long the session has left (asking is no use of it)
    /session/stay    is a use of it
    /my_work         the home page, which the platform keeps at the root only
    /healthz         for a proxy or a monitor: 200 or 503

All redirects are relative, so that they hold behind a proxy that adds a path.
"""

import dataclasses
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pages.ui.cookies import COOKIE, SECURE_COOKIE, session_cookie
from pages.ui.place import cookies_of, is_secure, place_of
from pages.ui.screens import HOME
from qa import clock
from qa.services import health, sessions, sign_in

AN_ADDRESS = re.compile(r"[A-Za-z0-9_-]*(\?[A-Za-z0-9_.~%&=+-]*)?")
OWN_REQUEST = "x-quality-assurance"


def _begin(request: Request) -> Response:
    answer = RedirectResponse(_back_to(request.query_params.get("next", "")), 303)
    now = clock.now()
    ticket = request.query_params.get("ticket", "")
    cookie = sign_in.redeem(ticket, place_of(request.scope), now, clock.today())
    if cookie is None:
        return answer
    if before := session_cookie(cookies_of(request.scope)):
        sessions.replace(before, now)
    secure = is_secure(request.scope)
    answer.set_cookie(
        SECURE_COOKIE if secure else COOKIE,
        cookie,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return answer


def _back_to(asked: str) -> str:
    return f"../{asked}" if AN_ADDRESS.fullmatch(asked) else "../"


def _end(request: Request) -> Response:
    answer = RedirectResponse("../", 303)
    if sessions.has_ended(session_cookie(cookies_of(request.scope))):
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
        answer.delete_cookie(SECURE_COOKIE, httponly=True, samesite="lax", secure=True)
    return answer


def _left(request: Request) -> Response:
    cookie = session_cookie(cookies_of(request.scope))
    left = sessions.left(cookie, clock.now(), clock.today())
    return JSONResponse(dataclasses.asdict(left))


def _stay(request: Request) -> Response:
    if OWN_REQUEST not in request.headers:
        return PlainTextResponse("Asked from elsewhere.", 403)
    sessions.stay(session_cookie(cookies_of(request.scope)), clock.now(), clock.today())
    return _left(request)


def _health(_request: Request) -> Response:
    problem = health.problem()
    return PlainTextResponse(problem or "ok", 503 if problem else 200)


def _home(request: Request) -> Response:
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./", 303)


ROUTES = [
    Route(f"/{HOME}", _home),
    Route("/session/begin", _begin),
    Route("/session/end", _end),
    Route("/session/left", _left),
    Route("/session/stay", _stay, methods=["POST"]),
    Route("/healthz", _health),
]
