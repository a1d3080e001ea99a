"""Published address books, fetched from the city bucket once per process."""

import gzip
import tempfile
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.adapters.gazetteer import SqliteGazetteer
from hex311.domain.address_book import Gazetteer
from hex311.domain.errors import TransientFault

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BOOKS_KEPT = 2
_PASSING = frozenset({"InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown", "503", "500"})


class S3AddressBooks:
    """The `AddressBooks` port. Artefacts never change under their name, so an open one is never asked about again."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._open: OrderedDict[str, SqliteGazetteer] = OrderedDict()

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3")
        return client

    def book(self, key: str) -> Gazetteer:
        """The address book stored under `key`; `TransientFault` while S3 is busy or silent."""
        if key not in self._open:
            self._open[key] = self._fetch(key)
            while len(self._open) > BOOKS_KEPT:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(key)
        return self._open[key]

    def _fetch(self, key: str) -> SqliteGazetteer:
        try:
            packed = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in _PASSING:
                raise TransientFault from error
            raise
        except BotoCoreError as error:
            raise TransientFault from error
        # SQLite holds the file open; its name is not needed any more, and nothing is left behind.
        with tempfile.NamedTemporaryFile(prefix="hex311-addresses-", suffix=".sqlite") as file:
            file.write(gzip.decompress(packed))
            file.flush()
            return SqliteGazetteer(file.name)
