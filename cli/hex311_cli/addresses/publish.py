"""Publish the address book of a city pack: an object of the city bucket that never changes, named by its sources.

The version of the pack says which book is its own (document `addresses`), so the pointer that makes a version current
makes its address book current too.
"""

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.sources import source_files, sources_hash, sources_of_pack
from hex311_cli.pack import Pack

FOLDER = "addresses/"


def book_document(pack: Pack) -> dict[str, str] | None:
    """What a version of the pack stores of its address book: the object's key. None when the pack has no addresses,
    streets or places."""
    return {"key": f"{FOLDER}{sources_hash(pack)}.sqlite.gz"} if source_files(pack) else None


def publish_book(
    pack: Pack, key: str, s3: Any, bucket: str, progress: Callable[[str], None] = lambda note: None
) -> int | None:
    """Build the address book and store it, unless it is there already. Returns the bytes stored, None for none."""
    if _is_there(s3, bucket, key):
        return None
    progress("building the address book")
    with tempfile.TemporaryDirectory(prefix="hex311-addresses-") as folder:
        path = Path(folder) / "book.sqlite"
        build_book(sources_of_pack(pack), path)
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
    s3.put_object(Bucket=bucket, Key=key, Body=body)
    return len(body)


def _is_there(s3: Any, bucket: str, key: str) -> bool:
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as fault:
        if fault.response["Error"]["Code"] in {"404", "NoSuchKey", "NotFound"}:
            return False
        raise
    return True
