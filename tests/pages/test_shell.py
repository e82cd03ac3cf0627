"""The shell of the page: it says where the server is, and to whom it may talk."""

from pages.ui import headers
from pages.ui.screens import SCREENS
from pages.ui.shell import CONNECT, ROUTES, SHELL


def test_the_shell_says_where_the_server_is_before_anything_else_runs() -> None:
    assert SHELL.index("window.__streamlit") < SHELL.index("/static/js/index.")
    assert "<title>Quality assurance</title>" in SHELL


def test_the_platform_still_reads_what_the_shell_says() -> None:
    from pages.ui.shell import STATIC

    main = next((STATIC / "static" / "js").glob("index.*.js")).read_text("utf-8")
    for name in ("window.__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", "useExternalAuthToken"):
        assert name in main


def test_every_screen_has_its_address() -> None:
    assert {route.path for route in ROUTES} == {
        "/",
        *(f"/{screen.key}" for screen in SCREENS if not screen.is_home),
    }


def test_the_policy_allows_the_shells_own_scripts_and_no_other_inline_ones() -> None:
    assert CONNECT in SHELL
    policy = headers.POLICY
    assert policy.count("'sha256-") == 2
    assert "unsafe-inline" not in policy.split("style-src")[0]
