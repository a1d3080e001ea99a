"""An app behind a real socket on loopback, for clients that want one: the gateway's part is played in process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chalice import Chalice

from tests.support.gateway import call

_ONE_AT_A_TIME = threading.Lock()


class _Handler(BaseHTTPRequestHandler):
    app: Chalice
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """The tests are quiet."""

    def _passed_on(self) -> None:
        parts = urlsplit(self.path)
        body: Any = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        binary = self.headers.get("Content-Type", "").startswith("multipart/")
        with _ONE_AT_A_TIME:  # Chalice keeps the current request on the app
            answer = call(
                self.app,
                self.command,
                parts.path,
                body if binary or body is None else body.decode("utf-8", errors="replace"),
                headers=dict(self.headers.items()),
                query=parse_qs(parts.query, keep_blank_values=True),
            )
        content = answer.text.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _passed_on


@contextmanager
def served(app: Chalice) -> Iterator[str]:
    """The address of the app, such as `http://127.0.0.1:40123`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"app": app}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
