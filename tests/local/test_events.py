"""EventBridge under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import time

import pytest

from tests.local.support import LocalCloud, wait_for

pytestmark = pytest.mark.patches


def test_delivery_rights_of_a_rule_are_the_queues_policy(cloud: LocalCloud) -> None:
    sqs, bus = cloud.client("sqs"), cloud.client("events")
    open_queue, open_arn = cloud.queue("open")
    closed_queue = sqs.create_queue(QueueName="closed")["QueueUrl"]
    bus.put_rule(Name="all", EventPattern='{"source": ["city"]}')
    targets = [{"Id": "open", "Arn": open_arn}, {"Id": "closed", "Arn": open_arn.replace("open", "closed")}]
    bus.put_targets(Rule="all", Targets=targets)
    bus.put_events(Entries=[{"Source": "city", "DetailType": "Happened", "Detail": "{}"}])
    wait_for(lambda: sqs.receive_message(QueueUrl=open_queue).get("Messages"), 5)
    time.sleep(0.3)
    assert "Messages" not in sqs.receive_message(QueueUrl=closed_queue)
