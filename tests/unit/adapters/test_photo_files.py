"""The files of photos on S3."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.photo_files import PUBLIC_CACHE, VIEW_S, S3PhotoFiles
from hex311.domain.photo import MOST_BYTES


@pytest.fixture
def bucket() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="photos")
        yield client


def test_a_ticket_bounds_size_kind_and_place(bucket: Any) -> None:
    ticket = S3PhotoFiles("photos").ticket("a" * 32)
    conditions = json.loads(base64.b64decode(ticket["fields"]["policy"]))["conditions"]
    assert ["content-length-range", 1, MOST_BYTES] in conditions
    assert ["starts-with", "$Content-Type", "image/"] in conditions
    assert {"key": f"quarantine/{'a' * 32}"} in conditions


def test_public_copies_are_pictures_that_are_not_remembered_for_long(bucket: Any) -> None:
    files = S3PhotoFiles("photos")
    files.store("processed/a/b", {320: b"small", 1280: b"large"})
    files.publish("processed/a/b", "name")
    found = bucket.get_object(Bucket="photos", Key="photos/name-1280.jpg")
    assert (found["Body"].read(), found["ContentType"], found["CacheControl"]) == (b"large", "image/jpeg", PUBLIC_CACHE)
    # A public copy carries no tag: the rule for unclaimed drawings must never reach it.
    assert bucket.get_object_tagging(Bucket="photos", Key="photos/name-320.jpg")["TagSet"] == []


def test_what_is_stored_is_forgotten_unless_it_is_kept(bucket: Any) -> None:
    files = S3PhotoFiles("photos")
    files.store("processed/a/b", {320: b"small", 1280: b"large"})
    for expected in ("no", "yes", "yes"):
        for size in (320, 1280):
            tags = bucket.get_object_tagging(Bucket="photos", Key=f"processed/a/b-{size}.jpg")["TagSet"]
            assert tags == [{"Key": "kept", "Value": expected}]
        files.keep("processed/a/b")


def test_an_upload_that_is_gone_is_none_and_no_more_is_read_than_needed(bucket: Any) -> None:
    files = S3PhotoFiles("photos")
    assert files.upload("a" * 32) is None
    bucket.put_object(Bucket="photos", Key=f"quarantine/{'a' * 32}", Body=bytes(MOST_BYTES + 100))
    assert len(files.upload("a" * 32) or b"") == MOST_BYTES + 1
    files.discard_upload("a" * 32)
    assert files.upload("a" * 32) is None


def test_staff_see_through_an_address_that_ends_soon(bucket: Any) -> None:
    address = urlsplit(S3PhotoFiles("photos").view_url("processed/a/b", 1280))
    assert address.path.endswith("/processed/a/b-1280.jpg")
    assert parse_qs(address.query)["X-Amz-Expires"] == [str(VIEW_S)]
