"""The rules, one module for each part of GeoReport v2. Importing this package registers them all."""

from georeport_conformance.checks import (
    definitions,
    discovery,
    errors,
    lists,
    posting,
    refusals,
    services,
    single,
    tokens,
    wire,
)

__all__ = [
    "definitions",
    "discovery",
    "errors",
    "lists",
    "posting",
    "refusals",
    "services",
    "single",
    "tokens",
    "wire",
]
