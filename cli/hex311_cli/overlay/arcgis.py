"""Read a layer of an ArcGIS FeatureServer or MapServer by its URL, page by page.

Servers differ: newer ones page (`resultOffset`), older ones list their object ids, which are then asked for in
ranges; some answer errors with status 200. Pages that came are kept in a folder until the whole layer is there, so
that an import that broke off goes on where it was.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hex311_cli.overlay.build import Progress
from hex311_cli.overlay.esri import AREAS, find_esri, reference_of
from hex311_cli.overlay.place import Place, placed
from hex311_cli.overlay.raw import Found
from hex311_cli.overlay.read import Reading, Wishes, layer_id_of, reading_of
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.webask import Ask, Unreachable

ATTEMPTS = 5
PAGE = 1_000

_SERVICE = re.compile(r"/(FeatureServer|MapServer)(/\d+)?/?$", re.IGNORECASE)


def is_service(text: str) -> bool:
    """Whether this names something on the web and not a file."""
    return text.startswith(("http://", "https://"))


class ServerRefused(Exception):
    """The server's own words for not answering a query."""


class ArcGisLayer:
    """One layer on a server. `folder` keeps the pages that came; `wait` sleeps between attempts (seconds)."""

    def __init__(
        self, url: str, folder: Path, progress: Progress, ask: Ask, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self.url = url.partition("?")[0].rstrip("/")
        self._pages = folder / hashlib.sha256(self.url.encode()).hexdigest()[:16]
        self._progress, self._ask_server, self._wait = progress, ask, wait
        if not _SERVICE.search(self.url):
            problem = "it is no address of a FeatureServer or MapServer"
            raise LayerError(url, problem, "It ends like .../FeatureServer/3, where 3 is the number of the layer.")

    def read(self) -> Found:
        """All features, in degrees where the server can, else in the system that it states."""
        about = self._about()
        self._begin(about)
        found = self._all(about)
        self._forget()
        return found.checked()

    def _about(self) -> dict[str, Any]:
        about = self._ask("", {})
        layers = about.get("layers")
        if isinstance(layers, list) and "geometryType" not in about:
            have = ", ".join(f"{one.get('id')} {one.get('name')}" for one in layers if isinstance(one, dict)) or "none"
            raise LayerError(
                self.url, "it is a whole service, not a layer", f"Add a layer's number. There are: {have}."
            )
        kind = about.get("geometryType")
        if kind != AREAS:
            raise LayerError(self.url, f"its features are of the kind {kind}", "Name a layer of polygons.")
        if "query" not in str(about.get("capabilities", "Query")).lower():
            raise LayerError(self.url, "the server does not let its features be asked for", "Ask its owner for a file.")
        return about

    def _all(self, about: Mapping[str, Any]) -> Found:
        found = Found(self.url, title=str(about.get("name") or "") or None)
        expected = self._count()
        systems: set[str | None] = set()
        self._progress("asking the server", 0, expected or 0)
        for answer in self._answers(about, expected):
            part = find_esri(answer, self.url)
            # An answer that says nothing about its system is in the one that was asked for.
            systems.add(part.stated or "EPSG:4326")
            found.features += part.features
            found.notes += part.notes
            found.problems += part.problems
            self._progress("asking the server", len(found.features), max(expected or 0, len(found.features)))
        if len(systems) > 1:
            raise LayerError(self.url, "its pages are in different reference systems", "Ask its owner for a file.")
        found.stated = systems.pop() if systems else reference_of((about.get("extent") or {}).get("spatialReference"))
        left_out = len(found.notes) + len(found.problems)
        if expected is not None and len(found.features) + left_out < expected:
            problem = f"it says it has {expected:,} features, but sent {len(found.features) + left_out:,}"
            raise LayerError(
                self.url, problem, "Run the command again; ask its owner for a file if that does not help."
            )
        return found

    def _answers(self, about: Mapping[str, Any], expected: int | None) -> Iterator[dict[str, Any]]:
        """All pages, by the way that this server knows."""
        most = min(int(about.get("maxRecordCount") or PAGE), PAGE)
        if expected is not None and expected <= most:
            yield self._page({"where": "1=1"})
            return
        key, ids = self._ids()
        key = key or _id_field(about)
        if ids and key:
            for at in range(0, len(ids), most):
                yield from self._range(key, ids[at : at + most])
        elif expected is not None and (about.get("advancedQueryCapabilities") or {}).get("supportsPagination"):
            at = 0
            while at < expected:
                answer = self._page(_offset(at, most, key))
                yield answer
                if not answer.get("features"):
                    return
                at += len(answer["features"])
        else:
            problem = "the server neither lists its features nor gives them page by page"
            raise LayerError(self.url, problem, "Ask its owner for a file.")

    def _range(self, key: str, ids: list[int]) -> Iterator[dict[str, Any]]:
        """The features of these ids; in halves where the server finds a page too large."""
        answer = self._page({"where": f"{key} >= {ids[0]} AND {key} <= {ids[-1]}"})
        if answer.get("exceededTransferLimit") and len(ids) > 1:
            yield from self._range(key, ids[: len(ids) // 2])
            yield from self._range(key, ids[len(ids) // 2 :])
        else:
            yield answer

    def _page(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """One page, from the folder when it came before."""
        kept = self._pages / f"{hashlib.sha256(json.dumps(dict(parameters)).encode()).hexdigest()[:16]}.json"
        if kept.exists():
            return dict(json.loads(kept.read_text("utf-8")))
        wanted = {"outFields": "*", "returnGeometry": "true", "outSR": "4326", **parameters}
        try:
            answer = self._ask("/query", wanted)
        except ServerRefused as refused:
            problem = f"the server refused a page: {refused}"
            raise LayerError(self.url, problem, "Run the command again later.") from refused
        kept.write_text(json.dumps(answer), "utf-8")
        return answer

    def _count(self) -> int | None:
        try:
            count = self._ask("/query", {"where": "1=1", "returnCountOnly": "true"}).get("count")
        except ServerRefused:
            return None
        return count if isinstance(count, int) else None

    def _ids(self) -> tuple[str | None, list[int]]:
        """The field of the object ids, and all of them in order; none when the server does not list them."""
        try:
            answer = self._ask("/query", {"where": "1=1", "returnIdsOnly": "true"})
        except ServerRefused:
            return None, []
        ids = answer.get("objectIds")
        whole = isinstance(ids, list) and all(isinstance(one, int) for one in ids)
        name = answer.get("objectIdFieldName")
        return (name if isinstance(name, str) else None), sorted(ids) if whole and ids else []

    def _ask(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """One question, several times when the server is busy. Raises `ServerRefused` for an error it words itself."""
        trouble = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._wait(min(2.0**attempt, 20.0))
            try:
                status, body = self._ask_server(f"{self.url}{path}", {**parameters, "f": "json"})
            except Unreachable as fault:
                trouble = str(fault)
                continue
            if status >= 500 or status == 429:
                trouble = f"status {status}"
                continue
            if status >= 400:
                raise LayerError(self.url, f"the server answers with status {status}", "Check the address.")
            try:
                document = json.loads(body)
            except (ValueError, RecursionError):
                trouble = "no JSON in its answer"
                continue
            error = document.get("error") if isinstance(document, dict) else None
            if not isinstance(document, dict):
                trouble = "no object in its answer"
            elif isinstance(error, dict) and error.get("code") in (498, 499, 403):
                raise LayerError(self.url, "the server asks for a login", "Ask its owner for a public layer or a file.")
            elif isinstance(error, dict) and not path:
                raise LayerError(self.url, f"the server says: {error.get('message')}", "Check the address.")
            elif isinstance(error, dict):
                trouble = str(error.get("message") or error)
                if attempt == ATTEMPTS - 1 or error.get("code") == 400:
                    raise ServerRefused(trouble)
            else:
                return document
        problem = f"the server did not answer in {ATTEMPTS} attempts ({trouble})"
        raise LayerError(self.url, problem, "Run the command again: it goes on where it stopped.")

    def _begin(self, about: Mapping[str, Any]) -> None:
        """Pages of an earlier state of the layer are thrown away."""
        self._pages.mkdir(parents=True, exist_ok=True)
        state = json.dumps([about.get("editingInfo"), about.get("maxRecordCount"), about.get("fields")], sort_keys=True)
        mark = self._pages / "state"
        if not mark.exists() or mark.read_text("utf-8") != state:
            self._forget()
            self._pages.mkdir(parents=True)
            mark.write_text(state, "utf-8")

    def _forget(self) -> None:
        for path in self._pages.iterdir():
            path.unlink()
        self._pages.rmdir()


def read_service(service: ArcGisLayer, wishes: Wishes, near: Place | None = None) -> Reading:
    """A layer from a server, its fields named or guessed."""
    found = service.read()
    layer_id = wishes.layer_id or layer_id_of(Path(found.title or "layer"))
    return reading_of(placed(found, wishes.crs, near), layer_id, service.url, wishes)


def _offset(at: int, most: int, key: str | None) -> dict[str, str]:
    page = {"where": "1=1", "resultOffset": str(at), "resultRecordCount": str(most)}
    return page | ({"orderByFields": key} if key else {})


def _id_field(about: Mapping[str, Any]) -> str | None:
    fields = about.get("fields") or []
    named = about.get("objectIdField")
    typed = (one.get("name") for one in fields if isinstance(one, dict) and one.get("type") == "esriFieldTypeOID")
    return named if isinstance(named, str) and named else next(typed, None)
