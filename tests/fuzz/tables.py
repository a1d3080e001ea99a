"""The same town on DynamoDB's interpreter: the real adapters of everything that people's words are written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hex311.adapters.memory.addresses import MemoryAddressBooks
from hex311.adapters.memory.layer_imports import (
    MemoryLayerGenerations,
    MemoryLayerJobs,
    MemoryLayerReroutings,
    MemoryLayerUploads,
)
from hex311.adapters.memory.places import MemoryPlaces
from hex311.adapters.memory.publications import MemoryPublications, MemoryWidenJobs
from tests.fuzz.town import Town, found
from tests.support.aws import moto_city


@contextmanager
def town_on_tables() -> Iterator[Town]:
    """Twins stand in only for what a report is never written to: address book, places, map layers, the catalogue."""
    with moto_city() as city:
        ports: Any = city
        ports.addresses, ports.places = MemoryAddressBooks(), MemoryPlaces()
        ports.layer_generations = MemoryLayerGenerations()
        ports.layer_uploads, ports.layer_jobs = MemoryLayerUploads(), MemoryLayerJobs()
        ports.layer_reroutings, ports.widen_jobs = MemoryLayerReroutings(), MemoryWidenJobs()
        ports.publications = MemoryPublications(ports.catalogue)
        yield found(ports)
