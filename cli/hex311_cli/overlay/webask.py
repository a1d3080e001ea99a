"""Asking a map server, in two ways: as an operator's own program may, and as a function may that strangers name
addresses to. The second talks to public addresses only, follows nobody, and does not listen without end.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from hex311_cli.overlay.sources import LayerError

TIMEOUT_S = 30.0
MOST_BYTES = 60_000_000
"""Of one answer; a page of a thousand features has a few megabytes."""

MOST_BYTES_TOGETHER = 400_000_000
MOST_ANSWERS = 2_000
MOST_SECONDS = 420.0
"""Of one layer; the function that asks has ten minutes for all its work."""

_CHUNK = 1 << 16
_UNICAST = ipaddress.ip_network("2000::/3")


class Answer(NamedTuple):
    status: int
    body: bytes


class Unreachable(Exception):
    """The server gave no answer this time; the next attempt may fare better."""


Ask = Callable[[str, Mapping[str, str]], Answer]
"""Takes an address and the parameters of its query; raises `Unreachable`, and `LayerError` for what never will be."""


class PublicServers:
    """An `Ask` for functions: HTTPS to public addresses, no redirects, bounded in bytes, answers and time.

    A name is resolved once for each question and the connection goes to the address that was judged, so a name cannot
    point elsewhere a moment later. `loopback` allows plain HTTP to this machine, for the local cloud.
    """

    def __init__(self, *, loopback: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self._loopback, self._now = loopback, now
        self._ends: float | None = None
        self._answers = self._bytes = 0

    def __call__(self, url: str, parameters: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        here = self._loopback and parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme != "https" and not (here and parts.scheme == "http"):
            raise LayerError(url, "it is not an https address", "Give the address that begins with https://.")
        try:
            host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            host, port = None, 0
        if not host or parts.username is not None or parts.password is not None:
            raise LayerError(url, "it is no plain address of a server", "Give it without a name or password in it.")
        self._count(url)
        address = _judged(url, host, port, here)
        connection = _connection(parts.scheme, host, port, address)
        try:
            connection.request("GET", f"{parts.path}?{urlencode(parameters)}", headers={"Accept": "application/json"})
            answer = connection.getresponse()
            if 300 <= answer.status < 400:
                raise LayerError(url, "the server sends us to another address", "Give the address it sends to.")
            return Answer(answer.status, self._read(url, answer))
        except (OSError, http.client.HTTPException) as fault:
            raise Unreachable(str(fault) or type(fault).__name__) from fault
        finally:
            connection.close()

    def _count(self, url: str) -> None:
        self._ends = self._ends or self._now() + MOST_SECONDS
        self._answers += 1
        if self._answers > MOST_ANSWERS:
            raise LayerError(url, f"it takes more than {MOST_ANSWERS:,} questions", "Send the layer as a file.")
        self._check_time(url)

    def _check_time(self, url: str) -> None:
        if self._ends is not None and self._now() > self._ends:
            raise LayerError(url, f"the server takes more than {MOST_SECONDS:.0f} s", "Send the layer as a file.")

    def _read(self, url: str, answer: http.client.HTTPResponse) -> bytes:
        body = bytearray()
        while part := answer.read(_CHUNK):
            body += part
            self._bytes += len(part)
            if len(body) > MOST_BYTES or self._bytes > MOST_BYTES_TOGETHER:
                raise LayerError(url, f"the server sends more than {len(body):,} bytes", "Send a smaller extract.")
            self._check_time(url)
        return bytes(body)


def _judged(url: str, host: str, port: int, here: bool) -> str:
    """The address to connect to; every address of the name has to be one that may be asked."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as fault:
        raise Unreachable(f"there is no server {host}") from fault
    allowed = _is_loopback if here else is_public
    if not found or not all(map(allowed, found)):
        raise LayerError(url, "its server is not on the public internet", "Give a public address, or send a file.")
    return min(found, key=lambda one: (":" in one, one))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and carries no other address within it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _UNICAST and ip.is_global and ip.sixtofour is None and ip.teredo is None
    return ip.is_global and not ip.is_multicast


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    """A connection to the judged address that is addressed, and proves itself, by the name."""
    if scheme == "http":
        return http.client.HTTPConnection(address, port, timeout=TIMEOUT_S)
    return _ToAddress(host, port, address)


class _ToAddress(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT_S, context=self._tls)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
