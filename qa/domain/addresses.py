"""Whose address a request comes from, behind proxies that are trusted by name."""

import ipaddress

HERE = "this machine"


def client_address(peer: str | None, forwarded_for: str, trusted: str) -> str:
    """The nearest address that no trusted proxy vouches for.

    `trusted` lists addresses or networks, apart by commas or spaces; `forwarded_for` is the
    X-Forwarded-For header, believed only from right to left and only as far as trust reaches.
    """
    networks = _networks(trusted)
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    address = peer or HERE
    while hops and _is_trusted(address, networks):
        address = hops.pop()
    return address[:64]


def _networks(trusted: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    found = []
    for text in trusted.replace(",", " ").split():
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError:
            continue  # a setting that is no address trusts nobody
    return found


def _is_trusted(
    address: str, networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]
) -> bool:
    if address == HERE:
        address = "127.0.0.1"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
