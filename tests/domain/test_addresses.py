"""Whose address a request comes from."""

import pytest

from qa.domain.addresses import HERE, client_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("203.0.113.9", "", "", "203.0.113.9"),
        ("203.0.113.9", "10.0.0.1", "", "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", "10.0.0.2", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.7, 203.0.113.9", "10.0.0.0/8", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.7, 10.0.0.3", "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.2", "not an address", "10.0.0.2", "not an address"),
        ("2001:db8::1", "203.0.113.9", "2001:db8::/32", "203.0.113.9"),
        (None, "", "", HERE),
        (None, "203.0.113.9", "127.0.0.1", "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", "nonsense, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.2", " , ", "10.0.0.2", "10.0.0.2"),
    ],
)
def test_only_trusted_proxies_are_believed(peer, forwarded, trusted, address):
    assert client_address(peer, forwarded, trusted) == address
