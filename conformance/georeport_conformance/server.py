"""The server under test, seen through HTTP alone. Nothing of a server's library is used, so nothing is forgiven."""

import http.client
import json
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

Fields = Sequence[tuple[str, str]]
TIMEOUT_S = 30
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """One answer, as bytes. `asked` names the call for messages."""

    asked: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @cached_property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @cached_property
    def json(self) -> Any:
        """The body as JSON; NaN and other inventions are refused (`ValueError`)."""
        return json.loads(self.text, parse_constant=_no_constant)

    @cached_property
    def xml(self) -> ElementTree.Element:
        """The root element (`ElementTree.ParseError` when it is not well-formed).

        No document of GeoReport has a document type, so entities that unfold without end never reach the parser.
        """
        if b"<!DOCTYPE" in self.body:
            raise ElementTree.ParseError("a document type is declared")
        return ElementTree.fromstring(self.body)

    def __str__(self) -> str:
        return f"{self.asked} -> {self.status}"


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


@dataclass
class Server:
    """`base` is the GeoReport base, such as `https://city.example/open311/v2`. Plain GETs are asked once only."""

    base: str
    key: str = ""
    jurisdiction: str = ""
    site: "Site" = field(default_factory=lambda: Site())
    _seen: dict[tuple[str, Fields], Answer] = field(default_factory=dict, repr=False)

    def get(self, path: str, query: Fields = (), headers: Mapping[str, str] | None = None) -> Answer:
        """GET `<base>/<path>`; with headers of its own it is never answered from what was seen before."""
        asked = (path, tuple(query))
        if headers is None and asked in self._seen:
            return self._seen[asked]
        answer = self.call("GET", path, query, headers or {})
        if headers is None:
            self._seen[asked] = answer
        return answer

    def post(
        self, path: str, form: Fields, query: Fields = (), content_type: str = "application/x-www-form-urlencoded"
    ) -> Answer:
        return self.call("POST", path, query, {"Content-Type": content_type}, urlencode(form).encode())

    def call(
        self, method: str, path: str, query: Fields = (), headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        query = tuple(query)
        if self.jurisdiction and all(name != "jurisdiction_id" for name, _ in query):
            query = (*query, ("jurisdiction_id", self.jurisdiction))
        parts = urlsplit(path if "://" in path else f"{self.base.rstrip('/')}/{path}")
        target = parts.path + (f"?{urlencode(query)}" if query else f"?{parts.query}" if parts.query else "")
        connection = self._connection(parts.scheme, parts.netloc)
        try:
            connection.request(method, target, body=body or None, headers={"Accept": "*/*", **(headers or {})})
            told = connection.getresponse()
            content = told.read(MOST_BYTES)
            return Answer(
                f"{method} {target}"[:300], told.status, {k.lower(): v for k, v in told.getheaders()}, content
            )
        finally:
            connection.close()

    @staticmethod
    def _connection(scheme: str, place: str) -> http.client.HTTPConnection:
        if scheme == "https":
            return http.client.HTTPSConnection(place, timeout=TIMEOUT_S, context=ssl.create_default_context())
        return http.client.HTTPConnection(place, timeout=TIMEOUT_S)


@dataclass(frozen=True)
class Site:
    """Where and what a test report may be: given on the command line, else taken from what the server lists."""

    service_code: str = ""
    latitude: str = ""
    longitude: str = ""
    address: str = ""
