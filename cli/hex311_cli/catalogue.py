"""The documents of a city pack in the catalogue table: versions that never change, and the pointer to one of them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from hex311.adapters.dynamodb.keys import PUBLICATIONS, publication_sk
from hex311.domain.publication import Publication, Way

POINTER, CURRENT = "PACK", "CURRENT"
PART_BYTES = 300_000
"""Items hold up to 400 KB; a longer document is stored in several parts."""


class OvertakenPublication(Exception):
    """Somebody else published this city in the meantime; nothing was changed."""


class CataloguePublication:
    """Writes versions of documents into the catalogue table through a low-level DynamoDB client."""

    def __init__(self, dynamodb: Any, table_name: str) -> None:
        self._dynamodb, self._table_name = dynamodb, table_name

    def pointer(self) -> dict[str, str]:
        """What stands: version, content_hash, published_at, previous; empty before the first publication."""
        key = {"pk": {"S": POINTER}, "sk": {"S": CURRENT}}
        found = self._dynamodb.get_item(TableName=self._table_name, Key=key, ConsistentRead=True)
        return {name: value["S"] for name, value in found.get("Item", {}).items() if "S" in value}

    def document(self, version: str, name: str) -> dict[str, Any] | None:
        """One document of a published version; None when it has none of this name."""
        answer = self._dynamodb.query(
            TableName=self._table_name,
            KeyConditionExpression="pk = :version AND begins_with(sk, :name)",
            ExpressionAttributeValues={":version": {"S": f"{POINTER}#{version}"}, ":name": {"S": f"{name}#"}},
            ConsistentRead=True,
        )
        if not answer["Items"]:
            return None
        found: dict[str, Any] = json.loads(zlib.decompress(b"".join(item["body"]["B"] for item in answer["Items"])))
        return found

    def write(self, version: str, documents: Mapping[str, Any]) -> int:
        """Stores the documents of a version; returns the bytes stored."""
        total = 0
        for name, document in documents.items():
            text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
            body = zlib.compress(text.encode(), 9)
            parts = [body[at : at + PART_BYTES] for at in range(0, len(body), PART_BYTES)]
            for number, part in enumerate(parts):
                item = {
                    "pk": {"S": f"{POINTER}#{version}"},
                    "sk": {"S": f"{name}#{number:03d}"},
                    "body": {"B": part},
                    "parts": {"N": str(len(parts))},
                }
                self._dynamodb.put_item(TableName=self._table_name, Item=item)
            total += len(body)
        return total

    def move_pointer(self, version: str, content_hash: str, seen: str | None, now: float) -> None:
        """Makes `version` the current one, if `seen` (None: nothing) still is; else `OvertakenPublication`."""
        item = {
            "pk": {"S": POINTER},
            "sk": {"S": CURRENT},
            "version": {"S": version},
            "content_hash": {"S": content_hash},
            "published_at": {"S": f"{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%SZ}"},
        }
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if seen is not None:
            item["previous"] = {"S": seen}
            condition = {
                "ConditionExpression": "version = :seen",
                "ExpressionAttributeValues": {":seen": {"S": seen}},
            }
        try:
            self._dynamodb.put_item(TableName=self._table_name, Item=item, **condition)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            # A retry after a lost answer meets its own success.
            if self.pointer().get("version") != version:
                raise OvertakenPublication(
                    "Somebody else published this city in the meantime. Look at what changed, then publish again."
                ) from None
        self._remember(Publication(version, int(now), Way.COMMAND, "", "", seen or "", content_hash))

    def _remember(self, note: Publication) -> None:
        """What the staff app lists. Written behind the pointer: a list that lacks one is better than one that lies."""
        document = json.dumps({**asdict(note), "way": str(note.way)})
        item = {
            "pk": {"S": PUBLICATIONS},
            "sk": {"S": publication_sk(note.at, note.version)},
            "document": {"S": document},
        }
        self._dynamodb.put_item(TableName=self._table_name, Item=item)
