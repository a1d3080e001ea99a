"""Stream mappings: partial failures, bisection, retry limit, and the on-failure destination.

ministack 1.5.33: ignores `batchItemFailures`, MaximumRetryAttempts and BisectBatchOnFunctionError: records the
function named as failed are lost, a poisoned batch is retried for ever, and an on-failure destination only hears
of records that are too old, and never when it is a bucket.
AWS: goes on from the first failed record; a failing batch is split, retried and at last given up, its invocation
record sent to the destination: SQS and SNS get metadata, an S3 bucket the whole batch as well, under
`aws/lambda/<mapping>/<shard>/<yyyy>/<mm>/<dd>/<time>-<random>`. A split does not count as a retry.
Here the back-off is short (0.2 s doubling to 5 s), and only one shard exists.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

import ministack.services.dynamodb as dynamodb
import ministack.services.lambda_svc as lambda_service
import ministack.services.s3 as s3
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import request_scope

SHARD = "shardId-00000000000000000000-00000000"
FIRST_BACK_OFF_SECONDS = 0.2
LONGEST_BACK_OFF_SECONDS = 5.0

Record = dict[str, Any]
Mapping = dict[str, Any]


@dataclass
class Attempts:
    """What a mapping has tried at its present position: failed calls, and a batch limit after a split."""

    failed: int = 0
    limit: int | None = None


@dataclass
class Batch:
    """Records read at a position; `kept` pairs each record that passes the filter with its offset."""

    position: int
    size: int
    kept: list[tuple[int, Record]]

    @property
    def records(self) -> list[Record]:
        """The records the function gets."""
        return [record for _offset, record in self.kept]


_attempts: dict[str, Attempts] = {}
_send_to_queue_or_topic = lambda_service._send_ddb_stream_failure_record


def _poll() -> bool:
    """One pass over all mappings; True when any moved on."""
    moved = False
    for account, region, mapping in list(lambda_service._iter_all_esms()):
        with request_scope(account, region):
            moved = _poll_mapping(mapping, account, region) or moved
    return moved


def _table_of(mapping: Mapping, account: str, region: str) -> str | None:
    """Name of the table behind a mapping, when it is a live stream of this account and region."""
    arn = mapping.get("EventSourceArn", "")
    try:
        spec = parse_arn(arn)
    except ArnParseError:
        return None
    if (spec.service, spec.account_id, spec.region) != ("dynamodb", account, region):
        return None
    found = lambda_service._dynamodb_stream_table_from_arn_spec(spec)
    table = dynamodb._tables.get(found[0]) if found else None
    return str(found[0]) if table and table.get("LatestStreamArn") == arn else None


def _read(mapping: Mapping, table: str) -> Batch | None:
    """The next records; None when there are none, or the mapping is waiting after a failure."""
    name = mapping["UUID"]
    if lambda_service._esm_backoff_until.get(name, 0) > time.time():
        return None
    horizon, end = dynamodb.stream_start_position(table), dynamodb.stream_end_position(table)
    positions = lambda_service._dynamodb_stream_positions
    with lambda_service._dynamodb_stream_positions_lock:
        start = horizon if mapping.get("StartingPosition") == "TRIM_HORIZON" else end
        # A position past the end was saved with records that were not: nothing of it is left to skip.
        position = min(max(positions.get(name, start), horizon), end)
        positions[name] = position
    attempts = _attempts.setdefault(name, Attempts())
    raw = dynamodb.stream_records_since(table, position, attempts.limit or mapping.get("BatchSize", 100))
    if not raw:
        return None
    kept = [(i, record) for i, record in enumerate(raw) if lambda_service._apply_filter_criteria([record], mapping)]
    return Batch(position, len(raw), kept)


def _poll_mapping(mapping: Mapping, account: str, region: str) -> bool:
    table = _table_of(mapping, account, region) if mapping.get("Enabled", True) else None
    if table is None:
        return False
    function, _config = lambda_service._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    batch = _read(mapping, table) if function else None
    if batch is None:
        return False
    if not batch.kept:
        return _move(mapping, batch, batch.size)
    result = lambda_service._execute_function(function, {"Records": batch.records})
    if result.get("log"):
        lambda_service.logger.info("%s\n%s", mapping["FunctionName"], result["log"])
    failed = _first_failure(mapping, batch, result)
    if failed is None:
        mapping["LastProcessingResult"] = f"OK - {len(batch.kept)} records"
        return _move(mapping, batch, batch.size)
    if failed > 0:
        return _move(mapping, batch, batch.kept[failed][0])
    return _handle_failure(mapping, function, batch, result)


def _first_failure(mapping: Mapping, batch: Batch, result: dict[str, Any]) -> int | None:
    """Index among the kept records of the first that failed; None when all went well."""
    if result.get("error"):
        return 0
    body = result.get("body")
    wanted = "ReportBatchItemFailures" in (mapping.get("FunctionResponseTypes") or [])
    failures = body.get("batchItemFailures") if wanted and isinstance(body, dict) else None
    if not failures:
        return None
    names = {str(failure.get("itemIdentifier")) for failure in failures}
    numbers = [record["dynamodb"]["SequenceNumber"] for record in batch.records]
    # An identifier that is in no record fails the whole batch, as on AWS.
    return next((i for i, number in enumerate(numbers) if number in names), 0)


def _handle_failure(mapping: Mapping, function: Any, batch: Batch, result: dict[str, Any]) -> bool:
    """Split, wait and retry, or give up the batch whose first record fails."""
    mapping["LastProcessingResult"] = "PROBLEM: Function call failed"
    attempts = _attempts[mapping["UUID"]]
    too_old = _is_too_old(mapping, batch)
    if mapping.get("BisectBatchOnFunctionError") and len(batch.kept) > 1 and not too_old:
        attempts.limit = batch.kept[(len(batch.kept) + 1) // 2][0]
        return True
    attempts.failed += 1
    allowed = mapping.get("MaximumRetryAttempts")
    exhausted = allowed is not None and 0 <= int(allowed) < attempts.failed
    if too_old or exhausted:
        condition = "MaxRecordAgeExceeded" if too_old else "RetryAttemptsExhausted"
        _send_failure(mapping, function, batch, result, condition)
        return _move(mapping, batch, batch.size)
    wait = min(FIRST_BACK_OFF_SECONDS * 2 ** (attempts.failed - 1), LONGEST_BACK_OFF_SECONDS)
    lambda_service._esm_backoff_until[mapping["UUID"]] = time.time() + wait
    return False


def _is_too_old(mapping: Mapping, batch: Batch) -> bool:
    allowed = int(mapping.get("MaximumRecordAgeInSeconds") or -1)
    oldest = float(batch.records[0]["dynamodb"].get("ApproximateCreationDateTime", time.time()))
    return 0 < allowed < time.time() - oldest


def _move(mapping: Mapping, batch: Batch, count: int) -> bool:
    """Go on `count` records further, with a clean slate."""
    with lambda_service._dynamodb_stream_positions_lock:
        lambda_service._dynamodb_stream_positions[mapping["UUID"]] = batch.position + count
    lambda_service._esm_backoff_until.pop(mapping["UUID"], None)
    _attempts[mapping["UUID"]] = Attempts()
    return True


def _send_failure(mapping: Mapping, function: Any, batch: Batch, result: dict[str, Any], condition: str) -> None:
    """Send the invocation record to the destination, when there is one."""
    destination = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination") or ""
    records = batch.records
    if not destination.startswith("arn:aws:s3:::"):
        _send_to_queue_or_topic(mapping, function, records, mapping["EventSourceArn"], result, condition)
        return
    now = time.gmtime()
    key = "/".join(
        [
            "aws/lambda", mapping["UUID"], SHARD, time.strftime("%Y/%m/%d", now),
            f"{time.strftime('%Y-%m-%dT%H.%M.%S', now)}-{uuid.uuid4()}",
        ]
    )  # fmt: skip
    report = _invocation_record(mapping, function, records, condition)
    body = json.dumps(report | {"payload": json.dumps({"Records": records})}).encode()
    s3._put_object(destination.removeprefix("arn:aws:s3:::"), key, body, {"content-type": "application/json"})


def _invocation_record(mapping: Mapping, function: Any, records: list[Record], condition: str) -> dict[str, Any]:
    """The metadata AWS sends with every failed batch."""

    def moment(record: Record) -> str:
        created = float(record["dynamodb"].get("ApproximateCreationDateTime", time.time()))
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(created))

    config = function.get("config") or function
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": config.get("FunctionArn", ""),
            "condition": condition,
            "approximateInvokeCount": max(_attempts[mapping["UUID"]].failed, 1),
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "DDBStreamBatchInfo": {
            "shardId": SHARD,
            "startSequenceNumber": records[0]["dynamodb"]["SequenceNumber"],
            "endSequenceNumber": records[-1]["dynamodb"]["SequenceNumber"],
            "approximateArrivalOfFirstRecord": moment(records[0]),
            "approximateArrivalOfLastRecord": moment(records[-1]),
            "batchSize": len(records),
            "streamArn": mapping["EventSourceArn"],
        },
    }


def apply() -> None:
    """Replace the poll of all DynamoDB streams."""
    lambda_service._poll_dynamodb_streams = _poll
