"""One client for all tables of a process.

PynamoDB gives every record class a connection with a session and a client of its own, and each of them reads the
whole model of the service: time that a cold start would spend once for every table a request touches.
"""

from functools import cache
from typing import Any

from pynamodb.connection import Connection
from pynamodb.models import Model

# The whole request must fit the gateway's 29 seconds.
CONNECT_S, READ_S, RETRIES = 3, 8, 4


@cache
def _one(region: str) -> Connection:
    return Connection(
        region=region, connect_timeout_seconds=CONNECT_S, read_timeout_seconds=READ_S, max_retry_attempts=RETRIES
    )


class SharedConnection(Connection):
    """Knows its own tables and indexes, and speaks through the one client of the process."""

    @property
    def client(self) -> Any:
        return _one(self.region).client


def connect(records: tuple[type[Model], ...]) -> None:
    """Let these records speak through one client, made when first used, and forget the one before."""
    _one.cache_clear()
    for record in records:
        record._connection = None
        table = record._get_connection()
        shared = SharedConnection(region=record.Meta.region)
        shared.add_meta_table(table.get_meta_table())
        table.connection = shared
