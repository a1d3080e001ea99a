"""Calls to systems outside: what may be called, what is believed, and when it ends. Against real sockets."""

import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hex311.adapters.webhooks import MOST_ANSWER_BYTES, HttpsWebhooks, checked_target, is_public
from hex311.ports import NotTaken

CONNECT = socket.create_connection
PUBLIC = "93.184.216.34"
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def refused(url: str, addresses: list[str] | None = None, *, loopback: bool = False) -> str:
    with pytest.raises(NotTaken) as caught:
        checked_target(url, loopback=loopback, resolve=lambda host, port: addresses or [PUBLIC])
    return caught.value.reason


NOT_PUBLIC = (
    "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1",
    "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001::7f00:1", "::7f00:1",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_open_internet_is_refused(address: str) -> None:
    assert not is_public(address)
    assert refused("https://hook.example.org/", [address]) == "address_not_public"
    assert refused("https://hook.example.org/", [PUBLIC, address]) == "address_not_public", "one is enough"
    assert refused("https://hook.example.org/", [address], loopback=True) == "address_not_public"


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_public_addresses_are_called(address: str) -> None:
    assert is_public(address)
    target = checked_target("https://hook.example.org/a?b=c", loopback=False, resolve=lambda host, port: [address])
    assert (target.address, target.host, target.port, target.path) == (address, "hook.example.org", 443, "/a?b=c")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hook.example.org/", "url_not_https"),
        ("ftp://hook.example.org/", "url_not_https"),
        ("file:///etc/passwd", "url_not_allowed"),
        ("https://", "url_not_allowed"),
        ("https://user:pass@hook.example.org/", "url_not_allowed"),
        ("https://hook.example.org/#part", "url_not_allowed"),
        ("https://hook.example.org:99999/", "url_not_allowed"),
        ("https://hook.example.org:22/", "port_not_allowed"),
        ("https://hook.example.org:80/", "port_not_allowed"),
        ("http://localhost:9000/", "url_not_https"),
        ("http://127.0.0.1:9000/", "url_not_https"),
        ("https://[::1/", "url_not_allowed"),
    ],
)
def test_an_odd_url_is_refused(url: str, reason: str) -> None:
    assert refused(url) == reason


def test_loopback_is_for_the_local_stage_and_means_this_machine() -> None:
    near = checked_target("http://localhost:9000/hook", loopback=True, resolve=lambda host, port: ["127.0.0.1"])
    assert (near.address, near.port) == ("127.0.0.1", 9000)
    assert refused("http://localhost:9000/", ["10.0.0.1"], loopback=True) == "address_not_public"
    assert refused("https://127.0.0.1/", ["127.0.0.1"]) == "address_not_public"


def test_numbers_in_strange_clothes_end_at_the_resolver() -> None:
    for host in ("2130706433", "0x7f000001", "0177.0.0.1", "127.1"):
        with pytest.raises(NotTaken):
            checked_target(f"https://{host}/", loopback=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hook.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*pem))
    return folder / "cert.pem", folder / "key.pem"


@contextmanager
def server(answer: Answer, tls: tuple[Path, Path] | None = None) -> Iterator[tuple[int, list[Any]]]:
    """A system of a department on this machine; yields its port and the calls it got."""
    calls: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            calls.append((self.path, dict(self.headers), self.rfile.read(length)))
            answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*map(str, tls))
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield httpd.server_address[1], calls
    finally:
        httpd.shutdown()
        httpd.server_close()


def say(status: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def post(port: int, **options: Any) -> bytes:
    return HttpsWebhooks(loopback=True, **options).post(f"http://127.0.0.1:{port}/hook", {"webhook-id": "x"}, b"{}")


def test_it_posts_and_reads_the_answer() -> None:
    with server(say(200, b'{"acknowledged": true}')) as (port, calls):
        assert post(port) == b'{"acknowledged": true}'
    path, headers, body = calls[0]
    assert (path, headers["webhook-id"], body) == ("/hook", "x", b"{}")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_not_followed(status: int) -> None:
    with server(say(200)) as (elsewhere, others):
        there = say(status, Location=f"http://127.0.0.1:{elsewhere}/")
        with server(there) as (port, _), pytest.raises(NotTaken, match=f"answer_{status}"):
            post(port)
        assert others == []


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_other_answers_are_told_by_their_number(status: int) -> None:
    with server(say(status, b"secret words of theirs")) as (port, _), pytest.raises(NotTaken) as caught:
        post(port)
    assert str(caught.value) == f"answer_{status}"


def test_a_huge_answer_is_cut_off() -> None:
    def flood(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(10_000):
                handler.wfile.write(b"x" * 10_000)
        except OSError:
            return

    with server(flood) as (port, _):
        assert len(post(port)) == MOST_ANSWER_BYTES


def test_an_answer_that_drips_has_an_end() -> None:
    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    with server(drip) as (port, _):
        started = time.monotonic()
        with pytest.raises(NotTaken, match="no_answer"):
            post(port, whole_s=0.5)
        assert time.monotonic() - started < 2


def test_headers_that_never_end_have_an_end() -> None:
    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            for number in range(100):
                handler.wfile.write(f"x-{number}: y\r\n".encode())
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    with server(drip) as (port, _):
        started = time.monotonic()
        with pytest.raises(NotTaken):
            post(port, whole_s=0.5)
        assert time.monotonic() - started < 2


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotTaken, match="no_answer"):
        post(port)


def test_a_name_that_changes_its_mind_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, certificate: tuple[Path, Path]
) -> None:
    """DNS rebinding: what was checked is what is called; the name is asked once."""
    asked: list[str] = []
    reached: list[Any] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: Any, timeout: Any = None, **others: Any) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotTaken, match="no_answer"):
        HttpsWebhooks(loopback=False, resolve=resolve).post("https://hook.example.org/", {}, b"{}")
    assert (asked, reached) == (["hook.example.org"], [(PUBLIC, 443)])


def over_tls(monkeypatch: pytest.MonkeyPatch, port: int, host: str, context: ssl.SSLContext | None) -> bytes:
    """A call to a public name whose packets end at a server of this test."""
    monkeypatch.setattr(socket, "create_connection", lambda address, **o: CONNECT(("127.0.0.1", port), **o))
    hooks = HttpsWebhooks(loopback=False, resolve=lambda name, number: [PUBLIC], context=context)
    return hooks.post(f"https://{host}/hook", {}, b"{}")


def test_a_valid_certificate_for_the_name_is_needed(
    monkeypatch: pytest.MonkeyPatch, certificate: tuple[Path, Path]
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    with server(say(204), certificate) as (port, calls):
        assert over_tls(monkeypatch, port, "hook.example.org", trusting) == b""
        assert len(calls) == 1
    with server(say(204), certificate) as (port, calls):
        with pytest.raises(NotTaken, match="certificate_not_valid"):
            over_tls(monkeypatch, port, "other.example.org", trusting)
        with pytest.raises(NotTaken, match="certificate_not_valid"):
            over_tls(monkeypatch, port, "hook.example.org", None)
        assert calls == []
