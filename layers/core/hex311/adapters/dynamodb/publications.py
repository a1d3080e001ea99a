"""Publishing a new version of the catalogue from within the city: documents first, then pointer and event at once."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pynamodb.expressions.operand import Path

from hex311.adapters.dynamodb.catalogue import CURRENT, POINTER
from hex311.adapters.dynamodb.city_events import city_event_record
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.keys import PUBLICATIONS, publication_sk
from hex311.adapters.dynamodb.records import CatalogueRecord, PublicationRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction, Refused
from hex311.domain.city_events import CityEvent
from hex311.domain.errors import TransientFault
from hex311.domain.publication import Publication, Way
from hex311.ports import Clash

PART_BYTES = 300_000
MOST_HISTORY = 200


class DynamoPublications:
    """The `Publications` port."""

    def __init__(self, region: str) -> None:
        self._connection = SharedConnection(region=region)

    @passing_faults
    def publish(self, note: Publication, documents: Mapping[str, Any], event: CityEvent) -> None:
        pk = f"{POINTER}#{note.version}"
        for record in CatalogueRecord.query(f"{POINTER}#{note.previous}", consistent_read=True):
            if record.sk.split("#")[0] not in documents:
                CatalogueRecord(pk, record.sk, body=record.body, parts=record.parts).save()
        for name, document in documents.items():
            text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
            body = zlib.compress(text.encode(), 9)
            parts = [body[at : at + PART_BYTES] for at in range(0, len(body), PART_BYTES)]
            for number, part in enumerate(parts):
                CatalogueRecord(pk, f"{name}#{number:03d}", body=part, parts=len(parts)).save()
        self._stand(note, event)

    @passing_faults
    def go_back(self, note: Publication, event: CityEvent) -> None:
        self._stand(note, event)

    @passing_faults
    def history(self) -> Sequence[Publication]:
        records = PublicationRecord.query(
            PUBLICATIONS, scan_index_forward=False, limit=MOST_HISTORY, consistent_read=True
        )
        return [_note(record) for record in records]

    def _stand(self, note: Publication, event: CityEvent) -> None:
        """Pointer, note and event at once, if the version before still stands."""
        transaction = LabelledTransaction(self._connection)
        transaction.put("event", city_event_record(event))
        document = {**asdict(note), "way": str(note.way)}
        transaction.put(
            "note", PublicationRecord(PUBLICATIONS, publication_sk(note.at, note.version), document=document)
        )
        # Edited rules leave the hash of the pack as it is: publishing the same pack again has nothing to say.
        moved: list[Any] = [Path("version").set(note.version), Path("previous").set(note.previous)]
        if note.way is not Way.RULES:
            moved.append(Path("content_hash").set(note.content_hash))
        pointer = CatalogueRecord(POINTER, CURRENT)
        transaction.update("pointer", pointer, moved, CatalogueRecord.version == note.previous)
        try:
            transaction.commit()
        except Refused as refused:
            if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
                raise TransientFault from refused
            raise Clash(str(refused)) from refused


def _note(record: PublicationRecord) -> Publication:
    return Publication(**{**record.document, "way": Way(record.document["way"])})
