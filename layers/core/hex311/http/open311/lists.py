"""Lists of requests and single ones."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from chalice import Response

from hex311.domain.errors import NotFound
from hex311.domain.summary import Summary
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.http.open311.list_query import ListQuery, read_list_query
from hex311.http.open311.service_documents import cached
from hex311.usecases.change_case import NO_SUCH_REQUEST
from hex311.usecases.list_requests import Listed, list_requests, requests_by_id
from hex311.usecases.open311_extensions import extended_items, services_for_words, whole_item
from hex311.usecases.open311_views import request_item

#: A list may be this old; a resident who filed just now is answered by id.
KEPT_S = 15


def list_view(call: Call) -> Response:
    """`GET requests`: ids override everything else; else the newest of the window."""
    asked = read_list_query(call.query, call.ports.now())
    if asked.ids:
        private = call.asks_for_private()
        return _answer(call, requests_by_id(call.ports, asked.ids, private=private), asked.extended)
    listed = page_of(call, asked)
    response = _answer(call, listed.summaries, asked.extended)
    return link_to_rest(call, response, f"requests.{call.suffix}", listed.next)


def link_to_rest(call: Call, response: Response, document: str, rest: str) -> Response:
    """The response with a `Link` to what comes after the key `rest`, if anything does. API keys are not repeated."""
    if rest:
        more = {name: value for name, value in call.query.items() if name not in ("api_key", "page")}
        more["after_key"] = rest
        target = f"{call.ports.public_url}/open311/v2/{document}?{urlencode(more)}"
        response.headers["Link"] = f'<{target}>; rel="next"'
    return response


def page_of(call: Call, asked: ListQuery) -> Listed:
    """Page n by number begins after (n - 1) full pages; by key, after that key."""
    wanted = replace(asked.wanted, private=call.asks_for_private())
    if asked.words:
        codes = services_for_words(call.pack, asked.words)
        wanted = replace(wanted, codes=tuple(c for c in codes if not wanted.codes or c in wanted.codes))
        if not wanted.codes:
            return Listed(())
    return list_requests(call.ports, wanted, asked.page_size, skip=(asked.page - 1) * asked.page_size)


def single_view(call: Call, number: str) -> Response:
    """`GET requests/<id>`: an array of one. `NotFound` for unknown and mistyped numbers, and for private ones alike
    unless the caller's key may read them."""
    found = requests_by_id(call.ports, [number], private=call.may_read_private())
    if not found:
        raise NotFound(NO_SUCH_REQUEST)
    extended = (call.query.get("extensions") or "").lower() in ("true", "1", "v1")
    return _answer(call, found, extended, whole=True)


def _answer(call: Call, found: Sequence[Summary], extended: bool, *, whole: bool = False) -> Response:
    items: list[dict[str, Any]] = [
        request_item(call.ports.catalogue.at(one.catalogue_version), one, call.ports.public_url, call.language)
        for one in found
    ]
    if extended:
        items = extended_items(call.ports, found, items, call.language)
        if whole:
            items = [whole_item(call.ports, found[0].id, items[0], call.language)]
    return cached(call, render("service_requests", items, call.suffix), KEPT_S)
