"""One call of an Open311 client: its parameters, wherever it put them."""

from collections.abc import Mapping
from functools import cached_property

from chalice.app import Request

from hex311.domain.api_key import Scope
from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Forbidden, NotFound
from hex311.http.caller import language_of
from hex311.http.form import Form, read_form
from hex311.ports import Ports
from hex311.usecases.api_keys import check_key, quota


class Call:
    """`suffix` is the format that the path asks for (`xml` or `json`). `is_private` says that the answer is for the
    holder of a key alone, and must be kept by nobody."""

    is_private = False

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

    def asks_for_private(self) -> bool:
        """Whether lists are to tell of private requests as well: `private=true`, with a key that may read them.

        `Forbidden` without such a key, `TooMany` beyond its quota: reads of private requests are counted.
        """
        if (self.query.get("private") or "").strip().lower() not in ("true", "1"):
            return False
        key = check_key(self.ports, self.api_key, Scope.READ_PRIVATE)
        self.is_private = True
        self.ports.limits.count(quota(self.ports, key))
        return True

    def may_read_private(self) -> bool:
        """Whether a request that is asked for by its number may be a private one. Any other key is ignored, as keys
        are wherever something is read."""
        if not self.api_key:
            return False
        try:
            key = check_key(self.ports, self.api_key, Scope.READ_PRIVATE)
        except Forbidden:
            return False
        self.is_private = True
        self.ports.limits.count(quota(self.ports, key))
        return True

    def check_jurisdiction(self) -> None:
        """One city is served: its own id and none at all are right, in query or form; another is 404."""
        told = {(self.query.get("jurisdiction_id") or "").strip(), self.form.first("jurisdiction_id")} - {""}
        if told - {str(self.pack.city["jurisdiction_id"])}:
            raise NotFound("This jurisdiction_id is not known here.")

    @property
    def idempotency_key(self) -> str:
        return str((self.request.headers or {}).get("idempotency-key") or "").strip()[:200]
