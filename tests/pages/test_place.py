"""Where a request comes from, by its headers."""

import datetime as dt

from db.engine import writing
from db.models import Setting
from pages.ui.cookies import COOKIE, SECURE_COOKIE, session_cookie
from pages.ui.place import device_of, is_secure, place_of
from qa import clock
from qa.services.sign_in import Place


def request(scheme="http", client=("203.0.113.9", 1), **headers):
    pairs = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return {"type": "http", "scheme": scheme, "client": client, "headers": pairs}


def trust(proxies):
    with writing() as session:
        since = dt.date(2020, 1, 1)
        session.add(
            Setting(key="trusted_proxies", value=proxies, from_on=since, set_at=clock.now())
        )


def test_a_place_is_the_address_the_device_and_the_browser(sqlite_store):
    scope = request(cookie="a=b; qa_device=d1", user_agent="Firefox")
    assert place_of(scope) == Place("203.0.113.9", "d1", "Firefox")
    assert place_of(request(client=None)).address == "this machine"


def test_a_forwarded_address_is_believed_of_trusted_proxies_only(sqlite_store):
    scope = request(client=("10.1.1.1", 1), x_forwarded_for="198.51.100.7")
    assert place_of(scope).address == "10.1.1.1"
    trust("10.1.0.0/16")
    assert place_of(scope).address == "198.51.100.7"


def test_a_device_cookie_that_cannot_be_read_is_none():
    assert device_of(request()) == ""
    assert device_of(request(cookie="qa_device")) == ""


def test_a_connection_is_secure_by_tls_or_because_the_administrator_says_so(monkeypatch):
    assert is_secure(request("https"))
    assert not is_secure(request())
    monkeypatch.setenv("QA_HTTPS", "1")
    assert is_secure(request())


def test_the_cookie_bound_to_the_host_goes_first():
    assert session_cookie({COOKIE: "a", SECURE_COOKIE: "b"}) == "b"
    assert session_cookie({COOKIE: "a"}) == "a"
    assert session_cookie({}) is None
    assert session_cookie({COOKIE: object()}) is None
