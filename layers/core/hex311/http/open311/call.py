"""One call of an Open311 client: its parameters, wherever it put them."""

from collections.abc import Mapping
from functools import cached_property

from chalice.app import Request

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import NotFound
from hex311.http.caller import language_of
from hex311.http.open311.form import Form, read_form
from hex311.ports import Ports


class Call:
    """`suffix` is the format that the path asks for (`xml` or `json`)."""

    def __init__(self, ports: Ports, request: Request, suffix: str, stage: str = "test") -> None:
        self.ports, self.request, self.suffix, self.stage = ports, request, suffix, stage

    @cached_property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params or {}

    @cached_property
    def form(self) -> Form:
        """The body of a POST; `BadInput` or `TooLarge` when it cannot be read."""
        if self.request.method != "POST":
            return Form()
        return read_form((self.request.headers or {}).get("content-type", ""), self.request.raw_body)

    @cached_property
    def pack(self) -> Catalogue:
        return self.ports.catalogue.current()

    @cached_property
    def language(self) -> str:
        """`locale` or `lang`, else Accept-Language, else the city's own."""
        languages = self.pack.languages
        told = (self.query.get("locale") or "").lower().split("-")[0]
        return told if told in languages else language_of(self.request, languages, self.pack.default_language)

    @cached_property
    def api_key(self) -> str:
        """The key from the form, the query or a bearer header."""
        bearer = (self.request.headers or {}).get("authorization", "")
        told = bearer[7:].strip() if bearer.lower().startswith("bearer ") else ""
        return self.form.first("api_key") or (self.query.get("api_key") or "").strip() or told

    def check_jurisdiction(self) -> None:
        """One city is served: its own id and none at all are right, in query or form; another is 404."""
        told = {(self.query.get("jurisdiction_id") or "").strip(), self.form.first("jurisdiction_id")} - {""}
        if told - {str(self.pack.city["jurisdiction_id"])}:
            raise NotFound("This jurisdiction_id is not known here.")

    @property
    def idempotency_key(self) -> str:
        return str((self.request.headers or {}).get("idempotency-key") or "").strip()[:200]
