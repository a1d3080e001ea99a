"""The DynamoDB overlay: Query semantics, generations, tombstones, splits, the cache and faults."""

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto import mock_aws

from hex311.adapters.dynamodb.overlay import CACHE_ITEMS, CACHE_SECONDS, DynamoOverlay
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.spatial.cells import overlay_cell, to_units
from hex311.spatial.overlay_item import (
    FeatureInCell,
    LayerInCell,
    encode_content,
    encode_nothing,
    encode_split,
)

HERE = Point(latitude=41.88, longitude=-87.63)
TABLE = "overlay"


class CountingClient:
    """Passes queries on and counts them."""

    def __init__(self, client):
        self.client, self.queries = client, 0

    def query(self, **arguments):
        self.queries += 1
        return self.client.query(**arguments)


@pytest.fixture
def client():
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "cell", "AttributeType": "S"},
                {"AttributeName": "active_from", "AttributeType": "N"},
            ],
            KeySchema=[
                {"AttributeName": "cell", "KeyType": "HASH"},
                {"AttributeName": "active_from", "KeyType": "RANGE"},
            ],
        )
        yield client


class Clock:
    time = 1_000

    def __call__(self):
        return self.time


def put(client, active_from, body, cell=None):
    item = {
        "cell": {"S": cell or overlay_cell(HERE)},
        "active_from": {"N": str(active_from)},
        "body": {"B": body},
    }
    client.put_item(TableName=TABLE, Item=item)


def ward(feature_id):
    layer = LayerInCell("wards", [FeatureInCell(feature_id, f"Ward {feature_id}")])
    return encode_content(*to_units(HERE), [layer])


def answer(feature_id):
    return (OverlayAnswer("wards", feature_id, f"Ward {feature_id}"),)


def test_the_newest_active_generation_answers(client):
    overlay = DynamoOverlay(TABLE, Clock(), client)
    for active_from, body in [
        (10, ward("1")),
        (1_000, ward("2")),
        (1_001, ward("3")),
        (2_000, encode_nothing()),
    ]:
        put(client, active_from, body)
    assert overlay.overlay(HERE) == Overlay(1_000, answer("2"))
    assert overlay.overlay(HERE, at=9) == Overlay(0, ())
    assert overlay.overlay(HERE, at=10) == Overlay(10, answer("1"))
    assert overlay.overlay(HERE, at=1_500) == Overlay(1_001, answer("3"))
    assert overlay.overlay(HERE, at=2_000) == Overlay(2_000, ())
    assert overlay.overlay(Point(latitude=0, longitude=0)) == Overlay(0, ())


def test_a_new_generation_is_seen_by_the_clock_alone(client):
    clock = Clock()
    overlay = DynamoOverlay(TABLE, clock, client)
    put(client, 500, ward("1"))
    put(client, 1_030, ward("2"))
    assert overlay.overlay(HERE).generation == 500
    clock.time = 1_030 + CACHE_SECONDS
    assert overlay.overlay(HERE).generation == 1_030


def test_cells_are_remembered_for_a_minute_and_misses_are_not(client):
    clock, counting = Clock(), CountingClient(client)
    overlay = DynamoOverlay(TABLE, clock, counting)
    assert overlay.overlay(HERE).generation == 0
    put(client, 900, ward("1"))
    assert overlay.overlay(HERE).generation == 900
    assert counting.queries == 2
    clock.time += CACHE_SECONDS - 1
    assert overlay.overlay(HERE).answers == answer("1")
    assert counting.queries == 2
    clock.time += 1
    assert overlay.overlay(HERE).answers == answer("1")
    assert counting.queries == 3


def test_the_memory_is_bounded(client):
    counting = CountingClient(client)
    overlay = DynamoOverlay(TABLE, Clock(), counting)
    put(client, 900, ward("1"))
    overlay.overlay(HERE)
    points = [Point(latitude=10 + n / 100, longitude=20) for n in range(CACHE_ITEMS)]
    for point in points:
        put(client, 900, ward("1"), overlay_cell(point))
        overlay.overlay(point)
    queries = counting.queries
    overlay.overlay(points[-1])
    assert counting.queries == queries
    overlay.overlay(HERE)
    assert counting.queries == queries + 1


def test_a_split_cell_takes_one_more_read(client):
    counting = CountingClient(client)
    overlay = DynamoOverlay(TABLE, Clock(), counting)
    put(client, 900, encode_split(11))
    put(client, 900, ward("7"), overlay_cell(HERE, 11))
    assert overlay.overlay(HERE) == Overlay(900, answer("7"))
    assert counting.queries == 2


class Broken:
    def __init__(self, fault):
        self.fault = fault

    def query(self, **arguments):
        raise self.fault


def client_error(code):
    return ClientError({"Error": {"Code": code, "Message": code}}, "Query")


@pytest.mark.parametrize(
    "fault", [client_error("ThrottlingException"), EndpointConnectionError(endpoint_url="http://nowhere")]
)
def test_passing_faults_ask_to_try_again(fault):
    with pytest.raises(TransientFault):
        DynamoOverlay(TABLE, Clock(), Broken(fault)).overlay(HERE)


def test_other_faults_are_not_hidden():
    with pytest.raises(ClientError, match="AccessDenied"):
        DynamoOverlay(TABLE, Clock(), Broken(client_error("AccessDeniedException"))).overlay(HERE)
