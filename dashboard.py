"""The server's entry: `streamlit run dashboard.py`.

The script that visits run is pages/ui/frame.py; beside it there are a few routes (sessions, the
health check) and the security headers.
"""

import contextlib
import gc
import sys
import threading
import time
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import nowhere, shell
from pages.ui.headers import SecurityHeaders
from pages.ui.page import on_script_error
from pages.ui.routes import ROUTES
from qa.domain.refusals import Refused
from qa.services import health, sessions

SLOW_TO_IMPORT = ("pandas", "altair", "qa.services.settings")
SLOW_AND_LATER = ("pages.ui.trend_chart", "statsmodels.stats.proportion")
LATER_SECONDS = 4  # the sign-in page goes first


def require_secret() -> None:
    """Refuse to start, in words, without a secret to sign with."""
    try:
        sessions.secret()
    except Refused as refusal:
        sys.exit(f"Not started. {refusal}")


def warm_up() -> None:
    """Import what pages will need, then set it aside from garbage collection."""
    for name in SLOW_TO_IMPORT:
        import_module(name)
    time.sleep(LATER_SECONDS)
    for name in SLOW_AND_LATER:
        import_module(name)
    import_module("pages.ui.charts").warm_up()
    gc.collect()
    gc.freeze()


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Say what is wrong with the store, and warm up without keeping the first visitor waiting."""
    if problem := health.problem():
        sys.stderr.write(f"{problem}\n")
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


require_secret()
app = st.App(
    "pages/ui/frame.py",
    routes=[*ROUTES, *shell.ROUTES, *nowhere.ROUTES],
    middleware=[Middleware(SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=on_script_error,
)
