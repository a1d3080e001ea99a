"""From the earlier system's names of types to the service codes of the city pack."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from hex311.domain.catalogue import Catalogue
from hex311_cli.history.problems import HistoryProblem, Unusable
from hex311_cli.history.words import plain

UNKNOWN = "unknown service type"
LEFT_OUT = "type left out by the mapping file"


class ServiceTypes:
    """Finds the service type that a legacy name means.

    The mapping file decides where it speaks; then the pack's own names in any language, its codes and its keywords.
    A keyword that two types share decides nothing.
    """

    def __init__(self, catalogue: Catalogue, named: Mapping[str, str | None]) -> None:
        for name, code in named.items():
            if code is not None and code not in catalogue.services:
                near = difflib.get_close_matches(code, catalogue.services, 1)
                mend = f"Did you mean {near[0]}?" if near else "Use a code of the city pack, or null to leave it out."
                raise HistoryProblem("mapping file", f"types.{name}: there is no service type '{code}'", mend)
        self._named = named
        self._by_name: dict[str, str] = {}
        keywords: dict[str, set[str]] = {}
        for code, service in catalogue.services.items():
            for name in (code, *service.name.values()):
                self._by_name.setdefault(plain(name), code)
            for words in service.document.get("keywords", {}).values():
                for word in words:
                    keywords.setdefault(plain(word), set()).add(code)
        self._by_keyword = {word: codes.pop() for word, codes in keywords.items() if len(codes) == 1}

    def code(self, legacy: str) -> str:
        """The service code; `Unusable` for an unknown type, or one that is left out on purpose."""
        name = plain(legacy)
        if name in self._named:
            code = self._named[name]
            if code is None:
                raise Unusable(LEFT_OUT, legacy)
            return code
        found = self._by_name.get(name) or self._by_keyword.get(name)
        if found is None:
            raise Unusable(UNKNOWN, legacy)
        return found

    def likely(self, legacy: str) -> str | None:
        """The service code whose name or keyword is nearest in spelling, to be put into a mapping file."""
        names = {**self._by_keyword, **self._by_name}
        near = difflib.get_close_matches(plain(legacy), names, 1, cutoff=0.5)
        return names[near[0]] if near else None
