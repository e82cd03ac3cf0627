"""The page that every screen's address answers with: the platform's own shell, told where to go.

Left to itself it looks for its server under the page's own path first, in vain, then at the root,
and asks two questions there before it connects: a quarter of a second on every visit. Ours says
where the server is and what the answers are; the platform takes them from `window.__streamlit`.
"""

import re
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from pages.ui.screens import SCREENS, SERVICE_NAME

STATIC = Path(streamlit.__file__).parent / "static"
# No other site may talk to the page (the platform's own list names a dozen).
CONNECT = """
      window.__streamlit = {
        BACKEND_BASE_URL: new URL("./", location.href).href,
        HOST_CONFIG: {
          allowedOrigins: [location.origin],
          useExternalAuthToken: false,
          enableCustomParentMessages: false,
          enforceDownloadInNewTab: false,
          blockErrorDialogs: false,
          metricsUrl: ""
        }
      }
    """


def html() -> str:
    """The shell, with the service's name while it loads."""
    found = (STATIC / "index.html").read_text("utf-8")
    found = re.sub(r"<title>.*?</title>", f"<title>{SERVICE_NAME}</title>", found)
    return found.replace("<head>", f"<head>\n    <script>{CONNECT}</script>", 1)


def answer(_request: Request) -> Response:
    """The shell, whatever the screen."""
    return HTMLResponse(SHELL, headers={"Cache-Control": "no-cache"})


SHELL = html()
ROUTES = [
    Route(f"/{key}", answer)
    for key in ("", *(screen.key for screen in SCREENS if not screen.is_home))
]
