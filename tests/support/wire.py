"""HTTP by hand, for what no library would send."""

import socket
from urllib.parse import urlsplit


def raw(base_url: str, request_line: str, whole: bool = False) -> tuple[int, str]:
    """Status and body (or the whole answer) of a request whose first line is sent as it is, with no library in
    between to mend it."""
    door = urlsplit(base_url)
    with socket.create_connection((door.hostname, door.port), timeout=30) as wire:
        wire.sendall(f"{request_line}\r\nHost: {door.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: wire.recv(65_536), b""))
    head, _, text = answer.partition(b"\r\n\r\n")
    if whole:
        return int(head.split(b" ", 2)[1]), answer.decode("utf-8", "replace")
    if b"transfer-encoding: chunked" in head.lower():
        text = _unchunked(text)
    return int(head.split(b" ", 2)[1]), text.decode("utf-8", "replace")


def _unchunked(text: bytes) -> bytes:
    whole = b""
    while text:
        size, _, text = text.partition(b"\r\n")
        length = int(size.split(b";")[0] or b"0", 16)
        whole, text = whole + text[:length], text[length + 2 :]
        if not length:
            break
    return whole
