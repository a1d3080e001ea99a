"""Calls to systems of departments outside, in a way that no address in a city pack can turn against us.

Only https, only to public addresses, only on the ports of the web. The name is resolved anew at each call, every
address it has must be public, and the connection goes to the very address that was checked: a name that answers
differently the second time (DNS rebinding) gains nothing. Redirects are answers like any other, proxies of the
environment are not asked, and a call has an end in time and in size.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

from hex311.ports import NotTaken

CONNECT_S, READ_S, WHOLE_S = 3.0, 8.0, 10.0
MOST_ANSWER_BYTES = 16 * 1024
PORTS = frozenset({443, 8443})
# Addresses that carry another one inside; where they lead cannot be told from the outside.
_CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes: the checked address, and the name that the certificate must be for."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: no private, link-local, metadata or reserved range, no group,
    and none that carries another address inside."""
    parsed: Address = ipaddress.ip_address(address.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        elif any(parsed in carrier for carrier in _CARRIERS):
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def checked_target(url: str, *, loopback: bool, resolve: Resolve = resolve) -> Target:
    """Where a URL leads now; `NotTaken` for one that may not be called."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotTaken("url_not_allowed") from None
    host = parts.hostname or ""
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise NotTaken("url_not_allowed")
    near = loopback and host in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (near and parts.scheme == "http"):
        raise NotTaken("url_not_https")
    port = port if port is not None else {"https": 443, "http": 80}[parts.scheme]
    if port not in PORTS and not near:
        raise NotTaken("port_not_allowed")
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError):
        raise NotTaken("name_unknown") from None
    if not addresses:
        raise NotTaken("name_unknown")
    if near:
        allowed = all(ipaddress.ip_address(address).is_loopback for address in addresses)
    else:
        allowed = all(is_public(address) for address in addresses)
    if not allowed:
        raise NotTaken("address_not_public")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, addresses[0])


class _Pinned(http.client.HTTPConnection):
    """Connects to the checked address, whatever the name says by now; verifies the certificate for the name."""

    def __init__(self, target: Target, context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_S)
        self._target = target
        self._context = context
        self._wire: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        raw = socket.create_connection((self._target.address, self._target.port), timeout=CONNECT_S)
        raw.settimeout(READ_S)
        try:
            self.sock = self._context.wrap_socket(raw, server_hostname=self._target.host) if self._context else raw
        except BaseException:
            raw.close()
            raise
        # The connection forgets its socket while an answer is read from it.
        self._wire = self.sock

    def cut(self) -> None:
        """End the call, whoever waits for whatever."""
        self.was_cut = True
        if self._wire is None:
            return
        try:
            self._wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It was over already: that is what was wanted.
            return


class HttpsWebhooks:
    """The `Webhooks` port. `loopback` allows this machine itself, over plain http too: for Stage=local only."""

    def __init__(
        self,
        *,
        loopback: bool,
        resolve: Resolve = resolve,
        context: ssl.SSLContext | None = None,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._loopback = loopback
        self._resolve = resolve
        self._context = context
        self._whole_s = whole_s

    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        return self._call("GET", url, headers, None)

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> bytes:
        return self._call("POST", url, headers, body)

    def _call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
        target = checked_target(url, loopback=self._loopback, resolve=self._resolve)
        context = (self._context or ssl.create_default_context()) if target.scheme == "https" else None
        wire = _Pinned(target, context)
        # The socket's own patience starts anew with every byte; this one does not.
        alarm = Timer(self._whole_s, wire.cut)
        alarm.daemon = True
        alarm.start()
        try:
            wire.request(method, target.path, body=body, headers=dict(headers))
            answer = wire.getresponse()
            told = answer.read(MOST_ANSWER_BYTES)
        except ssl.SSLError:
            raise NotTaken("certificate_not_valid") from None
        except TimeoutError:
            raise NotTaken("no_answer_in_time") from None
        except (OSError, http.client.HTTPException):
            raise NotTaken("no_answer") from None
        finally:
            alarm.cancel()
            wire.close()
        if wire.was_cut:
            # What an end by force leaves may look like an answer.
            raise NotTaken("no_answer_in_time")
        if not 200 <= answer.status < 300:
            raise NotTaken(f"answer_{answer.status}")
        return told
