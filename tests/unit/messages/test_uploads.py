"""What S3 tells of uploads, through EventBridge and a queue."""

import json
from typing import Any

from hex311.messages.uploads import consume_uploads
from tests.support.gateway import lambda_context

PHOTO = "0123456789abcdef0123456789abcdef"


def record(key: Any, message_id: str = "one") -> dict[str, Any]:
    body = {"detail-type": "Object Created", "source": "aws.s3", "detail": {"object": {"key": key}}}
    return {"messageId": message_id, "eventSource": "aws:sqs", "body": json.dumps(body)}


def consumed(*records: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The photos acted on, and the messages to try again."""
    seen: list[str] = []
    answer = consume_uploads({"Records": list(records)}, lambda_context(), seen.append)
    return seen, [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_the_photo_is_named_by_its_key() -> None:
    assert consumed(record(f"quarantine/{PHOTO}")) == ([PHOTO], [])


def test_keys_of_nobody_are_put_aside_and_hold_up_nothing() -> None:
    strange = ["quarantine/../photos/x", f"photos/{PHOTO}", f"quarantine/{PHOTO}/x", f"quarantine/{PHOTO.upper()}", ""]
    records = [record(key, str(number)) for number, key in enumerate(strange)]
    poison = {"messageId": "poison", "eventSource": "aws:sqs", "body": "{"}
    seen, again = consumed(*records, poison, record(f"quarantine/{PHOTO}", "good"))
    assert seen == [PHOTO]
    assert again == ["0", "1", "2", "3", "4", "poison"]


def test_ids_are_not_logged(capsys: Any) -> None:
    def fail(photo_id: str) -> None:
        raise RuntimeError("no")

    answer = consume_uploads(
        {"Records": [record(f"quarantine/{PHOTO}"), record(f"quarantine/{'f' * 32}", "two")]},
        lambda_context(),
        lambda photo_id: fail(photo_id) if photo_id == PHOTO else None,
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "one"}]}
    assert PHOTO not in capsys.readouterr().out
