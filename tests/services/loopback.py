"""Keeps the tests on this machine: what they connect to or look up must be loopback.

An audit hook (PEP 578) sees every Python socket. Names under the reserved `.invalid` (RFC 6761 section 6.4)
are unknown, as they are everywhere, so that a test may name a host that is not there.
"""

import socket
import sys
from ipaddress import ip_address

LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost"}


class OutsideError(RuntimeError):
    """A test wanted to leave this machine."""


def guard() -> None:
    """Refuse every connection and look-up beyond loopback from now on, for the life of the process."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        _allow(arguments[1])
    elif event == "socket.getaddrinfo":
        _allow((arguments[0], arguments[1]))


def _allow(address: object) -> None:
    if not isinstance(address, tuple):
        return  # a Unix socket, or a connected one that was let through before
    host = address[0].decode() if isinstance(address[0], bytes) else str(address[0] or "")
    if host in LOCAL_NAMES or _is_loopback(host):
        return
    if host.endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    raise OutsideError(f"a test wanted to reach {host!r}; tests stay on loopback")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
