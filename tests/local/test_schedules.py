"""EventBridge Scheduler under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.local.support import LocalCloud, wait_for

pytestmark = pytest.mark.patches


@pytest.mark.parametrize("zone", ["UTC", "America/Chicago"])
def test_schedules_fire_on_time_in_their_zone(cloud: LocalCloud, zone: str) -> None:
    sqs, name = cloud.client("sqs"), zone.replace("/", "-")
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    due = datetime.now(ZoneInfo(zone)) + timedelta(seconds=1)
    cloud.client("scheduler").create_schedule(
        Name=name,
        ScheduleExpression=f"at({due:%Y-%m-%dT%H:%M:%S})",
        ScheduleExpressionTimezone=zone,
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": cloud.role(), "Input": '"due"'},
    )
    wait_for(lambda: sqs.receive_message(QueueUrl=queue).get("Messages"), 4)
