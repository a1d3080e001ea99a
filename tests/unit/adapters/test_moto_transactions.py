"""moto's transactions as the tests quicken them do and refuse the same as moto's own."""

import random
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.dynamodb.models import DynamoDBBackend

from tests.support import moto_transactions
from tests.support.aws import REGION, create_table

TABLES = {"one": [("pk", "HASH"), ("sk", "RANGE")], "two": [("pk", "HASH")]}


def operation(chance: random.Random) -> dict[str, Any]:
    name = chance.choice(list(TABLES))
    key = {part: {"S": chance.choice("abc")} for part, _ in TABLES[name]}
    condition = chance.choice(
        [{}, {}, {"ConditionExpression": "attribute_exists(pk)"}, {"ConditionExpression": "attribute_not_exists(pk)"}]
    )
    kind = chance.choice(["Put", "Update", "Delete", "ConditionCheck"])
    if kind == "Put":
        return {kind: {"TableName": name, "Item": {**key, "n": {"N": str(chance.randrange(9))}}, **condition}}
    if kind == "Update":
        how = {"UpdateExpression": "ADD n :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}
        return {kind: {"TableName": name, "Key": key, **how, **condition}}
    if kind == "ConditionCheck":
        return {kind: {"TableName": name, "Key": key, "ConditionExpression": "attribute_exists(pk)"}}
    return {kind: {"TableName": name, "Key": key, **condition}}


def story(seed: int) -> list[Any]:
    """What sixty transactions of one to four operations answer, and what stands in the tables after each."""
    chance = random.Random(seed)
    told: list[Any] = []
    with mock_aws():
        client = boto3.client("dynamodb", region_name=REGION)
        for name, keys in TABLES.items():
            create_table(client, name, keys, {})
        for _ in range(60):
            items = [operation(chance) for _ in range(chance.randint(1, 4))]
            try:
                client.transact_write_items(TransactItems=items)
            except ClientError as fault:
                reasons = [one.get("Code") for one in fault.response.get("CancellationReasons", [])]
                told.append((fault.response["Error"]["Code"], reasons))
            told.append([sorted(map(str, client.scan(TableName=name)["Items"])) for name in TABLES])
    return told


@pytest.mark.parametrize("seed", range(3))
def test_the_quick_way_tells_the_same_story_as_motos_own(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = story(seed)
    monkeypatch.setattr(DynamoDBBackend, "transact_write_items", moto_transactions.SLOW)
    slow = story(seed)
    assert quick == slow
    assert any(isinstance(one, tuple) for one in quick), "nothing was refused"
