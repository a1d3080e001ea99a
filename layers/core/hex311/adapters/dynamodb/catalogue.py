"""The published city pack: a pointer that is looked at every half minute, documents that never change."""

import json
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import CatalogueRecord
from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.errors import NotFound, TransientFault

POINTER = "PACK"
CURRENT = "CURRENT"
POINTER_SECONDS = 30
VERSIONS_KEPT = 4
# Articles are read by themselves; the rest is small and read at once.
ON_DEMAND = "knowledge"


class DynamoCatalogue:
    """The `CatalogueReader` port. Published versions are immutable, so they are kept for the life of the process."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._current: tuple[int, str] | None = None
        self._versions: OrderedDict[str, Catalogue] = OrderedDict()
        self._articles: dict[str, Mapping[str, Document]] = {}
        self._articles_of = ""

    def current(self) -> Catalogue:
        """The version that new reports are filed under, at most `POINTER_SECONDS` late."""
        now = self._now()
        if self._current is None or now - self._current[0] >= POINTER_SECONDS:
            try:
                self._current = (now, self._pointer())
            except TransientFault:
                # A table that is busy for a moment is no reason to turn a report away: the last version still holds.
                if self._current is None:
                    raise
        return self.at(self._current[1])

    def newest(self) -> Catalogue:
        self._current = None
        return self.current()

    def at(self, version: str) -> Catalogue:
        """A version that some case was filed under."""
        if version not in self._versions:
            self._versions[version] = Catalogue(version, self._documents(version))
            while len(self._versions) > VERSIONS_KEPT:
                self._versions.popitem(last=False)
        self._versions.move_to_end(version)
        return self._versions[version]

    def articles(self, version: str, language: str) -> Mapping[str, Document]:
        """Kept for one version at a time: only the present one is read again and again."""
        if self._articles_of != version:
            self._articles, self._articles_of = {}, version
        if language not in self._articles:
            self._articles[language] = self._stored_articles(version, language)
        return self._articles[language]

    @passing_faults
    def _stored_articles(self, version: str, language: str) -> Mapping[str, Document]:
        beginning = CatalogueRecord.sk.startswith(f"{ON_DEMAND}.{language}#")
        records = CatalogueRecord.query(f"{POINTER}#{version}", beginning, consistent_read=True)
        stored = b"".join(record.body or b"" for record in records)
        return json.loads(zlib.decompress(stored)) if stored else {}

    @passing_faults
    def _pointer(self) -> str:
        try:
            return str(CatalogueRecord.get(POINTER, CURRENT, consistent_read=True).version)
        except CatalogueRecord.DoesNotExist:
            raise TransientFault("No city has been published here yet.") from None

    @passing_faults
    def _documents(self, version: str) -> dict[str, Any]:
        parts: dict[str, list[bytes]] = {}
        for record in CatalogueRecord.query(f"{POINTER}#{version}", consistent_read=True):
            name = record.sk.split("#")[0]
            if not name.startswith(ON_DEMAND):
                parts.setdefault(name, []).append(record.body or b"")
        if not parts:
            raise NotFound(f"There is no city pack version {version}.")
        return {name: json.loads(zlib.decompress(b"".join(chunks))) for name, chunks in parts.items()}
