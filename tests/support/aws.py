"""The tables and buckets of a stack on moto, with the real adapters on top."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto import mock_aws

from hex311.adapters.dynamodb.records import use_tables
from hex311.adapters.memory.deliveries import MemoryTexts, MemoryWebhooks
from hex311.adapters.memory.ports import FixedOverlay, MemoryBus, MemoryCatalogue, MemoryMessenger, MemoryWorkflows
from hex311.domain.catalogue import Catalogue
from hex311.domain.secrets import Secrets
from hex311.domain.signature import KeyRing
from hex311.ports import LimitPolicy
from hex311.settings import Settings
from hex311.spatial.request_list import ListIndex
from hex311.wiring import AwsPorts
from tests.support.city import VERSION, overlay_at, rivermark

REGION = "us-east-1"
SETTINGS = Settings(
    cases_table="cases",
    contacts_table="contacts",
    nearby_table="nearby",
    overlay_table="overlay",
    catalogue_table="catalogue",
    limits_table="limits",
    places_table="places",
    insights_table="insights",
    deliveries_table="deliveries",
    photos_table="photos",
    audit_table="audit",
    tiles_bucket="tiles",
    photos_bucket="photos",
    region=REGION,
)

_PAIR = [("pk", "HASH"), ("sk", "RANGE")]
_LISTS = {str(index): [str(index.part), "updated_sk" if index.is_by_update else "filed_sk"] for index in ListIndex}
_TABLES: dict[str, Any] = {
    "cases": (_PAIR, {"queue": ["queue_pk", "queue_sk"], "watch": ["watch_pk", "watch_sk"], **_LISTS}),
    "contacts": (_PAIR, {"by_contact": ["contact_hmac", "pk"]}),
    "catalogue": (_PAIR, {}),
    "nearby": ([("cell", "HASH")], {}),
    "limits": ([("key", "HASH")], {}),
    "insights": (
        _PAIR,
        {
            "open": ["open_code", "review_on"],
            "cases_by_opened": ["opened_line", "opened_key"],
            "cases_by_closed": ["closed_line", "closed_key"],
        },
    ),
    "deliveries": (_PAIR, {"outbox": ["outbox_pk", "outbox_sk"]}),
    "photos": ([("photo_id", "HASH")], {}),
    "audit": (_PAIR, {name: [f"{name}_pk", f"{name}_sk"] for name in ("by_person", "by_case")}),
    "places": ([("cell", "HASH"), ("sk", "RANGE")], {}),
}


class MotoPorts(AwsPorts):
    """The real DynamoDB and S3 adapters; time, overlay, bus, mail and workflows stay in memory."""

    def __init__(self) -> None:
        super().__init__(SETTINGS)
        self.clock = 1_790_000_000
        self.secrets = Secrets("pepper of the tests")  # type: ignore[misc]
        self.catalogue = MemoryCatalogue({VERSION: Catalogue(VERSION, rivermark())}, VERSION)  # type: ignore[misc]
        self.overlays = FixedOverlay(overlay_at)  # type: ignore[misc]
        self.messenger = MemoryMessenger()  # type: ignore[misc]
        self.workflows = MemoryWorkflows()  # type: ignore[misc]
        self.texts = MemoryTexts()  # type: ignore[misc]
        self.webhooks = MemoryWebhooks()  # type: ignore[misc]
        self.keys = KeyRing({})
        self.bus = MemoryBus()  # type: ignore[misc]
        self.limit_policy = LimitPolicy(1000, 1000, 1000, 1000)  # type: ignore[misc]

    @property
    def webhook_keys(self) -> KeyRing:
        return self.keys

    @webhook_keys.setter
    def webhook_keys(self, ring: KeyRing) -> None:
        self.keys = ring

    @property
    def public_url(self) -> str:
        return "https://city.example"

    @property
    def front_door_mark(self) -> str:
        return "mark of the front door"

    def now(self) -> int:
        return self.clock

    def pause(self, attempt: int) -> None:
        return None


@contextmanager
def moto_city() -> Iterator[MotoPorts]:
    with mock_aws():
        client = boto3.client("dynamodb", region_name=REGION)
        for name, (keys, indexes) in _TABLES.items():
            create_table(client, name, keys, indexes)
        bucket = boto3.client("s3", region_name=REGION)
        for name in ("tiles", "photos"):
            bucket.create_bucket(Bucket=name)
        use_tables(SETTINGS)
        yield MotoPorts()


def create_table(client: Any, name: str, keys: list[tuple[str, str]], indexes: dict[str, list[str]]) -> None:
    numbers = {"active_from"}
    attributes = {key for key, _ in keys} | {key for index in indexes.values() for key in index}
    extra = (
        {
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": index,
                    "KeySchema": [
                        {"AttributeName": key, "KeyType": kind}
                        for key, kind in zip(names, ("HASH", "RANGE"), strict=True)
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
                for index, names in indexes.items()
            ]
        }
        if indexes
        else {}
    )
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": key, "AttributeType": "N" if key in numbers else "S"} for key in sorted(attributes)
        ],
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],
        **extra,
    )
