"""The stub behind HTTP: paths, formats, errors, and the mistakes that are made there."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from georeport_conformance.stub.answers import CHILD, JURISDICTION, Refused, Stub

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}


def element(stub: Stub, name: str, content: Any) -> str:
    attribute = ' type="array"' if stub.makes("type attributes in XML") and isinstance(content, list) else ""
    if content in (None, "", []):
        return f"<{name}{attribute}/>"
    if isinstance(content, dict):
        inner = "".join(element(stub, key, value) for key, value in content.items())
    elif isinstance(content, list):
        inner = "".join(element(stub, CHILD.get(name, "item"), value) for value in content)
    elif isinstance(content, bool):
        inner = str(content).lower()
    else:
        inner = escape(str(content))
        if stub.makes("XML text is escaped twice"):
            inner = escape(inner)
    return f"<{name}{attribute}>{inner}</{name}>"


class Handler(BaseHTTPRequestHandler):
    stub: Stub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """The tests are quiet."""

    def do_GET(self) -> None:
        self._answer(self._read)

    def do_POST(self) -> None:
        self._answer(self._filed)

    def _answer(self, find: Any) -> None:
        stub, parts = self.stub, urlsplit(self.path)
        name, _, suffix = parts.path.removeprefix("/open311/v2/").rpartition(".")
        if stub.makes("Accept decides the format") and self.headers.get("Accept") in ("text/xml", "application/json"):
            suffix = self.headers["Accept"].rpartition("/")[2]
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            if query.get("jurisdiction_id") not in (None, "", JURISDICTION) and not stub.makes("any jurisdiction"):
                raise Refused(404, "This jurisdiction is not known.")
            if self.command == "GET" and stub.makes("a key to read") and "api_key" not in query:
                raise Refused(403, "A key is needed.")
            root, content = find(name, query)
            status = 201 if self.command == "POST" and stub.makes("201 for a report") else 200
            self._send(status, root, content, suffix)
        except Refused as error:
            self._refuse(error, suffix)

    def _read(self, name: str, query: dict[str, str]) -> tuple[str, Any]:
        stub = self.stub
        if name == "/open311/discovery":
            if stub.makes("discovery under the base only"):
                raise Refused(404, "There is no such document.")
            return "discovery", stub.discovery()
        if name == "discovery":
            return "discovery", stub.discovery()
        if name == "services":
            return "services", stub.services()
        if name.startswith("services/"):
            return "service_definition", stub.definition(name.removeprefix("services/"))
        if name == "requests":
            if query.get("status") == "" and stub.makes("empty parameters are an error"):
                raise Refused(400, "status is empty.")
            return "service_requests", stub.listed(query)
        if name.startswith("requests/"):
            return "service_requests", stub.single(name.removeprefix("requests/"))
        if name.startswith("tokens/") and stub.makes("any token is known"):
            return "service_requests", [{"service_request_id": "R-1", "token": name.removeprefix("tokens/")}]
        raise Refused(404, "There is no such document.")

    def _filed(self, name: str, query: dict[str, str]) -> tuple[str, Any]:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if name != "requests":
            raise Refused(404, "There is no such document.")
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/"):
            if self.stub.makes("no multipart"):
                raise Refused(400, "Send a form.")
            message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
            form = [
                (str(part.get_param("name", header="content-disposition")), part.get_content().strip())
                for part in message.iter_parts()
            ]
        elif "charset" in kind and self.stub.makes("no charset in the content type"):
            raise Refused(400, "Send a form.")
        else:
            form = parse_qsl(body.decode())
        if self.stub.makes("key in the form only"):
            query = {name: value for name, value in query.items() if name != "api_key"}
        return "service_requests", self.stub.file([*form, *query.items()])

    def _refuse(self, error: Refused, suffix: str) -> None:
        stub = self.stub
        suffix = suffix if suffix in TYPES else "xml"
        if stub.makes("errors always in JSON"):
            suffix = "json"
        status = 200 if stub.makes("200 for errors") else error.status
        if stub.makes("errors as an object"):
            return self._raw(status, "application/json; charset=utf-8", json.dumps({"error": error.descriptions[0]}))
        if stub.makes("errors as a page"):
            return self._raw(status, "text/html", f"<html><body>{error.status}</body></html>")
        text = ["Traceback: KeyError"] if stub.makes("errors with a stack trace") else error.descriptions
        code: Any = 103 if stub.makes("error codes of its own") else error.status
        self._send(status, "errors", [{"code": code, "description": one} for one in text], suffix)
        return None

    def _send(self, status: int, root: str, content: Any, suffix: str) -> None:
        stub = self.stub
        if suffix not in TYPES:
            return self._raw(404, TYPES["xml"], '<?xml version="1.0" encoding="UTF-8"?><errors/>')
        if suffix == "json":
            if isinstance(content, list) and root != "errors" and stub.makes("JSON with a root"):
                content = {root: content}
            if isinstance(content, list) and len(content) == 1 and stub.makes("one item without its array"):
                content = content[0]
            kind = "text/javascript" if stub.makes("JSON of another type") else TYPES["json"]
            return self._raw(status, kind, json.dumps(content))
        declaration = "" if stub.makes("no XML declaration") else '<?xml version="1.0" encoding="UTF-8"?>\n'
        root = "requests" if root == "service_requests" and stub.makes("another XML root") else root
        kind = "application/xml; charset=utf-8" if stub.makes("application/xml") else TYPES["xml"]
        return self._raw(status, kind, declaration + element(stub, root, content))

    def _raw(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(mistake: str = "") -> Iterator[str]:
    """The base URL of a stub that makes this mistake (none for the empty name)."""
    stub = Stub(mistake)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneStub", (Handler,), {"stub": stub}))
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/open311/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
