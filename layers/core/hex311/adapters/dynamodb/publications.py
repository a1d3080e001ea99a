"""Publishing a new version of the catalogue from within the city: documents first, then pointer and event at once."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from pynamodb.expressions.operand import Path

from hex311.adapters.dynamodb.catalogue import CURRENT, POINTER
from hex311.adapters.dynamodb.city_events import city_event_record
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.records import CatalogueRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction, Refused
from hex311.domain.city_events import CityEvent
from hex311.domain.errors import TransientFault
from hex311.ports import Clash

PART_BYTES = 300_000


class DynamoPublications:
    """The `Publications` port."""

    def __init__(self, region: str) -> None:
        self._connection = SharedConnection(region=region)

    @passing_faults
    def publish(self, seen: str, version: str, documents: Mapping[str, Any], event: CityEvent) -> None:
        pk = f"{POINTER}#{version}"
        for record in CatalogueRecord.query(f"{POINTER}#{seen}", consistent_read=True):
            if record.sk.split("#")[0] not in documents:
                CatalogueRecord(pk, record.sk, body=record.body, parts=record.parts).save()
        for name, document in documents.items():
            text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
            body = zlib.compress(text.encode(), 9)
            parts = [body[at : at + PART_BYTES] for at in range(0, len(body), PART_BYTES)]
            for number, part in enumerate(parts):
                CatalogueRecord(pk, f"{name}#{number:03d}", body=part, parts=len(parts)).save()
        transaction = LabelledTransaction(self._connection)
        transaction.put("event", city_event_record(event))
        # The hash of the pack stays: publishing the same pack again has nothing to say.
        moved = [Path("version").set(version), Path("previous").set(seen)]
        pointer = CatalogueRecord(POINTER, CURRENT)
        transaction.update("pointer", pointer, list(moved), CatalogueRecord.version == seen)
        try:
            transaction.commit()
        except Refused as refused:
            if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
                raise TransientFault from refused
            raise Clash(str(refused)) from refused
