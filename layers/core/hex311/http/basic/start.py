"""The first page, and the choice of what to report."""

import re
import unicodedata
from typing import Any

from chalice import Response

from hex311.http.basic.call import Call
from hex311.http.basic.pages import SHARED, page
from hex311.usecases.catalogue_views import services_view

MOST_WORDS = 200


def start_page(call: Call) -> Response:
    return page(call, "start", call.words.say("start.title"), headers=SHARED, here="")


def choose_page(call: Call) -> Response:
    """All types by group, or those for `?words=`, the best matches first."""
    words = (call.query.get("words") or "").strip()[:MOST_WORDS]
    services = services_view(call.pack, call.language)["services"]
    found = matching(services, words)
    groups: dict[str, list[dict[str, Any]]] = {}
    for service in services:
        groups.setdefault(service["group"]["name"], []).append(service)
    title = call.words.say("choose.title")
    return page(call, "choose", title, headers=SHARED, here="report", words=words, found=found, groups=groups)


def matching(services: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The types that have most of the words, as the app finds them. Words of one or two letters only count where there
    is no longer one."""
    typed = re.findall(r"\w+", plain(text))
    words = [word for word in typed if len(word) > 2] or typed
    rated = [(service, [_rank(service, word) for word in words]) for service in services]
    most = max((sum(map(bool, ranks)) for _, ranks in rated), default=0)
    best = [(service, sum(ranks)) for service, ranks in rated if most and sum(map(bool, ranks)) == most]
    return [service for service, _ in sorted(best, key=lambda one: -one[1])]


def _rank(service: dict[str, Any], word: str) -> int:
    name, keywords = plain(service["service_name"]), [plain(one) for one in service["keywords"]]
    if name.startswith(word):
        return 8
    if f" {word}" in name:
        return 6
    if any(one.startswith(word) or f" {word}" in one for one in keywords):
        return 4
    if word in name or any(word in one for one in keywords):
        return 2
    return 1 if word in plain(service["description"]) else 0


def plain(text: str) -> str:
    """Without capitals and accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
