"""One call of a browser without scripts: its language, its form, who it may be, and how pages link to each other."""

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import quote, urlencode, urlsplit

from chalice.app import Request

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Forbidden
from hex311.http.basic.cookie import Keys
from hex311.http.basic.dates import Dates
from hex311.http.basic.words import Words, spoken
from hex311.http.caller import language_of, source_address
from hex311.http.form import Form, read_form
from hex311.ports import Ports
from hex311.usecases.submission_limits import address_limit

#: As much as a function can be handed; photos of more than 4 MB are then refused at their field.
MOST_BYTES = 6 * 1024 * 1024
HOME = "/basic/"


class Call:
    """`ports` and the request. Everything else is read from it when it is needed."""

    def __init__(self, ports: Ports, request: Request) -> None:
        self.ports, self.request = ports, request

    @cached_property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params or {}

    @cached_property
    def form(self) -> Form:
        """The body of a POST; `BadInput` or `TooLarge` when it cannot be read."""
        return read_form(self._header("content-type"), self.request.raw_body, MOST_BYTES)

    @cached_property
    def pack(self) -> Catalogue:
        return self.ports.catalogue.current()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return spoken(self.pack.languages)

    @cached_property
    def language(self) -> str:
        """`?lang=`, else what the browser prefers, else the city's own, as far as these pages speak it."""
        default = self.pack.default_language
        return language_of(self.request, self.languages, default if default in self.languages else self.languages[0])

    @cached_property
    def words(self) -> Words:
        return Words(self.language)

    @cached_property
    def dates(self) -> Dates:
        return Dates(self.words, self.pack.city["timezone"])

    @cached_property
    def keys(self) -> Keys:
        """What this browser may open besides the public pages."""
        return Keys.read(self._header("cookie"))

    @cached_property
    def source(self) -> str:
        """The caller's network address."""
        return source_address(self.request, self.ports.front_door_mark)

    def link(self, path: str = "", **query: str) -> str:
        """An address of these pages. A language that was chosen goes along."""
        chosen = {"lang": self.language} if self.query.get("lang") else {}
        told = urlencode({**{name: value for name, value in query.items() if value}, **chosen})
        return HOME + quote(path, safe="/") + (f"?{told}" if told else "")

    def count_address(self) -> None:
        """Count against the limit of the caller's network address."""
        self.ports.limits.count(address_limit(self.ports, self.source))

    def check_origin(self) -> None:
        """`Forbidden` for a form that another site sent: browsers say so themselves.

        Nothing here is done in anybody's name (whoever may do more sends the secret in the form), so this keeps other
        sites only from filing reports with their visitors' network addresses. Callers that say nothing are let in, as
        they are everywhere.
        """
        site, origin = self._header("sec-fetch-site"), self._header("origin")
        if site:
            foreign = site not in ("same-origin", "none")
        else:
            foreign = bool(origin) and _origin_of(origin) != _origin_of(self.ports.public_url)
        if foreign:
            raise Forbidden

    def _header(self, name: str) -> str:
        return str((self.request.headers or {}).get(name) or "")


def _origin_of(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()
