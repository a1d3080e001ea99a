"""Recorded answers of real ArcGIS servers, served on loopback."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).resolve().parents[5] / "shared" / "data" / "hostile" / "arcgis_rest"

Response = Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]
"""From path and query to status, headers, body."""


@contextmanager
def served(respond: Response) -> Iterator[str]:
    """The address of a layer on a server that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, raw = respond(parts.path, query)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            try:
                self.wfile.write(raw)
            except ConnectionError:  # the one who asked has heard enough
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=http.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/arcgis/rest/services/City/MapServer/3"
    finally:
        http.shutdown()
        http.server_close()


def recorded(name: str) -> Response:
    """What the server `name` answered."""

    def document(what: str) -> Any:
        return json.loads((RECORDED / name / f"{name}-{what}.json").read_text())

    page = document("0")

    def respond(path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if not path.endswith("/query"):
            found = document("metadata")
        elif "returnCountOnly" in query:
            found = {"count": len(page["features"])}
        else:
            found = document("ids-only") if "returnIdsOnly" in query else page
        return 200, {}, json.dumps(found).encode()

    return respond
